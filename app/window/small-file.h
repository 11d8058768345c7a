/* Files that a person chose: reading one, which may be anything and of any size, and
 * writing one through whatever stands between, a portal for instance. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* (transfer full): the file's first bytes, most of them at the most: who asks for one
 * more than is good sees that there were too many. NULL with error set. */
GBytes *small_file_read (GFile *file, gsize most, GError **error);

/* Writes a file and reads it back: FALSE with error set unless it can be read again as
 * it was written. What was there before is replaced, or stays where writing fails. */
gboolean small_file_write (GFile *file, GBytes *bytes, GError **error);

/* For files of which nobody was asked whether they may be replaced: FALSE with error
 * set if there is one that holds something else than these bytes. */
gboolean small_file_check_free (GFile *file, GBytes *bytes, GError **error);

G_END_DECLS
