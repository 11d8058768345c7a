/* A release: for each question its figures as a chart, or that it is withheld, and the
 * rule and its bound in the sentences that files have too. Nothing in it is an exact
 * count. */
#pragma once

#include <adwaita.h>

#include "release.h"

G_BEGIN_DECLS

#define SF_TYPE_RELEASE_VIEW (sf_release_view_get_type ())
G_DECLARE_FINAL_TYPE (SfReleaseView, sf_release_view, SF, RELEASE_VIEW, AdwBin)

/* release: read at once. */
SfReleaseView *sf_release_view_new (const Release *release);

G_END_DECLS
