#!/usr/bin/python3
"""Killed in the middle of writing a refusal, the window offers what was written after the
store is opened again, and nothing of it before."""

import time

from person import Person, chapter, store_path
from programs import box, same
from tap import Tap

SEAL_SECONDS = 2  # after a change it is in the store

tap = Tap()
with box() as b:
    store = store_path(b)
    b.create(store)
    with Person(b) as p, chapter(tap, 'a refusal is half written, and the program killed'):
        p.unlock()
        p.read('You have not taken the pledge')
        p.begin_refusal()
        p.see('label', 'Support ticket', 'SfRefusalForm')
        time.sleep(SEAL_SECONDS)
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
