#!/usr/bin/python3
"""Help is there for the program and for each command, and needs no store."""

from contract import COMMANDS, GLOBAL
from programs import box, done, refused, same
from tap import Tap


def expected(command):
    required, allowed, _, _ = COMMANDS[command]
    return (command, *required, *allowed, *GLOBAL)


tap = Tap()
with box() as b:
    tap.check('--help lists every command', done(b.cli('--help'), *COMMANDS))
    tap.check('-h is --help', same(b.cli('-h').out, b.cli('--help').out))
    tap.check('--version', done(b.cli('--version'), 'steadfast-cli '))
    tap.check('--version after other options', same(
        b.cli('--json', '--version').out, b.cli('--version').out))
    for group in {command.split()[0] for command in COMMANDS if ' ' in command}:
        inside = [c for c in COMMANDS if c.startswith(group + ' ')]
        tap.check(f'{group} --help lists its commands', done(b.cli(group, '--help'), *inside))
        tap.check(f'{group} --help lists no other', same(
            [c for c in COMMANDS if c not in inside and f'\n  {c} ' in b.cli(group, '--help').text],
            []))
        tap.check(f'{group} alone says what goes with it', refused(
            b.cli(group), 2, *(c.split()[1] for c in inside)))
    for command in COMMANDS:
        words = command.split()
        answer = b.cli(*words, '--help')
        usage = answer.text.split('\n')[1]
        tap.check(f'{command} --help', done(answer, *expected(command)) + same(
            [usage.startswith(f'  steadfast-cli {command} '), usage.endswith(' ')], [True, False])
            + [f'{option} is not in {usage}' for option in COMMANDS[command][0]
               if option.replace('-o', '--output') not in usage and option not in usage])
    for command, formats in (('pledge save', 'minisign|sshsig'), ('tally', 'text|table'),
                             ('release save', 'text|csv|csvw|json|html'),
                             ('release series', 'text|csv|json|html')):
        tap.check(f'{command} --help lists its formats', done(
            b.cli(*command.split(), '--help'), f'--format={formats} '))
    tap.check('global options are in --help', done(b.cli('--help'), *(
        f'\n  {option}' for option in GLOBAL), '\n  --version'))
    tap.check('help after other options',
              done(b.cli('--json', 'refusal', 'add', '--work', 'x', '-h'), 'refusal add'))
    tap.check('export --help', done(b.export('--help'), '--format=csv|csvw|json|html ', '--lang',
                                        '--output'))
    tap.check('export --version', done(b.export('--version'), 'steadfast-export ')
              + same(b.export('--version').text.split()[1], b.cli('--version').text.split()[1]))
tap.finish()
