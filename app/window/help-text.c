/* See help-text.h. The limits are the README's, in the same order. */
#include "config.h"

#include "help-text.h"

#include <glib/gi18n-lib.h>

static const HelpPart first[] = {
  { HELP_PARAGRAPH, N_ ("Logging a refusal takes a few choices from lists. There is no "
                        "field for a name, a ticket or a customer, so none can get "
                        "in.") },
  { HELP_ITEM, N_ ("Open Refusals (Alt+2) and press Ctrl+N.") },
  { HELP_ITEM, N_ ("Choose the kind of work, the customer group, and at least one "
                   "ground on which you refused.") },
  { HELP_ITEM, N_ ("Say whether a code name hid the customer, and what happened next. "
                   "“No answer yet” is an answer.") },
  { HELP_ITEM, N_ ("Leave the week as it is, or choose an earlier one, and log it.") },
  { HELP_PARAGRAPH,
    N_ ("When something comes of it later, open the refusal and add the outcome: what "
        "was there before stays. A refusal logged by mistake can be deleted, and put "
        "back for five weeks.") },
  { HELP_PARAGRAPH,
    N_ ("What you are typing is kept sealed in the store, so that a lock in the middle "
        "loses nothing.") },
  { HELP_HEADING, N_ ("Before you refuse work") },
  { HELP_PARAGRAPH,
    N_ ("Refusing selected tickets may not be protected where you live: in the United "
        "States, for one, partial or intermittent strikes fall outside the protection "
        "of the law. Ask a lawyer first. This program gives no legal advice.") },
  { HELP_END, NULL },
};

static const HelpPart tiers[] = {
  { HELP_PARAGRAPH, N_ ("A tier says for which customers work is refused. This is what "
                        "the campaign’s own file says of each.") },
  { HELP_TIERS, NULL },
  { HELP_PARAGRAPH, N_ ("You can change the tier later, or withdraw. Both are signed "
                        "with the same key, so that others can check that the change "
                        "comes from whoever signed first.") },
  { HELP_END, NULL },
};

static const HelpPart organisers[] = {
  { HELP_PARAGRAPH,
    N_ ("Nothing is sent anywhere. Organisers see what somebody hands them, or what "
        "people enter on the organisers’ own laptop. Whoever opens a store sees all "
        "entries in it.") },
  { HELP_PARAGRAPH,
    N_ ("What they publish are totals of a month, quarter or year. Each is made once: "
        "random noise is added to every figure, small figures are hidden, the rest is "
        "rounded. This is a whole file as it could be published:") },
  { HELP_LITERAL, "period,question,bucket,value\n"
                  "2026-Q3,signers,1,40\n"
                  "2026-Q3,signers,2,25\n"
                  "2026-Q3,outcomes,waiting,30\n"
                  "2026-Q3,outcomes,accepted,20\n"
                  "2026-Q3,outcomes,reassigned,<15\n"
                  "2026-Q3,outcomes,questioned,<15\n"
                  "2026-Q3,outcomes,pressured,<15\n"
                  "2026-Q3,outcomes,disciplined,<15\n"
                  "2026-Q3,refusals,,withheld\n" },
  { HELP_PARAGRAPH,
    N_ ("“<15” is a figure too small to be shown, and “withheld” a question that too "
        "few people answered. How many people there are is never in it, nor who.") },
  { HELP_PARAGRAPH,
    N_ ("Totals saves a release, or all of them over time, as a page, a table or for "
        "programs, signed if that is wanted, and prints a release. What somebody was "
        "given can be checked there: choose the file, or drop it on the page.") },
  { HELP_PARAGRAPH,
    N_ ("A pledge that you save for others holds the tier, the kind of role and the "
        "week, a key made for it alone, and no name.") },
  { HELP_END, NULL },
};

static const HelpPart passphrase[] = {
  { HELP_PARAGRAPH,
    N_ ("The passphrase opens the store. It is nowhere on the disk and nobody can "
        "reset "
        "it, the authors included. One drawn at random is the only kind of which the "
        "strength is known; write it down until you know it by heart.") },
  { HELP_PARAGRAPH,
    N_ ("The recovery key was shown once, when the store was made. It opens the store "
        "if the passphrase is forgotten: choose “Forgot the Passphrase?” on the page "
        "of the locked store, type its 13 groups, and choose a new passphrase. "
        "Each group checks itself, so a slip of the pen is found.") },
  { HELP_PARAGRAPH, N_ ("Keep it on paper and away from the computer. Whoever has it "
                        "and a copy of the file can read everything.") },
  { HELP_PARAGRAPH, N_ ("Without either of the two the store stays closed for good.") },
  { HELP_PARAGRAPH,
    N_ ("Both can be changed in the preferences. A change reaches the copies beside "
        "the "
        "store, not those elsewhere: they open with what they were made with. If "
        "somebody may have such a copy and what opens it, seal everything anew there, "
        "or what you write later can be read with them too.") },
  { HELP_HEADING, N_ ("Locking") },
  { HELP_PARAGRAPH,
    N_ ("The store locks when you press Ctrl+L, after some minutes without use, when "
        "the screen is locked and when the computer slept. It never asks, and what was "
        "half typed is there again after unlocking.") },
  { HELP_END, NULL },
};

static const HelpPart backups[] = {
  { HELP_PARAGRAPH,
    N_ ("When the store is locked after a change, a copy of it is made beside it: at "
        "most one a week, and the newest five stay. They are as closed as the store, "
        "and open with what opens it.") },
  { HELP_PARAGRAPH,
    N_ ("They do not outlive the disk. Choose “Back Up To…” in the preferences for a "
        "copy on another one. It opens with the passphrase and the recovery key of "
        "that day.") },
  { HELP_HEADING, N_ ("Restoring one") },
  { HELP_PARAGRAPH,
    N_ ("In the preferences, on the page of the locked store and on the first run. You "
        "see its week and its numbers before anything is changed, and the file that "
        "was there stays beside the store under another name.") },
  { HELP_PARAGRAPH,
    N_ ("Where the present store can be opened, what it has published is carried over. "
        "Where it cannot, nobody knows what was published after the backup: do not "
        "close those periods again.") },
  { HELP_HEADING, N_ ("A damaged store") },
  { HELP_PARAGRAPH,
    N_ ("Nothing is written to it. Restore a backup, or open what can be read before "
        "the damage, and save that as a backup.") },
  { HELP_END, NULL },
};

static const HelpPart limits[] = {
  { HELP_PARAGRAPH,
    N_ ("This program can keep a file closed to whoever does not have the passphrase. "
        "There is much that it cannot do.") },
  { HELP_ITEM, N_ ("It does not protect an unlocked screen, or a computer with malware "
                   "on it. Other programs can take pictures of its window.") },
  { HELP_ITEM,
    N_ ("On a computer that an employer owns or manages, whoever administers "
        "it can read what you type and see on it.") },
  { HELP_ITEM, N_ ("It does not hide that you have it: its file lies on your disk, and "
                   "the disk keeps times.") },
  { HELP_ITEM, N_ ("It does not reach copies of the store that backups, "
                   "synchronisation, a swap file or hibernation made elsewhere.") },
  { HELP_ITEM,
    N_ ("It does not withstand a court order, or somebody who makes you type "
        "your passphrase.") },
  { HELP_ITEM, N_ ("It does not prove when something happened: it knows only your "
                   "computer’s clock.") },
  { HELP_ITEM,
    N_ ("It does not prove that a signed pledge comes from a worker, that "
        "two pledges are two people, or that one was not withdrawn since.") },
  { HELP_ITEM, N_ ("A year’s worth of totals about the same few people says more than "
                   "one does. How much, is printed in each.") },
  { HELP_ITEM, N_ ("It gives no legal advice. Refusing selected tickets may not be "
                   "protected where you live: ask a lawyer before you do it.") },
  { HELP_HEADING, N_ ("Removing everything") },
  { HELP_PARAGRAPH,
    N_ ("Choose “Erase Everything” in the preferences: it overwrites what the "
        "passphrase opens in the store and the copies beside it, and removes them. "
        "Delete the files that you saved elsewhere yourself. On most disks deleted "
        "bytes can stay readable for a while; those of the store are encrypted. A file "
        "dialog may leave a saved file’s name among the recently used ones.") },
  { HELP_PARAGRAPH,
    N_ ("Erase before you uninstall. “flatpak uninstall --delete-data” removes the "
        "app, "
        "its folder with the store and the backups in it, and its permissions, without "
        "overwriting. It leaves the paths of files that you picked in a dialog in "
        "Flatpak’s list, which “flatpak document-unexport” takes them out of, and the "
        "system’s log of what was installed.") },
  { HELP_END, NULL },
};

static const HelpPart keyboard[] = {
  { HELP_PARAGRAPH, N_ ("Everything can be reached without a mouse. F10 opens the main "
                        "menu, and Ctrl+? shows every shortcut.") },
  { HELP_ITEM, N_ ("Alt+1, Alt+2, Alt+3: Pledge, Refusals, Totals") },
  { HELP_ITEM, N_ ("Ctrl+N: log a refusal; Ctrl+Enter when everything is chosen") },
  { HELP_ITEM, N_ ("Ctrl+F: find refusals") },
  { HELP_ITEM, N_ ("Ctrl+L: lock") },
  { HELP_ITEM, N_ ("F1: this help") },
  { HELP_PARAGRAPH, N_ ("Tab goes to the next control, Space or Enter presses it, the "
                        "arrow keys move in lists, and Escape closes a dialog.") },
  { HELP_END, NULL },
};

static const HelpPart glossary[] = {
  { HELP_ITEM, N_ ("Pledge: what you sign: the tier and that you refuse its work.") },
  { HELP_ITEM, N_ ("Refusal: one piece of work that you refused, as choices from "
                   "lists.") },
  { HELP_ITEM, N_ ("Outcome: what happened because of a refusal.") },
  { HELP_ITEM, N_ ("Period: a month, quarter or year; a week belongs to the one of its "
                   "Thursday.") },
  { HELP_ITEM, N_ ("Release: the totals of a period, made once and then only "
                   "repeated.") },
  { HELP_ITEM, N_ ("Withheld: not published, because too few people answered.") },
  { HELP_HEADING, N_ ("Words of the campaign") },
  { HELP_TERMS, NULL },
  { HELP_END, NULL },
};

static const HelpPage pages[] = {
  { "first", N_ ("Your First Refusal in Two Minutes"), first },
  { "tiers", N_ ("The Tiers"), tiers },
  { "organisers", N_ ("What Organisers See"), organisers },
  { "passphrase", N_ ("Passphrase and Recovery Key"), passphrase },
  { "backups", N_ ("Backups"), backups },
  { "limits", N_ ("What This Cannot Protect You From"), limits },
  { "keyboard", N_ ("Keyboard"), keyboard },
  { "glossary", N_ ("Words"), glossary },
};

const HelpPage *
help_text_pages (gsize *count)
{
  *count = G_N_ELEMENTS (pages);
  return pages;
}
