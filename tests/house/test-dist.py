#!/usr/bin/python3
"""The source archive: the same bytes for the same commit, every file of it, and nothing in
it that needs git. usage: test-dist.py SOURCE BUILD [whole]: with "whole" what is unpacked
is built and tested too, which takes minutes."""

import hashlib
import os
import subprocess
import sys
import tempfile

from tap import Tap

root, build = map(os.path.abspath, sys.argv[1:3])
whole = sys.argv[3:] == ['whole']
# Those that ask which files there are.
READERS = ('docs', 'includes', 'sizes', 'translations', 'tree')


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    return done.returncode, done.stdout, done.stderr


def failing(*command, **options):
    """What a command says, if it fails."""
    result, out, err = run(*command, **options)
    return [] if result == 0 else [f'{" ".join(command)}: {out[-2000:]}{err[-2000:]}']


def make(folder):
    """(the archive, its SHA-256)"""
    result, out, err = run(f'{root}/dev', 'dist', folder)
    assert result == 0, err
    path = out.splitlines()[-1]
    with open(path, 'rb') as file:
        return path, hashlib.sha256(file.read()).hexdigest()


def unpack(archive, folder):
    subprocess.run(['tar', '--extract', '--file', archive, '--directory', folder], check=True)
    [name] = os.listdir(folder)
    return os.path.join(folder, name)


def committed():
    _, out, _ = run('git', '-c', 'safe.directory=*', '-C', root, 'ls-tree', '-r', '-z',
                    '--name-only', 'HEAD')
    return set(out.split('\0')) - {''}


def found(folder):
    return {os.path.relpath(os.path.join(place, name), folder)
            for place, _, names in os.walk(folder) for name in names}


tap = Tap()
if not os.path.exists(f'{root}/.git'):
    tap.skip('the source archive', 'this is no clone')
    tap.finish()
with tempfile.TemporaryDirectory() as place:
    for name in ('one', 'two', 'unpacked'):
        os.mkdir(f'{place}/{name}')
    archive, digest = make(f'{place}/one')
    tap.check('two archives of one commit have the same bytes',
              [] if make(f'{place}/two')[1] == digest else ['they differ'])
    tap.check('its sum is beside it', failing(
        'sha256sum', '--check', f'{os.path.basename(archive)}.sha256', cwd=f'{place}/one'))
    tree = unpack(archive, f'{place}/unpacked')
    tap.check('it has every committed file, and no other',
              sorted(found(tree) ^ committed()))
    for reader in READERS if not whole else ():
        tap.check(f'unpacked, without git: {reader}', failing(
            f'{tree}/tests/house/test-{reader}.py', tree, build, cwd=tree))
    if whole:
        tap.check('it is built and tested without git',
                  failing(f'{tree}/dev', 'test', '--quick', cwd=tree))
    else:
        tap.check('it can be set up without git', failing(
            'meson', 'setup', f'{place}/build', tree))
tap.finish()
