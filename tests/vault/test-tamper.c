/* Whatever is changed before the last commit is damage: never "recovered", never
 * silent. Only the last commit of a store that was not closed can pass for a torn one.
 */
#include "disk.h"
#include "inside.h"
#include "kit.h"
#include "log.h"
#include "random.h"
#include "replay.h"

#include <errno.h>
#include <string.h>

#define COMMITS 5

/* A store's file that may be written to, and what is in it. */
typedef struct
{
  guint8 *bytes;
  gsize size;
  Inside *inside;
} Sample;

static void
take_sample (Sample *sample, const VaultFiles *files, const char *path)
{
  g_autoptr (GBytes) content = kit_read_file (files, path);
  sample->inside = inside_new (content);
  sample->size = g_bytes_get_size (content);
  sample->bytes = g_memdup2 (g_bytes_get_data (content, NULL), sample->size);
}

static void
drop_sample (Sample *sample)
{
  inside_free (sample->inside);
  g_free (sample->bytes);
}

static const InsideFrame *
get_frame (const Sample *sample, guint index)
{
  return g_ptr_array_index (sample->inside->frames, index);
}

static VaultResult
open_bytes (const guint8 *bytes, gsize size, VaultOpening *opening)
{
  VaultFiles *files = files_memory_new ();
  g_autoptr (GBytes) content = g_bytes_new_static (bytes, size);
  kit_write_file (files, KIT_PATH, content);
  VaultEnv env = kit_env (files);
  Secret *secret = kit_secret ("one");
  Vault *vault;
  VaultResult result = vault_open (&vault, KIT_PATH, secret, &env);
  if (vault && opening)
    *opening = *vault_opening (vault);
  vault_abandon (vault);
  /* Nothing is written to what is damaged. */
  if (result != VAULT_OK)
    {
      g_autoptr (GBytes) after = kit_read_file (files, KIT_PATH);
      g_assert_true (g_bytes_equal (content, after));
    }
  files_memory_free (files);
  secret_free (secret);
  return result;
}

static VaultResult
open_sample (const Sample *sample)
{
  return open_bytes (sample->bytes, sample->size, NULL);
}

/* A store that was not closed, with COMMITS commits of one frame each. */
static Sample
make_open_sample (void)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  for (int i = 1; i < COMMITS; i++)
    kit_add (vault, i, 20);
  vault_abandon (vault);
  Sample sample;
  take_sample (&sample, files, KIT_PATH);
  g_assert_cmpuint (sample.inside->frames->len, ==, COMMITS);
  files_memory_free (files);
  return sample;
}

/* --- every byte, on the log itself -------------------------------------------------
 */

typedef struct
{
  VaultFiles *files;
  VaultFile *file;
  Secret *keys;
  Header header;
  Log log;
  guint64 ends[COMMITS + 1];
} LogSample;

/* COMMITS commits of one page. */
static LogSample
make_log (void)
{
  LogSample sample = { .files = files_memory_new () };
  uint8_t key[KDF_KEY_BYTES] = { 1 };
  sample.keys = keys_new (key);
  sample.header = (Header){ .format = 1, .state = HEADER_OPEN, .file_id = "an id" };
  g_assert_cmpint (
      sample.files->ops->create (sample.files->data, KIT_PATH, &sample.file), ==, 0);
  log_init (&sample.log, sample.files->ops, sample.file, sample.header.file_id);
  sample.ends[0] = sample.log.end;
  Image image = { 0 };
  g_assert_cmpint (image_resize (&image, 1), ==, 0);
  for (uint32_t i = 1; i <= COMMITS; i++)
    {
      const uint32_t number = 1;
      memset (image_page (&image, 1), (int)i, IMAGE_PAGE_BYTES);
      g_assert_cmpint (
          log_append (&sample.log, keys_peek (sample.keys), &image, &number, 1, 1), ==,
          0);
      sample.ends[i] = sample.log.end;
    }
  image_clear (&image);
  return sample;
}

static void
drop_log (LogSample *sample)
{
  log_clear (&sample->log);
  files_memory_free (sample->files);
  secret_free (sample->keys);
}

static VaultResult
replay (LogSample *sample, uint64_t *commit, bool *torn)
{
  Log log = sample->log;
  Image image = { 0 };
  VaultResult result =
      replay_log (&log, keys_peek (sample->keys), &sample->header, &image, torn);
  if (result == VAULT_OK)
    g_assert_cmpint (image_page (&image, 1)[9], ==, (int)log.commit);
  else
    g_assert_cmpuint (image.pages, ==, 0);
  *commit = log.commit;
  image_clear (&image);
  return result;
}

static void
flip (LogSample *sample, guint64 offset)
{
  uint8_t byte;
  sample->files->ops->read (sample->file, offset, &byte, 1);
  byte ^= 0x40;
  sample->files->ops->write (sample->file, offset, &byte, 1);
}

/* known: the commit that the header names. */
static void
flip_each (uint64_t known)
{
  LogSample sample = make_log ();
  sample.header.commit = known;
  if (known == COMMITS)
    memcpy (sample.header.commit_tag, sample.log.tag, SEAL_TAG_BYTES);
  gsize sealed = FRAME_SEALED_HEAD_BYTES + 8 + 4 + 4096 + SEAL_OVERHEAD_BYTES;
  for (int i = 0; i < COMMITS; i++)
    for (guint64 at = sample.ends[i]; at < sample.ends[i + 1];
         at += at < sample.ends[i] + sealed ? 1 : 500)
      {
        uint64_t commit;
        bool torn;
        flip (&sample, at);
        VaultResult result = replay (&sample, &commit, &torn);
        if (at >= sample.ends[i] + sealed)
          g_assert_true (result == VAULT_OK && commit == COMMITS && !torn);
        else if (i < COMMITS - 1 || known == COMMITS)
          g_assert_cmpint (result, ==, VAULT_DAMAGED);
        else
          {
            g_assert_true (result == VAULT_OK && commit == COMMITS - 1);
            g_assert_true (torn == (at >= sample.ends[i] + FRAME_SEALED_HEAD_BYTES));
          }
        flip (&sample, at);
      }
  drop_log (&sample);
}

static void
test_every_byte (void)
{
  flip_each (0);
}

static void
test_every_byte_known (void)
{
  flip_each (COMMITS);
}

/* A tag that is not the one in the header. */
static void
test_other_tag (void)
{
  for (uint64_t known = 1; known <= COMMITS; known++)
    {
      LogSample sample = make_log ();
      uint64_t commit;
      bool torn;
      sample.header.commit = known;
      memset (sample.header.commit_tag, 3, SEAL_TAG_BYTES);
      g_assert_cmpint (replay (&sample, &commit, &torn), ==, VAULT_DAMAGED);
      drop_log (&sample);
    }
}

/* --- whole stores --------------------------------------------------------------------
 */

/* Flips bytes all over the log of a store and expects damage; the last commit's are
 * left out where it may be torn. */
static void
flip_some (Sample *sample, guint frames)
{
  for (guint i = 0; i < frames; i++)
    {
      const InsideFrame *frame = get_frame (sample, i);
      for (gsize at = i; at < frame->sealed; at += 211)
        {
          sample->bytes[frame->offset + at] ^= 4;
          g_assert_cmpint (open_sample (sample), ==, VAULT_DAMAGED);
          sample->bytes[frame->offset + at] ^= 4;
        }
    }
  g_assert_cmpint (open_sample (sample), ==, VAULT_OK);
}

static void
test_flip_open (void)
{
  Sample sample = make_open_sample ();
  flip_some (&sample, COMMITS - 1);
  drop_sample (&sample);
}

/* Closed: the whole content is one commit, in a new file. */
static void
test_flip_closed (void)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  kit_add (vault, 1, 20000);
  kit_close (vault);
  Sample sample;
  take_sample (&sample, files, KIT_PATH);
  g_assert_cmpuint (sample.inside->frames->len, ==, 1);
  flip_some (&sample, 1);
  drop_sample (&sample);
  files_memory_free (files);
}

/* Rebuilt, and marked as open for a commit that then could not be written. */
static void
test_flip_marked (void)
{
  Disk *disk = disk_new ();
  Vault *vault = kit_create (disk_files (disk), KIT_PATH);
  kit_close (vault);
  vault = kit_open (disk_files (disk), KIT_PATH, "one", VAULT_OK);
  disk_fail (disk, DISK_WRITE, 3, EIO, DISK_FAIL_ONCE);
  g_assert_cmpint (kit_attempt (vault, "INSERT INTO t VALUES (1, 1)"), !=, SQLITE_OK);
  vault_abandon (vault);
  Sample sample;
  take_sample (&sample, disk_files (disk), KIT_PATH);
  const Header *header = (const Header *)secret_peek (sample.inside->header);
  g_assert_cmpint (header->state, ==, HEADER_OPEN);
  g_assert_cmpuint (header->commit, ==, 1);
  flip_some (&sample, 1);
  drop_sample (&sample);
  disk_free (disk);
}

/* Noise in a frame's place, and the frames behind it moved down. */
static void
test_remove (void)
{
  Sample sample = make_open_sample ();
  for (guint i = 0; i < COMMITS - 1; i++)
    {
      const InsideFrame *frame = get_frame (&sample, i);
      g_autofree guint8 *copy = g_memdup2 (sample.bytes, sample.size);
      random_fill (copy + frame->offset, frame->size);
      g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
      memcpy (copy, sample.bytes, sample.size);
      memmove (copy + frame->offset, copy + frame->offset + frame->size,
               sample.size - frame->offset - frame->size);
      g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
    }
  drop_sample (&sample);
}

/* Each frame in each other one's place, alone, exchanged, and pushed in between. */
static void
test_replace (void)
{
  Sample sample = make_open_sample ();
  gsize size = get_frame (&sample, 1)->size;
  for (guint i = 1; i < COMMITS; i++)
    for (guint j = 1; j < COMMITS; j++)
      {
        const InsideFrame *to = get_frame (&sample, i);
        const InsideFrame *from = get_frame (&sample, j);
        if (i == j)
          continue;
        g_assert_cmpuint (from->size, ==, size);
        g_autofree guint8 *copy = g_memdup2 (sample.bytes, sample.size);
        memcpy (copy + to->offset, sample.bytes + from->offset, size);
        g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
        memcpy (copy + from->offset, sample.bytes + to->offset, size);
        g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
        memcpy (copy, sample.bytes, sample.size);
        memmove (copy + to->offset + size, sample.bytes + to->offset,
                 sample.size - to->offset - size);
        memcpy (copy + to->offset, sample.bytes + from->offset, size);
        g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
      }
  drop_sample (&sample);
}

/* The last frame a second time, behind the end. */
static void
test_repeat_last (void)
{
  Sample sample = make_open_sample ();
  for (guint i = 0; i < COMMITS; i++)
    {
      const InsideFrame *frame = get_frame (&sample, i);
      const InsideFrame *last = get_frame (&sample, COMMITS - 1);
      g_autofree guint8 *copy = g_memdup2 (sample.bytes, sample.size);
      memcpy (copy + last->offset + last->size, sample.bytes + frame->offset,
              frame->size);
      g_assert_cmpint (open_bytes (copy, sample.size, NULL), ==, VAULT_DAMAGED);
    }
  drop_sample (&sample);
}

/* The last commit alone can pass for a torn one; it is announced if anything of it can
 * be seen. */
static void
test_last (void)
{
  Sample sample = make_open_sample ();
  const InsideFrame *last = get_frame (&sample, COMMITS - 1);
  VaultOpening opening;
  sample.bytes[last->offset + 200] ^= 1;
  g_assert_cmpint (open_bytes (sample.bytes, sample.size, &opening), ==, VAULT_OK);
  g_assert_true (opening.unclean);
  g_assert_true (opening.tail_dropped);
  g_assert_cmpuint (opening.commits, ==, COMMITS - 1);
  random_fill (sample.bytes + last->offset, last->size);
  g_assert_cmpint (open_bytes (sample.bytes, sample.size, &opening), ==, VAULT_OK);
  g_assert_true (opening.unclean);
  g_assert_false (opening.tail_dropped);
  drop_sample (&sample);
}

/* Two files that went on from one: the same key, id and beginning of the chain. */
static void
test_fork (void)
{
  VaultFiles *files = files_memory_new ();
  Sample forks[2];
  Vault *vault = kit_create (files, KIT_PATH);
  kit_close (vault);
  g_autoptr (GBytes) start = kit_read_file (files, KIT_PATH);
  for (int fork = 0; fork < 2; fork++)
    {
      kit_write_file (files, KIT_PATH, start);
      vault = kit_open (files, KIT_PATH, "one", VAULT_OK);
      /* Two, so that nothing but the last frame's predecessor shows the exchange. */
      for (int i = 0; i < 2; i++)
        kit_add (vault, 10 * fork + i, 20);
      vault_abandon (vault);
      take_sample (&forks[fork], files, KIT_PATH);
    }
  for (guint i = 1; i < 3; i++)
    {
      const InsideFrame *frame = get_frame (&forks[0], i);
      g_assert_cmpuint (frame->offset, ==, get_frame (&forks[1], i)->offset);
      g_autofree guint8 *copy = g_memdup2 (forks[0].bytes, forks[0].size);
      memcpy (copy + frame->offset, forks[1].bytes + frame->offset, frame->size);
      g_assert_cmpint (open_bytes (copy, forks[0].size, NULL), ==, VAULT_DAMAGED);
    }
  drop_sample (&forks[0]);
  drop_sample (&forks[1]);
  files_memory_free (files);
}

/* Two files of one store and key, before and after a rebuild: another id. */
static void
test_splice (void)
{
  VaultFiles *files = files_memory_new ();
  kit_close (kit_create (files, KIT_PATH));
  Vault *vault = kit_open (files, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 1, 20);
  kit_add (vault, 2, 20);
  Sample before, after;
  take_sample (&before, files, KIT_PATH);
  g_assert_cmpint (vault_rebuild (vault), ==, VAULT_OK);
  kit_add (vault, 3, 20);
  kit_add (vault, 4, 20);
  vault_abandon (vault);
  take_sample (&after, files, KIT_PATH);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 3; j++)
      {
        const InsideFrame *to = get_frame (&after, i);
        const InsideFrame *from = get_frame (&before, j);
        g_autofree guint8 *copy = g_memdup2 (after.bytes, after.size);
        memcpy (copy + to->offset, before.bytes + from->offset,
                MIN (to->size, from->size));
        g_assert_cmpint (open_bytes (copy, after.size, NULL), ==, VAULT_DAMAGED);
      }
  g_autofree guint8 *copy = g_memdup2 (after.bytes, after.size);
  memcpy (copy, before.bytes, HEADER_BYTES);
  g_assert_cmpint (open_bytes (copy, after.size, NULL), ==, VAULT_DAMAGED);
  drop_sample (&before);
  drop_sample (&after);
  files_memory_free (files);
}

/* --- headers and lengths
 * --------------------------------------------------------------- */

static void
test_headers (void)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  kit_close (vault);
  Sample clean, open;
  take_sample (&clean, files, KIT_PATH);
  vault = kit_open (files, KIT_PATH, "one", VAULT_OK);
  kit_add (vault, 1, 20);
  vault_abandon (vault);
  take_sample (&open, files, KIT_PATH);
  g_autofree guint8 *copy = g_memdup2 (open.bytes, open.size);

  /* An older header that says that the log ends before it does. */
  memcpy (copy, clean.bytes, HEADER_BYTES);
  g_assert_cmpint (open_bytes (copy, open.size, NULL), ==, VAULT_DAMAGED);

  /* One older copy: the newer one rules, and it is announced. */
  VaultOpening opening;
  memcpy (copy, open.bytes, HEADER_BYTES);
  memcpy (copy, clean.bytes, HEADER_COPY_BYTES);
  g_assert_cmpint (open_bytes (copy, open.size, &opening), ==, VAULT_OK);
  g_assert_true (opening.header_mended);
  g_assert_cmpuint (opening.commits, ==, 2);

  /* Exchanged copies. */
  memcpy (copy, open.bytes + HEADER_COPY_BYTES, HEADER_COPY_BYTES);
  memcpy (copy + HEADER_COPY_BYTES, open.bytes, HEADER_COPY_BYTES);
  g_assert_cmpint (open_bytes (copy, open.size, NULL), ==, VAULT_DAMAGED);

  /* Any byte of one copy. */
  for (gsize at = 0; at < HEADER_BYTES; at += 37)
    {
      clean.bytes[at] ^= 1;
      g_assert_cmpint (open_bytes (clean.bytes, clean.size, &opening), ==, VAULT_OK);
      g_assert_true (opening.header_mended);
      clean.bytes[at] ^= 1;
    }
  drop_sample (&clean);
  drop_sample (&open);
  files_memory_free (files);
}

static void
test_lengths (void)
{
  VaultFiles *files = files_memory_new ();
  Vault *vault = kit_create (files, KIT_PATH);
  kit_run (vault, "INSERT INTO t VALUES (1, randomblob (1100000))");
  kit_close (vault);
  Sample sample;
  take_sample (&sample, files, KIT_PATH);
  g_assert_cmpuint (sample.size, ==, 2 * VAULT_STEP_BYTES);
  g_autofree guint8 *longer = g_malloc0 (3 * VAULT_STEP_BYTES);
  memcpy (longer, sample.bytes, sample.size);
  random_fill (longer + sample.size, VAULT_STEP_BYTES);
  g_assert_cmpint (open_bytes (longer, 3 * VAULT_STEP_BYTES, NULL), ==, VAULT_DAMAGED);
  g_assert_cmpint (open_bytes (longer, sample.size + 1, NULL), ==, VAULT_DAMAGED);
  g_assert_cmpint (open_bytes (longer, sample.size - 1, NULL), ==, VAULT_DAMAGED);
  g_assert_cmpint (open_bytes (longer, VAULT_STEP_BYTES, NULL), ==, VAULT_DAMAGED);
  g_assert_cmpint (open_bytes (longer, VAULT_STEP_BYTES - 1, NULL), ==,
                   VAULT_TOO_SHORT);
  g_assert_cmpint (open_bytes (longer, 0, NULL), ==, VAULT_TOO_SHORT);
  drop_sample (&sample);
  files_memory_free (files);

  /* An interrupted growth is no damage where the store was not closed. */
  Sample open = make_open_sample ();
  g_autofree guint8 *grown = g_malloc0 (2 * VAULT_STEP_BYTES);
  memcpy (grown, open.bytes, open.size);
  VaultOpening opening;
  g_assert_cmpint (open_bytes (grown, open.size + 5000, &opening), ==, VAULT_OK);
  g_assert_true (opening.tail_dropped);
  g_assert_cmpuint (opening.commits, ==, COMMITS);
  drop_sample (&open);
}

int
main (int argc, char **argv)
{
  kit_init (&argc, &argv);
  g_test_add_func ("/tamper/every-byte", test_every_byte);
  g_test_add_func ("/tamper/every-byte-known", test_every_byte_known);
  g_test_add_func ("/tamper/other-tag", test_other_tag);
  g_test_add_func ("/tamper/flip/open", test_flip_open);
  g_test_add_func ("/tamper/flip/closed", test_flip_closed);
  g_test_add_func ("/tamper/flip/marked", test_flip_marked);
  g_test_add_func ("/tamper/remove", test_remove);
  g_test_add_func ("/tamper/replace", test_replace);
  g_test_add_func ("/tamper/repeat-last", test_repeat_last);
  g_test_add_func ("/tamper/last", test_last);
  g_test_add_func ("/tamper/fork", test_fork);
  g_test_add_func ("/tamper/splice", test_splice);
  g_test_add_func ("/tamper/headers", test_headers);
  g_test_add_func ("/tamper/lengths", test_lengths);
  return g_test_run ();
}
