/* What figures were measured on, in a few words: a ratio means little without it. */
#pragma once

#include <glib.h>

/* (transfer full): processor, cores, kernel, and the file system of folder, as one
 * line.
 */
char *machine_describe (const char *folder);
