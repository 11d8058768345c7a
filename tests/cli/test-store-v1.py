#!/usr/bin/python3
"""A store that version 1 has written opens for ever, with its passphrase and with its
recovery key; it holds what it held, and can be written to. tests/data/store-v1 has it."""

import json
import os

from programs import ADD, box, digest, done, refused, same
from tap import Tap

FOLDER = os.path.join(os.environ['STEADFAST_SOURCE'], 'tests/data/store-v1')
FIXTURE = os.path.join(FOLDER, 'fixture.store')
NEW = 'third of the otters'


def lacks(found, expected, where=''):
    """Where found lacks what is expected. Keys may have come since, and nothing else."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [p for key in expected
                for p in lacks(found.get(key), expected[key], f'{where}.{key}')]
    if isinstance(expected, list) and isinstance(found, list) and len(found) == len(expected):
        return [p for at, item in enumerate(expected)
                for p in lacks(found[at], item, f'{where}[{at}]')]
    return [] if found == expected else [f'{where}: {found!r:.100}, not {expected!r:.100}']


tap = Tap()
with open(os.path.join(FOLDER, 'keys.txt'), encoding='ascii') as file:
    keys = dict(line.rstrip('\n').split(': ') for line in file)
with open(os.path.join(FOLDER, 'expected.json'), encoding='utf-8') as file:
    expected = json.load(file)
before = digest(FIXTURE)
with box() as b:
    store = b.copy(FIXTURE, 'v1.store')
    os.chmod(store, 0o600)
    own = {'store': store, 'passphrase': keys['passphrase']}

    tap.check('another passphrase does not open it', refused(b.cli('info', store=store), 3))
    for command, wanted in expected.items():
        answer = b.cli(*command.split(), '--json', **own)
        tap.check(f'{command}: as it was', done(answer) + (
            lacks(answer.json, wanted) if answer.code == 0 else []))
    tap.check('it is sound', done(b.cli('check', **own)))
    tap.check('reading changed nothing', same(digest(store), before))
    for period in ('2023', '2024-Q1', '2024-Q2'):
        b.ok('release', 'save', period, '--format', 'text', '-o', 'a.text', **own)
        tap.check(f'the release of {period} is verified', done(
            b.cli('release', 'verify', 'a.text', **own)))
    b.ok('pledge', 'save', 'pledge', **own)
    tap.check('its pledge is good', done(b.cli('pledge', 'verify', 'pledge/pledge.txt')))
    tap.check('closed stays closed', refused(
        b.cli('release', 'close', '--period', '2024-Q1', **own), 1, '2024-Q1'))

    added = b.ok(*ADD, '--week', '2024-W40', **own).line
    b.ok('pledge', 'change', '--tier', '1', **own)
    refusals = b.ok('refusal', 'list', '--json', **own).json
    tap.check('it can be written to', same(
        [added in [r['id'] for r in refusals], len(refusals)],
        [True, len(expected['refusal list']) + 1]) + done(b.cli('check', **own)))
    tap.check('its recovery key opens it', done(b.cli(
        'recover', store=store, passphrase=None,
        fds={'--recovery-fd': keys['recovery'], '--new-passphrase-fd': NEW})) + done(
            b.cli('check', store=store, passphrase=NEW)))
    fresh = b.copy(FIXTURE, 'again.store')
    tap.check('also where nothing was written before', done(b.cli(
        'recover', store=fresh, passphrase=None,
        fds={'--recovery-fd': keys['recovery'], '--new-passphrase-fd': NEW})))
    damaged = {**expected['info'], 'refusals': 83}
    tap.check('control: another number is noticed', same(
        len(lacks(expected['info'], damaged)), 1))
tap.check('the fixture is as it was', same(digest(FIXTURE), before))
tap.finish()
