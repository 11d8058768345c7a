/* One question of a period: its name, its figures as a chart, and sentences about
 * them. */
#pragma once

#include <adwaita.h>

#include "sf-bar-chart.h"

G_BEGIN_DECLS

#define SF_TYPE_QUESTION (sf_question_get_type ())
G_DECLARE_FINAL_TYPE (SfQuestion, sf_question, SF, QUESTION, AdwBin)

/* A question of that name, with no figure and no sentence yet. */
SfQuestion *sf_question_new (const char *name);

/* (transfer none): its chart, which is shown where the question is published. */
SfBarChart *sf_question_chart (SfQuestion *question);

/* Says this in place of the chart. */
void sf_question_set_withheld (SfQuestion *question, const char *text);

/* Appends a sentence beneath. text: (transfer full). */
void sf_question_take_sentence (SfQuestion *question, char *text);

G_END_DECLS
