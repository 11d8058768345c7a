/* See refusal-rows.h. */
#include "refusal-rows.h"

static void
on_cell_set_up (GtkListItemFactory *factory, GtkListItem *row)
{
  (void)factory;
  gtk_list_item_set_child (row, GTK_WIDGET (sf_refusal_cell_new ()));
}

static void
on_cell_unbound (GtkListItemFactory *factory, GtkListItem *row)
{
  (void)factory;
  sf_refusal_cell_clear (SF_REFUSAL_CELL (gtk_list_item_get_child (row)));
}

void
refusal_rows_set_up (GtkListView *list, SfRefusalModel *model, GCallback bind,
                     gpointer owner)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_cell_set_up), NULL);
  g_signal_connect_object (factory, "bind", bind, owner, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_cell_unbound), NULL);
  g_autoptr (GtkNoSelection) selection =
      gtk_no_selection_new (G_LIST_MODEL (g_object_ref (model)));
  gtk_list_view_set_factory (list, factory);
  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (selection));
}
