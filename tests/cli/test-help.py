#!/usr/bin/python3
"""Help is there for the program and for each command, and needs no store."""

from contract import COMMANDS, GLOBAL
from programs import box, done, same
from tap import Tap


def expected(command):
    required, allowed, _, _ = COMMANDS[command]
    return (command, *required, *allowed, *GLOBAL)


tap = Tap()
with box() as b:
    tap.check('--help lists every command', done(b.cli('--help'), *COMMANDS))
    tap.check('-h is --help', same(b.cli('-h').out, b.cli('--help').out))
    tap.check('--version', done(b.cli('--version'), 'steadfast-cli '))
    for command in COMMANDS:
        words = command.split()
        tap.check(f'{command} --help', done(b.cli(*words, '--help'), *expected(command)))
    tap.check('help after other options',
              done(b.cli('--json', 'refusal', 'add', '--work', 'x', '-h'), 'refusal add'))
    tap.check('export --help', done(b.export('--help'), '--format', '--lang', '--output'))
tap.finish()
