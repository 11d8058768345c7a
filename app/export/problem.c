/* See problem.h. */
#include "problem.h"
#include "config.h"

#include <glib/gi18n-lib.h>

static const char *const sentences[] = {
  [FORM_OK] = N_ ("Nothing is wrong."),
  [FORM_NO_MEMORY] = N_ ("There is not enough memory."),
  [FORM_TOO_LARGE] = N_ ("It is too large, or has too much of something."),
  [FORM_NOT_TEXT] =
      N_ ("It is not UTF-8 text in whole lines without control characters."),
  [FORM_OTHER_KIND] = N_ ("It does not begin as a text of this kind and version."),
  [FORM_UNEXPECTED_LINE] = N_ ("Another line belongs here."),
  [FORM_EMPTY] = N_ ("There is no question."),
  [FORM_BAD_CAMPAIGN] = N_ ("The campaign's id must be 64 hexadecimal digits."),
  [FORM_BAD_PERIOD] = N_ ("A period is written like 2026-11, 2026-Q4 or 2026."),
  [FORM_BAD_NOISE] = N_ ("The noise must be what such a text has."),
  [FORM_BAD_RULE] = N_ ("The rule is malformed or protects people less than it must."),
  [FORM_BAD_LANGUAGE] = N_ ("That is no language's code."),
  [FORM_BAD_ID] = N_ ("An id is made of small letters, digits, “-” and “_”."),
  [FORM_BAD_NAME] = N_ ("A name is empty, too long or has space around it."),
  [FORM_UNKNOWN_NAME] = N_ ("The name is for something that is not there."),
  [FORM_TWICE] = N_ ("The same thing stands here a second time."),
  [FORM_BAD_KIND] =
      N_ ("The kind of question is unknown or does not fit its cap and buckets."),
  [FORM_BAD_NUMBER] = N_ ("The number is malformed or out of range."),
  [FORM_IMPOSSIBLE] = N_ ("The number cannot be right by the rule and the question."),
  [FORM_WRONG_ORDER] = N_ ("The lines are not in their one right order."),
  [FORM_NOT_ENDED] = N_ ("The text is cut short: its last line, “end”, is missing."),
  [FORM_AFTER_END] = N_ ("Nothing may follow the line “end”."),
};

const char *
problem_describe (FormReason reason)
{
  g_return_val_if_fail (reason < G_N_ELEMENTS (sentences), "");
  return _ (sentences[reason]);
}
