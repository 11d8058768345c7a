/* Importing a table of refusals, as jobs for the worker (worker.h): reading a file for
 * a first look, trying it, and importing it. */
#pragma once

#include "session-import.h"
#include "worker.h"

G_BEGIN_DECLS

#define IMPORT_PREVIEW_ROWS 5

/* A file that was read. */
typedef struct
{
  GBytes *csv;
  char *name; /* as a person knows it */
  GPtrArray *head; /* (element-type GStrv): the header and the first rows, as far as
                      they can be parted into cells */
  gboolean persons; /* it has a column that tells persons apart */
} ImportFile;

/* NULL is nothing. */
void import_jobs_file_free (ImportFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImportFile, import_jobs_file_free)

/* Job. Input: a GFile, result: ImportFile. Fails for more than an import can hold. */
gpointer import_jobs_read (Session **session, gpointer input, GError **error);

/* How far an import is. Shared by both threads; counted references. */
typedef struct _ImportMeter ImportMeter;

/* (transfer full): a meter at no row. */
ImportMeter *import_jobs_meter_new (void);

/* A reference more, a reference less. Atomic. */
ImportMeter *import_jobs_meter_ref (ImportMeter *meter);
void import_jobs_meter_unref (ImportMeter *meter);

/* Rows done so far. */
gsize import_jobs_meter_done (ImportMeter *meter);

/* Asks the import to stop: nothing is imported then. And whether that was asked. */
void import_jobs_meter_cancel (ImportMeter *meter);
gboolean import_jobs_meter_is_cancelled (ImportMeter *meter);

/* What is to be done with a file. */
typedef struct
{
  GBytes *csv;
  SessionImportFlags flags;
  ImportMeter *meter;
} ImportOrder;

/* (transfer full): with references of its own. */
ImportOrder *import_jobs_order_new (GBytes *csv, SessionImportFlags flags,
                                    ImportMeter *meter);
void import_jobs_order_free (ImportOrder *order);

typedef enum
{
  IMPORT_DONE, /* imported, or in a dry run: it would be */
  IMPORT_REFUSED, /* see reason, and the rows' problems */
  IMPORT_NEEDS_MORE, /* see reason: a period holds an import already */
  IMPORT_CANCELLED,
} ImportOutcome;

typedef struct
{
  ImportOutcome outcome;
  SessionImport import;
  char *reason; /* (nullable): a sentence */
} ImportReport;

/* NULL is nothing. */
void import_jobs_report_free (ImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImportReport, import_jobs_report_free)

/* Job. Input: ImportOrder, result: ImportReport. A dry run finds out whether a file
 * that is refused would be accepted with SESSION_IMPORT_MORE. */
gpointer import_jobs_run (Session **session, gpointer input, GError **error);

G_END_DECLS
