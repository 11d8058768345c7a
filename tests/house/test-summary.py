#!/usr/bin/python3
"""The last line of `./dev test` tells the truth."""

import json
import os
import subprocess
import sys

from tap import Tap, made_tree

root = sys.argv[1]
SUMMARY = os.path.join(root, 'tests', 'summary.py')


def log(*tests):
    """The text of a testlog.json: a test is (name, result, what it printed)."""
    fields = ('name', 'result', 'stdout')
    return ''.join(json.dumps(dict(zip(fields, test))) + '\n' for test in tests)


def summary(files):
    """Returns (exit status, last line) of summary.py over files: {name: text}."""
    with made_tree({f'logs/{name}': text for name, text in files.items()}) as made:
        paths = [os.path.join(made, 'logs', name) for name in files]
        command = [sys.executable, SUMMARY, *paths, os.path.join(made, 'not there')]
        done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout.splitlines()[-1]


tap = Tap()


def expect(name, files, status, line):
    found = summary(files)
    tap.check(name, [] if found == (status, line) else [f'found {found}'])


good = ('a', 'OK', 'TAP version 13\n# notes\n1..3\nok 1 /a/one\nok 2 /a/two\nok 3 - three\n')
expect('subtests are counted', {'1': log(good)}, 0, '3 passed, 0 failed, 0 skipped')
expect(
    'a second build counts nothing twice',
    {'1': log(good), '2': log(good)}, 0, '3 passed, 0 failed, 0 skipped',
)
expect(
    'one failure in one build is a failure',
    {'1': log(good), '2': log(('a', 'FAIL', 'ok 1 /a/one\nnot ok 2 /a/two\n'))},
    1, '2 passed, 1 failed, 0 skipped',
)
expect(
    'skipped is what no build ran',
    {
        '1': log(('a', 'OK', 'ok 1 /a/one # SKIP not here\nok 2 /a/two # skip too\n')),
        '2': log(('a', 'OK', 'ok 1 /a/one\n')),
    },
    0, '1 passed, 0 failed, 1 skipped',
)
expect(
    'a crash is a failure',
    {'1': log(('a', 'ERROR', 'ok 1 /a/one\nBail out!\n'), ('b', 'TIMEOUT', None))},
    1, '1 passed, 2 failed, 0 skipped',
)
expect(
    "dev's own steps count",
    {'steps.tap': 'ok - it builds\nnot ok - coverage\n', '1': log(good)},
    1, '4 passed, 1 failed, 0 skipped',
)
expect('nothing run is a failure', {}, 1, '0 passed, 0 failed, 0 skipped')
tap.finish()
