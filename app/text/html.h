/* Text as it stands in a page of HTML: markup is made harmless. Knows GLib alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends text (UTF-8), with references for & < > " and ', so that it is text between
 * tags and in a quoted attribute alike. */
void html_append_text (GString *out, const char *text);

/**
 * html_append_name:
 *
 * The same for a name that anybody may have chosen: control characters and the signs
 * that turn the direction of what follows (embeddings, overrides, paragraph separators)
 * become U+FFFD. Isolates stay, but only in pairs: one that is left open is closed
 * here. So nothing outside the name changes its look. A name that is a formula
 * (csv_is_formula()) gets an apostrophe in front: spreadsheets open pages too.
 */
void html_append_name (GString *out, const char *name);

/* (transfer full): size bytes at text with the references of html_append_text() put
 * back. */
char *html_dup_unescaped (const char *text, gsize size);

G_END_DECLS
