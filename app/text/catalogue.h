/* The project's translations in a language that is asked for, whatever the process's
 * own is: for files, which must not depend on the machine that writes them. Reads the
 * .mo files of gettext ("The Format of GNU MO Files" in its manual). Messages on a
 * screen use gettext itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CATALOGUE_MAX_BYTES ((gsize)16 << 20)

typedef struct _Catalogue Catalogue;

/**
 * catalogue_open:
 * @directory: (nullable): where the languages' folders are; NULL is where the project
 * is installed
 * @language: as in desktop entries: pt_BR falls back on pt
 *
 * Returns: (transfer full): always a catalogue: without translations where there are
 * none in that language, or where their file is damaged.
 */
Catalogue *catalogue_open (const char *directory, const char *language);

/* The same from the content of a .mo file (nullable), which is copied. */
Catalogue *catalogue_new (const char *language, const char *content, gsize size);

void catalogue_free (Catalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Catalogue, catalogue_free)

/* The language asked for. */
const char *catalogue_language (const Catalogue *catalogue);

/* The translation, or message itself where there is none. Either is valid as long as
 * both catalogue and message are. For messages without context or plural forms. */
const char *catalogue_get (const Catalogue *catalogue, const char *message)
    G_GNUC_FORMAT (2);

G_END_DECLS
