/* See release-printer.h. */
#include "release-printer.h"

#include <cairo-pdf.h>

#include "release-paper.h"
#include "totals-words.h"

#define MARGIN 16 /* millimetres */

/* What an operation prints; it belongs to it. */
typedef struct
{
  Release *release;
  Catalogue *catalogue;
  ReleasePaper *paper; /* NULL until the paper's size is known */
} Job;

static void
free_job (Job *job)
{
  release_paper_free (job->paper);
  catalogue_free (job->catalogue);
  release_free (job->release);
  g_free (job);
}

/* A PDF file would tell when it was made, to the second. */
static void
forget_time (GtkPrintContext *context)
{
  cairo_surface_t *target =
      cairo_get_target (gtk_print_context_get_cairo_context (context));
  if (cairo_surface_get_type (target) == CAIRO_SURFACE_TYPE_PDF)
    cairo_pdf_surface_set_metadata (target, CAIRO_PDF_METADATA_CREATE_DATE, "");
}

static void
on_printing_begun (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  g_clear_pointer (&job->paper, release_paper_free);
  job->paper = release_paper_new (pango, gtk_print_context_get_width (context),
                                  gtk_print_context_get_height (context), job->release,
                                  job->catalogue);
  gtk_print_operation_set_n_pages (operation, (int)release_paper_pages (job->paper));
  forget_time (context);
}

static void
on_page_asked (GtkPrintOperation *operation, GtkPrintContext *context, int page,
               Job *job)
{
  (void)operation;
  release_paper_draw (job->paper, gtk_print_context_get_cairo_context (context),
                      (guint)page);
}

static GtkPageSetup *
new_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_page_setup_set_top_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN, GTK_UNIT_MM);
  return setup;
}

static Release *
copy (const Release *release)
{
  gsize size;
  g_autofree char *text = release_print (release, &size);
  return text != NULL ? release_parse (text, size, NULL) : NULL;
}

GtkPrintOperation *
release_printer_new (const Release *release)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup ();
  char period[PERIOD_TEXT_BYTES];
  period_print (period, release->form->period);
  /* What a queue of print jobs shows, to others too. */
  g_autofree char *name = g_strdup_printf ("totals-%s", period);
  Job *job = g_new0 (Job, 1);
  job->release = copy (release);
  job->catalogue = totals_words_catalogue ();
  g_object_set_data_full (G_OBJECT (operation), "job", job, (GDestroyNotify)free_job);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_printing_begun), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_page_asked), job);
  return operation;
}
