/* See faults.h. */
#include "faults.h"

#include <adwaita.h>
#include <string.h>

typedef void (*Visit) (GtkWidget *widget, gpointer data);

/* Visits what is shown. */
static void
visit_shown (GtkWidget *widget, Visit visit, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  visit (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit_shown (child, visit, data);
}

static void G_GNUC_PRINTF (2, 3) add (GPtrArray *faults, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_ptr_array_add (faults, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* What is looked through, and what is found. */
typedef struct
{
  GtkWidget *root;
  GHashTable *catalogue;
  const char *const *kept;
  GPtrArray *faults;
  guint seen;
} Search;

/* ---- width ---- */

int
faults_frame (GtkWidget *root)
{
  GtkBorder border, padding;
  GtkStyleContext *style = gtk_widget_get_style_context (root);
  gtk_style_context_get_border (style, &border);
  gtk_style_context_get_padding (style, &padding);
  return border.left + border.right + padding.left + padding.right;
}

guint
faults_find_width (GtkWidget *root, int pixels, GPtrArray *faults)
{
  int least;
  gtk_widget_measure (root, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  least -= faults_frame (root);
  if (least > pixels)
    add (faults, "needs %d pixels", least);
  return 1;
}

/* ---- cut off ---- */

/* Whether it lies in something that can be moved that way, so that all can be seen. */
static gboolean
is_scrolled (GtkWidget *widget, GtkOrientation orientation)
{
  GtkPolicyType across, along;
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  for (; scrolled != NULL;
       scrolled = gtk_widget_get_ancestor (gtk_widget_get_parent (scrolled),
                                           GTK_TYPE_SCROLLED_WINDOW))
    {
      gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scrolled), &across, &along);
      if ((orientation == GTK_ORIENTATION_HORIZONTAL ? across : along)
          != GTK_POLICY_NEVER)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_outside (GtkWidget *widget, GtkWidget *root)
{
  graphene_rect_t bounds;
  if (!gtk_widget_compute_bounds (widget, root, &bounds))
    return FALSE;
  float end = bounds.origin.x + bounds.size.width;
  float foot = bounds.origin.y + bounds.size.height;
  return ((bounds.origin.x < 0 || end > (float)gtk_widget_get_width (root))
          && !is_scrolled (widget, GTK_ORIENTATION_HORIZONTAL))
         || ((bounds.origin.y < 0 || foot > (float)gtk_widget_get_height (root))
             && !is_scrolled (widget, GTK_ORIENTATION_VERTICAL));
}

static void
look_for_cut (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  if (!GTK_IS_LABEL (widget) || *gtk_label_get_text (GTK_LABEL (widget)) == '\0')
    return;
  const char *text = gtk_label_get_text (GTK_LABEL (widget));
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
  int width, height;
  pango_layout_get_pixel_size (layout, &width, &height);
  search->seen++;
  if (pango_layout_is_ellipsized (layout))
    add (search->faults, "ends in an ellipsis: %s", text);
  else if (width > gtk_widget_get_width (widget)
           || height > gtk_widget_get_height (widget))
    add (search->faults, "has %d × %d of %d × %d pixels: %s",
         gtk_widget_get_width (widget), gtk_widget_get_height (widget), width, height,
         text);
  else if (is_outside (widget, search->root))
    add (search->faults, "lies outside: %s", text);
}

guint
faults_find_cut (GtkWidget *root, GPtrArray *faults)
{
  Search search = { .root = root, .faults = faults };
  visit_shown (root, look_for_cut, &search);
  return search.seen;
}

/* ---- names ---- */

/* (transfer full) (nullable): what the property says: a text that it cannot be is
 * answered with the one that it is. */
static char *
read_property (GtkWidget *widget, GtkAccessibleProperty property)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  if (!gtk_test_accessible_has_property (accessible, property))
    return NULL;
  return gtk_test_accessible_check_property (accessible, property, "\1", NULL);
}

static void
append_text (GtkWidget *widget, gpointer text)
{
  if (GTK_IS_LABEL (widget))
    g_string_append (text, gtk_label_get_text (GTK_LABEL (widget)));
}

/* (transfer full): the text of the labels in it. */
static char *
read_content (GtkWidget *widget)
{
  GString *text = g_string_new (NULL);
  visit_shown (widget, append_text, text);
  return g_strstrip (g_string_free (text, FALSE));
}

/* Whether what it holds is no name of it: an icon says nothing, and what is typed or
 * hinted at is not what an entry is called. */
static gboolean
needs_own_name (GtkWidget *widget)
{
  return GTK_IS_EDITABLE (widget) || GTK_IS_TEXT_VIEW (widget)
         || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_DROP_DOWN (widget);
}

/* Buttons that GTK and libadwaita put into widgets of theirs and say by a tooltip
 * alone: the one that shows a passphrase, a toast's, the search of the shortcuts. That
 * within a menu button is met as the menu button. */
static gboolean
is_theirs (GtkWidget *widget)
{
  GType toast = g_type_from_name ("AdwToastWidget");
  return GTK_IS_BUTTON (widget)
         && (GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget))
             || gtk_widget_get_ancestor (widget, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL
             || gtk_widget_get_ancestor (widget, GTK_TYPE_SHORTCUTS_WINDOW) != NULL
             || (toast != 0 && gtk_widget_get_ancestor (widget, toast) != NULL));
}

/* Whether a screen reader meets it. What holds only another's text, as GtkText does an
 * entry's, has no role; what scrolls is called a scroll pane without a name. */
static gboolean
is_met (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  return role != GTK_ACCESSIBLE_ROLE_NONE && role != GTK_ACCESSIBLE_ROLE_PRESENTATION
         && !GTK_IS_SCROLLED_WINDOW (widget) && !is_theirs (widget)
         && (gtk_widget_get_focusable (widget) || GTK_IS_EDITABLE (widget)
             || GTK_IS_MENU_BUTTON (widget));
}

static gboolean
is_named (GtkWidget *widget)
{
  g_autofree char *label = read_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL);
  if (label != NULL && *label != '\0')
    return TRUE;
  /* A button is always labelled by what is in it, if only by an icon. */
  if (!GTK_IS_BUTTON (widget)
      && gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  g_autofree char *content = read_content (widget);
  return !needs_own_name (widget) && *content != '\0';
}

static void
look_for_unnamed (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  if (!is_met (widget))
    return;
  search->seen++;
  if (is_named (widget))
    return;
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  add (search->faults, "a %s (%s in a %s) has no name", G_OBJECT_TYPE_NAME (widget),
       id != NULL ? id : "without id",
       G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
}

guint
faults_find_unnamed (GtkWidget *root, GPtrArray *faults)
{
  Search search = { .faults = faults };
  visit_shown (root, look_for_unnamed, &search);
  return search.seen;
}

/* ---- language ---- */

#define MO_MAGIC 0x950412deu

/* Number at place, of the machine's own order. */
static guint32
number_at (const char *data, gsize place)
{
  guint32 number;
  memcpy (&number, data + place, sizeof number);
  return number;
}

GHashTable *
faults_read_catalogue (const char *path)
{
  g_autofree char *data = NULL;
  if (!g_file_get_contents (path, &data, NULL, NULL))
    return NULL;
  g_assert_cmphex (number_at (data, 0), ==, MO_MAGIC);
  GHashTable *catalogue = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 n = number_at (data, 8), from = number_at (data, 12),
          to = number_at (data, 16);
  for (guint32 i = 0; i < n; i++)
    {
      const char *source = data + number_at (data, from + 8 * i + 4);
      const char *target = data + number_at (data, to + 8 * i + 4);
      const char *context = strchr (source, '\4');
      if (context != NULL)
        source = context + 1;
      if (*source != '\0' && strcmp (source, target) != 0)
        g_hash_table_add (catalogue, g_strdup (source));
    }
  return catalogue;
}

#define LATIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static gboolean
is_kept (const char *const *kept, const char *word)
{
  for (guint i = 0; kept[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (kept[i], " ", -1);
      if (g_strv_contains ((const char *const *)words, word))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): the first word of two Latin letters or more that does not
 * stay as it is. */
static char *
find_foreign (const char *const *kept, const char *text)
{
  gsize length;
  for (const char *at = text; *at != '\0'; at += MAX (length, 1))
    {
      length = strspn (at, LATIN);
      g_autofree char *word = g_strndup (at, length);
      if (length > 1 && !is_kept (kept, word))
        return g_steal_pointer (&word);
    }
  return NULL;
}

static void
look_at_text (Search *search, const char *what, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  search->seen++;
  g_autofree char *foreign = find_foreign (search->kept, text);
  if (foreign != NULL)
    add (search->faults, "%s has the word “%s”: %s", what, foreign, text);
  else if (g_hash_table_contains (search->catalogue, text)
           && !is_kept (search->kept, text))
    add (search->faults, "%s is not translated: %s", what, text);
}

static void
look_for_untranslated (GtkWidget *widget, gpointer data)
{
  Search *search = data;
  static const GtkAccessibleProperty properties[] = {
    GTK_ACCESSIBLE_PROPERTY_LABEL,
    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
    GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
  };
  if (GTK_IS_LABEL (widget))
    look_at_text (search, "a label", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_WINDOW (widget))
    look_at_text (search, "a title", gtk_window_get_title (GTK_WINDOW (widget)));
  look_at_text (search, "a tooltip", gtk_widget_get_tooltip_text (widget));
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *text = read_property (widget, properties[i]);
      look_at_text (search, "a name", text);
    }
}

guint
faults_find_untranslated (GtkWidget *root, GHashTable *catalogue,
                          const char *const *kept, GPtrArray *faults)
{
  Search search = {
    .root = root, .catalogue = catalogue, .kept = kept, .faults = faults
  };
  visit_shown (root, look_for_untranslated, &search);
  return search.seen;
}
