#!/usr/bin/python3
"""Pledges: what is saved can be checked with tools that people have already, and says the
same wherever and whenever it is saved."""

import os
import shutil
import subprocess

from programs import box, digest, done, refused, same, week
from tap import Tap

MINISIGN = ('pledge.txt', 'pledge.txt.minisig', 'pledge.pub')
SSHSIG = ('pledge.txt', 'pledge.txt.sig', 'allowed_signers')
# Each is run in the folder that was saved, with the record on standard input too.
TOOLS = {
    'minisign': ('minisign', ['minisign', '-Vqm', 'pledge.txt', '-p', 'pledge.pub']),
    'signify': ('minisign', ['signify-openbsd', '-Vq', '-p', 'pledge.pub', '-m', 'pledge.txt',
                             '-x', 'pledge.txt.minisig']),
    'ssh-keygen': ('sshsig', ['ssh-keygen', '-Y', 'verify', '-f', 'allowed_signers',
                              '-I', 'pledge', '-n', 'pledge-record@steadfast',
                              '-s', 'pledge.txt.sig']),
}


def read(*names):
    with open(b.path(*names), 'rb') as file:
        return file.read()


def verifies(tool, folder):
    """Whether a tool finds the saved record good."""
    record = read(folder, 'pledge.txt')
    principal = read(folder, 'allowed_signers').split()[0].decode() \
        if tool == 'ssh-keygen' else ''
    command = [principal if word == 'pledge' else word for word in TOOLS[tool][1]]
    return subprocess.run(command, cwd=b.path(folder), input=record, env=b.env,
                          capture_output=True).returncode == 0


def save(folder, name, *args):
    return b.ok('pledge', 'save', folder, *args, '--format', name, store=store)


tap = Tap()
with box() as b:
    store = b.store()
    owner = b.ok('pledge', 'take', '--tier', '1', '--role', 'other', '--week', '2026-W05',
                 store=store).line
    save('mini', 'minisign')
    save('ssh', 'sshsig')
    for tool, (name, command) in TOOLS.items():
        if shutil.which(command[0]) is None:
            tap.skip(tool, f'{command[0]} is not installed')
            continue
        folder = 'mini' if name == 'minisign' else 'ssh'
        tap.check(f'{tool} finds it good', same(verifies(tool, folder), True))
        shutil.copytree(b.path(folder), b.path('forged'))
        b.file('forged/pledge.txt', read('forged', 'pledge.txt').replace(b'tier: 1', b'tier: 2'))
        tap.check(f'{tool} finds another tier bad', same(verifies(tool, 'forged'), False))
        shutil.rmtree(b.path('forged'))

    for format_, files in (('minisign', MINISIGN), ('sshsig', SSHSIG)):
        for env in ({'TZ': 'Asia/Gaza', 'LANGUAGE': 'ar'}, {'USER': 'canary', 'HOME': '/'}):
            b.ok('pledge', 'save', 'again', '--format', format_, store=store, env=env)
            tap.check(f'{format_} is the same bytes with {env}', [
                p for name in files for p in same(read('again', name), read(
                    'mini' if format_ == 'minisign' else 'ssh', name))])
        shutil.rmtree(b.path('again'))
    tap.check('no path, user, host or clock is in it', [
        f'{word} in {name}' for folder in ('mini', 'ssh') for name in os.listdir(b.path(folder))
        for word in (b.folder.encode(), os.uname().nodename.encode(), b'root@', b'timestamp')
        if len(word) > 5 and word in read(folder, name)]) # a short one comes by chance
    tap.check('saving again into the same folder', done(
        b.cli('pledge', 'save', 'mini', store=store)))
    b.ok('pledge', 'take', '--tier', '2', '--new-person', '--week', '2026-W06', store=store)
    other = b.ok('pledge', 'list', '--json', store=store).json[1]['id']
    before = digest(b.path('mini', 'pledge.txt'))
    tap.check("another's files are not replaced", refused(
        b.cli('pledge', 'save', 'mini', other, store=store), 1, 'mini') + same(
            digest(b.path('mini', 'pledge.txt')), before))

    def verify(folder, *args, record='pledge.txt'):
        return b.cli('pledge', 'verify', f'{folder}/{record}', *args)

    shutil.copytree(b.path('mini'), b.path('bad'))
    good = read('mini', 'pledge.txt')
    spoilt = {
        'another tier': good.replace(b'tier: 1', b'tier: 2'),
        'one blank too many': good.replace(b'tier: 1', b'tier:  1'),
        'a blank at the end': good.replace(b'tier: 1\n', b'tier: 1 \n'),
        'CRLF': good.replace(b'\n', b'\r\n'), 'no last line end': good[:-1],
        'a line more': good + b'\n', 'nothing': b'', 'a megabyte': b'x' * (1 << 20),
        'another week': good.replace(b'2026-W05', b'2026-W06'),
    }
    for name, content in spoilt.items():
        b.file('bad/pledge.txt', content)
        tap.check(f'refused: {name}', refused(verify('bad'), 1))
    b.file('bad/pledge.txt', good)
    for name, content in (('cut', read('mini', 'pledge.txt.minisig')[:-20]), ('empty', b''),
                          ('of another kind', b'signature\n'),
                          ("another's", None)):
        if content is None:
            save('other', 'minisign', other)
            content = read('other', 'pledge.txt.minisig')
        b.file('bad/pledge.txt.minisig', content)
        tap.check(f'refused: a signature that is {name}', refused(verify('bad'), 1))
    os.remove(b.path('bad', 'pledge.txt.minisig'))
    tap.check('refused: no signature beside it', refused(verify('bad'), 1, '--signature'))
    tap.check('a signature that is named', done(
        verify('bad', '--signature', 'mini/pledge.txt.minisig')) + done(
            verify('bad', '--signature', 'ssh/pledge.txt.sig')))
    tap.check('a signature that is missing', refused(
        verify('mini', '--signature', 'none.sig'), 1, 'none.sig'))

    # Change, withdrawal, and the key's end.
    b.ok('pledge', 'change', '--tier', '2', store=store)
    save('changed', 'minisign')
    tap.check('a change is saved and verified', done(verify('changed', '--json')) + same(
        [verify('changed', '--json').json[k] for k in ('action', 'tier')], ['change', '2']))
    tap.check('of the same key', same(read('changed', 'pledge.pub'), read('mini', 'pledge.pub')))
    tap.check('the owner’s key outlives a next person', same(
        [s['key'] for s in b.ok('pledge', 'list', '--json', store=store).json], [True, True]))
    b.ok('pledge', 'take', '--tier', '1', '--new-person', store=store)
    listed = {s['id']: s for s in b.ok('pledge', 'list', '--json', store=store).json}
    tap.check('a next person’s does not', same(
        [listed[owner]['key'], listed[other]['key'], len(listed)], [True, False, 3]))
    tap.check('without a key nothing is signed', refused(
        b.cli('pledge', 'withdraw', other, store=store), 1) + refused(
            b.cli('pledge', 'change', other, '--tier', '1', store=store), 1) + refused(
                b.cli('pledge', 'destroy-key', other, store=store), 1))
    # What differs behind a zero byte differs; what cannot be read is not replaced either.
    b.ok('pledge', 'save', 'longer', store=store)
    with open(b.path('longer', 'pledge.txt'), 'ab') as file:
        file.write(b'\0more')
    os.makedirs(b.path('nested', 'pledge.txt'))
    for folder in ('longer', 'nested'):
        tap.check(f'{folder}: not replaced', refused(
            b.cli('pledge', 'save', folder, store=store), 1, folder))
    tap.check('but it can be saved', done(b.cli('pledge', 'save', 'still', other, store=store)))
    tap.check('destroying a key, with a withdrawal for later', done(b.cli(
        'pledge', 'destroy-key', '--withdrawal', 'later', store=store)) + same(
            [verify('later', '--json').json[k] for k in ('action', 'week')],
            ['withdraw', week()]))
    # A folder of records: what an organiser has gathered.
    for name in ('mini', 'ssh', 'changed', 'later'):
        shutil.copytree(b.path(name), b.path('all', name))
    found = b.cli('pledge', 'verify', 'all')
    tap.check('a folder: each record in it, and what that proves once', done(
        found, 'changed/pledge.txt', 'the tier changed', 'good: withdrawn') + same(
            [found.text.count('good: taken'), found.text.count('What it cannot show')],
            [2, 1]))
    b.file('all/b\nad.txt', 'no record')
    b.file('all/ssh/notes.md', 'passed over')
    found = b.cli('pledge', 'verify', 'all')
    tap.check('one that is bad is told from the others', same(
        [found.code, found.text.count('good: '), 'b\ufffdad.txt' in found.text], [1, 4, True])
        + (['lacks the number'] if b'1 of the records' not in found.err else []))
    records = b.cli('pledge', 'verify', 'all', '--json').json
    tap.check('in JSON', same(
        [records['good'], [(r['file'], r['good']) for r in records['records'][-2:]],
         len(records['records']), 'reason' in records['records'][0]],
        [False, [('mini/pledge.txt', True), ('ssh/pledge.txt', True)], 5, True]))
    os.mkdir(b.path('none'))
    tap.check('refused: a folder without a record, or with --signature', refused(
        b.cli('pledge', 'verify', 'none'), 1, 'none') + refused(
            b.cli('pledge', 'verify', 'all', '--signature', 'mini/pledge.txt.minisig'), 2))
    tap.check('the withdrawal is not entered', same(
        [s['withdrawn'] for s in b.ok('pledge', 'list', '--json', store=store).json
         if s['owner']], [False]))
    tap.check('and minisign finds it good', same(
        verifies('minisign', 'later') or shutil.which('minisign') is None, True))
    own = b.store('own.store')
    b.ok('pledge', 'take', '--tier', '1', '--week', week(), store=own)
    b.ok('pledge', 'withdraw', store=own)
    tap.check('withdrawn is withdrawn', refused(b.cli('pledge', 'withdraw', store=own), 1)
              + refused(b.cli('pledge', 'change', '--tier', '2', store=own), 1) + same(
                  [s['withdrawn'] for s in b.ok('pledge', 'list', '--json', store=own).json],
                  [True]))
    tap.check('who withdrew can take it again', done(
        b.cli('pledge', 'take', '--tier', '2', store=own)))
tap.finish()
