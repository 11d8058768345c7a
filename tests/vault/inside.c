/* A store's frames: see inside.h. */
#include "inside.h"

#include "kit.h"
#include "unlock.h"

#include <string.h>

static void
free_frame (gpointer data)
{
  InsideFrame *frame = data;
  g_bytes_unref (frame->body);
  g_free (frame);
}

/* A frame whose body does not open is passed over: it was torn. */
static void
add_frame (Inside *inside, const FrameHead *head, const guint8 *bytes, guint64 offset)
{
  const Header *header = (const Header *)secret_peek (inside->header);
  gsize size = frame_size (head->body_size);
  g_autofree guint8 *copy = g_memdup2 (bytes + offset, size);
  uint8_t tag[SEAL_TAG_BYTES];
  if (frame_open_body (copy, head, header->file_id, keys_peek (inside->keys), tag))
    return;
  InsideFrame *frame = g_new0 (InsideFrame, 1);
  frame->head = *head;
  frame->offset = offset;
  frame->size = size;
  frame->sealed = FRAME_SEALED_HEAD_BYTES + head->body_size + SEAL_OVERHEAD_BYTES;
  frame->body = g_bytes_new (copy + FRAME_BODY_OFFSET_BYTES, head->body_size);
  g_ptr_array_add (inside->frames, frame);
}

Inside *
inside_new (GBytes *file)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  Secret *passphrase = kit_secret ("one");
  Unlocked unlocked;
  g_assert_cmpint (unlock (&unlocked, bytes, &(Credential){ .passphrase = passphrase },
                           NULL, kdf_least_costs),
                   ==, VAULT_OK);
  secret_free (passphrase);
  Inside *inside = g_new0 (Inside, 1);
  inside->keys = unlocked.keys;
  inside->header = unlocked.header;
  inside->frames = g_ptr_array_new_with_free_func (free_frame);
  const Header *header = (const Header *)secret_peek (inside->header);
  for (guint64 at = HEADER_BYTES; at + FRAME_ALIGN_BYTES <= size;
       at += FRAME_ALIGN_BYTES)
    {
      FrameHead head;
      if (!frame_open_head (&head, bytes + at, header->file_id,
                            keys_peek (inside->keys)))
        add_frame (inside, &head, bytes, at);
    }
  return inside;
}

void
inside_free (Inside *inside)
{
  secret_free (inside->keys);
  secret_free (inside->header);
  g_ptr_array_unref (inside->frames);
  g_free (inside);
}

guint
inside_count (const Inside *inside, gconstpointer needle, gsize size)
{
  guint count = 0;
  for (guint i = 0; i < inside->frames->len; i++)
    {
      const InsideFrame *frame = g_ptr_array_index (inside->frames, i);
      gsize length;
      gconstpointer body = g_bytes_get_data (frame->body, &length);
      count += memmem (body, length, needle, size) != NULL;
    }
  return count;
}
