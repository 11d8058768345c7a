/* Looks for words in this process's own memory, as whoever reads it would: every
 * readable mapping, the stack and what was freed included. The words are drawn, and
 * kept here in another form, so that only what the program under test left behind is
 * found. */
#pragma once

#include <glib.h>

#define REMAINS_WORD_CHARACTERS 24

/* A word that is nowhere else in memory. */
typedef struct
{
  guint8 hidden[REMAINS_WORD_CHARACTERS]; /* each byte inverted */
  gsize size;
} RemainsWord;

/* Draws a word of letters. */
void remains_draw (RemainsWord *word);

/* The word of at most REMAINS_WORD_CHARACTERS bytes that are at data now. */
void remains_note (RemainsWord *word, gconstpointer data, gsize size);

/* Writes the word and a zero to out; whoever asks wipes it. */
void remains_reveal (const RemainsWord *word, char out[REMAINS_WORD_CHARACTERS + 1]);

/* In how many places of this process's memory the word stands. */
guint remains_count (const RemainsWord *word);

/* The same, but only in mappings that a core file would hold, without the stack: what
 * SQLite has just worked on lies there for a moment. */
guint remains_count_in_core (const RemainsWord *word);
