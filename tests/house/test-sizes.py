#!/usr/bin/python3
"""Files and functions stay small enough to be read in one go."""

import statistics
import sys

import tree
from functions import functions
from tap import Tap, made_tree

root = sys.argv[1]

FILE_LINES = 600
FUNCTION_LINES = 50
FUNCTION_SHARE = 0.95  # of the functions, those that keep to FUNCTION_LINES
MEDIAN_LINES = 15
WRITTEN_BY_HAND = ('.c', '.h', '.py', '.sh', '.ui', '.build', '.css')


def long_files(source):
    for path in tree.files(source, ends=WRITTEN_BY_HAND):
        lines = tree.text(source, path).count('\n')
        if lines > FILE_LINES:
            yield f'{path} has {lines} lines'


def long_functions(source):
    """Names the long ones, if they are too many together."""
    found = functions(source, 'app/')
    long = sorted((f for f in found if f.lines > FUNCTION_LINES), key=lambda f: -f.lines)
    if len(long) > (1 - FUNCTION_SHARE) * len(found):
        yield f'{len(long)} of {len(found)} functions are over {FUNCTION_LINES} lines'
        yield from (f'{f.path}: {f.name} has {f.lines}' for f in long)


def median(source):
    return statistics.median(f.lines for f in functions(source, 'app/'))


def high_median(source):
    lines = median(source)
    if lines > MEDIAN_LINES:
        yield f'the median function has {lines} lines'


def function_text(name, lines):
    return f'int\n{name} (void)\n{{\n' + '  ;\n' * (lines - 4) + '  return 0;\n}\n'


tap = Tap()
tap.check(f'no file has over {FILE_LINES} lines', list(long_files(root)))
tap.check('at most 5 of 100 functions are long', list(long_functions(root)))
tap.check(f'the median function has {median(root):g} lines', list(high_median(root)))

with made_tree({
    'app/base/good.c': ''.join(function_text(f'good_{i}', 50) for i in range(9)),
    'app/base/bad.c': function_text('bad', 51),
    'app/base/long.h': '\n' * 601,
    'app/base/even.h': '\n' * 600,
}) as wrong:
    tap.control('a long file', list(long_files(wrong)), 'long.h has 601')
    tap.control(
        'a long function', list(long_functions(wrong)), '1 of 10', 'bad.c: bad has 51'
    )
    tap.control('a high median', list(high_median(wrong)), '50')

tap.finish()
