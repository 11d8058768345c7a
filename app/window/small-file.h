/* Reading a file that a person chose, which may be anything, and of any size. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the file's first bytes, most of them at the most: who asks for one
 * more than is good sees that there were too many. NULL with error set. */
GBytes *small_file_read (GFile *file, gsize most, GError **error);

G_END_DECLS
