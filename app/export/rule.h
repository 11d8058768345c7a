/* What the rule of DESIGN.md, section 6, comes to for one question: noise, step and
 * threshold. Integers alone; nothing is drawn here. What it means for people, in
 * doubles, is in bound.h. */
#pragma once

#include <glib.h>

#include "form.h"

G_BEGIN_DECLS

/* All steps are multiples of this, and all thresholds of their step. */
#define RULE_STEP_UNIT 5

/* The rule for one question. */
typedef struct
{
  guint64 numerator; /* of the scale s of a bucket's noise */
  guint64 denominator; /* 1 or 2 */
  gint64 step; /* figures are rounded to the nearest multiple, halves up */
  gint64 threshold; /* lower figures are published as below it */
  guint exponent; /* what one answer costs, in units of 1 / the rule's scale */
} Rule;

/**
 * rule_for:
 * @rule: one that form_rule_is_allowed() accepts
 * @question: with its buckets
 *
 * With b the rule's scale: s is b for FORM_ONE, b × buckets / 2 for FORM_ANY,
 * b × cap / 2 for FORM_COUNT. The step is the larger of the campaign's and s, up to a
 * multiple of 5; the threshold the larger of the campaign's and 4 s, up to a multiple
 * of the step.
 */
Rule rule_for (const FormRule *rule, const FormQuestion *question);

/* A noisy count of at least the threshold, rounded. */
gint64 rule_round (const Rule *rule, gint64 noisy);

G_END_DECLS
