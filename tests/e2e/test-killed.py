#!/usr/bin/python3
"""Killed in the middle of writing a refusal, the window offers what was written after the
store is opened again, and nothing of it before."""

import time

from person import Person, chapter, store_path
from programs import box, digest, same
from tap import Tap

PATIENCE = 120  # seconds, for what comes for certain
SETTLED = 5  # seconds without a change, where one was due after two


def wait_for_draft(before):
    """Until the store is no longer what it was, and then for a while does not change."""
    end = time.monotonic() + PATIENCE
    last, since = before, time.monotonic()
    while last == before or time.monotonic() - since < SETTLED:
        now = digest(store)
        if now != last:
            last, since = now, time.monotonic()
        if time.monotonic() > end:
            raise AssertionError('what was written did not reach the store')
        time.sleep(0.1)


tap = Tap()
with box() as b:
    store = store_path(b)
    b.create(store)
    with Person(b) as p, chapter(tap, 'a refusal is half written, and the program killed'):
        p.unlock()
        p.read('You have not taken the pledge')
        before = digest(store)
        p.begin_refusal()
        p.see('label', 'Support ticket', 'SfRefusalForm')
        wait_for_draft(before)
        p.kill()
    with Person(b) as p:
        with chapter(tap, 'before unlocking'):
            p.see(None, 'SfLockPage')
            tap.check('nothing is told of it', [
                word for word in p.words() if 'half written' in word or 'ticket' in word])
        with chapter(tap, 'after unlocking'):
            p.unlock()
            p.read('The store was not closed last time')
            p.press('page tab', 'Refusals')
            p.read('A refusal is half written.')
            p.press('push button', 'Go On')
            p.see('label', 'Support ticket', 'SfRefusalForm')
            p.see('label', 'Wider economy of occupation and genocide', 'SfRefusalForm')
        with chapter(tap, 'it can be logged'):
            p.finish_refusal()
            p.keys('ctrl+q')
            tap.check('and then the end is without an error', same(p.end(), 0))
    numbers = b.numbers(store)
    tap.check('the store has it once', same([numbers['refusals'], numbers['state']],
                                            [1, 'clean']))
tap.finish()
