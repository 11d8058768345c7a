/* The lines that a tally's and a release's text share: the head (kind, campaign,
 * period, noise, rule, labels) and each question's. DESIGN.md, section 5. */
#pragma once

#include "form.h"
#include "lines.h"

/* A label read before the thing that it names: resolved at the end. */
typedef struct
{
  size_t line;
  Slice language, id, name;
} FormLabel;

/* A text being read. On failure of any function below, reader.line is the line to
 * blame, or that of the label to blame. */
typedef struct
{
  LineReader reader;
  Form *form; /* NULL until the head is read */
  FormLabel *labels;
  size_t n_labels;
} FormText;

/* The first line of a text of this kind ("tally", "release"). */
#define FORMTEXT_FIRST_LINE(kind) kind ": v1"

/* Prints the head, from first_line on. */
void formtext_print_head (LineWriter *writer, const Form *form, const char *first_line);

/* Prints "question: " and what every question has, without the line's end. */
void formtext_print_question (LineWriter *writer, const FormQuestion *question);

/* Reads the head. The text of size bytes must outlive the FormText. */
FormReason formtext_parse_head (FormText *text, const char *data, size_t size,
                                const char *first_line);

/* Whether the next line is a question's. */
bool formtext_has_question (const FormText *text);

/* Reads a question's line and adds the question. rest is what its words leave: empty,
 * or what follows the space after them. */
FormReason formtext_parse_question (FormText *text, Slice *rest);

/* Reads a bucket's line, if the next one is, and adds the bucket. found tells; rest is
 * what follows its id and a space. */
FormReason formtext_parse_bucket (FormText *text, bool *found, Slice *rest);

/* Reads "end" and nothing after it, then gives the labels to what they name, and checks
 * the form. */
FormReason formtext_parse_end (FormText *text);

/* Where two texts part: the number of the first line that differs. */
size_t formtext_first_difference (const char *a, size_t a_size, const char *b,
                                  size_t b_size);

/* Frees what it holds, the form too unless it was taken (set to NULL). */
void formtext_clear (FormText *text);
