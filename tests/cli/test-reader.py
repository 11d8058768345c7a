#!/usr/bin/python3
"""A second reader, which knows DESIGN.md and none of the app's code, finds in a store page
for page what the app finds there; and refuses what the app refuses. tests/vault/reader.py
is the reader."""

import json
import os
import subprocess

import reader
from programs import PASSPHRASE, box, done, same
from tap import Tap

HAND = os.environ['STEADFAST_HAND']
FOLDER = os.path.join(os.environ['STEADFAST_SOURCE'], 'tests/data/store-v1')


def hand(*words, passphrase=PASSPHRASE):
    """What the app itself prints of a store: see tests/vault/hand.c."""
    return subprocess.run([HAND, *words], input=passphrase.encode() + b'\n', check=True,
                          stdout=subprocess.PIPE).stdout


def content(path):
    with open(path, 'rb') as file:
        return file.read()


def names(campaign, kind):
    return [item['id'] for item in campaign[kind]]


def refusals(database, campaign):
    """The table, in the words of `refusal list --json`."""
    work, customers = names(campaign, 'work'), names(campaign, 'customer')
    grounds, outcomes = names(campaign, 'ground'), names(campaign, 'outcome')
    rows = {}
    for refusal, week, work_at, customer, bits in database.execute(
            'SELECT id, week, work, customer, grounds FROM refusal WHERE trashed IS NULL'):
        found = database.execute('SELECT week, outcome FROM outcome WHERE refusal = ?',
                                 (refusal,)).fetchall()
        rows[refusal.hex()] = {
            'week': '%d-W%02d' % divmod(week, 100), 'work': work[work_at],
            'customer': customers[customer],
            'grounds': [g for n, g in enumerate(grounds) if bits >> n & 1],
            'outcomes': sorted(('%d-W%02d' % divmod(w, 100), outcomes[o]) for w, o in found)}
    return rows


def listed(answer):
    """The same from the app's own list."""
    return {r['id']: {
        'week': r['week'], 'work': r['work'], 'customer': r['customer'],
        'grounds': r['grounds'],
        'outcomes': sorted((o['week'], o['outcome']) for o in r['outcomes'])}
        for r in answer}


def verdict(data, passphrase=PASSPHRASE):
    """What the reader finds, or why it refuses."""
    try:
        return reader.Store(data, passphrase=passphrase).found
    except reader.Damaged:
        return 'damaged'
    except reader.WrongKey:
        return 'wrong key'


def dump(pages):
    database = reader.sqlite3.connect(':memory:')
    database.deserialize(bytes(pages))
    return list(database.iterdump())


tap = Tap()
with box() as b:
    # The store that version 1 wrote once and for all.
    with open(os.path.join(FOLDER, 'keys.txt'), encoding='ascii') as file:
        keys = dict(line.rstrip('\n').split(': ') for line in file)
    with open(os.path.join(FOLDER, 'expected.json'), encoding='utf-8') as file:
        expected = json.load(file)
    path = b.copy(os.path.join(FOLDER, 'fixture.store'), 'v1.store')
    os.chmod(path, 0o600)
    golden = reader.Store(content(path), passphrase=keys['passphrase'])
    tap.check('the golden store: it is clean', same(golden.found, 'clean'))
    tap.check('its recovery key opens it', same(
        reader.Store(content(path), recovery=keys['recovery']).pages, golden.pages))
    tap.check('page for page as the app reads it', same(
        hand('pages', path, passphrase=keys['passphrase']) == golden.pages, True))
    tap.check('its refusals are those of the app', same(
        refusals(golden.database(), expected['campaign show']),
        listed(expected['refusal list'])))

    # One that is made now.
    path, recovery = b.create('new.store')
    b.add(path, '--week', '2025-W03')
    b.add(path, '--code-named', 'yes')
    b.ok('pledge', 'take', '--tier', '1', store=path)
    own = reader.Store(content(path), passphrase=PASSPHRASE)
    campaign = b.ok('campaign', 'show', '--json', store=path).json
    tap.check('a new store: page for page as the app reads it', same(
        hand('pages', path) == own.pages, True))
    tap.check('its refusals are those of the app', same(
        refusals(own.database(), campaign),
        listed(b.ok('refusal', 'list', '--json', store=path).json)))
    tap.check('its recovery key opens it', same(
        reader.Store(content(path), recovery=recovery).pages, own.pages))
    tap.check('another passphrase does not', same(verdict(content(path), 'x'), 'wrong key'))

    # Stores that nobody closed.
    for commits in (0, 1, 5):
        path = b.path(f'left-{commits}.store')
        pages = hand('leave', path, str(commits))
        found = reader.Store(content(path), passphrase=PASSPHRASE)
        tap.check(f'left open after {commits} commits: all of it is there', same(
            (found.found, found.commit, found.pages == pages),
            ('unclean' if commits else 'clean', commits, True)))

    # Its last commit cut off: a torn tail, for both.
    whole = content(path)
    torn = whole[:found.end - 4096]
    last = reader.Store(torn, passphrase=PASSPHRASE)
    tap.check('a torn tail: the commit before it', same((last.found, last.commit),
                                                        ('torn', 4)))
    tap.check('the app finds the same rows', same(
        dump(hand('pages', b.file('torn.store', torn))), dump(last.pages)))

    # A commit in the middle spoiled: damage, for both.
    for name, at in (('in the first commit', 8192 + 200), ('in the second', 3 * 4096 + 8192)):
        spoiled = bytearray(whole)
        spoiled[at] ^= 1
        answer = b.cli('info', store=b.file('spoiled.store', spoiled))
        tap.check(f'a byte {name}: damage', same((verdict(bytes(spoiled)), answer.code),
                                                 ('damaged', 4)))
    tap.check('control: a page that differs is noticed', same(
        hand('pages', b.path('torn.store')) == pages, False))
tap.finish()
