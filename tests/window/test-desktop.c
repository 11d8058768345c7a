/* The desktop tells of what locks a store, over the bus, as GNOME does: the screen is
 * locked, the session is about to end. A thread plays the desktop. */
#include "window-fixture.h"

#include "sf-lock-page.h"

static const char interfaces[] =
    "<node>"
    " <interface name='org.gnome.SessionManager'>"
    "  <method name='RegisterClient'><arg type='s' direction='in'/>"
    "   <arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
    "  <method name='UnregisterClient'><arg type='o' direction='in'/></method>"
    " </interface>"
    " <interface name='org.gnome.SessionManager.ClientPrivate'>"
    "  <method name='EndSessionResponse'><arg type='b' direction='in'/>"
    "   <arg type='s' direction='in'/></method>"
    "  <signal name='QueryEndSession'><arg type='u'/></signal>"
    " </interface>"
    " <interface name='org.gnome.ScreenSaver'>"
    "  <method name='GetActive'><arg type='b' direction='out'/></method>"
    "  <signal name='ActiveChanged'><arg type='b'/></signal>"
    " </interface>"
    "</node>";

#define MANAGER "/org/gnome/SessionManager"
#define CLIENT MANAGER "/Client1"
#define SCREEN "/org/gnome/ScreenSaver"

typedef struct
{
  GDBusConnection *bus;
  gint names; /* (atomic): that are owned */
  gint registered, answered; /* (atomic) */
} Desktop;

static Desktop desktop;

static void
on_called (GDBusConnection *bus, const char *sender, const char *path,
           const char *interface, const char *method, GVariant *arguments,
           GDBusMethodInvocation *call, gpointer data)
{
  (void)bus;
  (void)sender;
  (void)path;
  (void)interface;
  (void)arguments;
  (void)data;
  GVariant *answer = NULL;
  if (g_str_equal (method, "RegisterClient"))
    {
      g_atomic_int_inc (&desktop.registered);
      answer = g_variant_new ("(o)", CLIENT);
    }
  else if (g_str_equal (method, "GetActive"))
    answer = g_variant_new ("(b)", FALSE);
  else if (g_str_equal (method, "EndSessionResponse"))
    g_atomic_int_inc (&desktop.answered);
  g_dbus_method_invocation_return_value (call, answer);
}

static void
on_name_owned (GDBusConnection *bus, const char *name, gpointer data)
{
  (void)bus;
  (void)name;
  (void)data;
  g_atomic_int_inc (&desktop.names);
}

static gpointer
run_desktop (gpointer context)
{
  static const GDBusInterfaceVTable calls = { .method_call = on_called };
  static const char *const objects[] = { MANAGER, CLIENT, SCREEN };
  static const char *const names[] = { "org.gnome.SessionManager",
                                       "org.gnome.ScreenSaver" };
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_main_context_push_thread_default (context);
  g_autofree char *address =
      g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  desktop.bus = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_dbus_connection_register_object (desktop.bus, objects[i], node->interfaces[i],
                                       &calls, NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_bus_own_name_on_connection (desktop.bus, names[i], G_BUS_NAME_OWNER_FLAGS_NONE,
                                  on_name_owned, NULL, NULL, NULL);
  g_main_loop_run (loop);
  return NULL;
}

/* Before the application is there, which looks for a desktop once. */
static void
start_desktop (void)
{
  g_thread_unref (g_thread_new ("desktop", run_desktop, g_main_context_new ()));
  window_fixture_wait_until (g_atomic_int_get (&desktop.names) == 2);
}

static void
tell (const char *path, const char *interface, const char *signal, GVariant *arguments)
{
  g_dbus_connection_emit_signal (desktop.bus, NULL, path, interface, signal, arguments,
                                 NULL);
}

static void
lock_screen (gboolean locked)
{
  tell (SCREEN, "org.gnome.ScreenSaver", "ActiveChanged",
        g_variant_new ("(b)", locked));
}

static gboolean
is_locked (WindowFixture *fixture)
{
  return window_fixture_find_type (fixture->window, SF_TYPE_LOCK_PAGE) != NULL;
}

static gboolean
is_screen_locked (WindowFixture *fixture)
{
  gboolean active;
  g_object_get (fixture->application, "screensaver-active", &active, NULL);
  return active;
}

static void
test_screen (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  g_assert_cmpint (g_atomic_int_get (&desktop.registered), ==, 1);
  lock_screen (TRUE);
  window_fixture_wait_until (is_locked (&fixture));
  lock_screen (FALSE);
  window_fixture_wait_until (!is_screen_locked (&fixture));
  g_assert_true (is_locked (&fixture));
  window_fixture_clear (&fixture);
}

/* Who does not want it is not locked out. */
static void
test_screen_not_wanted (void)
{
  const LockRules rules = { .idle_minutes = 5, .with_screen = FALSE };
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  sf_window_set_rules (fixture.window, &rules);
  lock_screen (TRUE);
  window_fixture_wait_until (is_screen_locked (&fixture));
  g_assert_false (is_locked (&fixture));
  lock_screen (FALSE);
  window_fixture_wait_until (!is_screen_locked (&fixture));
  window_fixture_clear (&fixture);
}

static void
test_session_end (void)
{
  WindowFixture fixture;
  window_fixture_init_open (&fixture);
  tell (CLIENT, "org.gnome.SessionManager.ClientPrivate", "QueryEndSession",
        g_variant_new ("(u)", 0));
  window_fixture_wait_until (is_locked (&fixture));
  window_fixture_wait_until (g_atomic_int_get (&desktop.answered) > 0);
  window_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  start_desktop ();
  g_test_add_func ("/desktop/screen", test_screen);
  g_test_add_func ("/desktop/screen-not-wanted", test_screen_not_wanted);
  g_test_add_func ("/desktop/session-end", test_session_end);
  return g_test_run ();
}
