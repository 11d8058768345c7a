"""A mutant: a patch file that breaks one promise, with a head that says which.

The head is two lines before the patch proper:
    Promise: a nonce never repeats
    Tests: base vault
Tests names the suites of which one must notice.
"""

import glob
import os
import subprocess
from typing import NamedTuple

FOLDER = os.path.dirname(os.path.abspath(__file__))


class Mutant(NamedTuple):
    name: str
    path: str
    promise: str
    suites: list


def read(path):
    """Returns the Mutant in a patch file; raises ValueError where its head is wrong."""
    with open(path, encoding='utf-8') as file:
        lines = file.read().splitlines()
    head = dict(line.split(': ', 1) for line in lines[:2] if ': ' in line)
    if set(head) != {'Promise', 'Tests'}:
        raise ValueError(f'{path} does not begin with Promise: and Tests:')
    name = os.path.basename(path)[: -len('.patch')]
    return Mutant(name, path, head['Promise'], head['Tests'].split())


def all_in(folder=FOLDER):
    return [read(path) for path in sorted(glob.glob(os.path.join(folder, '*.patch')))]


def apply(mutant, root, *options):
    """Patches the tree at root; returns what git says against it, '' if it applies."""
    # With no repository above, git takes root as it is, whatever it holds.
    env = dict(os.environ, GIT_CEILING_DIRECTORIES=os.path.dirname(root), GIT_DIR='/dev/null')
    command = ['git', 'apply', *options, mutant.path]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True)
    return done.stderr if done.returncode else ''
