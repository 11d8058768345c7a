#include <glib.h>
#include <string.h>

#include "base.h"
#include "clock.h"
#include "random.h"

static void
test_fills_afresh (void)
{
  uint8_t a[32] = { 0 }, b[32] = { 0 };
  random_fill (a, sizeof a);
  random_system.fill (random_system.data, b, sizeof b);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
}

static void
test_below_reaches_every_number (void)
{
  gboolean seen[5] = { FALSE };
  for (int i = 0; i < 1000; i++)
    {
      uint32_t number = random_below (5);
      g_assert_cmpuint (number, <, 5);
      seen[number] = TRUE;
    }
  for (int i = 0; i < 5; i++)
    g_assert_true (seen[i]);
}

static void
test_clock (void)
{
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  gint64 now = clock_system.now (clock_system.data);
  gint64 after = g_get_real_time () / G_USEC_PER_SEC;
  /* time() may read a coarser clock that lags by a tick. */
  g_assert_cmpint (now, >=, before - 1);
  g_assert_cmpint (now, <=, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (base_init (), ==, 0);
  g_test_add_func ("/random/fills-afresh", test_fills_afresh);
  g_test_add_func ("/random/below", test_below_reaches_every_number);
  g_test_add_func ("/random/clock", test_clock);
  return g_test_run ();
}
