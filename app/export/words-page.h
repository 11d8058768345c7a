/* What a page of a release says besides its figures, on a screen and on paper: which
 * kind of figures they are, what protects people and what does not. As words.h. */
#pragma once

#include <glib.h>

#include "catalogue.h"
#include "rule.h"

G_BEGIN_DECLS

/* What does not depend on the release. */
typedef enum
{
  WORDS_PAGE_INTRODUCTION, /* what the figures are, and what a bar shows */
  WORDS_PAGE_ANSWER, /* the heads of a table's columns */
  WORDS_PAGE_FIGURE,
  WORDS_PAGE_PROTECTS, /* the title of words_page_protects() */
  WORDS_PAGE_DOES_NOT, /* the title of words_page_does_not() */
  WORDS_PAGE_ORIGIN, /* what the SHA-256 below is of */
  WORDS_PAGE_TEXT, /* the title of the release text */
} WordsPageConstant;

/* Borrowed, and valid as long as the catalogue. */
const char *words_page_get (const Catalogue *catalogue, WordsPageConstant constant);

/* (transfer full): what a question's figures count, and to which step. */
char *words_page_caption (const Catalogue *catalogue, const FormQuestion *question,
                          const Rule *rule);

/* (transfer full): in place of a withheld question's figures. */
char *words_page_withheld (const Catalogue *catalogue, const FormRule *rule);

/* (transfer full): for a screen reader, in place of the sign in "<15". */
char *words_page_heard_below (const Catalogue *catalogue, gint64 threshold);

/* (transfer full): one sentence each. */
GStrv words_page_protects (const Catalogue *catalogue, const Form *form);

/* (transfer full): what weakens it, one sentence each. */
GStrv words_page_does_not (const Catalogue *catalogue, const Form *form);

G_END_DECLS
