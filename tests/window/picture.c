#include "picture.h"

#define SETTLE_MICROSECONDS 250000
#define FRAMES_MAX 20

void
picture_settle (void)
{
  gint64 end = g_get_monotonic_time () + SETTLE_MICROSECONDS;
  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

/* What widget draws; NULL before its first frame. */
static GskRenderNode *
draw (GtkWidget *widget, int width, int height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

void
picture_take (GtkWidget *widget, const char *path)
{
  g_autoptr (GskRenderNode) node = NULL;
  int width = 0, height = 0;
  for (int i = 0; i < FRAMES_MAX && node == NULL; i++)
    {
      picture_settle ();
      width = gtk_widget_get_width (widget);
      height = gtk_widget_get_height (widget);
      node = draw (widget, width, height);
    }
  g_assert_nonnull (node);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr (GdkTexture) texture =
      gsk_renderer_render_texture (renderer, node, &bounds);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
