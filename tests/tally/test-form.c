/* form.h: floors, limits and names. */
#include <glib.h>
#include <string.h>

#include "form.h"

static const char campaign[] =
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
static const Period period = { PERIOD_YEAR, 2026, 1 };
static const FormRule good = { 3, 10, 15, 5, 38 };

static Form *
make (void)
{
  Form *form = form_new (campaign, period, FORM_NOISE_NONE, good);
  g_assert_nonnull (form);
  return form;
}

static void
test_floors (void)
{
  const FormRule refused[] = {
    { 2, 10, 15, 5, 38 },
    { 3, 9, 15, 5, 38 },
    { 3, 10, 14, 5, 38 },
    { 3, 10, 15, 0, 38 },
    { 3, 10, 15, 5, 61 },
    { FORM_SCALE_MAX + 1, 10, 15, 5, 38 },
    { 3, FORM_RULE_MAX + 1, 15, 5, 38 },
    { 3, 10, FORM_RULE_MAX + 1, 5, 38 },
    { 3, 10, 15, FORM_RULE_MAX + 1, 38 },
    { 0 },
  };
  g_assert_true (form_rule_is_allowed (good));
  g_assert_true (form_rule_is_allowed ((FormRule){ 3, 10, 15, 1, 60 }));
  g_assert_true (form_rule_is_allowed ((FormRule){ 9, 10, 50, 10, 180 }));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_false (form_rule_is_allowed (refused[i]));
      g_assert_null (form_new (campaign, period, FORM_NOISE_NONE, refused[i]));
    }
}

static void
test_new (void)
{
  g_assert_null (form_new ("abc", period, FORM_NOISE_NONE, good));
  g_assert_null (form_new (campaign, (Period){ 0 }, FORM_NOISE_NONE, good));
  g_assert_null (form_new (campaign, period, (FormNoise)2, good));
  form_free (NULL);
  Form *form = make ();
  g_assert_cmpint (form_check (form), ==, FORM_EMPTY);
  form_free (form);
}

static void
test_ids (void)
{
  Form *form = make ();
  const char *const refused[] = { "", "-a", "_a", "A", "a.b", "a b", "é", "a\n" };
  char longest[FORM_ID_BYTES + 1];
  memset (longest, 'a', sizeof longest);
  longest[FORM_ID_BYTES] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (form_add_question (form, refused[i], FORM_ONE, 0), ==,
                     FORM_BAD_ID);
  g_assert_cmpint (form_add_question (form, longest, FORM_ONE, 0), ==, FORM_BAD_ID);
  longest[FORM_ID_BYTES - 1] = '\0';
  g_assert_cmpint (form_add_question (form, longest, FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, longest, FORM_ONE, 0), ==, FORM_TWICE);
  g_assert_cmpint (form_add_bucket (form, "9_-z"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "9_-z"), ==, FORM_TWICE);
  g_assert_cmpint (form_add_bucket (form, ""), ==, FORM_BAD_ID);
  form_free (form);
}

static void
test_kinds (void)
{
  Form *form = make ();
  g_assert_cmpint (form_add_bucket (form, "a"), ==, FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", FORM_ONE, 1), ==, FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", FORM_ANY, 1), ==, FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", (FormKind)3, 0), ==, FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", FORM_COUNT, 0), ==, FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", FORM_COUNT, FORM_CAP_MAX + 1), ==,
                   FORM_BAD_KIND);
  g_assert_cmpint (form_add_question (form, "a", FORM_COUNT, FORM_CAP_MAX), ==,
                   FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "a"), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "b"), ==, FORM_BAD_KIND);
  form_free (form);
}

static FormReason
add_buckets (Form *form, guint count)
{
  FormReason reason = FORM_OK;
  for (guint i = 0; i < count && reason == FORM_OK; i++)
    {
      g_autofree char *id = g_strdup_printf ("b%u", i);
      reason = form_add_bucket (form, id);
    }
  return reason;
}

static void
test_limits (void)
{
  Form *form = make ();
  FormReason reason = FORM_OK;
  guint added = 0;
  for (; reason == FORM_OK; added++)
    {
      g_autofree char *id = g_strdup_printf ("q%u", added);
      reason = form_add_question (form, id, FORM_ONE, 0);
    }
  g_assert_cmpint (reason, ==, FORM_TOO_LARGE);
  g_assert_cmpuint (added, ==, FORM_QUESTIONS_MAX + 1);
  g_assert_cmpint (add_buckets (form, FORM_BUCKETS_MAX), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "more"), ==, FORM_BAD_KIND);
  form_free (form);

  form = make ();
  g_assert_cmpint (form_add_question (form, "any", FORM_ANY, 0), ==, FORM_OK);
  g_assert_cmpint (add_buckets (form, FORM_ANY_BUCKETS_MAX), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "more"), ==, FORM_BAD_KIND);
  for (added = 0, reason = FORM_OK; reason == FORM_OK; added++)
    {
      char language[] = { (char)('a' + added / 26), (char)('a' + added % 26), '\0' };
      reason = form_add_language (form, language);
    }
  g_assert_cmpint (reason, ==, FORM_TOO_LARGE);
  g_assert_cmpuint (added, ==, FORM_LANGUAGES_MAX + 1);
  form_free (form);
}

static void
test_languages (void)
{
  Form *form = make ();
  const char *const refused[] = {
    "", "e", "EN", "en US", "1a", "é", "en/us", "en_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  };
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (form_add_language (form, refused[i]), ==, FORM_BAD_LANGUAGE);
  g_assert_cmpint (form_add_language (form, "sr@latin"), ==, FORM_OK);
  g_assert_cmpint (form_add_language (form, "sr@latin"), ==, FORM_TWICE);
  g_assert_cmpint (form_add_language (form, "sr"), ==, FORM_OK);
  form_free (form);
}

static void
test_names (void)
{
  Form *form = make ();
  g_assert_cmpint (form_add_name (form, "en", NULL, NULL, "x"), ==, FORM_BAD_LANGUAGE);
  g_assert_cmpint (form_add_language (form, "en"), ==, FORM_OK);
  const char *const refused[] = { "", " x", "x ", "x\ny", "x\ty", "\xff", "\x7f" };
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_cmpint (form_add_name (form, "en", NULL, NULL, refused[i]), ==,
                     FORM_BAD_NAME);
  char longest[FORM_NAME_BYTES + 1];
  memset (longest, 'a', sizeof longest);
  longest[FORM_NAME_BYTES] = '\0';
  g_assert_cmpint (form_add_name (form, "en", NULL, NULL, longest), ==, FORM_BAD_NAME);
  longest[FORM_NAME_BYTES - 1] = '\0';
  g_assert_cmpint (form_add_name (form, "en", NULL, NULL, longest), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "en", NULL, NULL, "x"), ==, FORM_TWICE);
  g_assert_cmpint (form_add_name (form, "en", "q", NULL, "x"), ==, FORM_UNKNOWN_NAME);
  g_assert_cmpint (form_add_name (form, "en", NULL, "b", "x"), ==, FORM_UNKNOWN_NAME);
  g_assert_cmpint (form_add_question (form, "q", FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "en", "q", "b", "x"), ==, FORM_UNKNOWN_NAME);
  form_free (form);
}

static void
test_fallback (void)
{
  Form *form = make ();
  g_assert_cmpint (form_add_language (form, "en"), ==, FORM_OK);
  g_assert_cmpint (form_add_language (form, "pt"), ==, FORM_OK);
  g_assert_cmpint (form_add_language (form, "pt_BR"), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "en", NULL, NULL, "english"), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "pt", NULL, NULL, "portuguese"), ==, FORM_OK);
  const struct
  {
    const char *language, *name;
  } cases[] = {
    { "en", "english" },         { "pt", "portuguese" }, { "pt_BR", "portuguese" },
    { "pt_PT@x", "portuguese" }, { "ar", "english" },    { "", "english" },
    { NULL, "english" },         { "p", "english" },     { "pt_BR_x", "portuguese" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (form_name (form, form->names, "id", cases[i].language), ==,
                     cases[i].name);
  g_assert_cmpint (form_add_question (form, "q", FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpstr (form_name (form, form->questions[0].names, "id", "en"), ==, "id");
  g_assert_cmpint (form_add_name (form, "pt", "q", NULL, "pergunta"), ==, FORM_OK);
  g_assert_cmpstr (form_name (form, form->questions[0].names, "id", "en"), ==, "id");
  form_free (form);
}

static void
test_exponents (void)
{
  Form *form = make ();
  g_assert_cmpint (form_add_question (form, "a", FORM_ONE, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "b", FORM_ANY, 0), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "c", FORM_COUNT, 15), ==, FORM_OK);
  g_assert_cmpuint (form_question_exponent (&form->questions[0]), ==, 2);
  g_assert_cmpuint (form_question_exponent (&form->questions[1]), ==, 3);
  g_assert_cmpuint (form_question_exponent (&form->questions[2]), ==, 3);
  g_assert_cmpuint (form_exponent (form), ==, 8);
  form->rule.year = 8;
  g_assert_cmpint (form_check (form), ==, FORM_OK);
  form->rule.year = 7;
  g_assert_cmpint (form_check (form), ==, FORM_BAD_RULE);
  form->period = (Period){ PERIOD_MONTH, 2026, 1 };
  form->rule.year = 95 - 40;
  g_assert_cmpint (form_check (form), ==, FORM_BAD_RULE);
  form_free (form);
}

static void
test_dup (void)
{
  Form *form = make ();
  g_assert_cmpint (form_add_language (form, "en"), ==, FORM_OK);
  g_assert_cmpint (form_add_question (form, "q", FORM_COUNT, 4), ==, FORM_OK);
  g_assert_cmpint (form_add_bucket (form, "b"), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "en", "q", "b", "Bucket"), ==, FORM_OK);
  g_assert_cmpint (form_add_name (form, "en", "q", NULL, "Question"), ==, FORM_OK);
  Form *copy = form_dup (form);
  form_free (form);
  g_assert_cmpint (copy->noise, ==, FORM_NOISE_NONE);
  g_assert_cmpstr (copy->questions[0].buckets[0].names[0], ==, "Bucket");
  g_assert_cmpuint (copy->questions[0].cap, ==, 4);
  form_mark_noised (copy);
  g_assert_cmpint (copy->noise, ==, FORM_NOISE_ADDED);
  form_drop_buckets (copy, 0);
  g_assert_cmpuint (copy->questions[0].n_buckets, ==, 0);
  g_assert_cmpstr (copy->questions[0].names[0], ==, "Question");
  g_assert_cmpint (form_check (copy), ==, FORM_OK);
  copy->rule.scale = 1;
  g_assert_null (form_dup (copy));
  form_free (copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/floors", test_floors);
  g_test_add_func ("/form/new", test_new);
  g_test_add_func ("/form/ids", test_ids);
  g_test_add_func ("/form/kinds", test_kinds);
  g_test_add_func ("/form/limits", test_limits);
  g_test_add_func ("/form/languages", test_languages);
  g_test_add_func ("/form/names", test_names);
  g_test_add_func ("/form/fallback", test_fallback);
  g_test_add_func ("/form/exponents", test_exponents);
  g_test_add_func ("/form/dup", test_dup);
  return g_test_run ();
}
