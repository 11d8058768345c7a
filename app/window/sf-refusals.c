/* See sf-refusals.h. */
#include "sf-refusals.h"

#include <string.h>

struct _SfRefusals
{
  GObject parent_instance;

  Worker *worker; /* NULL once closed */
  Campaign *campaign;
  RefusalTable *table; /* NULL until it is read */
  GError *problem;

  RefusalDraft begin;
  gboolean has_same;
  uint8_t same[ENTRY_ID_BYTES];
};

G_DEFINE_FINAL_TYPE (SfRefusals, sf_refusals, G_TYPE_OBJECT)

static guint changed_signal;

void
sf_refusals_run (SfRefusals *self, WorkerOrder order, gpointer owner,
                 GAsyncReadyCallback callback)
{
  if (self->worker != NULL)
    worker_run (self->worker, order, owner, callback, NULL);
  else if (order.input_free != NULL)
    order.input_free (order.input);
}

void
sf_refusals_run_with_id (SfRefusals *self, WorkerJob job,
                         const uint8_t id[ENTRY_ID_BYTES], gpointer owner,
                         GAsyncReadyCallback callback)
{
  sf_refusals_run (self,
                   (WorkerOrder){ .job = job,
                                  .input = g_memdup2 (id, ENTRY_ID_BYTES),
                                  .input_free = g_free },
                   owner, callback);
}

static void
on_table_read (GObject *source, GAsyncResult *result, gpointer data)
{
  (void)data;
  SfRefusals *self = SF_REFUSALS (source);
  g_autoptr (GError) error = NULL;
  RefusalTable *table = worker_finish (result, &error);
  if (self->worker == NULL)
    {
      refusal_jobs_table_free (table);
      return;
    }
  g_clear_error (&self->problem);
  self->problem = g_steal_pointer (&error);
  if (table != NULL)
    {
      refusal_jobs_table_free (self->table);
      self->table = table;
    }
  g_signal_emit (self, changed_signal, 0);
}

void
sf_refusals_reload (SfRefusals *self)
{
  sf_refusals_run (
      self,
      (WorkerOrder){ .job = refusal_jobs_list,
                     .result_free = (GDestroyNotify)refusal_jobs_table_free },
      self, on_table_read);
}

void
sf_refusals_close (SfRefusals *self)
{
  self->worker = NULL;
  g_clear_pointer (&self->table, refusal_jobs_table_free);
  g_clear_error (&self->problem);
  refusal_draft_init (&self->begin);
  memset (self->same, 0, sizeof self->same);
  self->has_same = FALSE;
}

const Campaign *
sf_refusals_campaign (SfRefusals *self)
{
  return self->campaign;
}

GPtrArray *
sf_refusals_kept (SfRefusals *self)
{
  return self->table != NULL ? self->table->kept : NULL;
}

const GError *
sf_refusals_problem (SfRefusals *self)
{
  return self->problem;
}

GBytes *
sf_refusals_draft (SfRefusals *self)
{
  return self->table != NULL ? self->table->draft : NULL;
}

Week
sf_refusals_now (SfRefusals *self)
{
  return self->table != NULL ? self->table->now : 0;
}

gboolean
sf_refusals_is_shared (SfRefusals *self)
{
  return self->table != NULL && self->table->shared;
}

const Refusal *
sf_refusals_find (SfRefusals *self, const uint8_t id[ENTRY_ID_BYTES])
{
  GPtrArray *kept = sf_refusals_kept (self);
  for (guint i = 0; kept != NULL && i < kept->len; i++)
    {
      const Refusal *refusal = kept->pdata[i];
      if (memcmp (refusal->id, id, ENTRY_ID_BYTES) == 0)
        return refusal;
    }
  return NULL;
}

void
sf_refusals_begin (SfRefusals *self, RefusalDraft *draft)
{
  *draft = self->begin;
}

void
sf_refusals_remember (SfRefusals *self, const RefusalDraft *draft,
                      const uint8_t id[ENTRY_ID_BYTES])
{
  refusal_draft_init (&self->begin);
  self->begin.work = draft->work;
  self->begin.customer = draft->customer;
  self->begin.whose = draft->whose;
  if (draft->whose.kind != PERSON_NEW && draft->whose.kind != PERSON_SAME_AS)
    return;
  if (self->table != NULL)
    self->table->shared = TRUE;
  /* Whoever logs next is the person who sits there now, unless they say otherwise. */
  sf_refusals_set_same (self, id);
  self->begin.whose.kind = PERSON_SAME_AS;
  memcpy (self->begin.whose.same_as, id, ENTRY_ID_BYTES);
}

gboolean
sf_refusals_get_same (SfRefusals *self, uint8_t id[ENTRY_ID_BYTES])
{
  memcpy (id, self->same, ENTRY_ID_BYTES);
  return self->has_same;
}

void
sf_refusals_set_same (SfRefusals *self, const uint8_t id[ENTRY_ID_BYTES])
{
  memcpy (self->same, id, ENTRY_ID_BYTES);
  self->has_same = TRUE;
}

static void
sf_refusals_finalize (GObject *object)
{
  SfRefusals *self = SF_REFUSALS (object);
  sf_refusals_close (self);
  campaign_unref (self->campaign);
  G_OBJECT_CLASS (sf_refusals_parent_class)->finalize (object);
}

static void
sf_refusals_class_init (SfRefusalsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sf_refusals_finalize;
  changed_signal = g_signal_new ("changed", SF_TYPE_REFUSALS, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sf_refusals_init (SfRefusals *self)
{
  refusal_draft_init (&self->begin);
}

SfRefusals *
sf_refusals_new (Worker *worker, Campaign *campaign)
{
  SfRefusals *self = g_object_new (SF_TYPE_REFUSALS, NULL);
  self->worker = worker;
  self->campaign = campaign_ref (campaign);
  return self;
}
