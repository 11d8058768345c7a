#!/usr/bin/python3
"""The programs speak Arabic where that is asked for: help, tables, sentences and errors. Ids,
weeks and files stay as they are in every language."""

import re

from contract import COMMANDS
from programs import ADD, ARABIC, box, need_translations, refused, same
from tap import Tap

LETTERS = re.compile('[\u0620-\u064a]')
# What is English in every language: names of commands and options, ids, figures.
CODE = re.compile(r'steadfast-(?:cli|export)|--?[a-z-]+|[0-9a-f]{8,}|\d[\w-]*|SHA-256|v1|[A-Z]+')


def untranslated(args, stream='out', **options):
    """The lines that are the same in Arabic, though they hold a sentence."""
    english = b.cli(*args, **options)
    arabic = b.cli(*args, env=ARABIC, **options)
    if english.code != arabic.code:
        return [f'{args}: {english.code} is {arabic.code} in Arabic']
    lines = getattr(arabic, stream).decode().splitlines()
    known = set(getattr(english, stream).decode().splitlines())
    same_lines = [line for line in lines if line in known
                  and len(re.findall('[A-Za-z]{4}', CODE.sub('', line))) > 1]
    wordless = [] if any(LETTERS.search(line) for line in lines) else [f'{args}: {lines[:3]}']
    return [f'{args}: {line}' for line in same_lines] + wordless


tap = Tap()
need_translations(tap)
with box() as b:
    store = b.store()
    b.add(store, '--week', '2024-W05')
    b.ok('pledge', 'take', '--tier', '1', '--role', 'support', store=store)
    tap.check('help', untranslated(['--help']))
    for command in COMMANDS:
        tap.check(f'{command} --help', untranslated([*command.split(), '--help']))
    for args in (['info'], ['check'], ['refusal', 'list'], ['refusal', 'list', '--trash'],
                 ['pledge', 'list'], ['campaign', 'show'], ['release', 'list'],
                 ['release', 'preview', '--period', '2024-Q1']):
        tap.check(' '.join(args), untranslated(args, store=store))
    rows = b.file('bad.csv', 'week,work,customer,grounds,outcome,code_named\n2024-W99,,,,,\n')
    for args in (
        ['refusal', 'delete', '0' * 32], ['release', 'close', '--period', '2024'[:4] + '-01'],
        ['tally', '--period', '2024-Q9'], ['frobnicate'], ['refusal', 'add'], ['info', 'x'],
        ['refusal', 'import', rows], ['refusal', 'import', 'none.csv'], ['create'],
        ['pledge', 'change', '--tier', '1'], ['pledge', 'take', '--tier', 'x'],
        [*ADD, '--week', '2025-W53'], ['create', '--kdf', 'none'],
    ):
        tap.check(f'error of {" ".join(args)[:40]}', untranslated(args, 'err', store=store))
    wrong = b.cli('info', store=store, passphrase='x', env=ARABIC)
    tap.check('a wrong passphrase is one line', refused(wrong, 3) + same(
        bool(LETTERS.search(wrong.err.decode())), True))
    english, arabic = (b.ok('info', '--json', store=store, env=env).json for env in ((), ARABIC))
    tap.check('JSON has the same keys', same(sorted(english), sorted(arabic)) + same(
        english['campaign']['id'], arabic['campaign']['id']))
    tap.check('closing speaks Arabic', same(bool(LETTERS.search(b.ok(
        'release', 'close', '--period', '2024-Q1', store=store, env=ARABIC).text)), True))
    tap.check('a release is the same file', same(*(b.ok(
        'release', 'save', '2024-Q1', '--format', 'json', '-o', '-', store=store, env=env).out
        for env in ((), ARABIC))))
tap.finish()
