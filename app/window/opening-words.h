/* What opening a store found that a person should know. Knows no widget. */
#pragma once

#include "session.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): in sentences; NULL where there is nothing to tell. */
char *opening_words_dup (Session *session);

G_END_DECLS
