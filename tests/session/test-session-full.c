/* A disk without room: what can be done without it is done, and what is said is true.
 */
#include <errno.h>
#include <string.h>

#include "base.h"
#include "fixture.h"
#include "session-pledge.h"
#include "session-refusals.h"

static VaultFileOps real;
static gboolean no_writes, no_new_files;

static int
write_if_room (VaultFile *file, uint64_t offset, const void *in, size_t size)
{
  return no_writes ? ENOSPC : real.write (file, offset, in, size);
}

static int
create_if_room (void *data, const char *path, VaultFile **file)
{
  *file = NULL;
  return no_new_files ? ENOSPC : real.create (data, path, file);
}

/* A fixture on a disk that becomes full when a test says so. */
static void
init_on_small_disk (Fixture *fixture, VaultFileOps *ops, VaultFiles *files)
{
  no_writes = no_new_files = FALSE;
  fixture_init (fixture);
  real = *fixture->files->ops;
  *ops = real;
  ops->write = write_if_room;
  ops->create = create_if_room;
  *files = (VaultFiles){ .ops = ops, .data = fixture->files->data };
  fixture->env.vault.files = files;
  fixture_reopen (fixture);
}

static guint
count (Fixture *fixture, RefusalsWhich which)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = session_refusals_list (fixture->session, which, &error);
  g_assert_no_error (error);
  return list->len;
}

/* With copies beside the store, from which the trash is taken first, and without. */
static void
test_trash_waits_for_room (gconstpointer copies)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  g_autoptr (GError) error = NULL;
  init_on_small_disk (&fixture, &ops, &files);
  fixture_add_refusal (&fixture, 202640);
  {
    g_autoptr (GPtrArray) list =
        session_refusals_list (fixture.session, REFUSALS_KEPT, &error);
    const Refusal *refusal = list->pdata[0];
    g_assert_true (session_refusals_delete (fixture.session, refusal->id, &error));
  }
  fixture_add_refusal (&fixture, 202640);
  g_assert_true (session_close (g_steal_pointer (&fixture.session), &error));
  if (strcmp (copies, "copies") != 0)
    g_assert_cmpint (real.remove (files.data, FIXTURE_PATH ".backup-1"), ==, 0);
  fixture_wait (&fixture, REFUSALS_TRASH_WEEKS);
  no_writes = no_new_files = TRUE;
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&fixture, REFUSALS_KEPT), ==, 1);
  g_assert_cmpuint (count (&fixture, REFUSALS_TRASHED), ==, 1);
  session_close (g_steal_pointer (&fixture.session), NULL);

  no_writes = no_new_files = FALSE;
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&fixture, REFUSALS_KEPT), ==, 1);
  g_assert_cmpuint (count (&fixture, REFUSALS_TRASHED), ==, 0);
  fixture_clear (&fixture);
}

static void
test_key_is_not_said_to_be_gone (void)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  uint8_t id[SIGNERS_ID_BYTES];
  g_autoptr (GError) error = NULL;
  init_on_small_disk (&fixture, &ops, &files);
  g_assert_true (
      session_pledge_take (fixture.session, 0, -1, 0, SIGNER_OWNER, id, &error));
  no_new_files = TRUE;
  fixture_assert_error (session_pledge_destroy_key (fixture.session, id, &error), error,
                        SESSION_ERROR_REFUSED);
  no_new_files = FALSE;
  fixture_assert_error (session_pledge_withdraw (fixture.session, id, &error), error,
                        SESSION_ERROR_REFUSED);
  fixture_clear (&fixture);
}

static void
test_closing_without_room (void)
{
  Fixture fixture;
  VaultFileOps ops;
  VaultFiles files;
  g_autoptr (GError) error = NULL;
  init_on_small_disk (&fixture, &ops, &files);
  fixture_add_refusal (&fixture, 202640);
  no_new_files = TRUE;
  fixture_assert_error (session_close (g_steal_pointer (&fixture.session), &error),
                        error, SESSION_ERROR_REFUSED);
  fixture.session =
      session_open (FIXTURE_PATH, fixture.passphrase, &fixture.env, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (&fixture, REFUSALS_KEPT), ==, 1);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (session_init (NULL));
  g_test_add_data_func ("/session-full/trash-waits", "copies",
                        test_trash_waits_for_room);
  g_test_add_data_func ("/session-full/trash-waits-alone", "no copies",
                        test_trash_waits_for_room);
  g_test_add_func ("/session-full/key-is-not-said-to-be-gone",
                   test_key_is_not_said_to_be_gone);
  g_test_add_func ("/session-full/closing", test_closing_without_room);
  return g_test_run ();
}
