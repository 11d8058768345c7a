#!/usr/bin/python3
"""A program that was stopped right after a change leaves a store that opens with it; where
the change itself was cut off, the store opens without it. One line says which it was."""

import os
import random
import time

from programs import ADD, PASSPHRASE, box, done, refused, same
from tap import Tap

BLOCK = 4096
HEADER_BYTES = 2 * BLOCK # both copies; the log comes after them


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def changed_blocks(before, after):
    """Where the log differs, in bytes from the beginning."""
    return [at for at in range(HEADER_BYTES, len(after), BLOCK)
            if before[at:at + BLOCK] != after[at:at + BLOCK]]


def waits(process):
    """Whether it sleeps until somebody else does something, as at a full pipe: neither runs
    nor would run, nor waits for the disk."""
    with open(f'/proc/{process.pid}/stat', encoding='ascii') as file:
        return file.read().rsplit(')', 1)[1].split()[0] == 'S'


def stop_after_change():
    """The store as it lies there when a refusal was added and not yet acknowledged: its id
    is to be printed into a pipe that is full."""
    before = read(store)
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while True:
            os.write(writer, bytes(BLOCK))
    except BlockingIOError:
        os.set_blocking(writer, True)
    process = b.start([*ADD, '--week', '2024-W06', '--store', store],
                      {'--passphrase-fd': PASSPHRASE}, stdout=writer)
    os.close(writer)
    deadline = time.monotonic() + 120
    while not changed_blocks(before, read(store)) or not waits(process):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f'not stopped: {process.stderr.read()}')
        time.sleep(0.02)
    process.kill()
    process.wait()
    process.stderr.close()
    os.close(reader)
    return before, read(store)


def opened(name, content, number, lines):
    """What is wrong with opening a store of these bytes: it should hold so many refusals and
    say so many lines; a second time all is well."""
    path = b.file(name, content)
    first = b.cli('refusal', 'list', '--json', store=path)
    if first.code != 0:
        return [f'not opened: {first}']
    return same([len(first.json), first.err.count(b'\n')], [number, lines]) + done(
        b.cli('info', store=path)) + done(b.cli('check', store=path))


tap = Tap()
with box() as b:
    store = b.store()
    b.add(store, '--week', '2024-W05')
    before, stopped = stop_after_change()
    blocks = changed_blocks(before, stopped)
    noise = random.Random(7)

    def without(*places):
        content = bytearray(stopped)
        for at in places:
            content[at:at + BLOCK] = noise.randbytes(BLOCK)
        return bytes(content)

    tap.check('control: a change was made, and the file not closed', same(
        [len(blocks) > 1, before[:HEADER_BYTES] != stopped[:HEADER_BYTES]], [True, True]))
    tap.check('stopped after it: it is there', opened('whole.store', stopped, 2, 1))
    tap.check('cut off at its beginning: it is not', opened(
        'head.store', without(blocks[0]), 1, 1))
    tap.check('cut off at its end', opened('end.store', without(blocks[-1]), 1, 1))
    tap.check('cut off as a whole', opened('none.store', without(*blocks), 1, 1))
    tap.check('one bit of it', opened('bit.store', stopped[:blocks[0] + 50] + bytes(
        [stopped[blocks[0] + 50] ^ 1]) + stopped[blocks[0] + 51:], 1, 1))
    for name, content, words in (
        ('not closed', stopped, (b'not closed last time', b'1 change ')),
        ('recovered', without(blocks[-1]), (b'recovered', b'left out', b'0 changes ')),
    ):
        said = b.cli('info', store=b.file('said.store', content)).err
        tap.check(f'{name}: it says so, and how many changes are certain', same(
            [word in said for word in words], [True] * len(words)))
    info = b.cli('info', '--json', store=b.file('info.store', without(blocks[-1])))
    tap.check('info tells it too', same(
        [info.json['state'], b.numbers(b.path('info.store'))['state']], ['recovered', 'clean']))
    unclean = b.cli('info', '--json', store=b.file('unclean.store', stopped))
    tap.check('and that it was not closed', same(unclean.json['state'], 'unclean'))
    for name, content in (('what was there before', without(HEADER_BYTES)),
                          ('both copies of the header', without(0, BLOCK))):
        path = b.file('lost.store', content)
        tap.check(f'but not without {name}', b.unchanged(path, lambda: refused(
            b.cli('info', store=path), 4 if name.startswith('what') else 3)))
    old_header = before[:HEADER_BYTES] + stopped[HEADER_BYTES:]
    tap.check('a header from before, put back', b.unchanged(
        b.file('back.store', old_header),
        lambda: refused(b.cli('info', store=b.path('back.store')), 4)))
tap.finish()
