#!/usr/bin/python3
"""One answer a person: who logs much moves no figure by more than who logs one; a store
knows when it holds more than one person, and asks whose an outcome is where it cannot
know."""

from programs import ADD, HEADER, box, done, refused, same
from tap import Tap

QUARTER, YEAR = '2024-Q1', '2024'
COUNTS = ('people', 'total') # figures that are no bucket of a person's one answer
ROW = '2024-W05,{},military,{},{},{}'
# Groups of 12 persons with one refusal each, all different in each list.
CROWD = [ROW.format(work, ground, outcome, hidden) + f',{work}{number}'
         for work, ground, outcome, hidden in (
             ('ticket', 'law', 'waiting', 'no'), ('icm', 'policy', 'questioned', 'yes'),
             ('cri', 'conscience', 'disciplined', 'unknown'))
         for number in range(12)]


def figures(store):
    """Both tallies as {(question, bucket): count}."""
    return {(question, bucket): count for period in (QUARTER, YEAR)
            for question, buckets in b.tally(store, period).items()
            for bucket, count in buckets.items()}


def moved(before, after):
    """What is wrong with the difference that one person made: in each question of one
    answer, one bucket by one; in the count, no more than its cap."""
    return [f'{key} moved by {after[key] - before[key]}' for key in before
            if abs(after[key] - before[key]) > (15 if key == ('refusals', 'total') else 1)]


tap = Tap()
with box() as b:
    empty = b.store()
    store = b.copy(empty, 'crowd.store')
    with_person = HEADER + ',person'
    tap.check('an import with persons', done(b.import_rows(store, CROWD, header=with_person)))
    tap.check('makes a store shared', same(b.numbers(store)['shared'], True))
    before = figures(store)
    tap.check('each person is counted once', same(
        [before['outcomes', 'people'], before['refusals', 'total'], before['hidden', 'ever']],
        [36, 36, 12]))

    copies = {}
    for number in (1, 5000):
        rows = [ROW.format('ticket', 'law', 'pressured', 'yes') + ',busy'] * number
        copies[number] = b.copy(store, f'{number}.store')
        b.ok('refusal', 'import', '-', '--more', store=copies[number],
             stdin='\n'.join([with_person, *rows, '']).encode())
    one, many = figures(copies[1]), figures(copies[5000])
    tap.check('one refusal moves each figure by at most 1', moved(before, one))
    tap.check('so do 5,000 of one person, but for the capped count', moved(before, many))
    tap.check('and they move them as one does', same(
        {key: n for key, n in many.items() if key != ('refusals', 'total')},
        {key: n for key, n in one.items() if key != ('refusals', 'total')}))
    tap.check('5,000 count as the cap', same(many['refusals', 'total'], 36 + 15))
    strangers = [ROW.format('ticket', 'law', 'pressured', 'yes') + f',{n}' for n in range(50)]
    b.ok('refusal', 'import', '-', '--more', store=store,
         stdin='\n'.join([with_person, *strangers, '']).encode())
    tap.check('control: 50 persons do move them', same(bool(moved(before, figures(store))), True))

    # A private store: everything is the owner's.
    private = b.copy(empty, 'private.store')
    first = b.add(private, '--week', '2023-W50')
    for week in ('2023-W51', '2024-W05', '2024-W06', '2024-W20'):
        b.add(private, '--week', week)
    tap.check('a private store', same(b.numbers(private)['shared'], False) + same(
        b.tally(private, YEAR)['work']['people'], 1))
    tap.check('an outcome of another year is the owner’s', done(b.cli(
        'refusal', 'outcome', first, 'pressured', '--week', '2024-W08', store=private)))
    tap.check('and the worst counts, once', same(
        [b.tally(private, QUARTER)['outcomes'][k] for k in ('people', 'waiting', 'pressured')],
        [1, 0, 1]))

    shared = b.copy(private, 'shared.store')
    next_one = b.add(shared, '--week', '2024-W05', '--new-person')
    tap.check('--new-person makes it shared', same(b.numbers(shared)['shared'], True))
    tap.check('and is one more person', same(b.tally(shared, YEAR)['work']['people'], 2))
    b.add(shared, '--week', '2024-W07', '--same-person-as', next_one[:8])
    tap.check('--same-person-as is not', same(b.tally(shared, YEAR)['work']['people'], 2))
    b.add(shared, '--week', '2024-W07')
    tap.check('nothing said is the owner', same(b.tally(shared, YEAR)['work']['people'], 2))
    later = ['refusal', 'outcome', first, 'disciplined', '--week', '2025-W03']
    tap.check('an outcome of another year: whose is it?', b.unchanged(shared, lambda: refused(
        b.cli(*later, store=shared), 1, '--new-person', '--same-person-as')))
    tap.check('the same in the year of the refusal is not asked', done(b.cli(
        'refusal', 'outcome', next_one, 'questioned', '--week', '2024-W09', store=shared)))
    tap.check('a new person’s, it is said', done(b.cli(*later, '--new-person', store=shared)))
    tap.check('a person of another year is none of this', refused(b.cli(
        *ADD, '--week', '2025-W04', '--same-person-as', next_one, store=shared), 1))
    tap.check('taking a pledge as the next person makes a store shared', done(b.cli(
        'pledge', 'take', '--tier', '1', '--new-person', store=private)) + same(
            b.numbers(private)['shared'], True))

    # The trash.
    trash = b.copy(empty, 'trash.store')
    kept, gone = b.add(trash, '--week', '2024-W05'), b.add(trash, '--week', '2024-W06')
    with_both = figures(trash)
    b.ok('refusal', 'delete', gone, store=trash)
    tap.check('what is in the trash is not counted', same(
        b.tally(trash, QUARTER)['refusals']['total'], 1))
    tap.check('the numbers tell', same(
        [b.numbers(trash)[k] for k in ('refusals', 'trashed', 'outcomes')], [1, 1, 1]))
    b.ok('refusal', 'restore', gone, store=trash)
    tap.check('what is restored is counted again', same(figures(trash), with_both))
    b.ok('refusal', 'delete', kept, store=trash)
    b.ok('refusal', 'delete', gone, store=trash)
    tap.check('an empty period has no counts', refused(
        b.cli('tally', '--period', QUARTER, store=trash), 1, QUARTER))
    tap.check('nor is there any open one', same(b.ok('tally', '--json', store=trash).json, []))
tap.finish()
