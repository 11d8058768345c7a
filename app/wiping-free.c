/* free() and realloc() of the whole program, GLib's and GTK's too: what is let go of is
 * wiped first. libc keeps freed memory as it was, so that after a lock the entries,
 * drafts and passphrases that passed through other hands than ours would lie there
 * until something else is written over them. Linked into the programs, not into a
 * library. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* libc's own, under the name that it exports for those who stand in its place. */
void __libc_free (void *block);

void
free (void *block)
{
  if (!block)
    return;
  explicit_bzero (block, malloc_usable_size (block));
  __libc_free (block);
}

/* libc's would move a block and leave the old one as it was. */
void *
realloc (void *old, size_t size)
{
  if (!old)
    return malloc (size);
  if (size == 0)
    {
      free (old);
      return NULL;
    }
  size_t before = malloc_usable_size (old);
  if (size > before / 2 && size <= before)
    return old;
  void *block = malloc (size);
  if (!block)
    return NULL;
  memcpy (block, old, before < size ? before : size);
  free (old);
  return block;
}
