#!/usr/bin/python3
"""Files dropped on the window by another program: a saved pledge, a release, a table."""

from person import Person, chapter, drop, last_quarter, sheet, store_path
from programs import box, same
from tap import Tap

PEOPLE = 60

quarter, title, week = last_quarter()
tap = Tap()
with box() as b:
    store = store_path(b)
    b.create(store, *())
    b.ok('pledge', 'take', '--tier', '1', store=store)
    b.ok('pledge', 'save', b.path('pledge'), store=store)
    b.ok('refusal', 'import', b.file('sheet.csv', sheet(week, PEOPLE)), store=store)
    b.ok('release', 'close', '--period', quarter, store=store)
    b.ok('release', 'save', quarter, '--format', 'text', '-o', b.path('totals'), store=store)
    with open(b.path('totals'), 'rb') as file:
        other = b.file('other', file.read().replace(b'release', b'Release', 1))
    with Person(b) as p:
        p.unlock()
        with chapter(tap, 'a pledge and its signature'):
            p.read('You hold the pledge')
            tap.check('are taken', same(drop(b.path('pledge', 'pledge.txt'),
                                             b.path('pledge', 'pledge.txt.minisig')), 0))
            p.read('The Signature Is Good')
            p.close('Check of a saved pledge')
        with chapter(tap, 'a table'):
            p.press('page tab', 'Refusals')
            p.read(f'{PEOPLE} refusals')
            tap.check('is taken', same(drop(b.path('sheet.csv')), 0))
            p.read('If this is another table')
        with chapter(tap, 'a release'):
            p.press('page tab', 'Totals')
            p.see('list item', title)
            tap.check('is taken', same(drop(b.path('totals')), 0))
            p.read('The Release Is Good')
            p.close('Check of saved totals')
        with chapter(tap, 'control: one that is altered'):
            drop(other)
            p.read('This Is No Release')
tap.finish()
