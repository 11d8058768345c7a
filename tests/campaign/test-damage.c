/* Whatever happens to a file, it is either a campaign or refused with one sentence. The
 * damage is drawn from a fixed seed, so that a failure can be repeated. */
#include "base.h"
#include "campaign-fixture.h"

#include <string.h>

#define ROUNDS 4000
#define SEED 20261122

static void
remove_line (GRand *rand, GPtrArray *lines)
{
  g_ptr_array_remove_index (lines, (guint)g_rand_int_range (rand, 0, (int)lines->len));
}

static void
repeat_line (GRand *rand, GPtrArray *lines)
{
  const char *line = lines->pdata[g_rand_int_range (rand, 0, (int)lines->len)];
  int place = g_rand_int_range (rand, 0, (int)lines->len + 1);

  g_ptr_array_insert (lines, place, g_strdup (line));
}

static void
flip_byte (GRand *rand, GPtrArray *lines)
{
  char *line = lines->pdata[g_rand_int_range (rand, 0, (int)lines->len)];
  gsize length = strlen (line);

  if (length > 0)
    line[g_rand_int_range (rand, 0, (int)length)] =
        (char)g_rand_int_range (rand, 1, 256);
}

static void
swap_values (GRand *rand, GPtrArray *lines)
{
  int one = g_rand_int_range (rand, 0, (int)lines->len);
  int two = g_rand_int_range (rand, 0, (int)lines->len);
  const char *from = strchr (lines->pdata[one], '=');
  const char *key = lines->pdata[two];
  char *line;

  if (from == NULL || strchr (key, '=') == NULL)
    return;
  line = g_strdup_printf ("%.*s%s", (int)strcspn (key, "="), key, from);
  g_free (lines->pdata[two]);
  lines->pdata[two] = line;
}

static char *
damage (GRand *rand, const char *good)
{
  static void (*const ways[]) (GRand *, GPtrArray *) = { remove_line, repeat_line,
                                                         flip_byte, swap_values };
  g_auto (GStrv) split = g_strsplit (good, "\n", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  int count = g_rand_int_range (rand, 1, 4);

  for (char **line = split; *line != NULL; line++)
    g_ptr_array_add (lines, g_strdup (*line));
  while (count-- > 0)
    ways[g_rand_int_range (rand, 0, G_N_ELEMENTS (ways))](rand, lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
assert_sentence (const GError *error)
{
  gsize length = strlen (error->message);

  g_assert_true (error->domain == CAMPAIGN_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (length, >, 20);
  g_assert_cmpuint (length, <, 300);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* Everything an accepted campaign offers can be asked for. */
static void
walk (const Campaign *campaign)
{
  for (CampaignList list = 0; list < CAMPAIGN_N_LISTS; list++)
    for (guint i = 0; i < campaign_count (campaign, list); i++)
      g_assert_nonnull (
          campaign_text_get (campaign_item (campaign, list, i)->name, NULL));
  for (guint i = 0; i < campaign_count (campaign, CAMPAIGN_QUESTIONS); i++)
    g_assert_cmpuint (campaign_question (campaign, i)->n_buckets, >, 0);
}

static void
test_damage (gconstpointer data)
{
  g_autofree char *good = fixture_text (data, NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint accepted = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = damage (rand, good);
      g_autoptr (GError) error = NULL;
      g_autoptr (Campaign) campaign = fixture_parse (text, strlen (text), &error);

      g_assert_cmpint (campaign == NULL, ==, error != NULL);
      if (campaign == NULL)
        assert_sentence (error);
      else
        walk (campaign);
      accepted += campaign != NULL;
    }
  /* Else the damage is too great or too small to show anything. */
  g_assert_cmpuint (accepted, >, ROUNDS / 20);
  g_assert_cmpuint (accepted, <, ROUNDS * 19 / 20);
}

/* Cut after every byte: no piece of a file passes for the whole, but for the line end
 * at its end. */
static void
test_cut (void)
{
  gsize size;
  g_autofree char *good = fixture_text ("minimal.campaign", &size);

  for (gsize length = 0; length < size; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Campaign) campaign = fixture_parse (good, length, &error);

      g_assert_cmpint (campaign != NULL, ==, length == size - 1);
      if (campaign == NULL)
        assert_sentence (error);
    }
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (base_init (), ==, 0);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/campaign/damage/minimal", "minimal.campaign", test_damage);
  g_test_add_data_func ("/campaign/damage/nimbus", "nimbus.campaign", test_damage);
  g_test_add_func ("/campaign/damage/cut", test_cut);
  return g_test_run ();
}
