/* Exact counts as a file, for whoever may open the store and for nobody else. It is not
 * made by what saves releases, and no reader of a release takes it: its first line says
 * what it is. */
#pragma once

#include "session-totals.h"
#include "worker.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *periods; /* of Period, open ones */
  GFile *file;
} CountsOrder;

/* periods and file: a reference is taken of each. */
CountsOrder *counts_jobs_order_new (GArray *periods, GFile *file);
void counts_jobs_order_free (CountsOrder *order);

/* (transfer full): what the file may be called, which says what it must never be. */
char *counts_jobs_dup_file_name (GArray *periods);

/* Writes the counts, each headed NOT ANONYMOUS, as `steadfast-cli tally` prints them,
 * and reads them back. Result: none. Input: CountsOrder. */
gpointer counts_jobs_save (Session **session, gpointer input, GError **error);

G_END_DECLS
