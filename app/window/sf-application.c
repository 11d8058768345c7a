/* See sf-application.h. */
#include "config.h"

#include "sf-application.h"

#include <glib/gi18n-lib.h>

#include "base.h"
#include "screen-reader.h"
#include "sf-about.h"
#include "sf-window.h"

struct _SfApplication
{
  AdwApplication parent_instance;
  gboolean sample; /* --sample: data in memory, for looking around */
};

G_DEFINE_FINAL_TYPE (SfApplication, sf_application, ADW_TYPE_APPLICATION)

static void
sf_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window == NULL)
    window = GTK_WINDOW (sf_window_new (
        SF_APPLICATION (application),
        SF_APPLICATION (application)->sample ? SF_STORE_SAMPLE : SF_STORE_OWN, NULL,
        NULL));
  gtk_window_present (window);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  (void)action;
  (void)parameter;
  sf_about_present (gtk_application_get_active_window (GTK_APPLICATION (data)));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  (void)action;
  (void)parameter;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));
  if (window != NULL)
    gtk_window_close (window);
}

static void
add_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accelerators[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "window.close", { "<Control>w", NULL } },
    { "win.lock", { "<Control>l", NULL } },
    { "win.new-refusal", { "<Control>n", NULL } },
    { "win.find", { "<Control>f", NULL } },
    { "win.preferences", { "<Control>comma", NULL } },
    { "win.help", { "F1", NULL } },
    { "win.shortcuts", { "<Control>question", NULL } },
    { "win.view::pledge", { "<Alt>1", NULL } },
    { "win.view::refusals", { "<Alt>2", NULL } },
    { "win.view::totals", { "<Alt>3", NULL } },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action,
                                           accelerators[i].keys);
}

static void
sf_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = on_about },
    { .name = "quit", .activate = on_quit },
  };
  G_APPLICATION_CLASS (sf_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions,
                                   G_N_ELEMENTS (actions), application);
  add_accelerators (GTK_APPLICATION (application));
  screen_reader_init ();
}

static int
sf_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SF_APPLICATION (application)->sample = g_variant_dict_contains (options, "sample");
  /* Looking around must not end up in the window of one's own store. */
  if (SF_APPLICATION (application)->sample)
    g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Steadfast %s\n", STEADFAST_VERSION);
  return 0;
}

static void
sf_application_class_init (SfApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);
  application_class->activate = sf_application_activate;
  application_class->startup = sf_application_startup;
  application_class->handle_local_options = sf_application_handle_local_options;
}

static void
sf_application_init (SfApplication *application)
{
  static const GOptionEntry options[] = {
    { .long_name = "sample",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Look around with sample data, which is kept in memory") },
    { .long_name = "version",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Print the version") },
    { 0 },
  };
  g_application_add_main_option_entries (G_APPLICATION (application), options);
}

SfApplication *
sf_application_new (void)
{
  return g_object_new (SF_TYPE_APPLICATION, "application-id", SF_APPLICATION_ID,
                       "resource-base-path", "/page/codeberg/steadfast/Steadfast",
                       "register-session", TRUE, NULL);
}

int
sf_application_run_main (int argc, char **argv)
{
  base_forbid_core_files ();
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_autoptr (GError) error = NULL;
  if (!session_init (&error))
    {
      g_printerr ("steadfast: %s\n", error->message);
      return 1;
    }
  g_autoptr (SfApplication) application = sf_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
