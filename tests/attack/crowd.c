/* See crowd.h. */
#include "crowd.h"

#include <string.h>

static guint64
next (CrowdStream *stream)
{
  guint64 z = stream->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
fill (void *data, void *out, gsize size)
{
  g_assert_cmpuint (size, ==, 8);
  guint64 word = next (data);
  memcpy (out, &word, 8);
}

NoiseSource
crowd_source (CrowdStream *stream)
{
  return (NoiseSource){ fill, stream };
}

double
crowd_uniform (CrowdStream *stream)
{
  return (double)(next (stream) >> 11) * 0x1p-53;
}

Rule
crowd_rule (const CrowdQuestion *question)
{
  FormQuestion of = { .kind = question->kind,
                      .cap = question->cap,
                      .n_buckets = question->buckets };
  return rule_for (&question->rule, &of);
}

Tally *
crowd_tally (const CrowdQuestion *question, const CrowdAnswers *answers,
             FormNoise noise)
{
  static const char campaign[] =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  Form *form =
      form_new (campaign, (Period){ PERIOD_YEAR, 2026, 1 }, noise, question->rule);
  g_assert_cmpint (form_add_question (form, "q", question->kind, question->cap), ==,
                   FORM_OK);
  for (guint i = 0; i < question->buckets; i++)
    {
      const char id[] = { (char)('a' + i), '\0' };
      g_assert_cmpint (form_add_bucket (form, id), ==, FORM_OK);
    }
  Tally *tally = tally_new (form);
  tally->counts[0].people = answers->people;
  memcpy (tally->counts[0].buckets, answers->counts,
          question->buckets * sizeof (gint64));
  g_assert_cmpint (tally_check (tally), ==, FORM_OK);
  return tally;
}

static guint
answer (CrowdStream *stream, const double *shares, guint buckets)
{
  double at = crowd_uniform (stream);
  guint bucket = 0;
  while (bucket + 1 < buckets && at >= shares[bucket])
    at -= shares[bucket++];
  return bucket;
}

CrowdAnswers
crowd_ask (CrowdStream *stream, gint64 people, const double *shares, guint buckets)
{
  CrowdAnswers answers = { .people = people };
  for (gint64 i = 0; i < people; i++)
    answers.counts[answer (stream, shares, buckets)]++;
  return answers;
}
