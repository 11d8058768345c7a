#!/usr/bin/python3
"""At a terminal a passphrase is asked for without being shown, and the terminal is left as
it was found."""

import os
import re
import signal
import time

from programs import HEADER, box, same
from tap import Tap
from typist import Typist

SECRET = 'quiet otters'
TAKEN_AWAY = b'\r\x1b[K'

tap = Tap()
with box() as b:
    def create(first, second):
        typist = Typist(b, '--store', 'a.store', 'create', '--kdf', 'interactive')
        problems = same(typist.wait_for(b'passphrase'), True) + same(typist.echoes(), False)
        typist.type(first + '\n')
        problems += same(typist.wait_for(b'again'), True) + same(typist.echoes(), False)
        typist.type(second + '\n')
        return typist.finish(), typist.shown, problems

    code, shown, problems = create(SECRET, SECRET + 's')
    tap.check('two that differ: exit 1, and no store', problems + same(
        [code, os.path.exists(b.path('a.store'))], [1, False]))
    tap.check('they were not shown', same(SECRET.encode() in shown, False))
    code, shown, problems = create('seven c', 'seven c')
    tap.check('seven characters: exit 1, and no store', problems + same(
        [code, b'at least 8' in shown, os.path.exists(b.path('a.store'))], [1, True, False]))
    code, shown, problems = create(SECRET, SECRET)
    tap.check('two that are equal: a store', problems + same(
        [code, os.path.exists(b.path('a.store'))], [0, True]))
    tap.check('nor were these', same(SECRET.encode() in shown, False))

    typist = Typist(b, '--store', 'a.store', 'info')
    asked = typist.wait_for(b'assphrase')
    typist.type(SECRET + '\n')
    tap.check('asked for once to open', same([asked, typist.finish()], [True, 0]))
    tap.check('and not shown', same(SECRET.encode() in typist.shown, False))

    typist = Typist(b, '--store', 'a.store', 'info')
    typist.wait_for(b'assphrase')
    typist.type('quiet\x03')
    deadline = time.monotonic() + 120
    while not typist.echoes() and time.monotonic() < deadline:
        time.sleep(0.01)
    tap.check('Ctrl+C puts the terminal back', same(typist.echoes(), True))
    tap.check('and ends the program', same(typist.finish(), -signal.SIGINT))

    typist = Typist(b, '--store', 'a.store', 'info')
    typist.wait_for(b'assphrase')
    typist.type('\x04')
    tap.check('the end of input is an empty passphrase', same(typist.finish(), 3))

    table = b.file('table', '\n'.join(
        [HEADER] + ['2024-W07,ticket,military,law,waiting,no'] * 40000).encode())
    typist = Typist(b, '--store', 'a.store', 'refusal', 'import', table)
    typist.wait_for(b'assphrase')
    typist.type(SECRET + '\n')
    typist.hold_up(3)
    code = typist.finish()
    lines = typist.shown.split(TAKEN_AWAY)
    tap.check('what takes long says how far it is', same(
        [code, len(lines) > 2, all(re.fullmatch(rb'Importing: [0-9,]+ entr(y|ies)', line)
                                   for line in lines[1:-1])], [0, True, True]))
    tap.check('and leaves nothing of that', same(
        lines[-1].strip(), b'40000 rows were imported.'))


    def is_silent():
        """Whether a tally ends without a word of how far it is, as it does within a second."""
        typist = Typist(b, '--store', 'a.store', 'tally', '--period', '2024-Q1')
        typist.wait_for(b'assphrase')
        typist.type(SECRET + '\n')
        return typist.finish() == 0 and TAKEN_AWAY not in typist.shown

    # A busy machine may be slow once.
    tap.check('what is quick says nothing', same(any(is_silent() for _ in range(10)), True))
tap.finish()
