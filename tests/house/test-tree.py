#!/usr/bin/python3
"""The tree is finished and belongs to nobody's machine."""

import re
import sys

import tree
from tap import Tap, made_tree

root = sys.argv[1]

# A folder in which people keep their own files, at the head of an absolute path.
OWN_PATH = re.compile(r'(?:^|[\s"\'=(:])/(?:home|root|work|Users|mnt|srv)/', re.MULTILINE)
UNFINISHED = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|X' r'XX)\b')
NOT_TEXT = ('.png', '.mo', '.gz', '.bin', '.sqlite')

# What tools leave beside a file that they change.
LEFTOVER = re.compile(r'(?:\.orig|\.rej|\.bak|\.swp|~)$')


def texts(source):
    """Yields (path, text) of each file that is text."""
    for path in tree.files(source):
        if not path.endswith(NOT_TEXT):
            try:
                yield path, tree.text(source, path)
            except UnicodeDecodeError:
                pass  # a fixture that is broken on purpose


def matches(source, pattern):
    for path, text in texts(source):
        for match in pattern.finditer(text):
            line = text.count('\n', 0, match.end()) + 1
            yield f'{path}:{line}: {match.group().strip()}'


def foreign_python(source):
    """A `python3` found by the PATH may be another one, without what Debian's has."""
    for path in tree.files(source, ends='.py'):
        first = tree.text(source, path).split('\n', 1)[0]
        if first.startswith('#!') and first != '#!/usr/bin/python3':
            yield f'{path}: {first}'


def leftovers(source):
    return [path for path in tree.files(source) if LEFTOVER.search(path)]


tap = Tap()
tap.check("no path of anybody's machine", list(matches(root, OWN_PATH)))
tap.check('nothing is marked as unfinished', list(matches(root, UNFINISHED)))
tap.check("scripts run with Debian's Python", list(foreign_python(root)))
tap.check('no leftovers of tools', leftovers(root))

own = '/'.join(['', 'home', 'her', 'steadfast'])
with made_tree({
    'app/base/a.c': f'x\nconst char *path = "{own}";\n',
    'app/base/b.c': '/* TO' 'DO: later */ mkstemp ("aX' 'XXXXX");\n',
    'app/embed.py': '#!/usr/bin/env python3\n',
    'app/base/a.c.orig': 'x\n',
    'app/module.py': 'import os\n',
    'README.md': 'It is at https://example.org/home/her and /usr/lib.\n',
}) as wrong:
    tap.control('a path', list(matches(wrong, OWN_PATH)), 'a.c:2')
    tap.control('an unfinished place', list(matches(wrong, UNFINISHED)), 'b.c:1')
    tap.control('a python by the PATH', list(foreign_python(wrong)), 'embed.py')
    tap.control('a leftover', leftovers(wrong), 'a.c.orig')

tap.finish()
