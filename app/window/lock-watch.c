/* See lock-watch.h. */
#include "lock-watch.h"

/* By how much the clocks part in a sleep, at least; they are read one after the other.
 */
#define SLEEP_SECONDS 2.0

struct _LockWatch
{
  LockWatchCallback callback;
  gpointer data;
  LockWatchClock clock;
  LockRules rules;
  double used; /* the boot clock at the last input */
  double slept; /* boot clock less monotonic clock, at the start */
  guint source; /* 0 at rest */
  gulong toplevels; /* the handler of new windows */
};

static double
read_clock (clockid_t clock)
{
  struct timespec now;
  clock_gettime (clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
measure_sleep (LockWatch *watch)
{
  return watch->clock (CLOCK_BOOTTIME) - watch->clock (CLOCK_MONOTONIC);
}

static gboolean
is_input (GdkEvent *event)
{
  switch ((int)gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_event_seen (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer data)
{
  (void)controller;
  LockWatch *watch = data;
  if (is_input (event))
    watch->used = watch->clock (CLOCK_BOOTTIME);
  return GDK_EVENT_PROPAGATE;
}

static void
on_toplevels_changed (GListModel *toplevels, guint position, guint removed, guint added,
                      gpointer data)
{
  (void)removed;
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);
      GtkEventController *controller = gtk_event_controller_legacy_new ();
      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect (controller, "event", G_CALLBACK (on_event_seen), data);
      gtk_widget_add_controller (window, controller);
    }
}

/* Takes this watch's controllers from a window. */
static void
forget_window (LockWatch *watch, GtkWidget *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller =
          g_list_model_get_item (controllers, i - 1);
      if (g_signal_handler_find (controller, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                 watch)
          != 0)
        gtk_widget_remove_controller (window, controller);
    }
}

LockWatch *
lock_watch_new (LockWatchCallback callback, gpointer data, LockWatchClock clock)
{
  LockWatch *watch = g_new0 (LockWatch, 1);
  watch->callback = callback;
  watch->data = data;
  watch->clock = clock != NULL ? clock : read_clock;
  GListModel *toplevels = gtk_window_get_toplevels ();
  watch->toplevels = g_signal_connect (toplevels, "items-changed",
                                       G_CALLBACK (on_toplevels_changed), watch);
  on_toplevels_changed (toplevels, 0, 0, g_list_model_get_n_items (toplevels), watch);
  return watch;
}

void
lock_watch_free (LockWatch *watch)
{
  if (watch == NULL)
    return;
  lock_watch_stop (watch);
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_signal_handler_disconnect (toplevels, watch->toplevels);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);
      forget_window (watch, window);
    }
  g_free (watch);
}

static gboolean
on_second_passed (gpointer data)
{
  lock_watch_check (data);
  return G_SOURCE_CONTINUE;
}

void
lock_watch_start (LockWatch *watch, const LockRules *rules)
{
  watch->rules = *rules;
  watch->used = watch->clock (CLOCK_BOOTTIME);
  watch->slept = measure_sleep (watch);
  if (watch->source == 0)
    watch->source = g_timeout_add_seconds (1, on_second_passed, watch);
}

void
lock_watch_stop (LockWatch *watch)
{
  g_clear_handle_id (&watch->source, g_source_remove);
}

void
lock_watch_check (LockWatch *watch)
{
  LockReason reason = LOCK_REASON_NONE;
  if (watch->source == 0)
    return;
  if (measure_sleep (watch) - watch->slept > SLEEP_SECONDS)
    reason = LOCK_REASON_SUSPEND;
  else if (watch->clock (CLOCK_BOOTTIME) - watch->used
           >= 60.0 * watch->rules.idle_minutes)
    reason = LOCK_REASON_IDLE;
  if (reason == LOCK_REASON_NONE)
    return;
  lock_watch_stop (watch);
  watch->callback (reason, watch->data);
}
