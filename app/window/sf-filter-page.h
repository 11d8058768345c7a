/* Choosing which refusals are listed. What is chosen holds at once. */
#pragma once

#include <adwaita.h>

#include "sf-refusal-list.h"

G_BEGIN_DECLS

#define SF_TYPE_FILTER_PAGE (sf_filter_page_get_type ())
G_DECLARE_FINAL_TYPE (SfFilterPage, sf_filter_page, SF, FILTER_PAGE, AdwBin)

/* refusals: a reference is taken. list: what it filters; borrowed, outlives it. */
SfFilterPage *sf_filter_page_new (SfRefusals *refusals, SfRefusalList *list);

/* Shows the list's present filter. */
void sf_filter_page_open (SfFilterPage *self);

G_END_DECLS
