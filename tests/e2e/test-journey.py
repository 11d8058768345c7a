#!/usr/bin/python3
"""The whole main task in the real window, on a real store in a home of its own: from the
first run to a published release, and back again after a lock."""

import os
import time

from person import Person, chapter, clipboard, last_quarter, sheet, store_path
from programs import PASSPHRASE, box, refused, same
from tap import Tap

PEOPLE = 60
WRONG = 'seven loud otters'
TOAST_SECONDS = 5  # how long libadwaita shows one that is given no other time

quarter, title, week = last_quarter()


def told_beyond(locked, fresh, planted):
    """What a locked window told beyond one that was never unlocked."""
    return [f'still there: “{text}”' for text in locked - fresh - {'You locked it.'}] + [
        f'planted: “{word}”' for word in planted for text in locked if word in text]


tap = Tap()
with box() as b, Person(b) as p:
    store = store_path(b)
    saved, page = b.path('totals.text'), b.path('totals.html')
    p.spread('Steadfast')

    with chapter(tap, 'first run: an own computer, a new store, a passphrase'):
        p.press('push button', 'My Own')
        p.press('push button', 'Make a New Store')
        p.fill('New Passphrase', PASSPHRASE)
        p.fill('The Same Again', PASSPHRASE)
        p.press('push button', 'Make the Store')
    with chapter(tap, 'the recovery key, two groups of it typed again'):
        groups = p.recovery_key()
        p.press('push button', 'Copy for a Moment')
        p.read('Copied')
        tap.check('control: it is on the clipboard', same(
            clipboard(), '-'.join(groups[str(n)] for n in range(1, 14))))
        p.press('push button', 'I Have Written It Down')
        for name in p.asked_groups():
            p.fill(name, groups[name.split()[1]], 'SfRecoveryKey')
        p.press('push button', 'Done', 'SfRecoveryKey')
        p.read('You have not taken the pledge')
    with chapter(tap, 'a second start shows the same window'):
        tap.check('and ends by itself', same(p.start_again(), 0))
        tap.check('there is one window of one program', same(
            [len(p.bus.owners()), len(p.look().children)], [1, 1]))

    tap.check('the command line is refused the store in one sentence', refused(
        b.cli('info', store=store), 5, 'in use'))
    with chapter(tap, 'the first lock'):
        p.keys('ctrl+l')
        p.read('You locked it.')
        first_lock = p.words()
        tap.check('takes the recovery key from the clipboard', same(clipboard(), ''))
        p.unlock()

    with chapter(tap, 'the pledge is signed'):
        p.sign()
        p.read('The pledge is signed')
    with chapter(tap, f'a table of {PEOPLE} people, through the file chooser'):
        p.import_table(b.file('sheet.csv', sheet(week, PEOPLE)), PEOPLE)
    with chapter(tap, 'one refusal by hand'):
        p.begin_refusal()
        p.fill('Week', week, 'SfRefusalForm')
        p.finish_refusal()
    with chapter(tap, f'{quarter} is closed'):
        p.close_period(title)
    with chapter(tap, 'the release is saved, through the file chooser'):
        p.save_release(saved)
    with chapter(tap, 'and once more as a page, in the language of the screen'):
        p.save_release(page, 'A page')
    for name in (saved, page):
        verified = b.cli('release', 'verify', name)
        tap.check(f'{os.path.basename(name)} is a release', same(
            [verified.code, verified.err], [0, b'']))
    with open(page, encoding='utf-8') as file:
        tap.check('the page is in English', same('<html lang="en"' in file.read(), True))

    content = ['Conscience', 'Support ticket', title, 'You hold the pledge']
    told = p.words()
    tap.check('control: the open window tells of the content', same(
        [word for word in content if not any(word in text for text in told)], []))
    with chapter(tap, 'the second lock'):
        p.keys('ctrl+l')
        p.read('You locked it.')
        second_lock = p.words()
    with chapter(tap, 'a wrong passphrase is told in text that stays'):
        p.unlock(WRONG)
        p.read('Wrong passphrase')
        time.sleep(TOAST_SECONDS + 1)
        tap.check('longer than any toast', same(
            p.look().says('Wrong passphrase'), True))
    with chapter(tap, 'the right one opens it, and everything is there'):
        p.unlock()
        p.read('You hold the pledge')
        p.press('page tab', 'Refusals')
        p.read(f'{PEOPLE + 1} refusals')
        p.press('page tab', 'Totals')
        p.press('list item', title, 'SfTotalsPage')
        p.read('Closed: its release is made')
    with chapter(tap, 'it ends when it is told to'):
        p.keys('ctrl+q')
        tap.check('without an error', same(p.end(), 0))

    tap.check('the ledger of the store has the release', same(
        [b.cli('release', 'verify', name, store=store).code for name in (saved, page)],
        [0, 0]))
    numbers = b.numbers(store)
    tap.check('the store has what was signed, logged and closed', same(
        {name: numbers[name] for name in ('refusals', 'signers', 'releases', 'state')},
        {'refusals': PEOPLE + 1, 'signers': 1, 'releases': 1, 'state': 'clean'}))

    with Person(b) as again:
        again.see(None, 'SfLockPage')
        fresh = again.words()
    secrets = [PASSPHRASE, *groups.values()]
    for lock, locked in (('first', first_lock), ('second', second_lock)):
        tap.check(f'the {lock} lock left nothing that a fresh start does not tell',
                  told_beyond(locked, fresh, secrets + content))
tap.finish()
