/* What the attackers share: people who answer a question at random, and a random source
 * with a seed, so that every run is the same. */
#pragma once

#include "noise.h"
#include "rule.h"
#include "tally.h"

#define CROWD_BUCKETS 6

typedef struct
{
  guint64 state;
} CrowdStream;

/* 8 bytes at a time: splitmix64. A NoiseSource over a stream. */
NoiseSource crowd_source (CrowdStream *stream);

/* Uniform from 0 up to, not including, 1. */
double crowd_uniform (CrowdStream *stream);

/* A question and who answered it. */
typedef struct
{
  FormKind kind;
  guint cap;
  guint buckets;
  FormRule rule;
} CrowdQuestion;

typedef struct
{
  gint64 people;
  gint64 counts[CROWD_BUCKETS];
} CrowdAnswers;

/* What the rule comes to for the question. */
Rule crowd_rule (const CrowdQuestion *question);

/* (transfer full): the tally of the year that the answers make; for FORM_NOISE_ADDED
 * the counts are given out as if noise were in them. */
Tally *crowd_tally (const CrowdQuestion *question, const CrowdAnswers *answers,
                    FormNoise noise);

/* Lets people answer a FORM_ONE question, each for himself, bucket i with the
 * probability shares[i]. */
CrowdAnswers crowd_ask (CrowdStream *stream, gint64 people, const double *shares,
                        guint buckets);
