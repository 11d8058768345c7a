/* The crash recorder over what touches more than one file: generations that move on, a
 * passphrase and a key that change in all of them, a restored store, an edit of every
 * copy, and erasing. At each moment the store is what it was or what it becomes; a
 * generation that was there is there; and once a change has been acknowledged, what it
 * put an end to opens no file in the folder. */
#include "backup.h"
#include "crash.h"
#include "erase.h"
#include "kit.h"
#include "rekey.h"
#include "replace.h"
#include "script.h"
#include "sibling.h"

#include <string.h>

#define WEEK_SECONDS (7 * 24 * 3600)
#define START 1790000000

/* One visited disk in so many is crashed a second time, at its next opening; more of
 * them with -m slow. */
#define SECOND_CRASH_EVERY 197
#define SECOND_CRASH_EVERY_SLOW 67

/* What may be there from one moment on. */
typedef struct
{
  const char *contents[3]; /* of the store: any of these texts */
  const char *passphrases[2]; /* any of these opens it */
  const char *dead; /* (nullable): opens no file of the folder */
  guint generations; /* at least so many are whole */
  const char *newest; /* (nullable): a generation holds this */
  const char *kept; /* (nullable): a kept file holds this */
  gboolean may_be_gone; /* there may be no store that opens */
  gboolean must_be_gone; /* there is no file but the lock */
} Moment;

typedef struct
{
  Disk *disk;
  GArray *moments; /* Moment, by the number of the mark */
  gint64 now;
  Clock clock;
  VaultEnv env;
  GPtrArray *texts; /* owned contents */
} Session;

typedef struct
{
  const Session *session;
  guint states, bad, seconds;
  gboolean again;
} Tally;

static guint total_states, total_seconds;

static gint64
tell (void *data)
{
  return ((const Session *)data)->now;
}

static void
init_session (Session *session, Disk *disk)
{
  *session = (Session){ .disk = disk, .now = START };
  session->moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  session->texts = g_ptr_array_new_with_free_func (g_free);
  session->clock = (Clock){ tell, session };
  session->env = (VaultEnv){ .files = disk_files (disk),
                             .costs = kdf_least_costs,
                             .clock = &session->clock };
}

static void
clear_session (Session *session)
{
  g_array_unref (session->moments);
  g_ptr_array_unref (session->texts);
  disk_free (session->disk);
}

/* From here on this is what may be found. */
static void
expect (Session *session, Moment moment)
{
  g_array_append_val (session->moments, moment);
  disk_mark (session->disk, session->moments->len - 1);
}

/* --- judging --------------------------------------------------------------------- */

static VaultResult
open_named (Vault **vault, const VaultEnv *env, const char *path,
            const char *passphrase)
{
  Secret *secret = kit_secret (passphrase);
  VaultResult result = vault_open (vault, path, secret, env);
  secret_free (secret);
  return result;
}

static gboolean
is_allowed (const Moment *moment, const char *content)
{
  for (size_t i = 0; i < G_N_ELEMENTS (moment->contents) && moment->contents[i]; i++)
    if (strcmp (moment->contents[i], content) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  const VaultEnv *env;
  const Moment *moment;
  const char *passphrase; /* of the store */
  guint generations; /* that open */
  gboolean newest, kept; /* such a copy was found */
  guint files;
  char *problem;
} Visit;

static gboolean
is_there (const VaultEnv *env, const char *name)
{
  return env->files->ops->exists (env->files->data, name) == 0;
}

/* What was put an end to. */
static VaultResult
try_dead (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  Visit *visit = data;
  Vault *vault = NULL;
  if (!is_there (visit->env, name))
    return VAULT_OK;
  visit->files++;
  if (visit->moment->dead && !visit->problem
      && open_named (&vault, visit->env, name, visit->moment->dead) != VAULT_WRONG_KEY)
    visit->problem = g_strdup_printf ("a dead passphrase opens %s", name);
  vault_abandon (vault);
  return VAULT_OK;
}

/* After the store was opened, each copy opens with what opens the store, and is whole.
 */
static VaultResult
try_copy (const char *name, SiblingKind kind, void *data)
{
  Visit *visit = data;
  Vault *vault;
  if (visit->problem || !is_there (visit->env, name))
    return VAULT_OK;
  VaultResult result = open_named (&vault, visit->env, name, visit->passphrase);
  if (result != VAULT_OK)
    {
      visit->problem = g_strdup_printf ("opening %s gives %d", name, result);
      return VAULT_OK;
    }
  g_autofree char *content = script_content (vault_database (vault));
  if (vault_check (vault) != VAULT_OK)
    visit->problem = g_strdup_printf ("%s is not sound", name);
  visit->generations += kind == SIBLING_BACKUP;
  visit->newest |= kind == SIBLING_BACKUP && visit->moment->newest
                   && strcmp (visit->moment->newest, content) == 0;
  visit->kept |= kind == SIBLING_KEPT && visit->moment->kept
                 && strcmp (visit->moment->kept, content) == 0;
  vault_abandon (vault);
  return VAULT_OK;
}

static char *
judge_copies (const VaultEnv *env, const Moment *moment, const char *passphrase)
{
  Visit visit = { .env = env, .moment = moment, .passphrase = passphrase };
  sibling_each (KIT_PATH, try_copy, &visit);
  if (!visit.problem && visit.generations < moment->generations)
    visit.problem = g_strdup_printf ("only %u generations", visit.generations);
  if (!visit.problem && moment->newest && !visit.newest)
    visit.problem = g_strdup ("the newest generation is gone");
  if (!visit.problem && moment->kept && !visit.kept)
    visit.problem = g_strdup ("the replaced file is gone");
  if (!visit.problem && is_there (env, KIT_PATH ".gone"))
    visit.problem = g_strdup ("a half erased copy is left");
  return visit.problem;
}

static char *
judge_store (const VaultEnv *env, const Moment *moment)
{
  Vault *vault = NULL;
  VaultResult result = VAULT_WRONG_KEY;
  const char *passphrase = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (moment->passphrases); i++)
    if (result == VAULT_WRONG_KEY && moment->passphrases[i])
      {
        passphrase = moment->passphrases[i];
        result = open_named (&vault, env, KIT_PATH, passphrase);
      }
  if (result != VAULT_OK)
    return moment->may_be_gone ? NULL : g_strdup_printf ("opening gives %d", result);
  g_autofree char *content = script_content (vault_database (vault));
  char *problem = NULL;
  if (!is_allowed (moment, content))
    problem = g_strdup_printf ("content %s", content);
  else if (vault_check (vault) != VAULT_OK)
    problem = g_strdup ("the store is not sound");
  /* As the crash left it: closing makes a generation that is missing. */
  vault_abandon (vault);
  if (!problem && !moment->may_be_gone)
    problem = judge_copies (env, moment, passphrase);
  if (!problem && open_named (&vault, env, KIT_PATH, passphrase) == VAULT_OK
      && vault_close (vault) != VAULT_OK)
    problem = g_strdup ("closing fails");
  return problem;
}

/* NULL, or what is wrong. */
static char *
judge (Disk *disk, const Session *session, const Moment *moment)
{
  VaultEnv env = session->env;
  env.files = disk_files (disk);
  Visit visit = { .env = &env, .moment = moment };
  try_dead (KIT_PATH, SIBLING_BACKUP, &visit);
  sibling_each (KIT_PATH, try_dead, &visit);
  if (visit.problem)
    return visit.problem;
  if (moment->must_be_gone)
    return visit.files > 0 || is_there (&env, KIT_PATH ".new")
                   || is_there (&env, KIT_PATH ".gone")
               ? g_strdup ("a file is left")
               : NULL;
  return judge_store (&env, moment);
}

/* --- crashing -------------------------------------------------------------------- */

static void visit_disk (Disk *disk, guint64 last, gpointer data);

static void
copy_file (Disk *to, Disk *from, const char *path)
{
  if (disk_files (from)->ops->exists (from, path) != 0)
    return;
  g_autoptr (GBytes) content = kit_read_file (disk_files (from), path);
  disk_put (to, path, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

typedef struct
{
  Disk *to, *from;
} Copying;

static VaultResult
copy_sibling (const char *name, SiblingKind kind, void *data)
{
  (void)kind;
  const Copying *copying = data;
  copy_file (copying->to, copying->from, name);
  return VAULT_OK;
}

/* The next opening and closing, crashed at each step: the same must hold. */
static void
crash_again (Tally *tally, Disk *disk, const Moment *moment)
{
  Session session;
  init_session (&session, disk_new ());
  session.now = tally->session->now;
  Copying copying = { session.disk, disk };
  copy_file (session.disk, disk, KIT_PATH);
  copy_file (session.disk, disk, KIT_PATH ".new");
  copy_file (session.disk, disk, KIT_PATH ".gone");
  sibling_each (KIT_PATH, copy_sibling, &copying);
  guint from = disk_changes (session.disk)->len;
  expect (&session, *moment);
  Vault *vault = NULL;
  for (size_t i = 0; !vault && i < G_N_ELEMENTS (moment->passphrases); i++)
    if (moment->passphrases[i])
      open_named (&vault, &session.env, KIT_PATH, moment->passphrases[i]);
  vault_close (vault);
  Tally inner = { .session = &session };
  CrashPlan plan = { .from = from, .cuts = 2 };
  crash_visit (session.disk, &plan, visit_disk, &inner);
  tally->states += inner.states;
  tally->seconds += inner.states;
  tally->bad += inner.bad;
  clear_session (&session);
}

static void
visit_disk (Disk *disk, guint64 last, gpointer data)
{
  Tally *tally = data;
  const Moment *moment = &g_array_index (tally->session->moments, Moment, last);
  tally->states++;
  guint every = g_test_slow () ? SECOND_CRASH_EVERY_SLOW : SECOND_CRASH_EVERY;
  if (tally->again && tally->states % every == 0)
    {
      crash_again (tally, disk, moment);
      return;
    }
  g_autofree char *problem = judge (disk, tally->session, moment);
  if (problem && tally->bad++ == 0)
    g_test_message ("after mark %" G_GUINT64_FORMAT ": %s", last, problem);
}

static void
crash_session (Session *session, guint from, guint cuts)
{
  Tally tally = { .session = session, .again = TRUE };
  CrashPlan plan = { .from = from, .cuts = g_test_slow () ? 3 * cuts : cuts };
  crash_visit (session->disk, &plan, visit_disk, &tally);
  g_test_message ("%u states, %u of them after a second crash, %u bad", tally.states,
                  tally.seconds, tally.bad);
  total_states += tally.states;
  total_seconds += tally.seconds;
  g_assert_cmpuint (tally.bad, ==, 0);
}

/* --- sessions -------------------------------------------------------------------- */

static const char *
note_content (Session *session, Vault *vault)
{
  char *text = script_content (vault_database (vault));
  g_ptr_array_add (session->texts, text);
  return text;
}

static Vault *
open_store (Session *session, const char *passphrase)
{
  Vault *vault;
  g_assert_cmpint (open_named (&vault, &session->env, KIT_PATH, passphrase), ==,
                   VAULT_OK);
  return vault;
}

static void
create_store (Session *session)
{
  Secret *secret = kit_secret ("one");
  Secret *recovery_key;
  Vault *vault;
  g_assert_cmpint (vault_create (&vault, KIT_PATH, secret, KDF_MODERATE, &recovery_key,
                                 &session->env),
                   ==, VAULT_OK);
  secret_free (secret);
  secret_free (recovery_key);
  kit_run (vault, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
  kit_close (vault);
}

/* One row in a week of its own; closing makes a generation. */
static void
add_week (Session *session, int id)
{
  session->now += WEEK_SECONDS;
  Vault *vault = open_store (session, "one");
  kit_add (vault, id, 20);
  kit_close (vault);
}

/* A store with two generations and a row for each; the content of the last. */
static const char *
prepare (Session *session)
{
  init_session (session, disk_new ());
  create_store (session);
  add_week (session, 1);
  add_week (session, 2);
  Vault *vault = open_store (session, "one");
  const char *content = note_content (session, vault);
  vault_abandon (vault);
  return content;
}

/* Seven weeks: the generations move on, and the oldest goes. */
static void
test_rotation (void)
{
  Session session;
  const char *before = prepare (&session);
  guint from = disk_changes (session.disk)->len;
  guint known = 3; /* with the empty one of the making */
  for (int id = 3; id < 8; id++)
    {
      session.now += WEEK_SECONDS;
      Vault *vault = open_store (&session, "one");
      expect (&session, (Moment){ .contents = { before },
                                  .passphrases = { "one" },
                                  .generations = MIN (known, 4) });
      kit_run (vault, "BEGIN");
      kit_add (vault, id, 20);
      const char *after = note_content (&session, vault);
      expect (&session, (Moment){ .contents = { before, after },
                                  .passphrases = { "one" },
                                  .generations = MIN (known, 4) });
      kit_run (vault, "COMMIT");
      expect (&session, (Moment){ .contents = { after },
                                  .passphrases = { "one" },
                                  .generations = MIN (known, 4) });
      kit_close (vault);
      known = MIN (known + 1, BACKUP_GENERATIONS);
      expect (&session, (Moment){ .contents = { after },
                                  .passphrases = { "one" },
                                  .generations = known,
                                  .newest = after });
      before = after;
    }
  crash_session (&session, from, 2);
  clear_session (&session);
}

/* A new passphrase, in the store and in every generation. */
static void
test_passphrase (void)
{
  Session session;
  const char *content = prepare (&session);
  Vault *vault = open_store (&session, "one");
  Secret *secret = kit_secret ("two");
  guint from = disk_changes (session.disk)->len;
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "one", "two" },
                              .generations = 3 });
  g_assert_cmpint (vault_set_passphrase (vault, secret, KDF_INTERACTIVE), ==, VAULT_OK);
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "two" },
                              .dead = "one",
                              .generations = 3 });
  kit_close (vault);
  secret_free (secret);
  crash_session (&session, from, 8);
  clear_session (&session);
}

/* A new key: nothing that was opened before opens anything after. */
static void
test_key (void)
{
  Session session;
  const char *content = prepare (&session);
  Vault *vault = open_store (&session, "one");
  Secret *secret = kit_secret ("two");
  Secret *recovery_key;
  guint from = disk_changes (session.disk)->len;
  expect (&session,
          (Moment){ .contents = { content }, .passphrases = { "one", "two" } });
  g_assert_cmpint (rekey_store (vault, secret, KDF_INTERACTIVE, &recovery_key), ==,
                   VAULT_OK);
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "two" },
                              .dead = "one",
                              .generations = 1 });
  kit_close (vault);
  secret_free (secret);
  secret_free (recovery_key);
  crash_session (&session, from, 8);
  clear_session (&session);
}

/* Another store's content in the place of this one's, which is kept. */
static void
test_restore (void)
{
  Session session;
  const char *before = prepare (&session);
  VaultFiles *memory = files_memory_new ();
  Vault *source = kit_create (memory, KIT_PATH);
  kit_add (source, 77, 20);
  const char *after = note_content (&session, source);
  Vault *vault = open_store (&session, "one");
  guint from = disk_changes (session.disk)->len;
  expect (&session, (Moment){ .contents = { before, after },
                              .passphrases = { "one" },
                              .generations = 3 });
  char *kept;
  g_assert_cmpint (replace_content (vault, source, &kept), ==, VAULT_OK);
  expect (&session, (Moment){ .contents = { after },
                              .passphrases = { "one" },
                              .generations = 3,
                              .kept = before });
  kit_close (vault);
  crash_session (&session, from, 4);
  free (kept);
  vault_abandon (source);
  files_memory_free (memory);
  clear_session (&session);
}

static VaultResult
delete_first (sqlite3 *db, void *data)
{
  (void)data;
  return sqlite3_exec (db, "DELETE FROM t WHERE id = 1", NULL, NULL, NULL) == SQLITE_OK
             ? VAULT_OK
             : VAULT_UNUSABLE;
}

/* What was deleted is deleted from every generation: each is whole at every moment. */
static void
test_edit (void)
{
  Session session;
  const char *content = prepare (&session);
  Vault *vault = open_store (&session, "one");
  guint from = disk_changes (session.disk)->len;
  expect (
      &session,
      (Moment){ .contents = { content }, .passphrases = { "one" }, .generations = 3 });
  g_assert_cmpint (backup_edit (vault, delete_first, NULL), ==, VAULT_OK);
  kit_close (vault);
  crash_session (&session, from, 4);
  clear_session (&session);
}

static void
test_erase (void)
{
  Session session;
  const char *content = prepare (&session);
  guint from = disk_changes (session.disk)->len;
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "one" },
                              .may_be_gone = TRUE });
  g_assert_cmpint (erase_store (KIT_PATH, &session.env), ==, VAULT_OK);
  expect (&session, (Moment){ .dead = "one", .must_be_gone = TRUE });
  crash_session (&session, from, 8);
  clear_session (&session);
}

/* The same changes on a disk that only says that it synced: what was acknowledged is
 * not there, or what was ended still opens. */
static void
test_control (void)
{
  Session session;
  const char *content = prepare (&session);
  Vault *vault = open_store (&session, "one");
  Secret *secret = kit_secret ("two");
  guint from = disk_changes (session.disk)->len;
  disk_lie (session.disk);
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "one", "two" },
                              .generations = 3 });
  g_assert_cmpint (vault_set_passphrase (vault, secret, KDF_INTERACTIVE), ==, VAULT_OK);
  expect (&session, (Moment){ .contents = { content },
                              .passphrases = { "two" },
                              .dead = "one",
                              .generations = 3 });
  kit_add (vault, 9, 20);
  Tally tally = { .session = &session };
  CrashPlan plan = { .from = from, .cuts = 2 };
  crash_visit (session.disk, &plan, visit_disk, &tally);
  vault_abandon (vault);
  secret_free (secret);
  g_test_message ("without the syncs %u of %u states are bad", tally.bad, tally.states);
  g_assert_cmpuint (tally.bad, >=, tally.states / 10);
  clear_session (&session);
}

/* Together they must be enough to mean something. */
static void
test_total (void)
{
  g_test_message ("%u states, %u of them after a second crash, 0 bad", total_states,
                  total_seconds);
  g_assert_cmpuint (total_states, >=, 1000);
  g_assert_cmpuint (total_seconds, >=, 100);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/crash-copies/rotation", test_rotation);
  g_test_add_func ("/crash-copies/passphrase", test_passphrase);
  g_test_add_func ("/crash-copies/key", test_key);
  g_test_add_func ("/crash-copies/restore", test_restore);
  g_test_add_func ("/crash-copies/edit", test_edit);
  g_test_add_func ("/crash-copies/erase", test_erase);
  g_test_add_func ("/crash-copies/control", test_control);
  g_test_add_func ("/crash-copies/total", test_total);
  return g_test_run ();
}
