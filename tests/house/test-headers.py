#!/usr/bin/python3
"""Every header compiles alone, seeing only what its folder may include."""

import functools
import os
import subprocess
import sys
import tempfile

import includes
import tree
from tap import Tap, made_tree

root, build = sys.argv[1:3]
STRICT = ['-std=gnu17', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Wpedantic', '-Werror']
STRICT += ['-Winvalid-pch']

# Most of the time goes into reading these, so each is read once, ahead of all headers that
# include it, themselves or by way of others of ours. Each holds those behind it.
WIDE = ['adwaita.h', 'gtk/gtk.h', 'gio/gio.h', 'glib.h']


@functools.cache
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


def outside(source, header, known, seen):
    """Names of the system headers that the header includes, itself or by way of ours."""
    seen.add(header)
    for is_own, name in includes.included(source, header):
        if not is_own:
            yield name
        elif name in known and known[name] not in seen:
            yield from outside(source, known[name], known, seen)


class Compiler:
    """Compiles units that hold one header of the tree source and nothing else."""

    def __init__(self, source, place):
        self.source = source
        self.place = place
        self.known = includes.headers(source)

    def run(self, folder, *arguments):
        command = ['gcc', *STRICT, *search_path(self.source, folder), *library_flags(folder)]
        return subprocess.run([*command, *arguments], capture_output=True, text=True)

    @functools.cache
    def read_ahead(self, folder, name):
        """Arguments with which a unit begins as if by #include <name>."""
        path = os.path.join(self.place, f'{folder}-{name}'.replace('/', '-'))
        with open(path, 'w', encoding='utf-8') as unit:
            unit.write(f'#include <{name}>\n')
        said = self.run(folder, '-x', 'c-header', path, '-o', f'{path}.gch')
        if said.returncode:
            return []  # the unit itself says what is wrong
        os.remove(path)  # what was read is taken, or nothing compiles
        return ['-include', path]

    def compile_alone(self, header):
        """Returns the first error of a unit that includes the header twice and no more."""
        folder, name = tree.folder(header), os.path.basename(header)
        path = os.path.join(self.place, 'unit.c')
        with open(path, 'w', encoding='utf-8') as unit:
            unit.write(f'#include "{name}"\n#include "{name}"\ntypedef int Unit;\n')
        reads = set(outside(self.source, header, self.known, set()))
        widest = next((wide for wide in WIDE if wide in reads), None)
        ahead = self.read_ahead(folder, widest) if widest else []
        said = self.run(folder, '-fsyntax-only', *ahead, path)
        errors = [line for line in said.stderr.splitlines() if 'error' in line]
        return (errors or [said.stderr])[0] if said.returncode else None


def not_alone(source):
    with tempfile.TemporaryDirectory() as place:
        compiler = Compiler(source, place)
        for header in tree.files(source, 'app/', '.h'):
            error = compiler.compile_alone(header)
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
    'app/window/above.h': '/* . */\n#pragma once\n#include "shown.h"\nGtkBox *g (void);\n',
    'app/window/leans.h': '/* . */\n#pragma once\n#include <gtk/gtk.h>\nAdwBin *h (void);\n',
    'app/window/none.h': '/* . */\n#pragma once\nGtkLabel *i (void);\n',
    'app/window/shown.h': '/* . */\n#pragma once\n#include <adwaita.h>\nAdwBin *j (void);\n',
}) as wrong:
    tap.control(
        'headers that lean on others', list(not_alone(wrong)),
        'size_t', 'glib.h', 'Twice', 'AdwBin', 'GtkLabel',
    )
    tap.control('a header without #pragma once', list(unguarded(wrong)), 'twice.h')

tap.finish()
