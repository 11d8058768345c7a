/* A release: what may be published of a tally, made once by the rule of DESIGN.md,
 * section 6, and its one canonical text. Nothing in it is an exact count. The text,
 * line by line, is described in DESIGN.md; the writers are in report.h. */
#pragma once

#include <glib.h>

#include "noise.h"
#include "rule.h"
#include "tally.h"

G_BEGIN_DECLS

#define RELEASE_VALUE_MAX G_GINT64_CONSTANT (9000000000000000)

#define RELEASE_ERROR release_error_quark ()
GQuark release_error_quark (void);

typedef enum
{
  RELEASE_ERROR_TALLY, /* the text given is a tally's, which is never published */
  RELEASE_ERROR_TEXT, /* the text given is no release, or an altered one */
  RELEASE_ERROR_COUNTS, /* a tally that nothing can be released of */
} ReleaseError;

typedef enum
{
  RELEASE_FIGURE, /* value is the figure */
  RELEASE_BELOW, /* the figure was below value, the question's threshold */
} ReleaseCellKind;

typedef struct
{
  ReleaseCellKind kind;
  gint64 value;
} ReleaseCell;

/* One question's figures, in the form's order; a withheld question has none. */
typedef struct
{
  gboolean withheld;
  ReleaseCell *cells;
} ReleaseAnswer;

/* Read freely; never changed once made. */
typedef struct
{
  Form *form; /* without the buckets of withheld questions; noise is FORM_NOISE_ADDED */
  ReleaseAnswer *answers; /* one for each of the form's questions */
} Release;

/**
 * release_make:
 * @tally: with exact counts; or with noise added already, to which only threshold and
 *   rounding are applied, and nothing is drawn
 * @source: random bytes. How many are used depends on the tally's form alone, never on
 *   a count; all are drawn before any count is looked at
 * @release: (out): NULL on failure
 *
 * Returns: FALSE with RELEASE_ERROR_COUNTS if tally_check() refuses the tally.
 */
gboolean release_make (const Tally *tally, const NoiseSource *source, Release **release,
                       GError **error);

void release_free (Release *release);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Release, release_free)

/* (transfer full): the canonical text, for g_free(); NULL if memory is short. size
 * (nullable) is without the closing zero. */
char *release_print (const Release *release, gsize *size);

/**
 * release_parse:
 * @text: size bytes
 *
 * Accepts exactly the texts that release_print() gives.
 *
 * Returns: (transfer full): the release, or NULL with RELEASE_ERROR_TALLY or _TEXT; the
 *   message says which line is wrong, and why.
 */
Release *release_parse (const char *text, gsize size, GError **error);

G_END_DECLS
