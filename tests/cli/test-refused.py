#!/usr/bin/python3
"""What is understood and refused: exit 1, one line that says what to do, nothing on stdout,
and the store's bytes as they were."""

import os

from programs import ADD, box, quarter, refused, same, week
from tap import Tap

FUTURE = week(-2)
NOBODY = 'f' * 32


def without(option):
    """ADD without one of its options."""
    at = ADD.index(option)
    return [*ADD[:at], *ADD[at + 2:]]


tap = Tap()
with box() as b:
    store = b.store()
    refusal = b.add(store, '--week', '2024-W02')
    trashed = b.add(store, '--week', '2024-W20')
    b.ok('refusal', 'delete', trashed, store=store)
    b.ok('pledge', 'take', '--tier', '1', '--week', week(), store=store)
    b.ok('release', 'close', '--period', '2024-Q1', store=store)
    b.add(store, '--week', week())
    empty = b.store('empty.store')

    cases = {
        'an unknown tier': (['pledge', 'take', '--tier', '3', '--new-person'], '3'),
        'an unknown role': (['pledge', 'take', '--tier', '1', '--role', 'boss'], 'boss'),
        'an unknown kind of work': ([*without('--work'), '--work', 'sleep'], 'sleep'),
        'an unknown group': ([*without('--customer'), '--customer', 'me'], 'government'),
        'an unknown ground': ([*without('--ground'), '--ground', 'luck'], 'conscience'),
        'one unknown ground of two': ([*ADD, '--ground', 'luck'], 'luck'),
        'an unknown outcome': ([*without('--outcome'), '--outcome', 'party'], 'party'),
        'an unknown later outcome': (['refusal', 'outcome', refusal, 'party'], 'party'),
        'a name in place of an id': ([*without('--work'), '--work', 'Ticket'], 'Ticket'),
        'a refusal in a future week': ([*ADD, '--week', FUTURE], FUTURE),
        'a pledge in a future week':
            (['pledge', 'take', '--tier', '1', '--new-person', '--week', FUTURE], FUTURE),
        'an outcome in a future week':
            (['refusal', 'outcome', refusal, 'waiting', '--week', FUTURE], FUTURE),
        'a second pledge of the owner': (['pledge', 'take', '--tier', '2'], ''),
        'a change to the same tier': (['pledge', 'change', '--tier', '1'], 'tier'),
        'a change to no tier there is': (['pledge', 'change', '--tier', '9'], '9'),
        'a restored refusal': (['refusal', 'restore', refusal], 'trash'),
        'a deleted refusal': (['refusal', 'delete', trashed], 'trash'),
        'an outcome of a deleted refusal': (['refusal', 'outcome', trashed, 'waiting'], ''),
        'an id that names nothing': (['refusal', 'delete', NOBODY], 'id'),
        'seven digits of an id': (['refusal', 'delete', refusal[:7]], 'id'),
        'no id at all': (['refusal', 'delete', ''], 'id'),
        'too long an id': (['refusal', 'delete', refusal + '0'], 'id'),
        'an id that is none': (['refusal', 'restore', 'x' * 32], 'id'),
        "a refusal's id for a signer's": (['pledge', 'show', refusal], 'id'),
        'the person of nobody': ([*ADD, '--same-person-as', NOBODY], 'id'),
        'an unknown signer': (['pledge', 'withdraw', NOBODY], 'id'),
        'the key of nobody': (['pledge', 'destroy-key', NOBODY], 'id'),
        'the files of nobody': (['pledge', 'save', 'saved', NOBODY], 'id'),
        'closing a closed period': (['release', 'close', '--period', '2024-Q1'], '2024-Q1'),
        'closing an empty period': (['release', 'close', '--period', '2023-Q1'], '2023-Q1'),
        'closing one with deleted entries alone':
            (['release', 'close', '--period', '2024-Q2'], '2024-Q2'),
        'closing a period that is not over':
            (['release', 'close', '--period', quarter()], quarter()),
        'closing a period of the future': (['release', 'close', '--period', '2999'], '2999'),
        'closing a month, about which nothing is asked':
            (['release', 'close', '--period', '2024-01'], '2024-01'),
        'counting a closed period': (['tally', '--period', '2024-Q1'], '2024-Q1'),
        'counting an empty period': (['tally', '--period', '2023-Q1'], '2023-Q1'),
        'counting a month': (['tally', '--period', '2024-01'], '2024-01'),
        'previewing a closed period': (['release', 'preview', '--period', '2024-Q1'], '2024-Q1'),
        'previewing an empty period': (['release', 'preview', '--period', '2023'], '2023'),
        'saving an open period':
            (['release', 'save', '2024', '--format', 'csv', '-o', '-'], '2024'),
        'an import from a missing file': (['refusal', 'import', 'none.csv'], 'none.csv'),
        'a sheet from a missing file': (['pledge', 'import', 'none.csv'], 'none.csv'),
        'an import from a folder': (['refusal', 'import', '.'], ''),
        'checking a missing release': (['release', 'verify', 'none'], 'none'),
        'saving into a missing folder':
            (['release', 'save', '2024-Q1', '--format', 'csv', '-o', 'none/a'], 'none/a'),
        'a pledge saved where a file is': (['pledge', 'save', b.file('taken', '')], 'taken'),
    }
    for name, (args, word) in cases.items():
        tap.check(name, b.unchanged(store, lambda: refused(b.cli(*args, store=store), 1, word)))

    tap.check('an owner without a pledge', b.unchanged(empty, lambda: [
        p for verb in (['show'], ['withdraw'], ['change', '--tier', '1'], ['destroy-key'],
                       ['save', 'saved'])
        for p in refused(b.cli('pledge', *verb, store=empty), 1)]))
    tap.check('no store there', [
        p for verb in (['info'], ['check'], ['refusal', 'list'], ['recover'])
        for p in refused(b.cli(*verb, store=b.path('none.store')), 1, 'none.store')])
    tap.check('a store where one is', b.unchanged(
        store, lambda: refused(b.cli('create', store=store), 1, store)))
    tap.check('a store in no folder', refused(
        b.cli('create', '--kdf', 'interactive', store=b.path('none', 'a.store')), 1, 'none'))
    tap.check('a store with a campaign that is missing', refused(
        b.cli('create', '--campaign', 'none.campaign', store=b.path('b.store')), 1, 'none'))
    for args in (['campaign', 'check', 'none'], ['campaign', 'show', 'none'],
                 ['pledge', 'verify', 'none']):
        tap.check(f'{" ".join(args)}', refused(b.cli(*args), 1, 'none'))
    tap.check('nothing was left behind', same(sorted(os.listdir(b.folder)), [
        'a.store', 'a.store.backup-1', 'a.store.lock', 'empty.store', 'empty.store.lock',
        'homes', 'taken']))
tap.finish()
