/* See report.h. */
#include "report.h"
#include "words.h"

typedef struct
{
  GString *out;
  const Form *form;
  const Catalogue *catalogue;
} Printer;

static const char *
name_of (const Printer *printer, char *const *names, const char *id)
{
  return form_name (printer->form, names, id, catalogue_language (printer->catalogue));
}

/* A line of its own, indented by so many spaces; takes sentence. */
static void
add_sentence (const Printer *printer, guint indent, char *sentence)
{
  g_string_append_printf (printer->out, "%*s%s\n", (int)indent, "", sentence);
  g_free (sentence);
}

static char *
print_cell (const Printer *printer, const ReleaseCell *cell)
{
  if (cell->kind == RELEASE_BELOW)
    return words_below (printer->catalogue, cell->value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, cell->value);
}

static void
add_figures (const Printer *printer, const FormQuestion *question,
             const ReleaseAnswer *answer)
{
  for (gsize i = 0; i < question->n_buckets; i++)
    {
      const FormBucket *bucket = &question->buckets[i];
      g_autofree char *figure = print_cell (printer, &answer->cells[i]);
      g_string_append_printf (printer->out, "  %s: %s\n",
                              name_of (printer, bucket->names, bucket->id), figure);
    }
  if (question->kind == FORM_COUNT)
    add_sentence (printer, 2, words_cap (printer->catalogue, question->cap));
  Rule rule = rule_for (&printer->form->rule, question);
  add_sentence (printer, 2, words_figures (printer->catalogue, &rule));
}

static void
add_question (const Printer *printer, const FormQuestion *question,
              const ReleaseAnswer *answer)
{
  g_string_append_printf (printer->out, "\n%s\n",
                          name_of (printer, question->names, question->id));
  if (answer->withheld)
    add_sentence (printer, 2, words_withheld (printer->catalogue));
  else
    add_figures (printer, question, answer);
  add_sentence (printer, 2,
                words_question_bound (printer->catalogue, &printer->form->rule,
                                      form_question_exponent (question)));
}

char *
report_text (const Release *release, const Catalogue *catalogue)
{
  const Form *form = release->form;
  Printer printer = { g_string_new (NULL), form, catalogue };
  char period[PERIOD_TEXT_BYTES];

  period_print (period, form->period);
  g_string_append_printf (printer.out, "%s\n%s\n",
                          name_of (&printer, form->names, form->campaign), period);
  for (gsize i = 0; i < form->n_questions; i++)
    add_question (&printer, &form->questions[i], &release->answers[i]);
  g_string_append_c (printer.out, '\n');
  add_sentence (&printer, 0, words_minimum (catalogue, &form->rule));
  add_sentence (&printer, 0,
                words_release_bound (catalogue, &form->rule, form_exponent (form)));
  add_sentence (&printer, 0, words_year_bound (catalogue, &form->rule));
  add_sentence (&printer, 0, words_limits (catalogue));
  return g_string_free (printer.out, FALSE);
}
