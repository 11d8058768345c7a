/* See sf-whose-row.h. */
#include "config.h"

#include "sf-whose-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "refusal-words.h"

#define CHOICES_MAX 4

struct _SfWhoseRow
{
  SfChoiceRow parent_instance;

  PersonChoice choices[CHOICES_MAX];
  int n_choices;
};

G_DEFINE_FINAL_TYPE (SfWhoseRow, sf_whose_row, SF_TYPE_CHOICE_ROW)

static void
offer (SfWhoseRow *self, const PersonChoice *choice, const char *text)
{
  self->choices[self->n_choices++] = *choice;
  sf_choice_row_append (SF_CHOICE_ROW (self), text);
}

static void
offer_same (SfWhoseRow *self, SfRefusals *refusals, const PersonChoice *same)
{
  const Refusal *refusal = sf_refusals_find (refusals, same->same_as);
  if (refusal == NULL)
    {
      offer (self, same, _ ("The same person as before"));
      return;
    }
  g_autofree char *week = refusal_words_week (refusal->week);
  g_autofree char *subject =
      refusal_words_subject (sf_refusals_campaign (refusals), refusal);
  /* Translators: a week, and what a refusal of that week was about. */
  g_autofree char *text =
      g_strdup_printf (_ ("The same person as in %s, %s"), week, subject);
  offer (self, same, text);
}

static gboolean
same_choice (const PersonChoice *a, const PersonChoice *b)
{
  return a->kind == b->kind
         && (a->kind != PERSON_SAME_AS
             || memcmp (a->same_as, b->same_as, ENTRY_ID_BYTES) == 0);
}

void
sf_whose_row_fill (SfWhoseRow *self, SfRefusals *refusals, SfWhoseUse use,
                   const PersonChoice *present)
{
  const PersonChoice unsaid = { .kind = PERSON_UNSAID },
                     owner = { .kind = PERSON_OWNER }, next = { .kind = PERSON_NEW };
  PersonChoice chosen = *present, same = { .kind = PERSON_SAME_AS };
  gboolean has_same = sf_refusals_get_same (refusals, same.same_as);
  if (chosen.kind == PERSON_SAME_AS)
    same = chosen;
  sf_choice_row_clear (SF_CHOICE_ROW (self), NULL);
  self->n_choices = 0;
  if (use == SF_WHOSE_OUTCOME)
    offer (self, &unsaid, _ ("The person of this refusal"));
  offer (self, use == SF_WHOSE_OUTCOME ? &owner : &unsaid, _ ("Mine"));
  if (has_same || chosen.kind == PERSON_SAME_AS)
    offer_same (self, refusals, &same);
  offer (self, &next,
         use == SF_WHOSE_OUTCOME ? _ ("Another person") : _ ("The next person"));
  for (int i = 0; i < self->n_choices; i++)
    if (same_choice (&self->choices[i], &chosen))
      sf_choice_row_set (SF_CHOICE_ROW (self), i);
}

void
sf_whose_row_get (SfWhoseRow *self, PersonChoice *whose)
{
  int place = sf_choice_row_get (SF_CHOICE_ROW (self));
  *whose = place >= 0 && place < self->n_choices
               ? self->choices[place]
               : (PersonChoice){ .kind = PERSON_UNSAID };
}

static void
sf_whose_row_class_init (SfWhoseRowClass *class)
{
  (void)class;
}

static void
sf_whose_row_init (SfWhoseRow *self)
{
  (void)self;
}
