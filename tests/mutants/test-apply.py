#!/usr/bin/python3
"""Every mutant still applies to the tree, names a suite that exists and changes app/ or
resources/ alone. Whether the tests notice it, `./dev mutants` finds out."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'house'))

import mutant as mutants
from tap import Tap, made_tree

root = os.path.abspath(sys.argv[1])

CHANGED = re.compile(r'^\+\+\+ b/(\S+)', re.MULTILINE)
LINE = re.compile(r'^[-+](?![-+])', re.MULTILINE)
MOST_LINES = 8  # a mutant breaks one thing


def problems(found, source):
    for mutant in found:
        with open(mutant.path, encoding='utf-8') as file:
            text = file.read()
        if mutants.apply(mutant, source, '--check'):
            yield f'{mutant.name} does not apply'
        for path in CHANGED.findall(text):
            if not path.startswith(('app/', 'resources/')):
                yield f'{mutant.name} changes {path}'
        if len(LINE.findall(text)) > MOST_LINES:
            yield f'{mutant.name} changes over {MOST_LINES} lines'
        for suite in mutant.suites:
            if not os.path.isdir(os.path.join(source, 'tests', suite)):
                yield f'{mutant.name} names the suite {suite}'


def repeated(found):
    promises = [mutant.promise for mutant in found]
    return sorted({p for p in promises if promises.count(p) > 1})


tap = Tap()
found = mutants.all_in()
tap.check('every mutant applies', list(problems(found, root)))
tap.check('no two break the same promise', repeated(found))

HEAD = 'Promise: {}\nTests: {}\n--- a/{}\n+++ b/{}\n@@ -1 +1 @@\n'
good, gone = 'app/base/a.c', 'tests/base/b.c'
with made_tree({
    good: 'int a;\n',
    gone: 'int b;\n',
    '1.patch': HEAD.format('a', 'base', good, good) + '-int a;\n+int z;\n',
    '2.patch': HEAD.format('b', 'base', good, good) + '-int old;\n+int z;\n',
    '3.patch': HEAD.format('c', 'none', gone, gone) + '-int b;\n+int z;\n',
    '4.patch': HEAD.format('c', 'base', good, good) + '-int a;\n+int z;\n',
}) as made:
    wrong = mutants.all_in(made)
    tap.control(
        'mutants that are none', list(problems(wrong, made)),
        '2 does not apply', '3 changes tests/base/b.c', '3 names the suite none',
    )
    tap.control('a promise twice', repeated(wrong), 'c')

tap.finish()
