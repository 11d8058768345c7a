/* See rule.h. */
#include "rule.h"

static guint64
divide_up (guint64 value, guint64 by)
{
  return (value + by - 1) / by;
}

/* The larger of a whole number and times × s, up to a multiple of unit. */
static gint64
lift (guint64 least, guint64 times, const Rule *rule, guint64 unit)
{
  guint64 larger = MAX (least * rule->denominator, times * rule->numerator);
  return (gint64)(divide_up (larger, unit * rule->denominator) * unit);
}

Rule
rule_for (const FormRule *rule, const FormQuestion *question)
{
  Rule result = { .numerator = rule->scale, .denominator = 1 };

  if (question->kind != FORM_ONE)
    {
      result.numerator *=
          question->kind == FORM_ANY ? question->n_buckets : question->cap;
      result.denominator = 2;
    }
  result.step = lift (rule->step, 1, &result, RULE_STEP_UNIT);
  result.threshold = lift (rule->threshold, 4, &result, (guint64)result.step);
  result.exponent = form_question_exponent (question);
  return result;
}

gint64
rule_round (const Rule *rule, gint64 noisy)
{
  return (2 * noisy + rule->step) / (2 * rule->step) * rule->step;
}
