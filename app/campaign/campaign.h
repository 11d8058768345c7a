/* A campaign: what a pledge says, what its refusals are sorted by, and what may be
 * published of them. A campaign is a file, not code; the file's groups, keys, limits
 * and canonical form are described under "The file" below. Everything here is read-only
 * once parsed and may be used from any thread.
 *
 * May know base and GLib. Knows no store, no record, no tally. Texts in the file are
 * data: no function here asserts on them. base_init() comes first. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* The file
 * --------
 * Key file syntax as in desktop entries: UTF-8, lines of "[Group]", "Key=value",
 * "Key[language]=value", "# comment" or nothing; the escapes \s \n \\ in values. A
 * group or key that is repeated, unknown or missing is an error. Lists are ids parted
 * by ";" without one at the end.
 *
 * The canonical form, from which the id is made, leaves out localised keys, comments,
 * blank lines and the order of groups and keys:
 *
 *   "campaign: v1\n"
 *   u32 number of groups; then for each group, sorted by the bytes of its name:
 *     u32 length of the name, the name
 *     u32 number of unlocalised keys; then for each, sorted by the bytes of its name:
 *       u32 length of the key, the key
 *       u32 length of the value, the value, escapes undone
 *
 * Every u32 is big-endian and counts bytes, so that no two contents share a form.
 *
 * The text that is signed is the value of Text in the tiers' groups and nothing else.
 */

/* Limits. A file that exceeds one is refused. */
#define CAMPAIGN_FILE_BYTES (1024 * 1024)
#define CAMPAIGN_LINE_BYTES (32 * 1024)
#define CAMPAIGN_ID_BYTES 32 /* of an item's id, a slug or a question's id */
#define CAMPAIGN_NAME_BYTES 512 /* Name, Citation, Source, When, Company */
#define CAMPAIGN_SENTENCE_BYTES 4096 /* Summary, Who, Refused, Lasts, Protection */
#define CAMPAIGN_TEXT_BYTES 16384 /* a tier's Text */
#define CAMPAIGN_CHOICES_MAX 32 /* items of a list that a bucket can be made of */
#define CAMPAIGN_GROUNDS_MAX 8
#define CAMPAIGN_REFERENCES_MAX 64 /* items of any other list */
#define CAMPAIGN_QUESTIONS_MAX 32
#define CAMPAIGN_LANGUAGES_MAX 64
#define CAMPAIGN_ANY_MAX 6 /* buckets of an `any` question */
#define CAMPAIGN_CAP_MAX 100 /* of a `count` question */
#define CAMPAIGN_TIER_MAX 999
#define CAMPAIGN_SCALE_MAX 1000
#define CAMPAIGN_PARAMETER_MAX 10000 /* of the other release parameters */
#define CAMPAIGN_LABELS_BYTES                                                          \
  (2 * 1024 * 1024) /* of all names that a tally repeats                               \
                     */

/* Floors under the release parameters, and a ceiling over what all questions of one
 * year may cost together. No file can go below (above). */
#define CAMPAIGN_SCALE_MIN 3
#define CAMPAIGN_MINIMUM_MIN 10
#define CAMPAIGN_THRESHOLD_MIN 15
#define CAMPAIGN_STEP_MIN 5
#define CAMPAIGN_YEAR_EXPONENT_MAX 20

#define CAMPAIGN_ID_TEXT_BYTES 65 /* 64 hexadecimal digits and the closing zero */
#define CAMPAIGN_HASH_BYTES 32

#define CAMPAIGN_ERROR (campaign_error_quark ())
GQuark campaign_error_quark (void);

/* Every message is one translated sentence that names line or group and key. */
typedef enum
{
  CAMPAIGN_ERROR_FILE, /* too large, a line too long, not UTF-8, a NUL byte */
  CAMPAIGN_ERROR_SYNTAX, /* a line that is nothing of the above, an unknown escape */
  CAMPAIGN_ERROR_MISSING, /* a group, a key or a value */
  CAMPAIGN_ERROR_REPEATED, /* a group, a key or an id */
  CAMPAIGN_ERROR_UNKNOWN, /* a group, a key, or an id that is not in its list */
  CAMPAIGN_ERROR_VALUE, /* a value that its key cannot have */
  CAMPAIGN_ERROR_FLOOR, /* release parameters or questions that publish too much */
  CAMPAIGN_ERROR_TIER_MALFORMED, /* campaign_tier_parse(): no number */
  CAMPAIGN_ERROR_TIER_UNKNOWN, /* campaign_tier_parse(): no such tier */
} CampaignError;

typedef struct _Campaign Campaign;

/* One text in every language the file has it in. Borrowed from its Campaign. */
typedef struct _CampaignText CampaignText;

/* The lists, each in the order of the file's [Lists]. Of CAMPAIGN_OUTCOMES that order
 * is of severity, the mildest first. */
typedef enum
{
  CAMPAIGN_TIERS,
  CAMPAIGN_ROLES,
  CAMPAIGN_WORK,
  CAMPAIGN_CUSTOMERS,
  CAMPAIGN_GROUNDS,
  CAMPAIGN_OUTCOMES,
  CAMPAIGN_INSTRUMENTS,
  CAMPAIGN_PRECEDENTS,
  CAMPAIGN_DEMANDS,
  CAMPAIGN_DATES,
  CAMPAIGN_TERMS, /* the glossary */
  CAMPAIGN_QUESTIONS,
} CampaignList;

#define CAMPAIGN_N_LISTS 12

/* An item of a list. Which fields are set depends on the list; NULL is "has none".
 * An index is the item's place in its list, from 0. */
typedef struct
{
  const char *id;
  const CampaignText *name; /* never NULL. Dates: the event. Terms: the short form */
  const CampaignText *summary; /* one or a few sentences */
  const CampaignText *text; /* tiers: the full text that is signed; may hold \n */
  const CampaignText
      *citation; /* instruments, precedents: article, clause, paragraph */
  const CampaignText *source; /* instruments, precedents: who published it, when */
  const CampaignText *when; /* dates: as a person writes it, "30 June 2025" */
  guint ground; /* instruments, precedents: index of the ground they stand beneath */
} CampaignItem;

typedef enum
{
  CAMPAIGN_PERIOD_MONTH,
  CAMPAIGN_PERIOD_QUARTER,
  CAMPAIGN_PERIOD_YEAR,
} CampaignPeriod;

typedef enum
{
  CAMPAIGN_ANSWER_ONE, /* each person gives one bucket */
  CAMPAIGN_ANSWER_ANY, /* each bucket yes or no */
  CAMPAIGN_ANSWER_COUNT, /* a number from 0 to the cap */
} CampaignAnswer;

typedef enum
{
  CAMPAIGN_SUBJECT_TIER,
  CAMPAIGN_SUBJECT_ROLE,
  CAMPAIGN_SUBJECT_WORK,
  CAMPAIGN_SUBJECT_CUSTOMER,
  CAMPAIGN_SUBJECT_GROUND,
  CAMPAIGN_SUBJECT_OUTCOME,
  CAMPAIGN_SUBJECT_CODE_NAMED,
  CAMPAIGN_SUBJECT_REFUSALS,
} CampaignSubject;

/* How one person's entries become one answer. Combinations that a file may use:
 *
 *   tier, role              one    last
 *   work, customer, ground  one    most
 *   outcome                 one    worst or most
 *   code-named              one    ever
 *   work, customer, ground, outcome  any  ever
 *   refusals                count  sum                                          */
typedef enum
{
  CAMPAIGN_COLLAPSE_WORST, /* the latest in the campaign's order */
  CAMPAIGN_COLLAPSE_MOST, /* the most frequent; ties: the first in the order */
  CAMPAIGN_COLLAPSE_EVER, /* one: once yes, ever; all no, never; else unknown.
                             any: each bucket that occurs at all */
  CAMPAIGN_COLLAPSE_LAST, /* the state when the period is closed */
  CAMPAIGN_COLLAPSE_SUM, /* how many, up to the cap */
} CampaignCollapse;

/* The places of the buckets of a code-named question. */
typedef enum
{
  CAMPAIGN_EVER,
  CAMPAIGN_NEVER,
  CAMPAIGN_UNKNOWN,
} CampaignEver;

typedef struct
{
  const char *id;
  const CampaignText *name;
  CampaignPeriod period;
  CampaignAnswer answer;
  CampaignSubject subject;
  CampaignCollapse collapse;
  guint cap; /* of a count, 1 to CAMPAIGN_CAP_MAX; else 0 */
  guint n_buckets; /* at least 1 */
  /* Id and name are set. Tier to outcome: the items of that list, in its order, so that
   * a bucket's place is the item's index. Code-named: ever, never, unknown. Refusals:
   * one bucket, total. */
  const CampaignItem *buckets;
} CampaignQuestion;

typedef struct
{
  guint scale; /* b: the noise of a `one` question */
  guint minimum; /* a question with noisily fewer people is withheld */
  guint threshold; /* a smaller figure is printed as "<threshold" */
  guint step; /* figures are rounded to a multiple of it */
} CampaignRelease;

/**
 * campaign_parse:
 * @bytes: the file's content; a reference is kept
 *
 * Reads and checks a whole campaign file. This is also the check of `campaign check`:
 * what it accepts can be used everywhere.
 *
 * Returns: (transfer full): the campaign, or NULL with error set (CAMPAIGN_ERROR)
 */
Campaign *campaign_parse (GBytes *bytes, GError **error);

/* A reference more, a reference less. NULL is nothing. Atomic. */
Campaign *campaign_ref (const Campaign *campaign);
void campaign_unref (Campaign *campaign);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Campaign, campaign_unref)

/* (transfer none): the bytes it was parsed from, localised keys and comments included:
 * what a store keeps. */
GBytes *campaign_bytes (const Campaign *campaign);

/* BLAKE2b-256 of the canonical form, 64 lower-case hexadecimal digits. Equal for two
 * files that differ only in translations, comments, blank lines or order of lines. */
const char *campaign_id (const Campaign *campaign);

/* (transfer full): the canonical form itself. */
GBytes *campaign_canonical (const Campaign *campaign);

/**
 * campaign_text_hash:
 *
 * The hash of the pledge that a record carries. For the unlocalised language and for
 * each language in which any tier's Text is localised, take for each tier in the order
 * of [Lists] u32 length and bytes of its id, u32 length and bytes of its Text in that
 * language (unlocalised where that tier has none); SHA-256 of that is the language's
 * hash. The result is the SHA-256 of those hashes, sorted as bytes and joined: it does
 * not tell in which language a person read the text. It changes when a translation of a
 * Text is added or changed.
 */
void campaign_text_hash (const Campaign *campaign, uint8_t out[CAMPAIGN_HASH_BYTES]);

/* Short name in ids' characters, for file names and the command line. */
const char *campaign_slug (const Campaign *campaign);

/* Title, company and the four statements about the pledge: who may take it, what is
 * refused, how long it is meant to hold, which protection it relies on. None is NULL.
 */
const CampaignText *campaign_name (const Campaign *campaign);
const CampaignText *campaign_company (const Campaign *campaign);
const CampaignText *campaign_summary (const Campaign *campaign);
const CampaignText *campaign_who (const Campaign *campaign);
const CampaignText *campaign_refused (const Campaign *campaign);
const CampaignText *campaign_lasts (const Campaign *campaign);
const CampaignText *campaign_protection (const Campaign *campaign);

/* The language tags the file has any text in, NULL-terminated: first that of the
 * unlocalised texts (its key Language), then the others sorted by their bytes. Each is
 * like "ar", "pt_BR" or "sr@latin": ASCII, no blank. */
const char *const *campaign_languages (const Campaign *campaign);

/**
 * campaign_text_get:
 * @languages: (nullable): tags, best first, NULL-terminated, as g_get_language_names()
 * or g_get_locale_variants() give them. "C" and the file's own Language stand for the
 * unlocalised text; what the file does not have is passed over. NULL is
 * g_get_language_names().
 *
 * Returns: the text in the first of these languages that has it, else unlocalised
 */
const char *campaign_text_get (const CampaignText *text, const char *const *languages);

/* The text in exactly the language of this tag (one of campaign_languages()), or NULL
 * where the file has none. */
const char *campaign_text_exact (const CampaignText *text, const char *language);

/* How many items; the item at index (NULL beyond the end; questions have id and name
 * only); and the index of an id, or -1. */
guint campaign_count (const Campaign *campaign, CampaignList list);
const CampaignItem *campaign_item (const Campaign *campaign, CampaignList list,
                                   guint index);
int campaign_find (const Campaign *campaign, CampaignList list, const char *id);

/* The name in the first of these languages (as in campaign_text_get()) of an item by
 * its id; the id itself where the list has no such item. */
const char *campaign_name_of (const Campaign *campaign, CampaignList list,
                              const char *id, const char *const *languages);

/* Whether a tier covers a customer group, both by index. */
gboolean campaign_tier_covers (const Campaign *campaign, guint tier, guint customer);

/**
 * campaign_tier_parse:
 * @text: what a person typed for a tier: tier ids are numbers from 1 to 999
 * @tier: (out): its index
 *
 * Returns: FALSE with CAMPAIGN_ERROR_TIER_MALFORMED if it is no such number, with
 *   CAMPAIGN_ERROR_TIER_UNKNOWN if the campaign has no tier of that number
 */
gboolean campaign_tier_parse (const Campaign *campaign, const char *text, guint *tier,
                              GError **error);

/* The question at index of CAMPAIGN_QUESTIONS; NULL beyond the end. */
const CampaignQuestion *campaign_question (const Campaign *campaign, guint index);

/* How the campaign's figures are published. */
const CampaignRelease *campaign_release (const Campaign *campaign);

/* What answering costs, as multiples of 1/scale in the exponent of e: of one question
 * in one period (one: 2; any, count: 3), and of all questions in a year with every
 * period closed. */
guint campaign_question_exponent (const CampaignQuestion *question);
guint campaign_year_exponent (const Campaign *campaign);

/* The words of the file format: "quarter", "one", "code-named", "worst". */
const char *campaign_word_period (CampaignPeriod period);
const char *campaign_word_answer (CampaignAnswer answer);
const char *campaign_word_subject (CampaignSubject subject);
const char *campaign_word_collapse (CampaignCollapse collapse);

/* "tier", "role", "work", "customer", "ground", "outcome", "instrument", "precedent",
 * "demand", "date", "term", "question": the list's name in JSON, and in small letters
 * its groups' name in the file. */
const char *campaign_word_list (CampaignList list);

/* Slugs of the campaigns that are built in, NULL-terminated; the first is the one to
 * begin with. */
const char *const *campaign_builtin_slugs (void);

/* (transfer full) (nullable): a built-in campaign's file, NULL if there is none of that
 * slug. */
GBytes *campaign_builtin (const char *slug);

/* (transfer full): the file to use for a stored one: the built-in file with the same
 * id, which may have newer translations, else stored itself. */
GBytes *campaign_builtin_refresh (GBytes *stored);

G_END_DECLS
