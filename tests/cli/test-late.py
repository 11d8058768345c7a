#!/usr/bin/python3
"""Who is late for a closed period is told where the entry counts, as it is made and in every
list, and so is whoever closes the period that it counts in."""

from programs import ADD, ARABIC, box, done, need_translations, same, week
from tap import Tap

CLOSED, EARLY = '2024-Q1', '2024-W07'


def late(answer, *words):
    """What is wrong with a success that says in one line that it counts later."""
    text = answer.err.decode()
    return same([answer.code, text.count('\n')], [0, 1]) + [
        f'lacks “{word}”: {text}' for word in (EARLY, week(), *words) if word not in text]


tap = Tap()
with box() as b:
    store = b.store()
    first = b.ok('refusal', 'add', *ADD[2:], '--week', EARLY, '--json', store=store).json
    tap.check('in time: its own week and periods', same(
        [first['counts'], first['periods']], [EARLY, ['2024-Q1', '2024']]))
    preview = b.ok('release', 'preview', '--period', CLOSED, '--json', store=store).json
    tap.check('nothing is late yet', same(preview['late'], {
        'refusals': 0, 'outcomes': 0, 'pledges': 0}))
    b.ok('release', 'close', '--period', CLOSED, store=store)

    added = b.cli(*ADD, '--week', EARLY, '--ground', 'conscience', store=store)
    tap.check('refusal add', late(added))
    made = b.ok(*ADD, '--week', EARLY, '--ground', 'policy', '--json', store=store).json
    tap.check('refusal add as JSON', same(made['counts'], week()) + same(len(made['periods']), 2))
    tap.check('refusal outcome', late(b.cli(
        'refusal', 'outcome', first['id'], 'pressured', '--week', EARLY, store=store)))
    tap.check('refusal list for a person', done(
        b.cli('refusal', 'list', store=store), f'{EARLY}, outcome {week()}'))
    outcome = b.ok('refusal', 'outcome', first['id'], 'questioned', '--json', store=store).json
    tap.check('an outcome that was learned now is in time', same(outcome['counts'], week()))
    tap.check('pledge take', late(b.cli(
        'pledge', 'take', '--tier', '1', '--week', EARLY, store=store)))
    rows = f'week,tier,role\n{EARLY},1,\n{week()},2,\n'.encode()
    for args in (['--dry-run'], []):
        imported = b.ok('pledge', 'import', '-', '--json', *args, store=store, stdin=rows).json
        tap.check(f'pledge import {args}', same([imported['rows'], imported['late']], [2, 1]))
    rows = f'week,work,customer,grounds,outcome,code_named\n{EARLY},icm,weapons,law,waiting,\n'
    imported = b.cli('refusal', 'import', '-', store=store, stdin=rows.encode())
    tap.check('refusal import for a person', done(imported, '1 of them counts later'))

    listed = {r['id']: r for r in b.ok('refusal', 'list', '--json', store=store).json}
    tap.check('refusal list', same(
        [listed[made['id']]['counts'], listed[first['id']]['counts']], [week(), EARLY]))
    tap.check('each outcome', same(
        [o['counts'] for o in listed[first['id']]['outcomes']],
        [EARLY if o['outcome'] == 'waiting' else week() for o in listed[first['id']]['outcomes']]))
    tap.check('pledge list', same(
        [s['counts'] for s in b.ok('pledge', 'list', '--json', store=store).json], [week()]))
    preview = b.ok('release', 'preview', '--period', made['periods'][0], '--json', store=store)
    tap.check('whoever closes is told', same(preview.json['late'], {
        'refusals': 3, 'outcomes': 4, 'pledges': 2}))
    tap.check('in words', done(b.cli(
        'release', 'preview', '--period', made['periods'][0], store=store),
        'refusals 3, outcomes 4, pledges 2'))
    need_translations(tap)
    said = b.cli(*ADD, '--week', EARLY, store=store, env=ARABIC).err.decode()
    tap.check('in Arabic', same(f'\u2068{EARLY}\u2069' in said, True))
tap.finish()
