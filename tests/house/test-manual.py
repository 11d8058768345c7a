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
    script = (f'. {build}/app/{line[0]}; COMP_WORDS=({words}); COMP_CWORD={len(line) - 1}; '
              f'_{line[0].replace("-", "_")}; echo "${{COMPREPLY[*]}}"')
    return run('bash', '-c', script).stdout.split()


def completion_faults():
    for line, expected in [
            (('steadfast-cli', 'inf'), ['info']),
            (('steadfast-cli', 'pledge', 'ta'), ['take']),
            (('steadfast-cli', 'pledge', 'take', '--ti'), ['--tier']),
            (('steadfast-cli', '--json', 'release', 'cl'), ['close']),
            (('steadfast-cli', 'refusal', 'import', ''), []),
            (('steadfast-cli', 'refusal', 'restore', '--d'), []),
            (('steadfast-cli', 'restore', '--d'), ['--dry-run']),
            (('steadfast-cli', 'campaign', 'check', '--k'), []),
            (('steadfast-cli', 'release', 'save', '2026', '--format', ''),
             ['text', 'csv', 'csvw', 'json', 'html']),
            (('steadfast-cli', 'release', 'series', '--format', 'c'), ['csv']),
            (('steadfast-cli', 'release', 'save', '2026', '--format', '=', 'h'), ['html']),
            (('steadfast-cli', 'pledge', 'save', 'x', '--format', '='), ['minisign', 'sshsig']),
            (('steadfast-cli', 'tally', '--format', ''), ['text', 'table']),
            (('steadfast-cli', '--json', 'tally', '--format', 't'), ['text', 'table']),
            (('steadfast-cli', 'create', '--kdf', 'm'), ['moderate']),
            (('steadfast-cli', 'refusal', 'add', '--code-named', ''), ['yes', 'no']),
            (('steadfast-cli', 'refusal', 'add', '--work', 'e'), ['escalation']),
            (('steadfast-cli', 'refusal', 'add', '--work', 'icm', '--outcome', '=', 'q'),
             ['questioned']),
            (('steadfast-cli', 'refusal', 'add', '--ground', 'law', '--ground', 'con'),
             ['conscience']),
            (('steadfast-cli', 'refusal', 'add', '--outcome', 'waiting', '--wor'), ['--work']),
            (('steadfast-cli', 'pledge', 'take', '--tier', ''), ['1', '2']),
            (('steadfast-cli', 'pledge', 'take', '--role', 'su'), ['support']),
            (('steadfast-cli', 'refusal', 'add', '--week', ''), []),
            (('steadfast-cli', 'release', 'save', '2026', '--format', 'csv', '-o', ''), []),
            (('steadfast-export', '--format', ''), ['csv', 'csvw', 'json', 'html']),
            (('steadfast-export', '--s'), ['--series']),
            (('steadfast-export', ''), []),
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
        flat = ' '.join(text.split())
        problems += [f'no {words}' for words in commands() if f'steadfast-cli {words}' not in flat]
        problems += [f'no “{says}”' for says in ('week,tier,role', 'closed once and for good',
                                                '--version', 'text|csv|csvw|json|html')
                     if says not in flat]
    tap.check(f'the manual page of {program}', problems)
tap.check('the shell completes commands and options', list(completion_faults()))
tap.check('control: there are commands', [] if len(commands()) > 20 else ['too few'])
tap.finish()
