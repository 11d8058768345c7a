/* See forms.h. */
#include "forms.h"

#include <string.h>

GPtrArray *
forms_questions (const Campaign *campaign, PeriodKind kind)
{
  const CampaignQuestion *question;
  GPtrArray *list = g_ptr_array_new ();
  for (guint i = 0; (question = campaign_question (campaign, i)) != NULL; i++)
    if ((int)question->period == (int)kind)
      g_ptr_array_add (list, (gpointer)question);
  return list;
}

static FormKind
choose_kind (CampaignAnswer answer)
{
  switch (answer)
    {
    case CAMPAIGN_ANSWER_ANY:
      return FORM_ANY;
    case CAMPAIGN_ANSWER_COUNT:
      return FORM_COUNT;
    case CAMPAIGN_ANSWER_ONE:
    default:
      return FORM_ONE;
    }
}

static FormRule
make_rule (const Campaign *campaign)
{
  const CampaignRelease *release = campaign_release (campaign);
  return (FormRule){ .scale = release->scale,
                     .minimum = release->minimum,
                     .threshold = release->threshold,
                     .step = release->step,
                     .year = campaign_year_exponent (campaign) };
}

static FormReason
add_question (Form *form, const CampaignQuestion *question)
{
  FormReason reason = form_add_question (form, question->id,
                                         choose_kind (question->answer), question->cap);
  for (guint i = 0; reason == FORM_OK && i < question->n_buckets; i++)
    reason = form_add_bucket (form, question->buckets[i].id);
  return reason;
}

/* A language is added with its first name: one in which only other texts of the
 * campaign are written has nothing to say here. */
static FormReason
add_name (Form *form, const char *language, const CampaignText *text,
          const char *question, const char *bucket)
{
  const char *name = text == NULL ? NULL : campaign_text_exact (text, language);
  if (name == NULL)
    return FORM_OK;
  FormReason reason = FORM_OK;
  if (form->n_languages == 0
      || strcmp (form->languages[form->n_languages - 1], language) != 0)
    reason = form_add_language (form, language);
  return reason != FORM_OK ? reason
                           : form_add_name (form, language, question, bucket, name);
}

static FormReason
add_names (Form *form, const char *language, const Campaign *campaign,
           const GPtrArray *questions)
{
  FormReason reason = add_name (form, language, campaign_name (campaign), NULL, NULL);
  for (guint i = 0; i < questions->len; i++)
    {
      const CampaignQuestion *question = questions->pdata[i];
      if (reason == FORM_OK)
        reason = add_name (form, language, question->name, question->id, NULL);
      for (guint j = 0; reason == FORM_OK && j < question->n_buckets; j++)
        reason = add_name (form, language, question->buckets[j].name, question->id,
                           question->buckets[j].id);
    }
  return reason;
}

Form *
forms_new (const Campaign *campaign, Period period, const GPtrArray *questions)
{
  Form *form =
      form_new (campaign_id (campaign), period, FORM_NOISE_NONE, make_rule (campaign));
  FormReason reason = form == NULL ? FORM_NO_MEMORY : FORM_OK;
  for (guint i = 0; reason == FORM_OK && i < questions->len; i++)
    reason = add_question (form, questions->pdata[i]);
  const char *const *languages = campaign_languages (campaign);
  for (guint i = 0; reason == FORM_OK && languages[i] != NULL; i++)
    reason = add_names (form, languages[i], campaign, questions);
  if (reason == FORM_OK)
    return form;
  form_free (form);
  return NULL;
}
