/* The recovery key's written form: see recovery.h. Secrets pass through Secret or
 * through arrays that are wiped before the function that owns them returns. */
#include "recovery.h"

#include "digest.h"

#include <stdint.h>
#include <string.h>

#define DATA_CHARACTERS (RECOVERY_GROUP_CHARACTERS - 1)
#define SYMBOLS (RECOVERY_GROUPS * RECOVERY_GROUP_CHARACTERS)
#define BITS_PER_SYMBOL 5

/* The key and, in the upper half of one byte more, the four bits that check it. */
#define BODY_BYTES (RECOVERY_KEY_BYTES + 1)

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

Secret *
recovery_new (void)
{
  return secret_new_random (RECOVERY_KEY_BYTES);
}

/* value times x in GF(32) with x^5 + x^2 + 1. */
static unsigned
multiply_by_x (unsigned value)
{
  value <<= 1;
  return value & 32 ? value ^ 0x25 : value;
}

/* The last character of a group: weights x, x^2, x^3, x^4 for the data and 1 for the
 * check itself are all different, so that no exchange of two characters goes unseen. */
static unsigned
check_group (const uint8_t symbols[DATA_CHARACTERS], int group)
{
  unsigned sum = 0;
  for (int i = DATA_CHARACTERS - 1; i >= 0; i--)
    sum = multiply_by_x (sum ^ symbols[i]);
  return sum ^ (unsigned)(group + 1);
}

static uint8_t
check_whole (const uint8_t key[RECOVERY_KEY_BYTES])
{
  uint8_t digest[DIGEST_BLAKE2B_256_BYTES];
  digest_blake2b_256 (digest, key, RECOVERY_KEY_BYTES);
  uint8_t check = digest[0] & 0xf0;
  secret_wipe (digest, sizeof digest);
  return check;
}

/* The data symbol with this number, of five bits. */
static unsigned
get_symbol (const uint8_t body[BODY_BYTES], int index)
{
  unsigned symbol = 0;
  for (int bit = index * BITS_PER_SYMBOL; bit < (index + 1) * BITS_PER_SYMBOL; bit++)
    symbol = symbol << 1 | (body[bit / 8] >> (7 - bit % 8) & 1);
  return symbol;
}

static void
put_symbol (uint8_t body[BODY_BYTES], int index, unsigned symbol)
{
  for (int i = 0; i < BITS_PER_SYMBOL; i++)
    {
      int bit = index * BITS_PER_SYMBOL + i;
      unsigned one = symbol >> (BITS_PER_SYMBOL - 1 - i) & 1;
      body[bit / 8] = (uint8_t)(body[bit / 8] | one << (7 - bit % 8));
    }
}

Secret *
recovery_print (const Secret *key)
{
  if (secret_size (key) != RECOVERY_KEY_BYTES)
    return NULL;
  Secret *text = secret_new (RECOVERY_TEXT_BYTES);
  Secret *body = secret_new (BODY_BYTES);
  if (text && body)
    {
      memcpy (secret_bytes (body), secret_peek (key), RECOVERY_KEY_BYTES);
      secret_bytes (body)[RECOVERY_KEY_BYTES] = check_whole (secret_peek (key));
      char *out = (char *)secret_bytes (text);
      for (int group = 0; group < RECOVERY_GROUPS; group++)
        {
          uint8_t symbols[DATA_CHARACTERS];
          for (int i = 0; i < DATA_CHARACTERS; i++)
            {
              symbols[i] =
                  (uint8_t)get_symbol (secret_peek (body), group * DATA_CHARACTERS + i);
              *out++ = alphabet[symbols[i]];
            }
          *out++ = alphabet[check_group (symbols, group)];
          *out++ = group + 1 < RECOVERY_GROUPS ? '-' : '\0';
          secret_wipe (symbols, sizeof symbols);
        }
    }
  else
    {
      secret_free (text);
      text = NULL;
    }
  secret_free (body);
  return text;
}

/* What a typed character stands for; -1 for none, -2 for one that is passed over. */
static int
read_letter (char letter)
{
  if (letter == '-' || letter == ' ' || (letter >= '\t' && letter <= '\r'))
    return -2;
  if (letter >= 'a' && letter <= 'z')
    letter = (char)(letter - 'a' + 'A');
  if (letter == 'O')
    letter = '0';
  else if (letter == 'I' || letter == 'L')
    letter = '1';
  else if (letter == 'U')
    letter = 'V';
  const char *place = letter ? strchr (alphabet, letter) : NULL;
  return place ? (int)(place - alphabet) : -1;
}

/* Fills symbols from text; count (out) may end above SYMBOLS, what is too much being
 * counted and dropped. */
static RecoveryProblem
read_symbols (uint8_t symbols[SYMBOLS], int *count, const char *text, size_t size,
              int *group)
{
  *count = 0;
  for (size_t i = 0; i < size && text[i]; i++)
    {
      int symbol = read_letter (text[i]);
      if (symbol == -2)
        continue;
      if (symbol == -1)
        {
          int place = *count / RECOVERY_GROUP_CHARACTERS + 1;
          *group = place < RECOVERY_GROUPS ? place : RECOVERY_GROUPS;
          return RECOVERY_WRONG_LETTER;
        }
      if (*count < SYMBOLS)
        symbols[*count] = (uint8_t)symbol;
      if (*count <= SYMBOLS)
        ++*count;
    }
  return RECOVERY_OK;
}

static RecoveryProblem
check_groups (const uint8_t symbols[SYMBOLS], int count, int *group)
{
  int whole = (count < SYMBOLS ? count : SYMBOLS) / RECOVERY_GROUP_CHARACTERS;
  *group = 0;
  for (int i = 0; i < whole; i++)
    {
      const uint8_t *start = symbols + i * RECOVERY_GROUP_CHARACTERS;
      if (check_group (start, i) != start[DATA_CHARACTERS])
        {
          *group = i + 1;
          return RECOVERY_WRONG_GROUP;
        }
    }
  if (count == SYMBOLS)
    return RECOVERY_OK;
  *group = whole + 1;
  return RECOVERY_WRONG_LENGTH;
}

/* The key that checked groups carry. */
static RecoveryProblem
join_groups (Secret **key, const uint8_t symbols[SYMBOLS])
{
  Secret *body = secret_new (BODY_BYTES);
  if (!body)
    return RECOVERY_NO_MEMORY;
  uint8_t *bytes = secret_bytes (body);
  memset (bytes, 0, BODY_BYTES);
  for (int i = 0; i < RECOVERY_GROUPS * DATA_CHARACTERS; i++)
    put_symbol (
        bytes, i,
        symbols[i / DATA_CHARACTERS * RECOVERY_GROUP_CHARACTERS + i % DATA_CHARACTERS]);
  RecoveryProblem problem = RECOVERY_WRONG_WHOLE;
  if (bytes[RECOVERY_KEY_BYTES] == check_whole (bytes))
    {
      *key = secret_new_copy (bytes, RECOVERY_KEY_BYTES);
      problem = *key ? RECOVERY_OK : RECOVERY_NO_MEMORY;
    }
  secret_free (body);
  return problem;
}

RecoveryProblem
recovery_parse (Secret **key, const char *text, size_t size, int *group)
{
  *key = NULL;
  *group = 0;
  uint8_t symbols[SYMBOLS];
  int count;
  RecoveryProblem problem = read_symbols (symbols, &count, text, size, group);
  int earlier;
  RecoveryProblem found = check_groups (symbols, count, &earlier);
  if (problem == RECOVERY_OK || found == RECOVERY_WRONG_GROUP)
    {
      problem = found;
      *group = earlier;
    }
  if (problem == RECOVERY_OK)
    problem = join_groups (key, symbols);
  secret_wipe (symbols, sizeof symbols);
  return problem;
}
