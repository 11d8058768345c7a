/* The words of the help pages. What a campaign says itself is not among them: see
 * sf-help.c. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HELP_END, /* of a page */
  HELP_PARAGRAPH,
  HELP_HEADING,
  HELP_ITEM, /* of a list */
  HELP_LITERAL, /* a file, as it is; in no language */
  HELP_TIERS, /* the campaign's tiers stand here */
  HELP_TERMS, /* its glossary */
} HelpKind;

typedef struct
{
  HelpKind kind;
  const char *text; /* untranslated; NULL for HELP_TIERS and HELP_TERMS */
} HelpPart;

typedef struct
{
  const char *id;
  const char *title; /* untranslated */
  const HelpPart *parts; /* ended by HELP_END */
} HelpPage;

/* The pages in their order, and how many. */
const HelpPage *help_text_pages (gsize *count);

G_END_DECLS
