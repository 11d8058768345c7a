#!/usr/bin/python3
"""A passphrase is one line of a descriptor, of 1 to 1,024 bytes, and the same however an
accent was typed. It never comes from arguments or the environment."""

import os
import resource
import subprocess
import time

from programs import PASSPHRASE, box, done, refused, same
from tap import Tap

LONGEST = 'ä' * 512
COMPOSED, DECOMPOSED = 'seven caf\u00e9 \u1e69', 'seven cafe\u0301 s\u0323\u0307'
NO_CORE = (1, 1)


def core_limit(b, store):
    """The limit of core files of a program that waits for its passphrase: NO_CORE, or what
    it still is after a while. A sanitizer sets another one before the program begins."""
    reader, writer = os.pipe()
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    process = b.start(['--store', store, 'info'], {'--passphrase-fd': reader},
                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (most, most)))
    try:
        end = time.monotonic() + 120
        limit = None
        while limit != NO_CORE and time.monotonic() < end:
            time.sleep(0.02)
            limit = resource.prlimit(process.pid, resource.RLIMIT_CORE)
        return limit
    finally:
        os.close(writer)
        os.close(reader)
        process.communicate()


tap = Tap()
with box() as b:
    def tried(passphrase, store=None):
        """Whether a store opens with it."""
        return b.cli('info', store=store, passphrase=passphrase)

    def created(passphrase):
        return b.cli('create', '--kdf', 'interactive', store=b.path('new.store'),
                     passphrase=passphrase)

    def listed():
        return sorted(name for name in os.listdir(b.folder) if name.startswith('new'))

    for name, passphrase in (
        ('empty', ''), ('an empty line', '\n'), ('1,025 bytes', 'x' * 1025),
        ('1,025 bytes in a longer line', LONGEST + 'x\n'), ('invalid UTF-8', b'caf\xe9\n'),
        ('a zero byte', b'a\0b\n'), ('half a character', 'ä'.encode()[:1]),
    ):
        tap.check(f'{name}: refused', refused(created(passphrase), 1, 'passphrase')
                  + same(listed(), []))
    for name, passphrase in (('seven', 'x' * 7), ('seven of two bytes', 'ä' * 7)):
        answer = created(passphrase)
        tap.check(f'{name} characters of a script are taken, with a word', same(
            [answer.code, b'easy to guess' in answer.err], [0, True]))
        for left in listed():
            os.unlink(b.path(left))
    drawn = b.cli('passphrase', 'suggest')
    tap.check('one is drawn by lot, with its bits', done(drawn, '77') + same(
        [len(line.split()) for line in drawn.text.split('\n')[:1]], [6]))
    again = b.cli('passphrase', 'suggest', '--json')
    tap.check('and another one', done(again) + same(again.json['bits'], 77) + same(
        again.json['passphrase'] in drawn.text, False))
    taken = b.file('taken', 'mine')
    nobody = {'passphrase': None, 'fds': {}}
    tap.check('what is in the way is said before a passphrase is asked for', refused(
        b.cli('create', store=taken, **nobody), 1, 'taken') + refused(
        b.cli('create', '--campaign', taken, store=b.path('new.store'), **nobody), 1)
        + same(listed(), []))
    unread = b.cli('create', store=b.path('new.store'), passphrase=None,
                   fds={'--passphrase-fd': os.open(b.folder, os.O_RDONLY)})
    tap.check('a folder as descriptor', refused(unread, 1))
    tap.check('a descriptor that is closed', refused(b.cli(
        '--passphrase-fd', '77', 'create', store=b.path('new.store'), passphrase=None), 1, '77'))
    tap.check('nothing was made', same(listed(), []))

    store = b.store('longest.store', passphrase=LONGEST)
    tap.check('1,024 bytes', done(tried(LONGEST, store)))
    tap.check('to the line’s end', done(tried(LONGEST + '\nmore', store)))
    tap.check('one byte fewer is another', refused(tried(LONGEST[:-1], store), 3))
    composed = b.store('composed.store', passphrase=COMPOSED)
    tap.check('typed with combining accents', done(tried(DECOMPOSED, composed)))
    tap.check('as it was set', done(tried(COMPOSED + '\n', composed)))
    tap.check('without its accents', refused(tried('seven cafe s', composed), 3))
    decomposed = b.store('decomposed.store', passphrase=DECOMPOSED)
    tap.check('set with combining accents', done(tried(COMPOSED, decomposed)))
    blank = b.store('blank.store', passphrase=' a  b  cd ')
    tap.check('blanks count', done(tried(' a  b  cd ', blank)) + refused(tried('a b cd', blank), 3))

    store = b.store()
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        tap.skip('no core file', 'none is allowed here in any case')
    else:
        tap.check('no core file, not even one for a handler', same(
            core_limit(b, store), NO_CORE))
    tap.check('from no environment', [
        p for name in ('STEADFAST_PASSPHRASE', 'PASSPHRASE', 'STEADFAST_STORE', 'PASSWORD')
        for p in refused(b.cli('info', store=store, passphrase=None, env={name: PASSPHRASE}), 2)])
    tap.check('from standard input only if that is named', refused(
        b.cli('info', store=store, passphrase=None, stdin=PASSPHRASE.encode()), 2) + done(
            b.cli('info', '--passphrase-fd', '0', store=store, passphrase=None,
                  stdin=PASSPHRASE.encode())))
    tap.check('no option takes one', [
        p for option in ('--passphrase', '--password', '--new-passphrase', '--recovery')
        for p in refused(b.cli('info', f'{option}={PASSPHRASE}', store=store), 2)])
tap.finish()
