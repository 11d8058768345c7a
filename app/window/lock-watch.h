/* When an open store locks by itself: after a time without use, and after the machine
 * slept. Knows no widget but the toplevel windows whose input it sees. */
#pragma once

#include <gtk/gtk.h>
#include <time.h>

G_BEGIN_DECLS

/* Why a store was locked. */
typedef enum
{
  LOCK_REASON_NONE, /* it was not open yet */
  LOCK_REASON_ASKED,
  LOCK_REASON_IDLE,
  LOCK_REASON_SCREEN, /* the screen was locked */
  LOCK_REASON_SUSPEND,
  LOCK_REASON_END, /* the desktop's session ends */
} LockReason;

/* What a person chose. */
typedef struct
{
  guint idle_minutes; /* 1 to LOCK_IDLE_MINUTES_MAX */
  gboolean with_screen;
} LockRules;

#define LOCK_IDLE_MINUTES 5
#define LOCK_IDLE_MINUTES_MAX 60
#define LOCK_RULES_DEFAULT                                                             \
  ((LockRules){ .idle_minutes = LOCK_IDLE_MINUTES, .with_screen = TRUE })

typedef struct _LockWatch LockWatch;

typedef void (*LockWatchCallback) (LockReason reason, gpointer data);

/* Seconds of a clock: CLOCK_BOOTTIME goes on while the machine sleeps, CLOCK_MONOTONIC
 * does not. */
typedef double (*LockWatchClock) (clockid_t clock);

/* (transfer full): a watch at rest. clock: (nullable): a test's own. */
LockWatch *lock_watch_new (LockWatchCallback callback, gpointer data,
                           LockWatchClock clock);
void lock_watch_free (LockWatch *watch);

/* Begins to watch, or goes on by other rules. It rests by itself before it calls back.
 */
void lock_watch_start (LockWatch *watch, const LockRules *rules);
void lock_watch_stop (LockWatch *watch);

/* Looks at the clocks now, as it does each second. */
void lock_watch_check (LockWatch *watch);

G_END_DECLS
