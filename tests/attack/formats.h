/* Every format and language in which a release is written. */
#pragma once

#include "session-release.h"

#define FORMATS 7

/* (transfer full): the file in format number, below FORMATS. */
GBytes *formats_print (const Release *release, guint number);
