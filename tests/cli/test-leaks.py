#!/usr/bin/python3
"""Nothing in clear on disk, and offline: in a session full of canaries none is in a file
that was opened for writing, nor left in the folders where programs leave things, nor on
standard error; no other file is opened for writing; and no socket to a network is made."""

import os
import re
import shutil
import sys

from programs import box, done, same
from tap import Tap

SECRETS = [b'canary-passphrase', b'canary-second', b'canary-person', b'canary-wrong']
# What is in the campaign, and so in files that are asked for too.
WORDS = [b'canary-role', b'canary-work', b'canary-group', b'canary-ground', b'canary-outcome',
         b'Canary Campaign', b'Canary text', b'canary-slug']
CAMPAIGN = '''[Campaign]
Format=1
Slug=canary-slug
Language=en
Name=Canary Campaign
Company=Canary text
Summary=Canary text.
Who=Canary text.
Refused=Canary text.
Lasts=Canary text.
Protection=Canary text.

[Lists]
Tiers=1;2
Roles=canary-role
Work=canary-work
Customers=canary-group
Grounds=canary-ground
Outcomes=canary-outcome
Questions=signers;outcomes

[Release]
Scale=3
Minimum=10
Threshold=15
Step=5

[Tier 1]
Name=Canary text
Summary=Canary text.
Text=Canary text.
Covers=canary-group

[Tier 2]
Name=Canary text two
Summary=Canary text.
Text=Canary text.
Covers=canary-group

[Role canary-role]
Name=Canary text

[Work canary-work]
Name=Canary text

[Customer canary-group]
Name=Canary text

[Ground canary-ground]
Name=Canary text

[Outcome canary-outcome]
Name=Canary text

[Question signers]
Name=Canary text
Period=quarter
Answer=one
Subject=tier
Collapse=last

[Question outcomes]
Name=Canary text
Period=quarter
Answer=one
Subject=outcome
Collapse=worst
'''
ADD = ['refusal', 'add', '--work', 'canary-work', '--customer', 'canary-group', '--ground',
       'canary-ground', '--outcome', 'canary-outcome', '--week', '2024-W05']
HEADER = 'week,work,customer,grounds,outcome,code_named,person\n'
GOOD = '2024-W06,canary-work,canary-group,canary-ground,canary-outcome,no,canary-person{}\n'
TRACED = 'openat,open,creat,socket,connect,rename,renameat,renameat2,truncate,mknodat,mkdir'
OPENED = re.compile(r'\b(?:openat|open|creat)\((.*)\) = \d+<(.*?)>(?:$|[^>])')
WRITING = re.compile(r'O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|\bcreat\(')
NETWORK = re.compile(r'\b(?:socket|connect)\(.*(?:AF_INET|AF_PACKET|AF_NETLINK).*')


class Watched:
    """Runs programs under strace and gathers what they wrote, opened and said."""

    def __init__(self, b, canaries):
        self.b, self.canaries = b, list(canaries)
        self.written, self.problems, self.number = set(), [], 0

    def run(self, program, *args, code=0, **options):
        self.number += 1
        log = self.b.path('traces', str(self.number))
        asan = self.b.env.get('ASAN_OPTIONS', '') # leaks cannot be looked for in a traced one
        answer = self.b.run(
            *args, program=program, env={'ASAN_OPTIONS': f'{asan}:detect_leaks=0'},
            wrap=['strace', '-f', '-qq', '-yy', '-e', f'trace={TRACED}', '-s', '4096',
                  '-o', log], **options)
        if answer.code != code:
            self.problems.append(f'{args}: {answer}')
        self.problems += [f'{c} on standard error of {args}' for c in self.canaries
                          if c in answer.err]
        self.look(log)
        self.scan()
        return answer

    def look(self, log):
        """Reads a trace."""
        with open(log, encoding='utf-8', errors='replace') as file:
            lines = file.read().splitlines()
        for line in lines:
            opened = OPENED.search(line)
            if opened and WRITING.search(line):
                self.written.add(opened.group(2).split('<')[0].removesuffix(' (deleted)'))
            if NETWORK.search(line):
                self.problems.append(f'a network: {line}')

    def scan(self):
        """Looks for canaries in all that lies in the box but what was asked for."""
        for folder, folders, names in os.walk(self.b.folder):
            folders[:] = [f for f in folders if f not in ('asked', 'traces')]
            for name in names:
                path = os.path.join(folder, name)
                with open(path, 'rb') as file:
                    content = file.read()
                self.problems += [f'{c} in {path}' for c in self.canaries
                                  if c in content or c.decode('latin-1').encode('utf-16-le')
                                  in content]

    def unexpected(self, *allowed):
        """Files opened for writing that match none of the patterns allowed."""
        return [path for path in sorted(self.written)
                if not any(re.fullmatch(pattern, path) for pattern in allowed)]


def left_in_homes(b):
    return [os.path.join(folder, name) for folder, _, names in os.walk(b.path('homes'))
            for name in names]


def asked_for_secrets(b, secrets):
    """Secrets in files that were asked for by name."""
    found = []
    for folder, _, names in os.walk(b.path('asked')):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as file:
                content = file.read()
            found += [f'{s} in {name}' for s in secrets if s in content]
    return found


def session(watched, store):
    """A day of everything. The ids that were printed."""
    def cli(*args, code=0, passphrase='canary-passphrase', fds=(), **options):
        return watched.run(CLI, '--store', store, *args, code=code,
                           fds={'--passphrase-fd': passphrase, **dict(fds)}, **options)

    made = cli('create', '--kdf', 'interactive', '--campaign', '-', '--json',
               stdin=CAMPAIGN.encode()).json
    shown = watched.run(CLI, 'campaign', 'check', '-', '--json', stdin=CAMPAIGN.encode()).json
    watched.canaries += [made['recovery'].encode(), made['recovery'][:11].encode(),
                         shown['id'].encode(), bytes.fromhex(shown['id'])[:12]]
    first = cli(*ADD).line
    watched.canaries += [first.encode(), bytes.fromhex(first)]
    watched.scan()
    cli('refusal', 'outcome', first, 'canary-outcome', '--week', '2024-W07')
    rows = ''.join(GOOD.format(n) for n in range(200))
    cli('refusal', 'import', '-', '--dry-run', stdin=(HEADER + rows).encode())
    cli('refusal', 'import', '-', stdin=(HEADER + rows).encode())
    cli('refusal', 'import', '-', '--more', code=1,
        stdin=(HEADER + rows + GOOD.replace('2024-W06', '2024-W99')).encode())
    cli('pledge', 'import', '-', stdin=b'week,tier,role\n2024-W06,1,canary-role\n')
    cli('pledge', 'take', '--tier', '1', '--role', 'canary-role', '--week', '2024-W06')
    cli('pledge', 'change', '--tier', '2')
    cli('pledge', 'save', 'asked/pledge')
    watched.run(CLI, 'pledge', 'verify', 'asked/pledge/pledge.txt')
    cli('pledge', 'destroy-key', '--withdrawal', 'asked/later')
    for command in (['info'], ['refusal', 'list'], ['pledge', 'list'], ['tally'],
                    ['campaign', 'show'], ['check'],
                    ['release', 'preview', '--period', '2024-Q1'],
                    ['release', 'close', '--period', '2024-Q1'],
                    ['release', 'save', '2024-Q1', '--format', 'text', '-o', 'asked/a.text']):
        cli(*command)
    watched.run(EXPORT, '--format', 'json', '-o', 'asked/a.json', 'asked/a.text')
    cli('info', code=3, passphrase='canary-wrong')
    cli('refusal', 'delete', first)
    watched.run(CLI, '--store', store, 'recover', fds={
        '--recovery-fd': made['recovery'], '--new-passphrase-fd': 'canary-second'})
    cli('check', passphrase='canary-second')


tap = Tap()
with box() as b:
    from programs import CLI, EXPORT
    if shutil.which('strace') is None or b.run(
            '-qq', '-o', b.path('tried'), 'true', program=shutil.which('strace')).code != 0:
        tap.skip('canaries', 'strace is not installed, or may not trace here')
        tap.finish()
    for name in ('traces', 'asked'):
        os.mkdir(b.path(name))
    store = b.path('a.store')
    watched = Watched(b, SECRETS + WORDS)
    session(watched, store)
    tap.check('no canary where none should be, no network', watched.problems)
    tap.check('only the store and what was asked for is opened for writing', watched.unexpected(
        re.escape(store) + r'(\.lock|\.new|\.backup-1)?', re.escape(b.path('asked')) + '/.*', '/dev/tty',
        r'/dev/null', r'.*\.gcda'))
    tap.check('the store, its lock and its successor were seen', same(
        {store, store + '.lock', store + '.new'} <= watched.written, True))
    tap.check('nothing is left in homes and temporary folders', left_in_homes(b))
    tap.check('no secret in what was asked for', asked_for_secrets(b, SECRETS))
    tap.check('nothing else is left', same(sorted(os.listdir(b.folder)), [
        'a.store', 'a.store.backup-1', 'a.store.lock', 'asked', 'homes', 'traces', 'tried']))

    # The same watch over a program that does everything wrong.
    leaky = Watched(b, [b'canary-passphrase'])
    leaky.run(sys.executable, '-c', '''
import os, socket, sys
open(os.environ["TMPDIR"] + "/leak", "w").write("a canary-passphrase")
open("beside.store-journal", "wb").write("canary-passphrase".encode("utf-16-le"))
socket.socket(socket.AF_INET).close()
sys.stderr.write("canary-passphrase")
''')
    found = '\n'.join(leaky.problems)
    tap.check('control: a leak is found', [
        f'not found: {word}' for word in ('tmpdir/leak', 'store-journal', 'standard error',
                                          'AF_INET') if word not in found]
        + same([os.path.basename(p) for p in leaky.unexpected('/dev/.*', r'.*\.gcda')],
               ['beside.store-journal', 'leak']) + same(len(left_in_homes(b)), 1))
tap.finish()
