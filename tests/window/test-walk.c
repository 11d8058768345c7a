/* Every page and dialog, measured: none wider than a phone, no label cut off, every
 * control named, nothing English on an Arabic page. Run in English and in Arabic, with
 * text of its own size and of twice that, as the environment says. */
#include "faults.h"
#include "walk.h"

#include <stdlib.h>
#include <string.h>

/* What one walk has seen, and what is wrong there. */
typedef struct
{
  int pixels; /* the widest that a window may need to be */
  GHashTable *catalogue; /* NULL in English */
  guint labels, names, texts;
  GPtrArray *faults;
} Measures;

/* What looks like a fault and is none. The reason is said; the stop is all or part of
 * the name of those where it may be. */
typedef struct
{
  const char *stop;
  const char *fault; /* the beginning of it */
} Allowance;

static const Allowance allowances[] = {
  /* GTK's window of two columns; the help's page of keys says the same at any width. */
  { "shortcuts", "needs " },
  /* The header repeats the page's heading, which stands in full below it. */
  { "help-", "ends in an ellipsis" },
};

/* What stays in Latin letters on an Arabic page. */
typedef struct
{
  const char *stop;
  const char *words;
} Kept;

static const Kept kept[] = {
  /* Names: of the program, of others, of formats, and those that the campaign uses. */
  { "", "Steadfast minisign signify ssh keygen SHA CSV CSVW JSON HTML ISO txt pub "
        "minisig sig" },
  { "", "Microsoft Azure for Apartheid No IOF off IMOD HRC ICM CRI CSS CXP" },
  /* Keys, as they are printed on them. */
  { "", "Ctrl Alt Tab Space Enter Escape Delete" },
  /* GTK's own, which has no Arabic for them. */
  { "", "Close Minimize Maximize the window Clear entry" },
  /* libadwaita's own, the same, in a row that offers no way to say it otherwise. */
  { "", "Show Text" },
  /* What the walk's files, paths and search hold, and the words of the format. */
  { "import", "week work customer grounds outcome code named person table csv yes" },
  { "import", "ticket tickets cri military weapons army law conscience accepted" },
  { "import", "escalation icm collaboration other" },
  { "import", "government prison service economy enablers" },
  { "import", "waiting reassigned questioned pressured disciplined" },
  { "help-limits", "Flatpak flatpak uninstall delete data document unexport" },
  { "help-organisers", "period question bucket value signers outcomes refusals" },
  { "help-organisers", "waiting accepted reassigned questioned pressured disciplined" },
  { "help-organisers", "withheld release" },
  { "totals-check-bad", "Line is wrong" },
  { "totals-save", "totals until ar html release" },
  { "setup-where", "store" },
  { "store", "store" },
  { "restore", "store backup" },
  { "locked-damaged", "store" },
  { "wrong-passphrase", "store" },
  { "pledge-check", "pledge" },
};

static gboolean
is_at (const WalkStop *stop, const char *name)
{
  return strstr (stop->name, name) != NULL;
}

static gboolean
is_allowed (const WalkStop *stop, const char *fault)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowances); i++)
    if (is_at (stop, allowances[i].stop)
        && g_str_has_prefix (fault, allowances[i].fault))
      return TRUE;
  return FALSE;
}

/* (transfer full): the letters of what was drawn at random and is shown at the stop. */
static char *
read_drawn (const WalkStop *stop)
{
  static const char *const ids[] = { "drawn_text", "key_text" };
  GString *words = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *label = window_fixture_find (stop->root, ids[i]);
      if (label != NULL)
        g_string_append_printf (words, "%s ", gtk_label_get_text (GTK_LABEL (label)));
    }
  for (char *at = words->str; *at != '\0'; at++)
    if (!g_ascii_isalpha (*at))
      *at = ' ';
  return g_string_free (words, FALSE);
}

static guint
find_untranslated (const WalkStop *stop, GHashTable *catalogue, GPtrArray *found)
{
  g_autofree char *drawn = read_drawn (stop);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (is_at (stop, kept[i].stop))
      g_ptr_array_add (words, (gpointer)kept[i].words);
  g_ptr_array_add (words, drawn);
  g_ptr_array_add (words, NULL);
  return faults_find_untranslated (stop->root, catalogue,
                                   (const char *const *)words->pdata, found);
}

static void
measure (const WalkStop *stop, gpointer data)
{
  Measures *measures = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  faults_find_width (stop->root, measures->pixels, found);
  measures->labels += faults_find_cut (stop->root, found);
  measures->names += faults_find_unnamed (stop->root, found);
  if (measures->catalogue != NULL)
    measures->texts += find_untranslated (stop, measures->catalogue, found);
  for (guint i = 0; i < found->len; i++)
    if (!is_allowed (stop, found->pdata[i]))
      g_ptr_array_add (measures->faults,
                       g_strdup_printf ("%s: %s", stop->name, (char *)found->pdata[i]));
}

/* How large text is, in per cent of its own size. */
static int
get_scale (void)
{
  const char *scale = g_getenv ("STEADFAST_TEXT_SCALE");
  return scale != NULL ? atoi (scale) : 100;
}

/* NULL where the language is English. */
static GHashTable *
read_catalogue (void)
{
  const char *language = g_getenv ("LANGUAGE");
  if (language == NULL)
    return NULL;
  g_autofree char *path = g_build_filename (g_getenv ("STEADFAST_LOCALES"), language,
                                            "LC_MESSAGES", "steadfast.mo", NULL);
  return faults_read_catalogue (path);
}

static void
measure_all (int width)
{
  Measures measures = {
    .pixels = WALK_NARROW * get_scale () / 100,
    .catalogue = read_catalogue (),
    .faults = g_ptr_array_new_with_free_func (g_free),
  };
  gboolean arabic = g_strcmp0 (g_getenv ("LANGUAGE"), "ar") == 0;
  g_assert_cmpint (gtk_widget_get_default_direction (), ==,
                   arabic ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  g_assert_true (arabic == (measures.catalogue != NULL));
  guint stops = walk_all (width, measure, &measures);
  for (guint i = 0; i < measures.faults->len; i++)
    g_test_message ("%s", (char *)measures.faults->pdata[i]);
  g_test_message ("%u stops, %u labels, %u controls, %u translated texts, %u faults",
                  stops, measures.labels, measures.names, measures.texts,
                  measures.faults->len);
  g_assert_cmpuint (stops, >, 50);
  g_assert_cmpuint (measures.faults->len, ==, 0);
  g_ptr_array_unref (measures.faults);
  g_clear_pointer (&measures.catalogue, g_hash_table_unref);
}

/* The same room for each letter, whatever the size of text. */
static void
test_narrow (void)
{
  measure_all (WALK_NARROW * get_scale () / 100);
}

static void
test_wide (void)
{
  measure_all (WALK_WIDE);
}

/* ---- each fault is found where there is one ---- */

typedef struct
{
  GtkWidget *window;
  GPtrArray *faults;
} Planted;

static void
plant (Planted *planted, GtkWidget *child)
{
  planted->window = gtk_window_new ();
  planted->faults = g_ptr_array_new_with_free_func (g_free);
  gtk_window_set_child (GTK_WINDOW (planted->window), child);
  gtk_window_set_default_size (GTK_WINDOW (planted->window), WALK_NARROW, 200);
  gtk_window_present (GTK_WINDOW (planted->window));
  gtk_test_widget_wait_for_draw (planted->window);
}

static void
assert_found (Planted *planted, const char *beginning)
{
  g_assert_cmpuint (planted->faults->len, >, 0);
  g_assert_true (g_str_has_prefix (planted->faults->pdata[0], beginning));
  g_ptr_array_unref (planted->faults);
  gtk_window_destroy (GTK_WINDOW (planted->window));
}

static void
test_planted_width (void)
{
  Planted planted;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (box, WALK_NARROW + 1, -1);
  plant (&planted, box);
  faults_find_width (planted.window, WALK_NARROW, planted.faults);
  assert_found (&planted, "needs ");
}

static void
test_planted_ellipsis (void)
{
  Planted planted;
  GtkWidget *label =
      gtk_label_new ("A sentence that is longer than the window is wide.");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, 10, -1);
  plant (&planted, label);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 3);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_queue_draw (planted.window);
  gtk_test_widget_wait_for_draw (planted.window);
  faults_find_cut (planted.window, planted.faults);
  assert_found (&planted, "ends in an ellipsis");
}

static void
test_planted_outside (void)
{
  Planted planted;
  GtkWidget *fixed = gtk_fixed_new ();
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("Too far"), -20, 0);
  plant (&planted, fixed);
  faults_find_cut (planted.window, planted.faults);
  assert_found (&planted, "lies outside");
}

static void
test_planted_icon (void)
{
  Planted planted;
  GtkWidget *button = gtk_button_new_from_icon_name ("go-next-symbolic");
  gtk_widget_set_tooltip_text (button, "A tooltip is no name");
  plant (&planted, button);
  faults_find_unnamed (planted.window, planted.faults);
  assert_found (&planted, "a GtkButton");
}

static void
test_planted_entry (void)
{
  Planted planted;
  GtkWidget *entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "A hint is no name");
  plant (&planted, entry);
  faults_find_unnamed (planted.window, planted.faults);
  assert_found (&planted, "a GtkEntry");
}

static void
test_planted_english (void)
{
  static const char *const texts[][2] = {
    { "12 %", "a label is not translated" },
    { "Log a Refusal", "a label has the word “Log”" },
  };
  static const char *const none[] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Planted planted;
      g_autoptr (GHashTable) catalogue = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_add (catalogue, (gpointer) "12 %");
      plant (&planted, gtk_label_new (texts[i][0]));
      faults_find_untranslated (planted.window, catalogue, none, planted.faults);
      assert_found (&planted, texts[i][1]);
    }
}

int
main (int argc, char **argv)
{
  window_fixture_main (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi",
                get_scale () * 96 * 1024 / 100, NULL);
  g_test_add_func ("/walk/narrow", test_narrow);
  g_test_add_func ("/walk/wide", test_wide);
  g_test_add_func ("/walk/planted/width", test_planted_width);
  g_test_add_func ("/walk/planted/ellipsis", test_planted_ellipsis);
  g_test_add_func ("/walk/planted/outside", test_planted_outside);
  g_test_add_func ("/walk/planted/icon", test_planted_icon);
  g_test_add_func ("/walk/planted/entry", test_planted_entry);
  g_test_add_func ("/walk/planted/english", test_planted_english);
  return g_test_run ();
}
