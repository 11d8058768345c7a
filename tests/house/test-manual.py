#!/usr/bin/python3
"""The manual pages and the shell's completion say what the programs do."""

import os
import subprocess
import sys

from tap import Tap

root, build = sys.argv[1:]
PROGRAMS = ('steadfast', 'steadfast-cli', 'steadfast-export')


def run(*command):
    return subprocess.run(command, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))


def commands():
    """The words of each command, from the source of the table."""
    with open(f'{root}/app/cli/commands.c', encoding='utf-8') as file:
        return [line.split('"')[1] for line in file if line.startswith('  { "')]


def page(program):
    done = run('groff', '-ww', '-K', 'utf8', '-man', '-Tutf8', '-P-cbou', f'{build}/app/{program}.1')
    return done.stdout, done.stderr


def complete(*line):
    """What bash offers after the words of line, the last of which is being typed."""
    words = ' '.join(f"'{word}'" for word in line)
    script = (f'. {build}/app/steadfast-cli; COMP_WORDS=({words}); '
              f'COMP_CWORD={len(line) - 1}; _steadfast_cli; echo "${{COMPREPLY[*]}}"')
    return run('bash', '-c', script).stdout.split()


def completion_faults():
    for line, expected in [
            (('steadfast-cli', 'inf'), ['info']),
            (('steadfast-cli', 'pledge', 'ta'), ['take']),
            (('steadfast-cli', 'pledge', 'take', '--ti'), ['--tier']),
            (('steadfast-cli', '--json', 'release', 'cl'), ['close']),
            (('steadfast-cli', 'refusal', 'import', ''), []),
            (('steadfast-cli', 'release', 'save', '2026', '--format', ''), []),
            (('steadfast-cli', 'refusal', 'add', '--xyz'), [])]:
        offered = complete(*line)
        if offered != expected:
            yield f'{" ".join(line)}: {offered}'
    families = {words.split()[0] for words in commands()}
    missing = families - set(complete('steadfast-cli', ''))
    if missing:
        yield f'never offered: {missing}'


tap = Tap()
for program in PROGRAMS:
    text, warnings = page(program)
    problems = warnings.splitlines()
    if f'{program} - ' not in text:
        problems.append('no NAME')
    if program == 'steadfast-cli':
        problems += [f'no {words}' for words in commands()
                     if f'steadfast-cli {words}' not in ' '.join(text.split())]
    tap.check(f'the manual page of {program}', problems)
tap.check('the shell completes commands and options', list(completion_faults()))
tap.check('control: there are commands', [] if len(commands()) > 20 else ['too few'])
tap.finish()
