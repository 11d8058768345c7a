#!/usr/bin/python3
"""Counts what the tests said: usage: summary.py FILE...

A FILE is Meson's testlog.json, one test program a line with all that it printed, or a
file of TAP lines (.tap). Each subtest counts once: one that ran in several builds has
failed if it failed in any, and was skipped only if it was skipped in all. A program that
crashed, hung or broke its own plan has one failure more. The last line printed is
`N passed, N failed, N skipped`; the exit status is 1 if anything failed or nothing ran.
"""

import json
import os
import re
import sys

RESULT = re.compile(r'^(ok|not ok)\b\s*(\d*)\s*(?:-\s)?\s*([^#]*)(#\s*(\w+))?')
BAD = ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS')
WORST_FIRST = ('failed', 'passed', 'skipped')


def subtests(text):
    """Yields (name, outcome) for each line of TAP in text."""
    for line in text.splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        word, number, name, _, mark = match.groups()
        skipped = (mark or '').upper() == 'SKIP'
        outcome = 'failed' if word != 'ok' else 'skipped' if skipped else 'passed'
        yield name.strip() or number, outcome


def read_meson_log(path):
    """Yields (name, outcome) for each subtest in a testlog.json."""
    for line in open(path, encoding='utf-8'):
        test = json.loads(line)
        found = list(subtests(test['stdout'] or ''))
        for name, outcome in found:
            yield f'{test["name"]} {name}', outcome
        if test['result'] in BAD and 'failed' not in (o for _, o in found):
            yield f'{test["name"]} ({test["result"].lower()})', 'failed'
        elif not found:
            outcome = 'skipped' if test['result'] == 'SKIP' else 'passed'
            yield test['name'], outcome


def read(path):
    """Yields (name, outcome) for each result in a file of either kind."""
    if path.endswith('.tap'):
        return subtests(open(path, encoding='utf-8').read())
    return read_meson_log(path)


def count(paths):
    """Returns {name: outcome}, each name with its worst outcome over all files."""
    outcomes = {}
    for path in filter(os.path.exists, paths):
        for name, outcome in read(path):
            known = outcomes.get(name, outcome)
            outcomes[name] = min(known, outcome, key=WORST_FIRST.index)
    return outcomes


def main():
    outcomes = count(sys.argv[1:])
    for wanted in ('skipped', 'failed'):
        for name in (n for n, outcome in outcomes.items() if outcome == wanted):
            print(f'{wanted}: {name}')
    passed, failed, skipped = (
        list(outcomes.values()).count(o) for o in ('passed', 'failed', 'skipped')
    )
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    return 1 if failed or not passed else 0


if __name__ == '__main__':
    sys.exit(main())
