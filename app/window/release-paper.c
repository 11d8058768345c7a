/* See release-paper.h. */
#include "release-paper.h"

#include <math.h>
#include <string.h>

#include "bound.h"
#include "words-page.h"
#include "words.h"

/* All in points. */
#define TITLE 19
#define HEADING 11.5
#define BODY 9
#define NOTE 7.5
#define GAP 3
#define SECTION_GAP 13
#define ROW_GAP 2.5
#define LIST_INDENT 9
#define FIGURE_WIDTH 34
#define BAR_HEIGHT 8
#define FOOT 16 /* kept free for the page's number */

#define NAME_SHARE 0.42 /* of the width */

/* Names are set apart from the direction around them. */
#define ISOLATE "\u2068%s\u2069"

typedef struct
{
  double red, green, blue;
} Ink;

static const Ink black = { 0.10, 0.10, 0.12 };
static const Ink quiet = { 0.33, 0.33, 0.37 };
static const Ink line_ink = { 0.75, 0.75, 0.78 };
static const Ink bar_ink = { 0.18, 0.44, 0.75 };
static const Ink mark_ink = { 0.05, 0.17, 0.33 };

/* A figure's bar; lengths are shares of the longest. */
typedef struct
{
  double end, low, high;
  gboolean below;
} Bar;

/* What stands on one height, over the whole width. */
typedef struct
{
  PangoLayout *text; /* NULL of a line across */
  PangoLayout *figure; /* NULL but of a row with a bar */
  Bar bar;
  const Ink *ink;
  double indent; /* from where lines begin; there a list has its mark */
  double gap; /* above it, where it is not the first of a page */
  double height;
  gboolean begins; /* a part that is kept on one page */
  guint page;
  double y;
} Piece;

struct _ReleasePaper
{
  PangoContext *context;
  double width, height;
  gboolean right_to_left;
  const Release *release;
  const Catalogue *catalogue;
  GArray *pieces; /* of Piece */
  guint pages;
};

/* ---- pieces ---- */

static void
clear_piece (Piece *piece)
{
  g_clear_object (&piece->text);
  g_clear_object (&piece->figure);
}

static double
measure (PangoLayout *layout)
{
  PangoRectangle extents;
  pango_layout_get_extents (layout, NULL, &extents);
  return (double)extents.height / PANGO_SCALE;
}

static PangoLayout *
new_layout (const ReleasePaper *paper, const char *text, double size,
            PangoWeight weight, double width)
{
  PangoLayout *layout = pango_layout_new (paper->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");
  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_alignment (
      layout, paper->right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static Piece *
add_text (ReleasePaper *paper, const char *text, double size, PangoWeight weight,
          double indent)
{
  const Piece piece = {
    .text = new_layout (paper, text, size, weight, paper->width - indent),
    .ink = size < BODY ? &quiet : &black,
    .indent = indent,
    .gap = GAP,
  };
  g_array_append_val (paper->pieces, piece);
  Piece *added = &g_array_index (paper->pieces, Piece, paper->pieces->len - 1);
  added->height = measure (added->text);
  return added;
}

static void
begin_part (Piece *piece)
{
  piece->begins = TRUE;
  piece->gap = SECTION_GAP;
}

static void
add_heading (ReleasePaper *paper, const char *text)
{
  begin_part (add_text (paper, text, HEADING, PANGO_WEIGHT_BOLD, 0));
}

/* Takes text. */
static void
take_note (ReleasePaper *paper, char *text)
{
  add_text (paper, text, NOTE, PANGO_WEIGHT_NORMAL, 0);
  g_free (text);
}

static void
add_line (ReleasePaper *paper)
{
  const Piece piece = { .ink = &line_ink, .gap = GAP, .height = 1 };
  g_array_append_val (paper->pieces, piece);
}

/* (transfer full): a name, in the catalogue's language where it has one. */
static char *
dup_name (const ReleasePaper *paper, char *const *names, const char *id)
{
  const char *name = form_name (paper->release->form, names, id,
                                catalogue_language (paper->catalogue));
  return g_strdup_printf (ISOLATE, name);
}

/* ---- a question ---- */

static char *
print_figure (const ReleasePaper *paper, const ReleaseCell *cell)
{
  if (cell->kind == RELEASE_BELOW)
    return words_below (paper->catalogue, cell->value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, cell->value);
}

static void
add_row (ReleasePaper *paper, const FormBucket *bucket, const ReleaseCell *cell,
         gint64 within, gint64 whole)
{
  g_autofree char *name = dup_name (paper, bucket->names, bucket->id);
  g_autofree char *figure = print_figure (paper, cell);
  const double scale = (double)whole;
  Piece piece = {
    .text =
        new_layout (paper, name, BODY, PANGO_WEIGHT_NORMAL, paper->width * NAME_SHARE),
    .figure = new_layout (paper, figure, BODY, PANGO_WEIGHT_BOLD, FIGURE_WIDTH),
    .bar = { .end = (double)cell->value / scale,
             .low = (double)MAX (cell->value - within, 0) / scale,
             .high = (double)(cell->value + within) / scale,
             .below = cell->kind == RELEASE_BELOW },
    .ink = &black,
    .gap = ROW_GAP,
  };
  piece.height = MAX (measure (piece.text), measure (piece.figure));
  g_array_append_val (paper->pieces, piece);
}

static void
add_rows (ReleasePaper *paper, gsize at, const Rule *rule)
{
  const FormQuestion *question = &paper->release->form->questions[at];
  const ReleaseAnswer *answer = &paper->release->answers[at];
  gint64 within = bound_spread (rule);
  gint64 whole = 1;
  for (gsize i = 0; i < question->n_buckets; i++)
    whole = MAX (whole, answer->cells[i].value + within);
  take_note (paper, words_page_caption (paper->catalogue, question, rule));
  for (gsize i = 0; i < question->n_buckets; i++)
    add_row (paper, &question->buckets[i], &answer->cells[i], within, whole);
  if (question->kind == FORM_COUNT)
    take_note (paper, words_cap (paper->catalogue, question->cap));
  take_note (paper, words_figures (paper->catalogue, rule));
}

static void
add_question (ReleasePaper *paper, gsize at)
{
  const Form *form = paper->release->form;
  const FormQuestion *question = &form->questions[at];
  Rule rule = rule_for (&form->rule, question);
  g_autofree char *name = dup_name (paper, question->names, question->id);
  add_heading (paper, name);
  if (paper->release->answers[at].withheld)
    {
      g_autofree char *text = words_page_withheld (paper->catalogue, &form->rule);
      add_text (paper, text, BODY, PANGO_WEIGHT_NORMAL, 0);
    }
  else
    add_rows (paper, at, &rule);
  take_note (paper,
             words_question_bound (paper->catalogue, &form->rule, rule.exponent));
}

/* ---- around the questions ---- */

static void
add_head (ReleasePaper *paper)
{
  const Form *form = paper->release->form;
  g_autofree char *campaign = dup_name (paper, form->names, form->campaign);
  g_autofree char *period = words_period (paper->catalogue, form->period);
  add_text (paper, campaign, BODY, PANGO_WEIGHT_BOLD, 0)->ink = &quiet;
  add_text (paper, period, TITLE, PANGO_WEIGHT_BOLD, 0)->gap = 0;
  add_text (paper, words_page_get (paper->catalogue, WORDS_PAGE_INTRODUCTION), BODY,
            PANGO_WEIGHT_NORMAL, 0);
  add_line (paper);
}

static void
add_list (ReleasePaper *paper, WordsPageConstant title, GStrv sentences)
{
  add_heading (paper, words_page_get (paper->catalogue, title));
  for (guint i = 0; sentences[i] != NULL; i++)
    add_text (paper, sentences[i], BODY, PANGO_WEIGHT_NORMAL, LIST_INDENT);
  g_strfreev (sentences);
}

static void
add_origin (ReleasePaper *paper)
{
  gsize size;
  g_autofree char *text = release_print (paper->release, &size);
  g_autofree char *digest = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *)(text != NULL ? text : ""),
      text != NULL ? size : 0);
  add_line (paper);
  begin_part (&g_array_index (paper->pieces, Piece, paper->pieces->len - 1));
  take_note (paper, g_strdup (words_page_get (paper->catalogue, WORDS_PAGE_ORIGIN)));
  take_note (paper, g_steal_pointer (&digest));
}

/* ---- pages ---- */

/* How high the part is that begins here. */
static double
measure_part (const ReleasePaper *paper, guint at)
{
  double height = 0;
  for (guint i = at; i < paper->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (paper->pieces, Piece, i);
      if (i > at && piece->begins)
        break;
      height += (i > at ? piece->gap : 0) + piece->height;
    }
  return height;
}

static void
lay_out (ReleasePaper *paper)
{
  const double room = paper->height - FOOT;
  double y = 0;
  for (guint i = 0; i < paper->pieces->len; i++)
    {
      Piece *piece = &g_array_index (paper->pieces, Piece, i);
      double need = piece->begins ? MIN (measure_part (paper, i), room) : piece->height;
      if (y > 0 && y + piece->gap + need > room)
        {
          paper->pages++;
          y = 0;
        }
      piece->page = paper->pages;
      piece->y = y > 0 ? y + piece->gap : 0;
      y = piece->y + piece->height;
    }
  paper->pages++;
}

/* ---- drawing ---- */

static void
set_ink (cairo_t *cairo, const Ink *ink)
{
  cairo_set_source_rgb (cairo, ink->red, ink->green, ink->blue);
}

static void
draw_layout (cairo_t *cairo, PangoLayout *layout, double x, double y)
{
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);
}

/* Bars grow from the left in every language, as charts do. */
static void
draw_bar (cairo_t *cairo, const Bar *bar, double x, double y, double width)
{
  if (bar->below)
    {
      const double dashes[] = { 2, 1.5 };
      set_ink (cairo, &quiet);
      cairo_set_line_width (cairo, 0.75);
      cairo_set_dash (cairo, dashes, G_N_ELEMENTS (dashes), 0);
      cairo_rectangle (cairo, x, y, width * bar->end, BAR_HEIGHT);
      cairo_stroke (cairo);
      cairo_set_dash (cairo, NULL, 0, 0);
      return;
    }
  set_ink (cairo, &bar_ink);
  cairo_rectangle (cairo, x, y, width * bar->end, BAR_HEIGHT);
  cairo_fill (cairo);
  set_ink (cairo, &mark_ink);
  cairo_set_line_width (cairo, 1);
  cairo_move_to (cairo, x + width * bar->low, y + BAR_HEIGHT / 2.0);
  cairo_line_to (cairo, x + width * bar->high, y + BAR_HEIGHT / 2.0);
  cairo_stroke (cairo);
}

/* Name, figure, bar: from the right where that is how one reads. */
static void
draw_row (const ReleasePaper *paper, cairo_t *cairo, const Piece *piece)
{
  const double name = paper->width * NAME_SHARE, gap = 2 * GAP;
  const double bar = paper->width - name - FIGURE_WIDTH - 2 * gap;
  const gboolean mirrored = paper->right_to_left;
  draw_layout (cairo, piece->text, mirrored ? paper->width - name : 0, piece->y);
  draw_layout (cairo, piece->figure, mirrored ? bar + gap : name + gap, piece->y);
  draw_bar (cairo, &piece->bar, mirrored ? 0 : paper->width - bar,
            piece->y + (piece->height - BAR_HEIGHT) / 2, bar);
}

static void
draw_mark (const ReleasePaper *paper, cairo_t *cairo, const Piece *piece)
{
  cairo_new_path (cairo);
  cairo_arc (cairo, paper->right_to_left ? paper->width - GAP : GAP,
             piece->y + BODY * 0.7, 1.2, 0, 2 * G_PI);
  cairo_fill (cairo);
}

static void
draw_piece (const ReleasePaper *paper, cairo_t *cairo, const Piece *piece)
{
  set_ink (cairo, piece->ink);
  if (piece->figure != NULL)
    draw_row (paper, cairo, piece);
  else if (piece->text == NULL)
    {
      cairo_rectangle (cairo, 0, piece->y, paper->width, 0.75);
      cairo_fill (cairo);
    }
  else
    {
      draw_layout (cairo, piece->text, paper->right_to_left ? 0 : piece->indent,
                   piece->y);
      if (piece->indent > 0)
        draw_mark (paper, cairo, piece);
    }
}

static void
draw_number (const ReleasePaper *paper, cairo_t *cairo, guint page)
{
  g_autofree char *text =
      g_strdup_printf ("\u2066%u / %u\u2069", page + 1, paper->pages);
  g_autoptr (PangoLayout) layout =
      new_layout (paper, text, NOTE, PANGO_WEIGHT_NORMAL, paper->width);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  set_ink (cairo, &quiet);
  draw_layout (cairo, layout, 0, paper->height - measure (layout));
}

void
release_paper_draw (const ReleasePaper *paper, cairo_t *cairo, guint page)
{
  for (guint i = 0; i < paper->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (paper->pieces, Piece, i);
      if (piece->page == page)
        draw_piece (paper, cairo, piece);
    }
  if (paper->pages > 1)
    draw_number (paper, cairo, page);
}

/* ---- the paper ---- */

guint
release_paper_pages (const ReleasePaper *paper)
{
  return paper->pages;
}

char *
release_paper_dup_text (const ReleasePaper *paper, guint page)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < paper->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (paper->pieces, Piece, i);
      if (piece->page != page || piece->text == NULL)
        continue;
      g_string_append (text, pango_layout_get_text (piece->text));
      if (piece->figure != NULL)
        g_string_append_printf (text, ": %s", pango_layout_get_text (piece->figure));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

void
release_paper_free (ReleasePaper *paper)
{
  if (paper == NULL)
    return;
  g_array_unref (paper->pieces);
  g_object_unref (paper->context);
  g_free (paper);
}

ReleasePaper *
release_paper_new (PangoContext *context, double width, double height,
                   const Release *release, const Catalogue *catalogue)
{
  ReleasePaper *paper = g_new0 (ReleasePaper, 1);
  *paper = (ReleasePaper){
    .context = context,
    .width = width,
    .height = height,
    .right_to_left = strcmp (words_direction (catalogue), "rtl") == 0,
    .release = release,
    .catalogue = catalogue,
    .pieces = g_array_new (FALSE, FALSE, sizeof (Piece)),
  };
  g_array_set_clear_func (paper->pieces, (GDestroyNotify)clear_piece);
  pango_context_set_base_dir (
      context, paper->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  g_autofree char *tag = words_dup_tag (words_language (catalogue));
  pango_context_set_language (context, pango_language_from_string (tag));
  add_head (paper);
  for (gsize i = 0; i < release->form->n_questions; i++)
    add_question (paper, i);
  add_list (paper, WORDS_PAGE_PROTECTS, words_page_protects (catalogue, release->form));
  add_list (paper, WORDS_PAGE_DOES_NOT, words_page_does_not (catalogue, release->form));
  add_origin (paper);
  lay_out (paper);
  return paper;
}
