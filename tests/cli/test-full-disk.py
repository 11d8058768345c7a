#!/usr/bin/python3
"""On a full disk a change fails in one line, and everything that was acknowledged before is
there. The disk is a small one in memory, mounted where only this test sees it."""

import os
import subprocess
import sys

from programs import ADD, Answer, box, done, refused, same
from tap import Tap

INSIDE = 'STEADFAST_TEST_INSIDE'
KIBI = 1024
# Left free on the disk, in KiB: nothing, and less than a new file of the store needs.
FREE = (0, 512)
ROWS = 800 # of an import; some of them are as much as fits into a store's spare room


def fill(path, free):
    """Fills the disk but for so many KiB."""
    with open(path, 'wb', buffering=0) as file:
        try:
            while True:
                file.write(bytes(4 * KIBI))
        except OSError:
            pass
        size = file.tell()
        file.truncate(max(0, size - free * KIBI))


def enter():
    """Runs this test again where mounts are its own; the reason if that cannot be."""
    command = ['unshare', '--mount', '--propagation', 'private']
    tried = subprocess.run([*command, 'mount', '-t', 'tmpfs', 'none', '/mnt'],
                           capture_output=True, text=True)
    if tried.returncode == 0:
        os.environ[INSIDE] = 'yes'
        os.execvp(command[0], [*command, sys.executable, *sys.argv])
    return tried.stderr.strip() or 'mounting is not possible'


def ids(b, store):
    """What the store holds; opening it must work, whatever happened before."""
    return {entry['id'] for entry in b.ok('refusal', 'list', '--json', store=store).json}


def count(b, store):
    """How many refusals the store holds; opening it must work, whatever happened before."""
    return len(b.ok('refusal', 'list', '--json', store=store).json)


def problems_of(answer):
    """A success may come with one line that warns; all else is a refusal of one line."""
    if answer.code != 0:
        return refused(answer, 1, 'full')
    warned = answer.err and refused(Answer(1, b'', answer.err), 1, 'saved')
    return [f'neither silent nor warned: {answer}'] if warned else []


def log_until_refused(b, store, week, most=60):
    """Adds and imports by turns as long as there is room in the file itself. How many
    refusals were acknowledged, and what was wrong with an answer."""
    acknowledged, problems = 0, []
    for number in range(most):
        row = f'{next(week)},ticket,military,law,waiting,no'
        answer = b.import_rows(store, [row] * ROWS, '--more') if number % 2 else \
            b.cli(*ADD, '--week', next(week), store=store)
        problems += problems_of(answer)
        if answer.code != 0:
            return acknowledged, problems
        acknowledged += ROWS if number % 2 else 1
    return acknowledged, problems + [f'{most} changes fit on a full disk']


def weeks():
    """A different one each time, so that no hint comes that an equal refusal is there."""
    return (f'{year}-W{number:02}' for year in range(2001, 2020) for number in range(1, 52))


def check(b):
    disk = b.path('disk')
    os.mkdir(disk)
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=7m', 'none', disk], check=True)
    filler, store = os.path.join(disk, 'filler'), os.path.join(disk, 'a.store')
    try:
        b.ok('create', '--kdf', 'interactive', store=store)
        week = weeks()
        b.add(store)
        acknowledged = 1
        for free in FREE:
            fill(filler, free)
            more, problems = log_until_refused(b, store, week)
            acknowledged += more
            tap.check(f'{free} KiB free: acknowledged or refused', problems)
            tap.check(f'{free} KiB free: all is there that was acknowledged, and no more',
                      same(count(b, store), acknowledged))
            os.remove(filler)
            b.add(store, '--week', next(week))
            acknowledged += 1
            tap.check(f'{free} KiB free, and then more', same(count(b, store), acknowledged))
        fill(filler, 0)
        tap.check('a new store does not fit', refused(
            b.cli('create', '--kdf', 'interactive', store=os.path.join(disk, 'b.store')), 1))
        tap.check('nothing is left of it but its lock', same(
            sorted(os.listdir(disk)), ['a.store', 'a.store.backup-1', 'a.store.lock', 'b.store.lock', 'filler']))
        tap.check('check finds it sound', done(b.cli('check', store=store)))
    finally:
        subprocess.run(['umount', disk], check=True)


tap = Tap()
reason = None if INSIDE in os.environ else enter()
if reason is None:
    with box() as b:
        check(b)
else:
    tap.skip('a full disk', reason)
tap.finish()
