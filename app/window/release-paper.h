/* A release laid out on paper: figures, bars, and the sentences of the page of HTML, in
 * the catalogue's language and direction. Knows no widget and no printer: it draws by
 * Pango and cairo on whatever pages it is given. */
#pragma once

#include <pango/pangocairo.h>

#include "catalogue.h"
#include "release.h"

G_BEGIN_DECLS

typedef struct _ReleasePaper ReleasePaper;

/**
 * release_paper_new:
 * @context: (transfer full): in which one unit is a point
 * @width: of a page, without its margins, in points; so is @height
 * @release: outlives it; so does @catalogue
 *
 * Returns: (transfer full): the pages. No question is parted from its title, nor over
 * two pages where it fits on one
 */
ReleasePaper *release_paper_new (PangoContext *context, double width, double height,
                                 const Release *release, const Catalogue *catalogue);

void release_paper_free (ReleasePaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReleasePaper, release_paper_free)

/* How many pages there are: one at least. */
guint release_paper_pages (const ReleasePaper *paper);

/* Draws a page, the first being 0, from the origin of cairo. */
void release_paper_draw (const ReleasePaper *paper, cairo_t *cairo, guint page);

/* (transfer full): the texts of a page, from its top, a line each. */
char *release_paper_dup_text (const ReleasePaper *paper, guint page);

G_END_DECLS
