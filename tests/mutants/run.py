#!/usr/bin/python3
"""Breaks each promise in a copy of the tree and runs the tests that should notice.

usage: run.py [NAME...]

The copy is in build/mutants: it is built once, and each patch is applied, built, tested
and taken back. Prints a table; the exit status is 1 if a mutant survived, did not apply
or did not build, or if the tests fail without any mutant.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time

import mutant as mutants

sys.path.insert(0, os.path.join(mutants.FOLDER, '..', 'house'))

import tree

ROOT = os.path.abspath(os.path.join(mutants.FOLDER, '..', '..'))
COPY = os.path.join(ROOT, 'build', 'mutants', 'tree')
BUILD = os.path.join(ROOT, 'build', 'mutants', 'build')
INSTALLED = os.path.join(ROOT, 'build', 'mutants', 'installed')
LOG = os.path.join(BUILD, 'meson-logs', 'testlog.json')
BAD = ('FAIL', 'ERROR', 'TIMEOUT', 'INTERRUPT', 'UNEXPECTEDPASS')

# What a subtest is called that failed, or where GTest gave up.
FAILURE = re.compile(r'^(?:not ok \d+ (?:- )?|Bail out! ERROR:(?:[^ :]*/)?)(.{1,70})', re.M)

SURVIVED = 'SURVIVED'


def quietly(*command, cwd=None):
    """Runs a command; returns whether it succeeded, and all that it printed."""
    done = subprocess.run(
        command, cwd=cwd, text=True, errors='replace', stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )
    return done.returncode == 0, done.stdout


def read_bytes(path):
    with open(path, 'rb') as file:
        return file.read()


def copy_tree():
    """Makes COPY equal to the tree, leaving equal files alone so that little is rebuilt."""
    wanted = set(tree.files(ROOT))
    for path in tree.walked_files(COPY):
        if path not in wanted:
            os.remove(os.path.join(COPY, path))
    for path in wanted:
        source, target = os.path.join(ROOT, path), os.path.join(COPY, path)
        if not os.path.exists(target) or read_bytes(source) != read_bytes(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(source, target)


def set_up():
    copy_tree()
    if not os.path.exists(os.path.join(BUILD, 'build.ninja')):
        # Its warnings are nobody's: a mutant may leave a variable unused.
        worked, said = quietly('meson', 'setup', f'--prefix={INSTALLED}', BUILD, COPY)
        if not worked:
            sys.exit(said)


def read_info(name):
    with open(os.path.join(BUILD, 'meson-info', f'intro-{name}.json'), encoding='utf-8') as file:
        return json.load(file)


def needed_targets(suites):
    """What the tests of these suites are built from: a fraction of the tree."""
    files = {target['id']: target['filename'] for target in read_info('targets')}
    wanted = {f'steadfast:{suite}' for suite in suites}
    tests = [test for test in read_info('tests') if wanted & set(test['suite'])]
    ids = {target for test in tests for target in test['depends']}
    return sorted(os.path.relpath(file, BUILD) for target in ids for file in files[target])


def build(suites):
    """Builds what the suites run; returns the compiler's complaint, '' if there is none."""
    worked, said = quietly('ninja', '-C', BUILD, '--quiet', 'build.ninja')
    if worked:
        worked, said = quietly('ninja', '-C', BUILD, '--quiet', 'steadfast-gmo',
                               *needed_targets(suites))
    if worked:
        # GTK finds translations only where they are installed.
        worked, said = quietly('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet',
                               '--tags', 'i18n')
    return '' if worked else said


def first_failure():
    """The name of the first test program that failed, and of its subtest if known."""
    with open(LOG, encoding='utf-8') as file:
        # What ran beside the one that failed was interrupted.
        for test in sorted(map(json.loads, file), key=lambda test: test['result'] == 'INTERRUPT'):
            if test['result'] in BAD:
                said = FAILURE.search(test['stdout'] or '')
                why = said.group(1) if said else test['result'].lower()
                return f'{test["name"].split(" / ")[-1]}: {why}'
    return 'the tests could not be run'


def run_suites(suites):
    """Runs suites up to the first failure; returns what failed, or '' if nothing did."""
    command = ['meson', 'test', '-C', BUILD, '--no-rebuild', '--maxfail=1']
    for suite in suites:
        command += ['--suite', suite]
    worked, _ = quietly(*command)
    return '' if worked else first_failure()


def try_mutant(mutant):
    """Returns (whether a test noticed, which one or why not)."""
    complaint = mutants.apply(mutant, COPY)
    if complaint:
        return False, 'DOES NOT APPLY'
    try:
        if build(mutant.suites):
            return False, 'DOES NOT BUILD'
        noticed = run_suites(mutant.suites)
        return bool(noticed), noticed or SURVIVED
    finally:
        mutants.apply(mutant, COPY, '--reverse')


def check_without_mutant(chosen):
    """A test that fails anyway would notice nothing."""
    suites = sorted({suite for mutant in chosen for suite in mutant.suites})
    problem = build(suites) or run_suites(suites)
    if problem:
        sys.exit(f'The unbroken tree fails already: {problem}')


def report(mutant, outcome, seconds):
    print(f'{mutant.name:32} {outcome}  [{seconds:.0f} s]')
    print(f'{"":32} {mutant.promise}', flush=True)


def main():
    names = sys.argv[1:]
    chosen = [m for m in mutants.all_in() if not names or m.name in names]
    if not chosen or names and len(chosen) != len(names):
        sys.exit('mutants: no such mutant')
    set_up()
    check_without_mutant(chosen)
    caught = 0
    for mutant in chosen:
        began = time.monotonic()
        noticed, outcome = try_mutant(mutant)
        caught += noticed
        report(mutant, outcome, time.monotonic() - began)
    print(f'{caught} caught, {len(chosen) - caught} not, of {len(chosen)}')
    sys.exit(0 if caught == len(chosen) else 1)


if __name__ == '__main__':
    main()
