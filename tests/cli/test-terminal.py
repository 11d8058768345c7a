#!/usr/bin/python3
"""At a terminal a passphrase is asked for without being shown, and the terminal is left as
it was found."""

import os
import pty
import re
import select
import signal
import termios
import time

from programs import CLI, HEADER, box, same
from tap import Tap

SECRET = 'quiet otters'
TAKEN_AWAY = b'\r\x1b[K'


class Typist:
    """A program at a terminal of its own, and a hand that types when it is asked."""

    def __init__(self, b, *args):
        self.shown = b''
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(b.folder)
            os.execve(CLI, [CLI, *args], b.env)

    def wait_for(self, text, times=1):
        """Reads until text was shown so often; False if the program ended before."""
        deadline = time.monotonic() + 30
        while self.shown.count(text) < times and time.monotonic() < deadline:
            if select.select([self.terminal], [], [], 0.2)[0]:
                try:
                    read = os.read(self.terminal, 4096)
                except OSError:
                    return False
                if not read:
                    return False
                self.shown += read
        return self.shown.count(text) >= times

    def hold_up(self, seconds):
        """Gives it only a fifteenth of the time, as an old machine would."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            os.kill(self.pid, signal.SIGSTOP)
            time.sleep(0.3)
            os.kill(self.pid, signal.SIGCONT)
            time.sleep(0.02)

    def echoes(self):
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def finish(self):
        """Its exit status; everything it still shows is read."""
        self.wait_for(b'\0 never shown')
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


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
    deadline = time.monotonic() + 10
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
    typist = Typist(b, '--store', 'a.store', 'tally', '--period', '2024-Q1')
    typist.wait_for(b'assphrase')
    typist.type(SECRET + '\n')
    tap.check('what is quick says nothing', same([typist.finish(), TAKEN_AWAY in typist.shown], [0, False]))
tap.finish()
