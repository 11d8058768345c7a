#!/usr/bin/python3
"""What the program asks of the system while it does the whole main task, as strace sees it:
no internet socket, and no planted word in any file but the one that was asked for."""

import os
import re
import subprocess

from person import Person, chapter, last_quarter, sheet, store_path
from programs import PASSPHRASE, box, same
from tap import Tap

# A label that tells a person apart in a table, and is forgotten after the import.
LABEL = 'zebra-finch-'
PEOPLE = 60
CALLS = 'socket,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range'
STRACE = ('strace', '-f', '-qq', '-y', '-s', '70000', '-e', f'trace={CALLS}', '-o')
# A write to a file has its path; one to a socket or a pipe has its kind and number.
TO_FILE = re.compile(r'write\w*\(\d+<(/[^>]*)>, (.*)')

quarter, title, week = last_quarter()


def internet(trace):
    """The lines that make an internet socket."""
    return [line for line in trace.splitlines() if 'socket(AF_INET' in line]


def leaks(trace, words, allowed=()):
    """Which words were written to which files."""
    return [f'“{word}” in {path}' for path, data in TO_FILE.findall(trace)
            if path not in allowed for word in words if word in data]


def lying_about(folder, words, allowed):
    """The same of the files that are there afterwards, and of their names."""
    problems = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, 'rb') as file:
                content = file.read()
            problems += [f'“{word}” in {path}' for word in words if path not in allowed
                         and word.encode() in content]
    return problems


def traced(name, *command):
    """What strace wrote of a command."""
    log = b.path(name)
    subprocess.run([*STRACE, log, *command], check=True, capture_output=True, timeout=600)
    return read(log)


def read(path):
    with open(path, encoding='utf-8', errors='replace') as file:
        return file.read()


tap = Tap()
with box() as b:
    store, saved, table = store_path(b), b.path('totals'), b.path('table.csv')
    log, told = b.path('trace'), b.path('stderr')
    b.file('table.csv', sheet(week, PEOPLE, LABEL))
    with open(told, 'wb') as stderr, Person(b, wrap=(*STRACE, log), stderr=stderr) as p:
        with chapter(tap, 'the whole main task'):
            p.spread('Steadfast')
            groups = p.make_store()
            with open(f'/proc/{p.pid}/limits', encoding='ascii') as limits:
                cores = re.search(r'Max core file size +(\S+) +(\S+)', limits.read()).groups()
            p.sign()
            p.import_table(table, PEOPLE)
            p.begin_refusal()
            p.finish_refusal()
            p.keys('ctrl+n')
            p.wait_for_focus('Law')
            p.keys('space', 'ctrl+l')
            p.read('You locked it.')
            p.unlock('zebra finch at noon')
            p.read('Wrong passphrase')
            p.unlock()
            p.read('You hold the pledge')
            p.close_period(title)
            p.save_release(saved)
            p.keys('ctrl+q')
            tap.check('ends without an error', same(p.end(), 0))
    trace = read(log)
    words = [PASSPHRASE, 'zebra finch at noon', LABEL, 'prison-service', 'Support ticket',
             'conscience', *groups.values()]

    tap.check('no internet socket is made', internet(trace))
    tap.check('no planted word is written to a file that was not asked for',
              leaks(trace, words, (saved,)))
    tap.check('and none is in one that lies in data, settings, cache or temporary files',
              lying_about(b.folder, words, (saved, table, log)))
    tap.check('what is said on standard error has none',
              [word for word in words if word in read(told)])
    tap.check('no core file is left if it crashes', same(cores, ('1', '1')))

    tap.check('control: the store is among what was written', same(any(
        path.startswith(store) for path, _ in TO_FILE.findall(trace)), True))
    tap.check('control: a socket is found', same(len(internet(traced(
        'control', '/usr/bin/python3', '-c',
        'import socket as s; s.socket(s.AF_INET); s.socket(s.AF_INET6)'))), 2))
    tap.check('control: a word in a file is found, and one that is gone again', same(leaks(
        traced('other', '/usr/bin/python3', '-c',
               f'import os; open("{b.path("x")}", "w").write("a {LABEL}1"); '
               f'os.remove("{b.path("x")}")'), words), [f'“{LABEL}” in {b.path("x")}']))
    b.file('homes/found', f'{LABEL}2')
    tap.check('control: one that lies about is found', same(len(lying_about(
        b.folder, [LABEL], (table, log))) >= 1, True))
tap.finish()
