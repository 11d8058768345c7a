/* The table of votes against a hash table of GLib's, as it grows. */
#include "votes.h"

#define COLUMNS 3
#define PERSONS 5000
#define VOTES 40000

/* Persons whose low bits are all alike meet in one place of the table. */
static gint64
make_person (guint i, guint shift)
{
  return (gint64)(i + 1) << shift;
}

static void
test_votes (gconstpointer data)
{
  guint shift = GPOINTER_TO_UINT (data);
  guint persons = shift == 0 ? PERSONS : PERSONS / 10;
  g_autoptr (Votes) votes = votes_new (COLUMNS);
  g_autofree guint32 *expected = g_new0 (guint32, PERSONS * COLUMNS);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  for (guint i = 0; i < VOTES; i++)
    {
      guint person =
          i < persons ? i : (guint)g_rand_int_range (random, 0, (gint32)persons);
      guint column = (guint)g_rand_int_range (random, 0, COLUMNS);
      votes_of (votes, make_person (person, shift))[column]++;
      expected[person * COLUMNS + column]++;
    }
  g_assert_cmpuint (votes_count (votes), ==, persons);
  for (guint i = 0; i < persons; i++)
    g_assert_cmpmem (votes_of (votes, make_person (i, shift)),
                     COLUMNS * sizeof (guint32), expected + i * COLUMNS,
                     COLUMNS * sizeof (guint32));
  guint64 sum = 0;
  for (guint i = 0; i < votes_count (votes); i++)
    for (guint j = 0; j < COLUMNS; j++)
      sum += votes_get (votes, i)[j];
  g_assert_cmpuint (sum, ==, VOTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/votes/spread", GUINT_TO_POINTER (0), test_votes);
  g_test_add_data_func ("/votes/alike", GUINT_TO_POINTER (40), test_votes);
  return g_test_run ();
}
