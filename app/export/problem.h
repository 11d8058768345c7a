/* What is wrong with a form or a text, for people. */
#pragma once

#include <glib.h>

#include "form.h"

G_BEGIN_DECLS

/* A whole translated sentence (borrowed). */
const char *problem_describe (FormReason reason);

G_END_DECLS
