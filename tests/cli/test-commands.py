#!/usr/bin/python3
"""Every command of the table does what it says, and its JSON has the shape that scripts rely
on: the keys are the names of the table and of the CSV headers, and lists are arrays."""

import os
import re

from contract import COMMANDS
from programs import ADD, box, done, same, week
from tap import Tap

ID = r'[0-9a-f]{32}'
PERIOD = '2024-Q1'
NEW = 'nine loud herons'
INFO = ['backups', 'campaign', 'closed', 'created', 'format', 'kdf', 'outcomes', 'records',
        'refusals', 'releases', 'shared', 'sheet', 'signers', 'state', 'trashed']
REFUSAL = ['code_named', 'counts', 'customer', 'grounds', 'id', 'outcome', 'outcomes', 'week',
           'work']
SIGNER = ['action', 'counts', 'id', 'key', 'owner', 'role', 'tier', 'week', 'withdrawn']
RECORD = ['action', 'record', 'role', 'tier', 'week']
QUESTION = ['cells', 'kind', 'people', 'question']
PREVIEWED = ['buckets', 'chance_withheld', 'exponent', 'kind', 'question', 'step', 'threshold',
             'within']

shown = set() # commands whose success was seen


def run(command, *args, **options):
    """A command on the store, as text for a person; it must succeed."""
    shown.add(command)
    return b.ok(*command.split(), *args, **{'store': store, **options})


def json(command, *args, **options):
    return run(command, *args, '--json', **options).json


def shape(found, keys):
    """What is wrong with an object, or with each of a list of them."""
    if isinstance(found, list):
        return [p for item in found for p in shape(item, keys)] or same(bool(found), True)
    return same(sorted(found), keys)


def matches(pattern, text):
    return same(bool(re.fullmatch(pattern, text)), True)


tap = Tap()
with box() as b:
    store = b.path('a.store')
    made = json('create', '--kdf', 'interactive')
    tap.check('create', shape(made, ['recovery']))
    info = json('info')
    tap.check('info', shape(info, INFO) + shape(info['campaign'], ['id', 'name']) + same(
        [info['format'], info['kdf'], info['state'], info['backups'], info['created'],
         info['closed'], info['shared']],
        [1, 'interactive', 'clean', [], week(), week(), False]))
    tap.check('info for a person', done(run('info'), info['campaign']['id'], week()))
    tap.check('check', same(json('check'), {'sound': True}) + done(run('check')))

    added = run('refusal add', *ADD[2:], '--ground', 'policy', '--week=2024-W07',
                '--code-named=yes').line
    tap.check('refusal add prints an id', matches(ID, added))
    plain = json('refusal add', *ADD[2:], '--week', '2024-W07')
    tap.check('refusal add as JSON', shape(plain, ['alike', 'counts', 'id', 'periods'])
              + matches(ID, plain['id']) + same(plain['alike'], 0))
    again = json('refusal add', *ADD[2:], '--week', '2024-W07')
    tap.check('an equal one is added, with a hint', same(again['alike'], 1))
    hinted = b.cli(*ADD, '--week', '2024-W07', store=store)
    tap.check('the hint is one line that says how to take it back', same(
        [hinted.code, hinted.err.count(b'\n'), hinted.line[:8].encode() in hinted.err],
        [0, 1, True]))
    listed = json('refusal list')
    entry = next(item for item in listed if item['id'] == added)
    tap.check('refusal list', shape(listed, REFUSAL) + same(len(listed), 4) + same(entry, {
        'id': added, 'week': '2024-W07', 'work': 'ticket', 'customer': 'military',
        'grounds': ['law', 'policy'], 'outcome': 'waiting', 'code_named': 'yes',
        'counts': '2024-W07',
        'outcomes': [{'outcome': 'waiting', 'week': '2024-W07', 'counts': '2024-W07'}]}))
    tap.check('unset is unknown', same(
        [e['code_named'] for e in listed if e['id'] == plain['id']], ['unknown']))
    tap.check('refusal list for a person', done(run('refusal list'), added[:8], '2024-W07'))

    tap.check('refusal outcome', done(
        run('refusal outcome', added[:8], 'pressured', '--week', '2024-W09')))
    entry = next(item for item in json('refusal list') if item['id'] == added)
    tap.check('is a row of its own', same([entry['outcome'], entry['outcomes']], [
        'pressured', [{'outcome': 'waiting', 'week': '2024-W07', 'counts': '2024-W07'},
                      {'outcome': 'pressured', 'week': '2024-W09', 'counts': '2024-W09'}]]))
    tap.check('refusal delete', done(run('refusal delete', plain['id'][:9])))
    trash = json('refusal list', '--trash')
    tap.check('the trash is listed', same([e['id'] for e in trash], [plain['id']])
              + shape(trash, REFUSAL) + done(run('refusal list', '--trash')))
    tap.check('refusal restore', done(run('refusal restore', plain['id'].upper())))
    tap.check('out of the trash', same(json('refusal list', '--trash'), []) + same(
        len(json('refusal list')), 4))

    rows = b'week,work,customer,grounds,outcome,code_named\n2024-W10,icm,weapons,law,waiting,\n'
    imported = json('refusal import', '-', stdin=rows)
    tap.check('refusal import', same(
        imported, {'rows': 1, 'late': 0, 'dry_run': False, 'errors': []}))
    tap.check('refusal import for a person', done(
        run('refusal import', '-', '--more', stdin=rows), '1'))
    sheet = b'week,tier,role\n2024-W10,1,support\n2024-W10,2,\n'
    tap.check('pledge import', same(json('pledge import', '-', stdin=sheet), {
        'rows': 2, 'late': 0, 'dry_run': False, 'errors': []}))

    signer = json('pledge take', '--tier', '1', '--role', 'support', '--week', '2024-W06')
    tap.check('pledge take', shape(signer, ['counts', 'id', 'periods']) + matches(ID, signer['id']))
    other = run('pledge take', '--tier', '2', '--new-person').line
    tap.check('pledge take for a person', matches(ID, other))
    signers = json('pledge list')
    tap.check('pledge list', shape(signers, SIGNER) + same(
        [s['id'] for s in signers], [signer['id'], other]) + same(signers[0], {
            'id': signer['id'], 'tier': '1', 'role': 'support', 'week': '2024-W06',
            'counts': '2024-W06',
            'action': 'take', 'withdrawn': False, 'key': True, 'owner': True}))
    tap.check('pledge list for a person', done(run('pledge list'), other[:8], '2024-W06'))
    tap.check('pledge change', same(
        json('pledge change', '--tier', '2'), {'id': signer['id']}))
    tap.check('pledge withdraw', same(run('pledge withdraw', other[:8]).line, other))
    records = json('pledge show')
    tap.check('pledge show has the chain', shape(records, RECORD) + same(
        [r['action'] for r in records], ['take', 'change'])
        + same(run('pledge show').text, '\n'.join(r['record'] for r in records)))
    tap.check('pledge show ID', same(
        [r['action'] for r in json('pledge show', other)], ['take', 'withdraw']))
    for name, files in (('minisign', ['pledge.pub', 'pledge.txt', 'pledge.txt.minisig']),
                        ('sshsig', ['allowed_signers', 'pledge.txt', 'pledge.txt.sig'])):
        tap.check(f'pledge save, {name}', done(run('pledge save', name, '--format', name))
                  + same(sorted(os.listdir(b.path(name))), files))
        verified = json('pledge verify', f'{name}/pledge.txt', store=None)
        tap.check(f'pledge verify, {name}', shape(verified, [
            'action', 'format', 'good', 'not_proven', 'proven', 'role', 'tier', 'week'])
            + same([verified[k] for k in ('good', 'format', 'action', 'tier')],
                   [True, name, 'change', '2'])
            + same(verified['proven'] and len(verified['not_proven']) >= 4, True))
    verified = run('pledge verify', 'minisign/pledge.txt', store=None)
    tap.check('pledge verify for a person', done(verified))
    tap.check('pledge destroy-key', done(run('pledge destroy-key')))
    tap.check('the key is gone', same([s['key'] for s in json('pledge list')], [False, True]))

    tallies = json('tally')
    tap.check('tally: each open period, the oldest first', same(
        [t['period'] for t in tallies], sorted([t['period'] for t in tallies],
                                               key=lambda p: (p[:4], len(p) == 4, p)))
        + shape(tallies, ['anonymous', 'campaign', 'period', 'questions'])
        + shape(tallies[0]['questions'], QUESTION)
        + shape(tallies[0]['questions'][0]['cells'], ['bucket', 'value'])
        + same({t['anonymous'] for t in tallies}, {False}))
    table = run('tally', '--period', PERIOD, '--format', 'table').text
    tap.check('tally as a table has names, and says what it is', [
        word for word in ('Exact counts of', 'not anonymous', 'Refusals in all', 'Count')
        if word not in table] + [word for word in ('tally: v1', 'bucket:') if word in table])
    tap.check('tally as text is asked for by name too', same(
        run('tally', '--period', PERIOD, '--format', 'text').out,
        run('tally', '--period', PERIOD).out))
    text = run('tally', '--period', PERIOD).text
    tap.check('tally as text', same(
        text.split('\n')[:2] + text.split('\n')[-2:],
        ['# NOT ANONYMOUS', 'tally: v1', 'end', '']))
    preview = json('release preview', '--period', PERIOD)
    tap.check('release preview', shape(preview, [
        'anonymous', 'exponent', 'late', 'minimum', 'period', 'questions', 'scale', 'year'])
        + shape(preview['questions'], PREVIEWED) + done(
            run('release preview', '--period', PERIOD)))
    closed = json('release close', '--period', PERIOD)
    tap.check('release close', shape(closed, [
        'campaign', 'period', 'questions', 'release', 'rule', 'text'])
        + same([q['question'] for q in closed['questions']],
               ['signers', 'outcomes', 'refusals']))
    tap.check('release list', same([shape(r, ['exponent', 'period', 'scale', 'sha256'])
                                    + same(r['period'], PERIOD) for r in json('release list')],
                                   [[]]) + done(run('release list'), PERIOD))
    saved = json('release save', PERIOD, '--format', 'json', '-o', '-')
    tap.check('release save', same(saved, closed) + done(
        run('release save', PERIOD, '--format', 'text', '-o', 'release.text')))
    tap.check('release verify', same(json('release verify', 'release.text', store=None), {
        'good': True, 'series': False, 'period': PERIOD, 'ledger': False, 'format': 'text', 'signed': False}) + same(
            json('release verify', 'release.text')['ledger'], True) + done(
                run('release verify', 'release.text', store=None), PERIOD))

    tap.check('recover', done(run(
        'recover', passphrase=None, fds={'--recovery-fd': made['recovery'],
                                         '--new-passphrase-fd': NEW})))
    shown.add('release series') # test-series.py
    shown.update({'campaign check', 'campaign show'}) # test-campaign.py
    shown.add('release series') # test-series.py
    shown.update({'backup', 'erase', 'passphrase change', 'recovery new',
                  'restore'}) # test-backup.py
    shown.add('passphrase suggest') # test-passphrase.py
    tap.check('no command is left out', same(sorted(set(COMMANDS) - shown), []))

    wanted = b.ok('refusal', 'list', '--json', store=store, passphrase=NEW).out
    orders = ([['--store', store, '--json'], []], [[], ['--json', '--store', store]],
              [['--json'], [f'--store={store}']], [[f'--store={store}'], ['--json']])
    tap.check('global options before the command or after', [
        p for first, last in orders
        for p in same(b.cli(*first, 'refusal', 'list', *last, passphrase=None,
                            fds={'--passphrase-fd': NEW}).out, wanted)])
    tap.check('--passphrase-fd after it', same(
        b.cli('refusal', 'list', '--json', '--passphrase-fd=0', '--store', store,
              passphrase=None, stdin=NEW.encode()).out, wanted))
    home = b.ok('create', '--kdf', 'interactive', '--passphrase-fd', '0', stdin=NEW.encode())
    tap.check('without --store it is the app’s own', done(home) + same(os.listdir(
        os.path.join(b.env['XDG_DATA_HOME'], 'steadfast')).count('steadfast.store'), 1)
        + done(b.cli('info', '--passphrase-fd', '0', stdin=NEW.encode())))
tap.finish()
