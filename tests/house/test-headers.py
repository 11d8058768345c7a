#!/usr/bin/python3
"""Every header compiles alone, seeing only what its folder may include."""

import os
import subprocess
import sys
import tempfile

import includes
import tree
from tap import Tap, made_tree

root, build = sys.argv[1:3]
STRICT = ['-std=gnu17', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Wpedantic', '-Werror']


def library_flags(folder):
    """Compiler flags of the libraries that the folder may include."""
    modules = ['glib-2.0', 'gio-2.0'] if folder in includes.GLIB else []
    modules += ['gtk4', 'libadwaita-1'] if folder == 'window' else []
    modules += [] if folder not in includes.OUTSIDE['sqlite3'] else ['sqlite3']
    if not modules:
        return []
    command = ['pkg-config', '--cflags', *modules]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


def reached(folder):
    """The folder, those whose headers it may include, and those that these include."""
    folders = [folder]
    for known in folders:
        folders += [f for f in includes.BELOW.get(known, []) if f not in folders]
    return folders


def search_path(source, folder):
    """What the folder reaches, and the one that holds config.h."""
    folders = reached(folder)
    return [f'-I{os.path.join(source, "app", f)}' for f in folders] + [f'-I{build}/app']


def compile_alone(source, header):
    """Returns the first error of a file that includes the header twice and no more."""
    folder, name = tree.folder(header), os.path.basename(header)
    with tempfile.NamedTemporaryFile('w', suffix='.c') as unit:
        unit.write(f'#include "{name}"\n#include "{name}"\ntypedef int Unit;\n')
        unit.flush()
        command = ['gcc', '-fsyntax-only', *STRICT, *search_path(source, folder)]
        command += [*library_flags(folder), unit.name]
        said = subprocess.run(command, capture_output=True, text=True)
    errors = [line for line in said.stderr.splitlines() if 'error' in line]
    return errors[0] if said.returncode else None


def not_alone(source):
    for header in tree.files(source, 'app/', '.h'):
        error = compile_alone(source, header)
        if error:
            yield f'{header}: {error}'


def unguarded(source):
    for header in tree.files(source, 'app/', '.h'):
        if '\n#pragma once\n' not in tree.text(source, header):
            yield f'{header} lacks #pragma once'


tap = Tap()
tap.check('every header compiles alone', list(not_alone(root)))
tap.check('every header has #pragma once', list(unguarded(root)))

with made_tree({
    'app/base/needs.h': '/* . */\n#pragma once\nvoid f (size_t count);\n',
    'app/tally/glib-here.h': '/* . */\n#pragma once\n#include <glib.h>\n',
    'app/text/good.h': '/* . */\n#pragma once\n#include <glib.h>\nvoid f (gsize count);\n',
    'app/text/twice.h': '/* . */\nstruct Twice { int a; };\n',
}) as wrong:
    tap.control(
        'headers that lean on others', list(not_alone(wrong)),
        'size_t', 'glib.h', 'Twice',
    )
    tap.control('a header without #pragma once', list(unguarded(wrong)), 'twice.h')

tap.finish()
