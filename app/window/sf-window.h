/* The window: what is locked, what is open, and when it locks. It owns the worker; the
 * views inside it come and go with each unlocking, so that nothing of the content
 * outlives a lock. */
#pragma once

#include <adwaita.h>

#include "sf-application.h"
#include "sf-main.h"
#include "unlocked.h"

G_BEGIN_DECLS

#define SF_TYPE_WINDOW (sf_window_get_type ())
G_DECLARE_FINAL_TYPE (SfWindow, sf_window, SF, WINDOW, AdwApplicationWindow)

/**
 * sf_window_new:
 * @path: (nullable): of the store; NULL is the app's own
 * @env: (nullable): what its sessions run on: borrowed members, as SessionEnv says
 *
 * Returns: (transfer none): a window, as GtkWindow has it
 */
SfWindow *sf_window_new (SfApplication *application, SfStoreKind kind, const char *path,
                         const SessionEnv *env);

/**
 * sf_window_enter:
 * @unlocked: (transfer full): what unlocking or making a store gave
 *
 * Shows the views, and begins to watch for the time to lock. The session is the
 * worker's by now.
 */
void sf_window_enter (SfWindow *window, Unlocked *unlocked);

/* The same for a store whose content is another one from now on: dialogs of the one
 * before go. unlocked: (transfer full). */
void sf_window_replace (SfWindow *window, Unlocked *unlocked);

/* Erases the open store with all that lies beside it, and begins anew. Asks nothing. */
void sf_window_erase (SfWindow *window);

/* Begins as on the first run: for a store that is gone. */
void sf_window_begin_anew (SfWindow *window);

/* Whether the views of a store are shown, and which. */
gboolean sf_window_is_open (SfWindow *window);
SfStoreKind sf_window_kind (SfWindow *window);

/* Leaves the store that the window was for, if any, for the sample's. */
void sf_window_open_sample (SfWindow *window);

/**
 * sf_window_lock:
 *
 * Removes the views and every dialog at once and asks nothing; a view seals what is
 * half written in it when it is unrooted. Takes back what sf_window_copy() put on the
 * clipboard. Where nothing is open, an unlocking that is under way is given up.
 */
void sf_window_lock (SfWindow *window, LockReason reason);

/* When it locks by itself; keeps new rules in the store. */
const LockRules *sf_window_rules (SfWindow *window);
void sf_window_set_rules (SfWindow *window, const LockRules *rules);

/* (transfer none): the window's worker; where the store lies; what a session runs on.
 */
Worker *sf_window_worker (SfWindow *window);
const char *sf_window_path (SfWindow *window);
const SessionEnv *sf_window_env (SfWindow *window);

/* Says text in a toast of the window that widget is in. */
void sf_window_say (GtkWidget *widget, const char *text);

/* Shows a toast of the window that widget is in. toast: (transfer full). */
void sf_window_toast (GtkWidget *widget, AdwToast *toast);

/* Puts text on the clipboard for CLIPBOARD_SECONDS, marked as secret, and says so. */
void sf_window_copy (GtkWidget *widget, const char *text);

G_END_DECLS
