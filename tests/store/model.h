/* A second, naive statement of the rules: which week an entry counts in, whose it is,
 * and how the entries of a period are counted. It keeps lists, looks through them again
 * for every figure, takes its calendar from GLib, and shares no code with the store but
 * the campaign. Whose: a number for a person and year; the owner's is the year itself.
 */
#pragma once

#include "fixture.h"

typedef struct
{
  guint outcome; /* or MODEL_REFUSAL for the refusal itself */
  Week week;
  Week counts;
  guint whose;
  gboolean counted;
} ModelRow;

#define MODEL_REFUSAL G_MAXUINT

typedef struct
{
  Id id;
  RefusalEntry entry;
  gboolean trashed;
  GArray *rows; /* of ModelRow; the refusal's own first */
} ModelRefusal;

typedef struct
{
  Id id;
  guint tier;
  int role;
  Week counts;
  gboolean withdrawn;
  GArray *records; /* of Week: in which each record counts */
} ModelSigner;

typedef struct
{
  const Campaign *campaign;
  Week now;
  gboolean shared;
  guint next; /* the next new person's number */
  GPtrArray *refusals;
  GPtrArray *signers;
  GArray *sheets; /* of ModelSigner, without records */
  GPtrArray *closed; /* of char *: periods */
  GArray *wiped; /* of int: years */
} Model;

Model *model_new (const Campaign *campaign, Week now);
void model_free (Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

/* The period that a week is in, as text. */
char *model_period (CampaignPeriod kind, Week week);

/* A week, some weeks on or back. */
Week model_week (Week week, int weeks);

gboolean model_asks (const Model *model, CampaignPeriod kind);
Week model_counts (const Model *model, Week own);

/* Whose rows of a refusal in a year are; 0: there is none, or nobody knows. */
guint model_whose (const Model *model, const ModelRefusal *refusal, int year);

void model_restore (Model *model, ModelRefusal *refusal);
void model_close (Model *model, const char *period_text);

gboolean model_is_closed (const Model *model, const char *period_text);
gboolean model_holds (const Model *model, const char *period_text);

/* What one question's people and buckets are. buckets: room for all of them. */
void model_answer (const Model *model, const char *period_text,
                   const CampaignQuestion *question, gint64 *people, gint64 *buckets);
