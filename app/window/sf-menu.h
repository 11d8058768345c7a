/* The main menu's button, alike in every header bar. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SF_TYPE_MENU (sf_menu_get_type ())
G_DECLARE_FINAL_TYPE (SfMenu, sf_menu, SF, MENU, AdwBin)

G_END_DECLS
