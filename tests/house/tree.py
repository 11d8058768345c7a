"""What the source tree holds: its files, their text and the names of its folders."""

import os
import subprocess

SKIPPED_FOLDERS = ('.git', 'build', '__pycache__')


def git_files(root):
    """The paths that git knows or would add, or None where root is no git work tree."""
    # A machine that tests may own the files as another user than the one who tests.
    command = ['git', '-c', 'safe.directory=*', '-C', root, 'ls-files', '-z']
    command += ['--cached', '--others', '--exclude-standard']
    if not os.path.exists(os.path.join(root, '.git')):
        return None
    listed = subprocess.run(command, check=True, capture_output=True, text=True)
    paths = set(listed.stdout.split('\0')) - {''}
    return [p for p in paths if os.path.isfile(os.path.join(root, p))]


def walked_files(root):
    """Every path below root, without what is built there."""
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if not f.startswith(SKIPPED_FOLDERS)]
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root)


def files(root, under='', ends=''):
    """Sorted paths, relative to root, that begin with under and end with ends."""
    listed = git_files(root)
    paths = walked_files(root) if listed is None else listed
    return sorted(p for p in paths if p.startswith(under) and p.endswith(ends))


def text(root, path):
    with open(os.path.join(root, path), encoding='utf-8') as file:
        return file.read()


def folder(path):
    """app/base/seal.c is in base."""
    return path.split('/')[1] if path.count('/') > 1 else ''
