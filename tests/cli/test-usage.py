#!/usr/bin/python3
"""A command line that cannot be understood: exit 2, one line, and nothing is touched."""

import os

from contract import COMMANDS, VALUES
from programs import ADD, box, refused, same, week
from tap import Tap

WEEKS = ('2025-W53', '2026-W54', '2026-W00', '1999-W52', '2026-W7', '2026W07', '2026-w07',
         '26-W07', '2026-W07 ', ' 2026-W07', '2026-07', '', 'now', '٢٠٢٦-W07', '99999-W01')
PERIODS = ('1999', '1999-Q4', '1999-12', '2026-13', '2026-00', '2026-Q5', '2026-Q0',
           '2026-q1', '2026-W07', '26', '2026-', '', '2026-7', '99999')
NUMBERS = ('--passphrase-fd=x', '--passphrase-fd=-1', '--passphrase-fd=',
           '--passphrase-fd=99999999999', '--passphrase-fd=1.5', '--passphrase-fd=3x')
TAKE = ('pledge', 'take', '--tier', '1')
CLOSE = ('release', 'close', '--period')


def with_options(options):
    return [word for option in options for word in (option, VALUES[option])]


def incomplete():
    """Each command with each thing that it needs left out, and with one too many."""
    for command, (required, _, least, most) in COMMANDS.items():
        words = command.split()
        for left_out in required:
            rest = [option for option in required if option != left_out]
            yield [*words, *with_options(rest), *['x'] * least], left_out.strip('-')
        if least > 0:
            yield [*words, *with_options(required), *['x'] * (least - 1)], command
        yield [*words, *with_options(required), *['x'] * most, 'one-more'], 'one-more'


def unknown():
    yield [], 'command'
    yield ['frobnicate'], 'frobnicate'
    yield ['refusal'], 'refusal'
    yield ['refusal', 'frobnicate'], 'refusal'
    yield ['pledge', '--json'], 'pledge'
    yield [b'\xff\xfe'], ''
    yield ['--frobnicate', 'info'], 'frobnicate'
    yield ['--frobnicate'], 'frobnicate'
    yield ['info', '-x'], 'x'
    yield ['info', '--passphrase', 'secret'], 'passphrase'
    yield ['--passphrase=secret', 'info'], 'passphrase'
    for command, (required, allowed, least, _) in COMMANDS.items():
        if '--period' not in required + allowed:
            words = [*command.split(), *with_options(required), *['x'] * least]
            yield [*words, '--period', '2024'], 'period'


def malformed():
    for text in WEEKS:
        yield [*TAKE, '--week', text], text
        yield [*ADD, '--week', text], text
        yield ['refusal', 'outcome', '0' * 32, 'waiting', '--week', text], text
    for text in PERIODS:
        yield ['tally', '--period', text], text
        yield [*CLOSE, text], text
        yield ['release', 'save', '--format', 'csv', '-o', '-', '--', text], text
    for text in NUMBERS:
        yield [text, 'info'], ''
    for text in ('hard', '', 'Moderate', '1'):
        yield ['create', '--kdf', text], text
    for text in ('maybe', '', 'YES', 'unknown'):
        yield [*ADD, '--code-named', text], text
    for text in ('pdf', '', 'CSV'):
        yield ['release', 'save', '2024', '-o', '-', '--format', text], text
        yield ['pledge', 'save', 'folder', '--format', text], text
        yield ['tally', '--format', text], text
    yield [*ADD, '--new-person', '--same-person-as', '0' * 32], '--same-person-as'
    yield ['tally', '--period'], 'period'
    yield [*ADD[:-1]], 'outcome'


def check(rows, store):
    """Problems of all rows. A malformed value must be seen before a passphrase is asked
    for: the one that is given is wrong, and would be exit 3."""
    for args, word in rows:
        answer = b.cli(*args, store=store, passphrase='not it')
        yield from (f'{args}: {problem}' for problem in refused(answer, 2, word))


tap = Tap()
with box() as b:
    store = b.store()
    before = sorted(os.listdir(b.folder))
    for name, rows in (('what is unknown', unknown()), ('what is missing', incomplete()),
                       ('what is malformed', malformed())):
        tap.check(name, b.unchanged(store, lambda: list(check(rows, store))))
    tap.check('a tier that is no number', b.unchanged(store, lambda: [
        p for text in ('one', '', '-1', '1.0', '1 ', '+1', '٢')
        for p in refused(b.cli('pledge', 'take', '--tier', text, store=store), 2, 'tier')]))
    tap.check('no descriptor is named and there is no terminal', refused(
        b.cli('info', store=store, passphrase=None), 2, '--passphrase-fd'))
    tap.check('a year of 53 weeks has week 53', refused(
        b.cli(*TAKE, '--week', '2020-W53', store=store, passphrase='not it'), 3))
    tap.check('2000 is not before 2000', refused(
        b.cli(*TAKE, '--week', '2000-W01', store=store, passphrase='not it'), 3))
    tap.check('no file was made', same(sorted(os.listdir(b.folder)), before))
    exports = [[], ['--format', 'pdf'], ['--frobnicate'], ['--format', 'csv', 'a', 'b'],
               ['--format', 'csv', '--lang'], ['--format'], ['--format', '']]
    tap.check('steadfast-export too', [
        p for args in exports for p in refused(b.export(*args), 2, name='steadfast-export')])
tap.finish()
