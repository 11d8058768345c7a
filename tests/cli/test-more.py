#!/usr/bin/python3
"""A second import into a period needs --more, since whoever is in both counts twice."""

from programs import box, done, refused, same
from tap import Tap

ROW = '{},ticket,military,law,waiting,no'
OLD, SAME_QUARTER, SAME_YEAR, OTHER_YEAR = (
    ROW.format(week) for week in ('2024-W05', '2024-W06', '2024-W30', '2023-W05'))

tap = Tap()
with box() as b:
    store = b.store()
    b.add(store, '--week', '2024-W05')
    tap.check('a refusal by hand is no import', done(b.import_rows(store, [OLD])))
    for name, row in (('the same rows', OLD), ('the same quarter', SAME_QUARTER),
                      ('another quarter of the year', SAME_YEAR)):
        tap.check(f'{name}: refused', b.unchanged(store, lambda: refused(
            b.import_rows(store, [row]), 1, '--more')))
    tap.check('one such row among others: refused', b.unchanged(store, lambda: refused(
        b.import_rows(store, [OTHER_YEAR, OLD]), 1, '--more')))
    tap.check('a dry run says the same', b.unchanged(store, lambda: refused(
        b.import_rows(store, [OLD], '--dry-run'), 1, '--more')))
    tap.check('another year is free', done(b.import_rows(store, [OTHER_YEAR])))
    tap.check('a sheet is another kind', done(
        b.import_rows(store, ['2024-W05,1'], kind='pledge', header='week,tier')))
    tap.check('a second sheet: refused', b.unchanged(store, lambda: refused(
        b.import_rows(store, ['2024-W06,1'], kind='pledge', header='week,tier'), 1, '--more')))
    tap.check('a sheet with --more', done(b.import_rows(
        store, ['2024-W06,1'], '--more', kind='pledge', header='week,tier')))
    before = b.numbers(store)['refusals']
    tap.check('a dry run with --more', b.unchanged(store, lambda: done(
        b.import_rows(store, [OLD], '--more', '--dry-run'))))
    tap.check('with --more', done(b.import_rows(store, [OLD, SAME_QUARTER], '--more')))
    tap.check('adds them', same(b.numbers(store)['refusals'], before + 2))
tap.finish()
