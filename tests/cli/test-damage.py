#!/usr/bin/python3
"""A wrong passphrase or no store is exit 3, damage exit 4, a store in use exit 5; none of
them changes a byte, and none shows a traceback of anything."""

import os
import random
import subprocess
import time

from programs import PASSPHRASE, box, done, refused, same
from tap import Tap

MEBI = 1 << 20
HEADER_COPY = 4096 # bytes of each of its two copies; the log comes after them
COST_BYTE = 16 # after a copy's first salt
OPENING = (['info'], ['check'], ['refusal', 'list'], ['pledge', 'list'], ['tally'],
           ['release', 'list'], ['refusal', 'delete', '0' * 32])


def holds_lock(process, path):
    """Whether the process holds the lock of a store, as the kernel lists it."""
    with open('/proc/locks', encoding='ascii') as file:
        rows = [line.split() for line in file]
    inode = os.stat(path).st_ino if os.path.exists(path) else -1
    return any(row[1] == 'FLOCK' and row[4] == str(process.pid)
               and row[5].endswith(f':{inode}') for row in rows if '->' not in row)


def hold(store, key):
    """A program that has the store open until it is given a passphrase; and where to."""
    reader, writer = os.pipe()
    process = b.start(['recover', '--store', store],
                      {'--recovery-fd': key, '--new-passphrase-fd': reader},
                      stdout=subprocess.DEVNULL)
    os.close(reader)
    deadline = time.monotonic() + 120
    while not holds_lock(process, store + '.lock'):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f'the store is not held: {process.stderr.read()}')
        time.sleep(0.01)
    return process, writer


def damaged(store, name, change):
    """A copy of the store whose bytes went through change."""
    with open(store, 'rb') as file:
        content = bytearray(file.read())
    return b.file(name, bytes(change(content)))


def flip(*places):
    def change(content):
        for place in places:
            content[place] ^= 1
        return content
    return change


def cheap(content):
    """Noise names a class of key derivation too: this makes it the cheapest, for speed."""
    for copy in (0, HEADER_COPY):
        content[copy + COST_BYTE] = 0
    return content


def answers(path, code, word='', commands=OPENING):
    return b.unchanged(path, lambda: [
        p for args in commands for p in refused(b.cli(*args, store=path), code, word)])


tap = Tap()
with box() as b:
    store, key = b.create('a.store')
    b.add(store)
    noise = random.Random(1)

    tap.check('a wrong passphrase', b.unchanged(store, lambda: [
        p for wrong in ('seven', PASSPHRASE + ' ', PASSPHRASE.upper(), 'ä', '\r')
        for p in refused(b.cli('info', store=store, passphrase=wrong), 3, 'passphrase')]))
    tap.check("another store's recovery key", b.unchanged(store, lambda: refused(
        b.cli('recover', store=store, passphrase=None,
              fds={'--recovery-fd': b.create('other.store')[1], '--new-passphrase-fd': 'x'}),
        3)))
    tap.check('noise in place of a store', answers(
        b.file('noise', cheap(bytearray(noise.randbytes(MEBI)))), 3, 'noise'))
    tap.check('noise of an odd length', answers(
        b.file('odd', cheap(bytearray(noise.randbytes(MEBI + 4097)))), 3, 'odd', OPENING[:1]))
    tap.check('zeros in place of a store', answers(
        b.file('zeros', bytes(MEBI)), 3, 'zeros', OPENING[:1]))
    tap.check('both header copies damaged', answers(
        damaged(store, 'headless', flip(100, HEADER_COPY + 100)), 3, 'headless'))

    for size in (0, 1, HEADER_COPY, MEBI - 1):
        tap.check(f'a file of {size} bytes', answers(
            damaged(store, 'short', lambda content: content[:size]), 4, 'short', OPENING[:2]))
    first = 2 * HEADER_COPY
    for name, change in (
        ('a flipped bit in the first frame', flip(first + 5)),
        ('a flipped bit in its body', flip(first + 3000)),
        ('the log gone', lambda c: c[:first] + noise.randbytes(len(c) - first)),
        ('the log cut off', lambda c: c[:2 * first] + noise.randbytes(len(c) - 2 * first)),
        ('a length that is not whole', lambda c: c + noise.randbytes(HEADER_COPY)),
        ('the state of both copies', flip(2000, HEADER_COPY + 2000)),
    ):
        tap.check(name, answers(damaged(store, 'damaged', change), 4, 'damaged', OPENING[:2]))
    tap.check('every command says so', answers(
        damaged(store, 'damaged', flip(first + 5)), 4, 'damaged'))
    for copy in (0, 1):
        mended = damaged(store, 'mended', flip(copy * HEADER_COPY + 100))
        answer = b.cli('info', store=mended)
        tap.check(f'header copy {copy} alone is mended, and announced', same(
            [answer.code, answer.err.count(b'\n')], [0, 1]) + done(
                b.cli('info', store=mended)))

    newer = b.copy(store, 'newer')
    subprocess.run([os.environ['STEADFAST_HAND'], 'newer', newer], check=True,
                   input=PASSPHRASE.encode() + b'\n')
    tap.check('a newer format', answers(newer, 1, 'newer version', OPENING[:2]))
    tap.check('no store at all', refused(b.cli('info', store=b.path('none')), 1, 'no store'))

    process, writer = hold(store, key)
    said = {b.cli(*args, store=path, passphrase=given).err.replace(path.encode(), b'')
            for path, given, *args in (
                (store, PASSPHRASE, 'info'), (newer, PASSPHRASE, 'info'),
                (b.path('mended'), 'wrong', 'info'), (b.path('damaged'), PASSPHRASE, 'info'),
                (b.path('short'), PASSPHRASE, 'info'), (b.path('none'), PASSPHRASE, 'info'))}
    tap.check('each has a message of its own', same(len(said), 6))
    tap.check('a store in use', answers(store, 5, 'a.store'))
    tap.check('creating over it', refused(b.cli('create', store=store), 1))
    os.write(writer, b'another passphrase\n')
    os.close(writer)
    process.wait(120)
    process.stderr.close()
    tap.check('who held it ends well', same(process.returncode, 0))
    tap.check('and it opens again', done(
        b.cli('info', store=store, passphrase='another passphrase')))

    os.symlink(store, b.path('link.store'))
    tap.check('a link to a store', b.unchanged(store, lambda: refused(
        b.cli('info', store=b.path('link.store'), passphrase='another passphrase'), 1)))
    os.mkdir(b.path('folder.store'))
    tap.check('a folder in place of a store', refused(
        b.cli('info', store=b.path('folder.store')), 1, 'folder.store'))
    os.mkfifo(b.path('fifo.store'))
    tap.check('a pipe in place of a store', refused(
        b.cli('info', store=b.path('fifo.store')), 1, 'fifo.store'))
tap.finish()
