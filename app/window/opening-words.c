/* See opening-words.h. */
#include "config.h"

#include "opening-words.h"

#include <glib/gi18n-lib.h>

#include "store-jobs.h"

static char *
describe_crash (const VaultOpening *opening)
{
  gulong changes = (gulong)MIN (opening->changes, G_MAXLONG);
  if (opening->tail_dropped)
    return g_strdup_printf (
        g_dngettext (
            GETTEXT_PACKAGE,
            "The store was recovered after a crash: a change that was cut off before "
            "it was acknowledged was left out; %lu change made since it was last "
            "closed is certain.",
            "The store was recovered after a crash: a change that was cut off before "
            "it was acknowledged was left out; %lu changes made since it was last "
            "closed are certain.",
            changes),
        changes);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "The store was not closed last time; %lu change made since it was "
                   "last closed is there.",
                   "The store was not closed last time; all %lu changes made since it "
                   "was last closed are there.",
                   changes),
      changes);
}

static void
append (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

char *
opening_words_dup (Session *session)
{
  const VaultOpening *opening = session_opening (session);
  g_autoptr (GError) fixed = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  if (opening->unclean || opening->tail_dropped)
    {
      g_autofree char *crash = describe_crash (opening);
      append (text, crash);
    }
  if (opening->header_mended)
    append (text, _ ("One of the two copies of the store's header could not be used "
                     "and was written anew; nothing is lost."));
  if (!session_can_write (session, &fixed))
    {
      append (text, _ ("Nothing can be changed for now, only read."));
      append (text, fixed->message);
    }
  if (store_jobs_is_unconfirmed (session))
    append (text, _ ("The recovery key was never confirmed as written down: make a new "
                     "one in the preferences."));
  return text->len > 0 ? g_strdup (text->str) : NULL;
}
