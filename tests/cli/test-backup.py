#!/usr/bin/python3
"""What a person does about losing things: backups that make themselves, copies by name,
putting one back, a new passphrase, recovery key and key, a damaged store, and erasing."""

import os
import random

from programs import ADD, HEADER, PASSPHRASE, box, digest, done, refused, same, week
from tap import Tap

FRAME = 2 * 4096
NEW = 'nine loud herons'
PAST = '2024-Q1'


def people(b, store, count):
    """A refusal each, in that quarter, so that its release has figures."""
    b.import_rows(store, [f'2024-W07,ticket,military,law,waiting,no,p{n}' for n in range(count)],
                  header=HEADER + ',person')


def ids(b, store, **options):
    return sorted(e['id'] for e in b.ok('refusal', 'list', '--json', store=store, **options).json)


def flipped(b, store, place):
    with open(store, 'r+b') as file:
        file.seek(place)
        byte = file.read(1)
        file.seek(place)
        file.write(bytes([byte[0] ^ 1]))


def opens(b, path, passphrase):
    return b.cli('info', store=path, passphrase=passphrase).code


def test_generations(tap, b):
    store = b.store()
    first = b.add(store)
    listed = b.numbers(store)['backups']
    tap.check('a backup made itself', same(listed, [{'number': 1, 'week': week()}]))
    status = os.stat(store + '.backup-1')
    tap.check('its times tell nothing', same(
        [status.st_mtime, status.st_atime, status.st_mode & 0o777], [946684800, 946684800, 0o600]))
    copy = b.copy(store + '.backup-1', 'elsewhere')
    tap.check('it is a store, and whole', done(b.cli('check', store=copy)) + same(
        ids(b, copy), [first]))
    second = b.add(store)
    tap.check('one a week, of the last change', same(
        ids(b, b.copy(store + '.backup-1', 'later')), sorted([first, second]))
        + same(os.path.exists(store + '.backup-2'), False))
    tap.check('it cannot be saved over', refused(
        b.cli('backup', store + '.backup-1', store=store), 1, 'Choose another name'))
    os.unlink(store + '.backup-1')
    os.mkdir(store + '.backup-1')
    answer = b.cli(*ADD, store=store)
    tap.check('a change counts where none can be made, with a warning', same(
        [answer.code, len(answer.line), answer.err.count(b'\n')], [0, 32, 1])
        + same(len(ids(b, store)), 3))


def test_copies(tap, b):
    store = b.store()
    refusal = b.add(store)
    usb = b.path('usb')
    tap.check('a copy by name', done(b.cli('backup', usb, store=store), usb))
    tap.check('and once more over it', done(b.cli('backup', usb, '--json', store=store)))
    tap.check('it holds the same', same(ids(b, usb), [refusal]))
    tap.check('somebody else’s file stays', refused(
        b.cli('backup', b.file('notes', 'mine'), store=store), 1, 'notes')
        + same(open(b.path('notes')).read(), 'mine'))
    tap.check('nor the store itself, by whatever name', [
        p for name in (store, store + '.lock')
        for p in refused(b.cli('backup', name, store=store), 1)])
    for ending in ('.new', '.gone', '.backup-5', '.replaced-9'):
        tap.check(f'nor what is the store’s to name, {ending}', refused(
            b.cli('backup', store + ending, store=store), 1, 'Choose another name')
            + same(os.path.exists(store + ending), False))
    tap.check('nor the name that it passes through', refused(
        b.cli('backup', b.path('way'), store=b.copy(usb, 'way.new')), 1, 'way.new')
        + same(ids(b, b.path('way.new')), [refusal]) + same(os.path.exists(b.path('way')), False))
    tap.check('no such folder', refused(
        b.cli('backup', b.path('none', 'usb'), store=store), 1, 'folder'))
    out = b.cli('backup', '-', store=store)
    tap.check('to standard output', same([out.code, out.err], [0, b'']) + same(
        ids(b, b.file('piped', out.out)), [refusal]))


def test_under_its_own_name(tap, b):
    store = b.store()
    refusal = b.add(store)
    copy = store + '.backup-1'
    before = sorted(os.listdir(b.folder))
    for args in (ADD, ('restore', copy, '--json'), ('erase', '--yes')):
        tap.check(f'a backup beside its store is not changed, {args[0]}', b.unchanged(
            copy, lambda: refused(b.cli(*args, store=copy), 1, 'Restore it instead')))
    tap.check('nor its slots', b.unchanged(copy, lambda: refused(b.cli(
        'passphrase', 'change', store=copy, fds={'--new-passphrase-fd': NEW}), 1,
        'Restore it instead')))
    tap.check('nor is a store made under such a name', refused(b.cli(
        'create', '--kdf', 'interactive', store=store + '.backup-3'), 1, 'is a backup'))
    tap.check('nor the store overwritten from it', b.unchanged(store, lambda: refused(
        b.cli('backup', store, store=copy), 1, 'Choose another name')))
    tap.check('it is read', same(ids(b, copy), [refusal]) + done(b.cli('check', store=copy)))
    tap.check('and no lock is left', same(sorted(os.listdir(b.folder)), before))


def test_restore(tap, b):
    store = b.store()
    first = b.add(store)
    b.ok('backup', b.path('usb'), store=store)
    people(b, store, 100)
    older = b.copy(store + '.backup-1', os.path.basename(store) + '.backup-2')
    b.ok('release', 'close', '--period', PAST, store=store)
    tap.check('nothing is published from a backup under its own name', refused(
        b.cli('release', 'close', '--period', PAST, store=older), 1, 'is a backup'))
    os.rename(store, b.path('away'))
    tap.check('nor while the store is away, which may come back', refused(
        b.cli('release', 'close', '--period', PAST, store=older), 1, 'Restore the backup'))
    os.rename(b.path('away'), store)
    release = b.ok('release', 'save', PAST, '--format', 'text', '-o', '-', store=store).out
    before = ids(b, store)
    preview = b.unchanged(store, lambda: done(
        b.cli('restore', b.path('usb'), '--dry-run', store=store), week(), 'Refusals: 1\n',
        'Refusals: 101\n', 'stay closed: 1'))
    tap.check('a preview shows week and numbers, and changes nothing', preview)
    answer = b.cli('restore', b.path('usb'), '--json', store=store)
    tap.check('restored', done(answer) + same(
        [answer.json['refusals'], answer.json['carried'], answer.json['restored']],
        [1, 1, True]))
    tap.check('the entries are the backup’s', same(ids(b, store), [first]))
    tap.check('what is closed stays closed', refused(
        b.cli('release', 'close', '--period', PAST, store=store), 1)
        + same(b.ok('release', 'save', PAST, '--format', 'text', '-o', '-', store=store).out,
               release))
    kept = answer.json['kept']
    tap.check('the file that was there is kept', same(kept, store + '.replaced-1')
              + same(ids(b, b.copy(kept, 'kept')), before))
    tap.check('and can be put back', done(b.cli('restore', kept, store=store))
              + same(ids(b, store), before))
    b.ok('pledge', 'take', '--tier', '1', store=store)
    b.ok('restore', store, store=store)
    kept = sorted(p for p in os.listdir(b.folder) if 'replaced' in p and 'lock' not in p)[-1]
    flipped(b, b.path(kept), FRAME + 3000)
    tap.check('a key stays where a damaged file may hold it, and that is said', refused(
        b.cli('pledge', 'destroy-key', store=store), 1, 'Delete that file'))
    os.unlink(b.path(kept))
    tap.check('without that file it goes', done(b.cli('pledge', 'destroy-key', store=store)))

    other = b.store('other.store')
    people(b, other, 200)
    b.ok('backup', b.path('other'), store=other)
    b.ok('release', 'close', '--period', PAST, store=other)
    b.ok('backup', b.path('closed'), store=other)
    tap.check('two that published one period do not mix', b.unchanged(store, lambda: refused(
        b.cli('restore', b.path('closed'), store=store), 1, PAST)
        + refused(b.cli('restore', b.path('closed'), '--dry-run', store=store), 1, PAST)))
    tap.check('another store’s backup, with its own passphrase', done(b.cli(
        'restore', b.path('other'), store=store,
        fds={'--file-passphrase-fd': PASSPHRASE})) + same(len(ids(b, store)), 200))
    tap.check('a wrong passphrase for it', b.unchanged(store, lambda: refused(b.cli(
        'restore', b.path('other'), store=store, fds={'--file-passphrase-fd': 'wrong'}), 3,
        'other')))
    tap.check('not a store', b.unchanged(store, lambda: refused(b.cli(
        'restore', b.file('noise', random.Random(1).randbytes(1 << 20)), store=store), 3)))
    tap.check('no file', refused(b.cli('restore', b.path('none'), store=store), 1, 'none'))
    flipped(b, b.path('usb'), FRAME + 3000)
    tap.check('a damaged backup', b.unchanged(store, lambda: refused(
        b.cli('restore', b.path('usb'), store=store), 4, 'usb')))


def test_restore_alone(tap, b):
    store = b.store()
    refusal = b.add(store)
    b.ok('passphrase', 'change', store=store, fds={'--new-passphrase-fd': NEW})
    flipped(b, store, FRAME + 3000)
    damaged = digest(store)
    answer = b.cli('restore', store + '.backup-1', '--json', store=store, passphrase=NEW)
    tap.check('in place of a damaged store, with a warning', same(
        [answer.code, answer.err.count(b'\n'), b'published twice' in answer.err], [0, 2, True]))
    tap.check('what it held is there', same(ids(b, store, passphrase=NEW), [refusal]))
    tap.check('the damaged file is kept', same(digest(answer.json['kept']), damaged))
    os.unlink(store)
    answer = b.cli('restore', store + '.backup-1', store=store, passphrase=NEW)
    tap.check('where there is none', same(
        [answer.code, answer.err.count(b'\n'), 'stays as' in answer.text], [0, 1, False])
        + same(ids(b, store, passphrase=NEW), [refusal]))
    tap.check('two wrong passphrases open nothing', b.unchanged(store, lambda: refused(
        b.cli('restore', store + '.backup-1', store=store), 3)))
    answer = b.cli('restore', store + '.backup-1', store=store, passphrase='forgotten',
                   fds={'--file-passphrase-fd': NEW})
    tap.check('the store’s is lost, the backup’s is not', same(
        [answer.code, b'keeps the passphrase' in answer.err, b'published twice' in answer.err],
        [0, True, False]) + same(ids(b, store, passphrase=NEW), [refusal]))


def test_restore_older_passphrase(tap, b):
    store = b.store()
    people(b, store, 100)
    old = b.path('old')
    b.ok('backup', old, store=store)
    b.ok('release', 'close', '--period', PAST, store=store)
    b.ok('passphrase', 'change', store=store, fds={'--new-passphrase-fd': NEW})
    now = digest(store)
    answer = b.cli('restore', old, '--dry-run', store=store)
    tap.check('a copy that an older passphrase opens is weighed against the ledger', same(
        [answer.code, answer.err.count(b'\n'), b'keeps the passphrase' in answer.err,
         'stay closed: 1' in answer.text, digest(store)], [0, 1, True, True, now]))
    answer = b.cli('restore', old, '--json', store=store)
    tap.check('and restored with it', same(
        [answer.code, b'published twice' in answer.err, answer.json['carried']],
        [0, False, 1]))
    files = [store, store + '.backup-1', answer.json['kept']]
    tap.check('the older passphrase opens nothing beside it again', same(
        [opens(b, f, PASSPHRASE) for f in files], [3, 3, 3]))
    tap.check('the present one does', same([opens(b, f, NEW) for f in files], [0, 0, 0]))
    tap.check('and what is closed stays closed', refused(
        b.cli('release', 'close', '--period', PAST, store=store, passphrase=NEW), 1))


def test_restore_older_key(tap, b):
    store = b.store()
    people(b, store, 100)
    old = b.path('old')
    b.ok('backup', old, store=store)
    b.ok('release', 'close', '--period', PAST, store=store)
    b.ok('passphrase', 'change', '--new-key', store=store, fds={'--new-passphrase-fd': NEW})
    tap.check('a copy of another key does not replace the store unseen', b.unchanged(
        store, lambda: refused(b.cli('restore', old, store=store), 3, '--store-lost')))
    answer = b.unchanged(store, lambda: same(
        b.cli('restore', old, '--dry-run', store=store).code, 0))
    tap.check('it may be looked at', answer)
    both = {'--file-passphrase-fd': PASSPHRASE}
    answer = b.cli('restore', old, '--json', store=store, passphrase=NEW, fds=both)
    tap.check('with what opens the store, what is closed stays closed', done(answer) + same(
        [answer.json['carried'], answer.json['other_key']], [1, True]) + refused(
        b.cli('release', 'close', '--period', PAST, store=store, passphrase=NEW), 1))
    tap.check('and the older passphrase opens nothing', same(opens(b, store, PASSPHRASE), 3))
    answer = b.cli('restore', old, '--store-lost', '--json', store=store)
    tap.check('unless it is lost, with a warning', same(
        [answer.code, b'published twice' in answer.err, opens(b, store, PASSPHRASE)],
        [0, True, 0]))
    os.unlink(answer.json['kept'])
    other = b.store('other.store')
    b.ok('backup', b.path('other'), store=other)
    tap.check('another store’s copy under the same passphrase asks for a word', b.unchanged(
        store, lambda: refused(b.cli('restore', b.path('other'), store=store), 1,
                               '--other-key')))
    tap.check('and is taken with it', done(
        b.cli('restore', b.path('other'), '--other-key', store=store)))


def test_restore_what_copies_tell(tap, b):
    store = b.store()
    people(b, store, 100)
    old = b.path('old')
    b.ok('backup', old, store=store)
    b.ok('release', 'close', '--period', PAST, store=store)
    flipped(b, store, FRAME + 3000)
    answer = b.cli('restore', old, '--json', store=store)
    tap.check('of a damaged store the copies beside it tell what is closed', same(
        [answer.code, answer.json['carried'], b'copies' in answer.err], [0, 1, True])
        + refused(b.cli('release', 'close', '--period', PAST, store=store), 1))


def test_damage(tap, b):
    store = b.store()
    refusal = b.add(store)
    flipped(b, store, FRAME + 3000)
    tap.check('damage names both ways out', b.unchanged(store, lambda: refused(
        b.cli('info', store=store), 4, 'restore', 'up-to-damage')))
    tap.check('a file of which nothing can be read', b.unchanged(store, lambda: refused(
        b.cli('backup', b.path('rest'), '--up-to-damage', store=store), 4)))
    tap.check('the backup brings it back', same(b.cli(
        'restore', store + '.backup-1', store=store).code, 0) + same(ids(b, store), [refusal]))


def test_slots(tap, b):
    store, key = b.create('a.store')
    b.add(store)
    files = [store, store + '.backup-1']
    change = ('passphrase', 'change')
    tap.check('a wrong passphrase changes nothing', b.unchanged(store, lambda: refused(b.cli(
        *change, store=store, passphrase='wrong', fds={'--new-passphrase-fd': NEW}), 3)))
    tap.check('an empty new one neither', b.unchanged(store, lambda: refused(b.cli(
        *change, store=store, fds={'--new-passphrase-fd': ''}), 1)))
    tap.check('info says that a guess is cheap', done(
        b.cli('info', store=store), 'interactive', '--kdf moderate'))
    tap.check('changed, and dearer', done(b.cli(
        *change, '--kdf', 'moderate', store=store, fds={'--new-passphrase-fd': NEW})))
    tap.check('the old one opens no file', same([opens(b, f, PASSPHRASE) for f in files], [3, 3]))
    tap.check('the new one each', same([opens(b, f, NEW) for f in files], [0, 0]))
    tap.check('info knows', same(b.numbers(store, passphrase=NEW)['kdf'], 'moderate'))
    b.ok(*change, '--kdf', 'interactive', store=store, passphrase=NEW,
         fds={'--new-passphrase-fd': NEW})
    new = b.ok('recovery', 'new', '--json', store=store, passphrase=NEW).json['recovery']

    def recovers(path, text):
        return b.cli('recover', store=path, passphrase=None,
                     fds={'--recovery-fd': text, '--new-passphrase-fd': NEW}).code
    tap.check('the old recovery key opens no file', same([recovers(f, key) for f in files], [3, 3]))
    tap.check('the new one each, but a backup is not changed', same(
        [recovers(f, new) for f in files], [0, 1]))
    elsewhere = b.copy(store, 'elsewhere')
    newest = b.ok(*change, '--new-key', '--json', store=store, passphrase=NEW,
                  fds={'--new-passphrase-fd': PASSPHRASE}).json['recovery']
    files = sorted(p for p in os.listdir(b.folder) if p.startswith('a.store')
                   and not p.endswith('.lock'))
    tap.check('a new key leaves a store and a backup', same(files, ['a.store', 'a.store.backup-1']))
    tap.check('no old credential opens one', same(
        [[opens(b, f, NEW), recovers(f, new)] for f in files], [[3, 3], [3, 3]]))
    tap.check('the new passphrase does', same([opens(b, f, PASSPHRASE) for f in files], [0, 0]))
    tap.check('and the new recovery key', same([recovers(f, newest) for f in files], [0, 1]))
    tap.check('a copy elsewhere is what it was', same(opens(b, elsewhere, NEW), 0))


def test_erase(tap, b):
    store = b.store()
    b.add(store)
    b.ok('restore', store + '.backup-1', store=store)
    tap.check('not without a yes', b.unchanged(store, lambda: refused(
        b.cli('erase', store=store, passphrase=None), 2, '--yes')))
    tap.check('erased, without a passphrase', done(
        b.cli('erase', '--yes', store=store, passphrase=None)))
    tap.check('only the lock is left', same(
        sorted(os.listdir(b.folder)), ['a.store.lock', 'homes']))
    files = sorted(os.listdir(b.folder))
    tap.check('for what is not there no lock is left', refused(
        b.cli('erase', '--yes', store=b.path('none'), passphrase=None), 1, 'none')
        + same(sorted(os.listdir(b.folder)), files))
    letter = b.file('letter', 'mine')
    report = b.file('report', bytes((1 << 20) + 1))
    for path in (letter, report):
        erase = lambda: refused(
            b.cli('erase', '--yes', store=path, passphrase=None), 1, 'not erased')
        tap.check('another file is not erased', b.unchanged(path, erase)
                  + same(os.path.exists(path + '.lock'), False))
        b.cli('info', store=path)
        tap.check('nor after an attempt to open it', b.unchanged(path, erase))
    torn = b.store('torn.store')
    b.add(torn)
    os.truncate(torn, 5000)
    tap.check('a store that was cut off is', done(
        b.cli('erase', '--yes', store=torn, passphrase=None))
        + same(os.path.exists(torn + '.backup-1'), False))
    left = b.store('left.store')
    b.add(left)
    os.unlink(left + '.backup-1')
    os.symlink(b.file('mine', 'mine'), left + '.backup-1')
    tap.check('what a link leads to is not touched, and the link is told', refused(
        b.cli('erase', '--yes', store=left, passphrase=None), 1, 'is erased, but not all')
        + same([os.path.exists(left), open(b.path('mine')).read()], [False, 'mine']))
    tap.check('there is nothing more to erase', refused(
        b.cli('erase', '--yes', store=store, passphrase=None), 1, 'a.store'))


tap = Tap()
for test in (test_generations, test_copies, test_under_its_own_name, test_restore, test_restore_alone,
             test_restore_older_passphrase,
             test_restore_older_key, test_restore_what_copies_tell, test_damage, test_slots, test_erase):
    with box() as b:
        test(tap, b)
tap.finish()
