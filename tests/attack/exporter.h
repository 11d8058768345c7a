/* Exporters to be attacked: ours, and naive ones that exist for these tests alone. Each
 * says what it publishes, and what an attacker who knows the program makes of a figure.
 */
#pragma once

#include "crowd.h"

typedef struct
{
  gboolean hidden; /* all that is said is that it is below value, or in a range */
  gint64 value;
} ExporterFigure;

typedef struct
{
  gboolean withheld;
  ExporterFigure figures[CROWD_BUCKETS];
} ExporterPage;

typedef struct
{
  gint64 least, most;
} ExporterRange;

typedef struct
{
  const char *name;
  /* Publishes the answers to a question. */
  void (*publish) (const CrowdQuestion *question, const CrowdAnswers *answers,
                   CrowdStream *stream, ExporterPage *page);
  /* The chance that so many people's answers are withheld. */
  double (*withheld) (const CrowdQuestion *question, gint64 people);
  /* The chance that a count is published as this figure. */
  double (*chance) (const CrowdQuestion *question, ExporterFigure figure, gint64 count);
  /* The counts behind a figure of somebody who takes it for a number without noise. */
  ExporterRange (*range) (const CrowdQuestion *question, ExporterFigure figure);
} Exporter;

/* release_make (). */
extern const Exporter exporter_ours;

/* The same rule, hiding and rounding included, without noise. */
extern const Exporter exporter_without_noise;

/* Counts from 1 to 4 left out; everything else, and each total, exact. */
extern const Exporter exporter_suppressing;

/* Exact counts with noise of -1, 0 or 1, nothing hidden. */
extern const Exporter exporter_little_noise;

/* The rule of statistical offices: below 10 left out, rounded to multiples of 5. */
extern const Exporter exporter_ten_five;
