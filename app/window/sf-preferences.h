/* Preferences: when the store locks by itself, which is kept in the store; and what
 * there is to be done about the store itself. */
#pragma once

#include "sf-window.h"

G_BEGIN_DECLS

#define SF_TYPE_PREFERENCES (sf_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SfPreferences, sf_preferences, SF, PREFERENCES, AdwWindow)

/* (transfer none): a window above the one given, whose rules it shows and changes. */
SfPreferences *sf_preferences_new (SfWindow *window);

G_END_DECLS
