#!/usr/bin/python3
"""Only counts leave: the program that writes what is published is linked with nothing
that could read an entry, open the store or draw a random number."""

import os
import subprocess
import sys
import tempfile

import objects
from tap import Tap

build = sys.argv[2]

EXPORT = os.path.join(build, 'app', 'export', 'steadfast-export')
MAY_LINK = {'libglib-2.0', 'libc', 'libm', 'ld-linux-x86-64', 'ld-linux-aarch64'}
MAY_NOT_HOLD = (
    'sodium_', 'crypto_', 'randombytes', 'sqlite3_', 'seal_', 'secret_', 'kdf_', 'random_',
    'vault_', 'campaign_', 'pledge_', 'store_', 'session_', 'getrandom', 'g_random_',
    'g_rand_',
)


def linked_too_much(program):
    return [f'links {name}' for name in objects.needed(program) if name not in MAY_LINK]


def holds_too_much(program):
    found = sorted(objects.program_symbols(program))
    return [f'holds {symbol}' for symbol in found if symbol.startswith(MAY_NOT_HOLD)]


def made_program(folder, text, *libraries):
    """Compiles and links text, the source of a program."""
    source, program = os.path.join(folder, 'made.c'), os.path.join(folder, 'made')
    with open(source, 'w', encoding='utf-8') as file:
        file.write(text)
    subprocess.run(['gcc', '-w', source, '-o', program, *libraries], check=True)
    return program


tap = Tap()
tap.check('steadfast-export links GLib and libc only', linked_too_much(EXPORT))
tap.check('it holds nothing that knows an entry', holds_too_much(EXPORT))

with tempfile.TemporaryDirectory() as folder:
    wrong = made_program(
        folder,
        'int sqlite3_libversion_number (void);\n'
        'void store_open (void) { sqlite3_libversion_number (); }\n'
        'int main (void) { store_open (); return 0; }\n',
        '-lsqlite3',
    )
    tap.control('a library too many', linked_too_much(wrong), 'libsqlite3')
    tap.control(
        'symbols too many', holds_too_much(wrong), 'sqlite3_libversion', 'store_open'
    )

tap.finish()
