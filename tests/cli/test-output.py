#!/usr/bin/python3
"""What is asked for arrives whole or the exit says so: a full device behind standard
output, a folder that may not be written, a file that is there already."""

import os
import stat

from programs import ADD, EXPORT, box, digest, done, refused, same
from tap import Tap

PLAIN_USER = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']


def full(*args, **options):
    with open('/dev/full', 'wb') as device:
        return b.cli(*args, stdout=device, **options)


tap = Tap()
with box() as b:
    store = b.store()
    b.add(store, '--week', '2024-W05')
    b.ok('release', 'close', '--period', '2024-Q1', store=store)
    b.ok('pledge', 'take', '--tier', '1', store=store)
    release = b.file('release.text', b.ok(
        'release', 'save', '2024-Q1', '--format', 'text', '-o', '-', store=store).out)

    reading = [['info'], ['info', '--json'], ['check'], ['refusal', 'list'], ['pledge', 'list'],
               ['pledge', 'show'], ['tally', '--period', '2024'], ['tally', '--json'],
               ['release', 'list'], ['release', 'preview', '--period', '2024'],
               ['release', 'verify', release], ['campaign', 'show', '--json'],
               *(['release', 'save', '2024-Q1', '-o', '-', '--format', name]
                 for name in ('text', 'csv', 'json'))]
    tap.check('a full device behind standard output', b.unchanged(store, lambda: [
        p for args in reading for p in refused(full(*args, store=store), 1, 'output')]))
    tap.check('also without a store', [
        p for args in (['--help'], ['--version'], ['info', '--help'], ['campaign', 'show'])
        for p in refused(full(*args), 1, 'output')])
    with open('/dev/full', 'wb') as device:
        answer = b.cli('create', '--kdf', 'interactive', store=b.path('unseen.store'), stdout=device)
    tap.check('no store is left whose recovery key nobody saw', refused(answer, 1, 'recovery') + same(
        os.path.exists(b.path('unseen.store')), False))
    os.unlink(b.path('unseen.store.lock'))
    with open('/dev/full', 'wb') as device:
        tap.check('steadfast-export too', refused(
            b.export('--format', 'csv', release, stdout=device), 1, name='steadfast-export'))

    saving = ['release', 'save', '2024-Q1', '--format', 'csv', '-o']
    b.ok(*saving, 'a.csv', store=store)
    wanted = digest(b.path('a.csv'))
    b.file('old.csv', 'something else, and longer than what comes\n' * 100)
    tap.check('a file is replaced as a whole', done(b.cli(*saving, 'old.csv', store=store))
              + same(digest(b.path('old.csv')), wanted))
    os.link(b.path('a.store'), b.path('alias'))
    tap.check('the store itself is not replaced, by whatever name', b.unchanged(store, lambda: [
        p for name in ('a.store', 'a.store.lock', 'alias')
        for p in refused(b.cli(*saving, name, store=store), 1, 'store itself')]))
    os.unlink(b.path('alias'))
    tap.check('-o - is standard output', same(
        b.ok(*saving, '-', store=store).out, open(b.path('a.csv'), 'rb').read()))
    tap.check('nothing but the files asked for', same(
        sorted(os.listdir(b.folder)),
        ['a.csv', 'a.store', 'a.store.backup-1', 'a.store.lock', 'homes', 'old.csv',
         'release.text']))
    os.mkfifo(b.path('pipe'))
    reader = os.open(b.path('pipe'), os.O_RDONLY | os.O_NONBLOCK)
    answer = b.cli(*saving, 'pipe', store=store)
    tap.check('a pipe is written to, not replaced', done(answer) + same(
        [os.read(reader, 1 << 16), stat.S_ISFIFO(os.stat(b.path('pipe')).st_mode)],
        [open(b.path('a.csv'), 'rb').read(), True]))
    os.close(reader)
    if os.getuid() != 0:
        tap.skip('a folder that may not be written', 'only root can become a plain user')
        tap.finish()
    os.mkdir(b.path('homes', 'counters')) # of coverage, which that user may write there alone
    os.chmod(b.path('homes', 'counters'), 0o777)
    plain = dict(wrap=PLAIN_USER, env={'GCOV_PREFIX': b.path('homes', 'counters')})
    os.chmod(b.folder, 0o755)
    open_store = b.copy(store, 'open.store')
    b.file('open.store.lock', '')
    for name in ('open.store', 'open.store.lock', 'release.text', 'a.csv'):
        os.chmod(b.path(name), 0o666)
    before = sorted(os.listdir(b.folder))
    for name, args in (
        ('saving', [*saving, 'b.csv']), ('saving over a file', [*saving, 'a.csv']),
        ('a pledge', ['pledge', 'save', 'pledge']),
    ):
        answer = b.cli(*args, store=open_store, **plain)
        tap.check(f'in a folder that may not be written: {name}', same(
            [answer.code, answer.err.count(b'\n'), answer.out], [1, 1, b'']))
    answer = b.cli(*ADD, store=open_store, **plain)
    listed = b.ok('refusal', 'list', '--json', store=open_store).json
    tap.check('a refusal fits into the file, with a warning', same(
        [answer.code, answer.err.count(b'\n'), answer.line in [e['id'] for e in listed]],
        [0, 1, True]))
    tap.check('a new store there', refused(b.cli(
        'create', '--kdf', 'interactive', store=b.path('new.store'), **plain), 1, 'new.store'))
    tap.check("another's store", refused(b.cli('info', store=store, **plain), 1, 'a.store'))
    tap.check('reading there', same(b.cli('info', store=open_store, **plain).code, 0))
    tap.check('steadfast-export there', refused(
        b.export('--format', 'csv', '-o', 'c.csv', release, **plain), 1, name='steadfast-export'))
    tap.check('nothing was made there', same(sorted(os.listdir(b.folder)), before))
    tap.check('what was there is as it was', same(digest(b.path('a.csv')), wanted) + done(
        b.cli('check', store=open_store)))
tap.finish()
