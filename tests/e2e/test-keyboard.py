#!/usr/bin/python3
"""The whole main task with the keyboard alone: AT-SPI only looks. What logging one refusal
takes is counted, and timed for whoever wants to know."""

import time

from person import Person, chapter, last_quarter, sheet, store_path
from programs import PASSPHRASE, box, same
from tap import Tap

PEOPLE = 60
PACE = 0.3  # seconds between two keys, for somebody who does not hurry
PRESSES = 10

quarter, title, week = last_quarter()


def log_one(person):
    """Logs a refusal from the beginning: (key presses, seconds)."""
    began, before = time.monotonic(), person.presses
    person.keys('ctrl+n')
    person.wait_for_focus('Kind of work')
    # The work and the customers by their first letters, the first ground, an outcome.
    person.keys('s', 'Tab', 'w', 'Tab', 'space', 'alt+o', 'n', 'ctrl+Return', pace=PACE)
    person.read('Logged')
    return person.presses - before, time.monotonic() - began


tap = Tap()
with box() as b, Person(b) as p:
    store = store_path(b)
    saved = b.path('totals.html')

    with chapter(tap, 'first run'):
        p.wait_for_window('Steadfast')
        p.keys('alt+m')
        p.see('push button', 'Make a New Store')
        p.keys('alt+n')
        p.wait_for_entry()
        p.type(PASSPHRASE)
        p.keys('Return')
        p.type(PASSPHRASE)
        p.keys('Return')
        p.wait_for_focus('I Have Written It Down')
        groups = p.recovery_key()
        p.keys('Return')
        for name in p.asked_groups():
            p.wait_for_entry()
            p.type(groups[name.split()[1]])
            p.keys('Return')
        p.read('You have not taken the pledge')
    with chapter(tap, 'the pledge is signed'):
        p.keys('alt+1', 'alt+t')
        p.wait_for_focus('Take This Tier…')
        p.keys('Return')
        p.wait_for_window('Before you sign')
        p.keys('alt+s')
        p.read('You hold the pledge')
    with chapter(tap, f'a table of {PEOPLE} people'):
        p.keys('alt+2')
        p.tab_to('More')
        p.keys('Return')
        p.wait_for_focus('Import a Table…')
        p.keys('Return')
        p.see('push button', 'Choose a File…')
        p.keys('alt+c')
        p.choose_file('Choose a Table', b.file('sheet.csv', sheet(week, PEOPLE)))
        p.read(f'{PEOPLE} rows are good')
        p.wait_for_focus('Import')
        p.keys('Return')
        p.read(f'{PEOPLE} rows were imported')
    with chapter(tap, 'one refusal'):
        presses, seconds = log_one(p)
        print(f'# logging one refusal: {presses} key presses, {seconds:.1f} s at '
              f'{PACE} s a key')
        tap.check(f'takes at most {PRESSES} key presses', same(presses <= PRESSES, True))
    with chapter(tap, f'{quarter} is closed'):
        p.keys('alt+3')
        p.tab_to(title)
        p.keys('Return')
        p.see('push button', 'Close This Period…')
        p.keys('alt+c')
        p.wait_for_window('Before you close')
        p.tab_to('I know that closing cannot be undone.')
        p.keys('space', 'alt+p')
        p.read('The period is closed')
    with chapter(tap, 'the release is saved'):
        p.keys('alt+s')
        p.wait_for_window('Save Totals')
        p.keys('alt+s')
        p.choose_file('Save the totals', saved)
        p.read('The totals are saved')
    with chapter(tap, 'a lock, a wrong passphrase, the right one'):
        p.keys('ctrl+l')
        p.wait_for_entry()
        p.type('seven loud otters')
        p.keys('Return')
        p.read('Wrong passphrase')
        p.wait_for_entry()
        p.type(PASSPHRASE)
        p.keys('Return')
        p.read('You hold the pledge')
    with chapter(tap, 'the end'):
        p.keys('ctrl+q')
        tap.check('is without an error', same(p.end(), 0))
    tap.check('the ledger of the store has the release', same(
        b.cli('release', 'verify', saved, store=store).code, 0))
    tap.check('the store has the refusals', same(b.numbers(store)['refusals'], PEOPLE + 1))
tap.finish()
