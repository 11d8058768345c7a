/* See remains.h. */
#include "remains.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define WINDOW_BYTES ((gsize)1 << 20)

void
remains_draw (RemainsWord *word)
{
  word->size = REMAINS_WORD_CHARACTERS;
  for (gsize i = 0; i < word->size; i++)
    word->hidden[i] = (guint8)('a' + g_random_int_range (0, 26)) ^ 0xff;
}

void
remains_note (RemainsWord *word, gconstpointer data, gsize size)
{
  g_assert_cmpuint (size, <=, REMAINS_WORD_CHARACTERS);
  word->size = size;
  for (gsize i = 0; i < size; i++)
    word->hidden[i] = ((const guint8 *)data)[i] ^ 0xff;
}

void
remains_reveal (const RemainsWord *word, char out[REMAINS_WORD_CHARACTERS + 1])
{
  for (gsize i = 0; i < word->size; i++)
    out[i] = (char)(word->hidden[i] ^ 0xff);
  out[word->size] = '\0';
}

static gboolean
stands_at (const RemainsWord *word, const guint8 *bytes)
{
  for (gsize i = 0; i < word->size; i++)
    if ((bytes[i] ^ word->hidden[i]) != 0xff)
      return FALSE;
  return TRUE;
}

static guint
count_in (const RemainsWord *word, const guint8 *bytes, gsize size)
{
  guint count = 0;
  for (gsize i = 0; i + word->size <= size; i++)
    count += stands_at (word, bytes + i);
  return count;
}

/* Windows overlap, so that no word is cut. What cannot be read is no mapping of memory.
 */
static guint
count_in_mapping (const RemainsWord *word, int memory, gsize from, gsize to,
                  guint8 *window)
{
  guint count = 0;
  for (gsize at = from; at < to;)
    {
      gsize part = MIN (to - at, WINDOW_BYTES);
      gssize got = pread (memory, window, part, (off_t)at);
      if (got <= 0)
        break;
      count += count_in (word, window, (gsize)got);
      at += (gsize)got;
      if (at < to)
        at -= word->size - 1;
    }
  return count;
}

typedef enum
{
  LOOK_EVERYWHERE,
  LOOK_IN_CORE, /* only at what a core file would hold, but for the stack */
} Look;

typedef struct
{
  gsize from, to;
  gboolean readable;
  gboolean stack;
  char name[200];
} Mapping;

/* One line of /proc/self/smaps: the first of a mapping's names it, the last tells its
 * flags. Returns whether mapping is complete and to be looked at. */
static gboolean
read_line (Mapping *mapping, const char *line, Look look)
{
  unsigned long from, to;
  char readable;
  if (sscanf (line, "%lx-%lx %c", &from, &to, &readable) == 3)
    {
      *mapping = (Mapping){ .from = from,
                            .to = to,
                            .readable = readable == 'r',
                            .stack = strstr (line, "[stack]") != NULL };
      g_strlcpy (mapping->name, line, MIN (sizeof mapping->name, strlen (line)));
      return FALSE;
    }
  if (!g_str_has_prefix (line, "VmFlags:") || !mapping->readable)
    return FALSE;
  return look == LOOK_EVERYWHERE || (strstr (line, " dd") == NULL && !mapping->stack);
}

static guint
look_into (const RemainsWord *word, const Mapping *mapping, int memory, guint8 *window)
{
  if (mapping->from == (gsize)window)
    return 0;
  guint count = count_in_mapping (word, memory, mapping->from, mapping->to, window);
  if (count > 0)
    g_test_message ("%u in %s", count, mapping->name);
  return count;
}

static guint
count_words (const RemainsWord *word, Look look)
{
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  FILE *maps = fopen ("/proc/self/smaps", "re");
  g_assert_true (memory >= 0 && maps != NULL);
  guint8 *window = mmap (NULL, WINDOW_BYTES, PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (window != MAP_FAILED);
  char line[4096];
  Mapping mapping = { 0 };
  guint count = 0;
  while (fgets (line, sizeof line, maps) != NULL)
    if (read_line (&mapping, line, look))
      count += look_into (word, &mapping, memory, window);
  munmap (window, WINDOW_BYTES);
  fclose (maps);
  close (memory);
  return count;
}

guint
remains_count (const RemainsWord *word)
{
  return count_words (word, LOOK_EVERYWHERE);
}

guint
remains_count_in_core (const RemainsWord *word)
{
  return count_words (word, LOOK_IN_CORE);
}
