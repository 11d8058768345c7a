"""The command table of DESIGN.md, section 7, as far as it is built: command → (options it
must have, options it may have, arguments at least, arguments at most)."""

GLOBAL = ('--store', '--passphrase-fd', '--json')

COMMANDS = {
    'create': ((), ('--campaign', '--kdf'), 0, 0),
    'info': ((), (), 0, 0),
    'check': ((), (), 0, 0),
    'passphrase change': ((), ('--new-passphrase-fd', '--kdf', '--new-key'), 0, 0),
    'passphrase suggest': ((), (), 0, 0),
    'recovery new': ((), (), 0, 0),
    'backup': ((), ('--up-to-damage',), 1, 1),
    'restore': ((), ('--file-passphrase-fd', '--dry-run', '--store-lost', '--other-key'), 1, 1),
    'erase': (('--yes',), (), 0, 0),
    'recover': ((), ('--recovery-fd', '--new-passphrase-fd'), 0, 0),
    'pledge take': (('--tier',), ('--role', '--week', '--new-person', '--yes'), 0, 0),
    'pledge change': (('--tier',), ('--yes',), 0, 1),
    'pledge withdraw': ((), (), 0, 1),
    'pledge list': ((), (), 0, 0),
    'pledge show': ((), (), 0, 1),
    'pledge destroy-key': ((), ('--withdrawal', '--yes'), 0, 1),
    'pledge import': ((), ('--dry-run', '--more'), 1, 1),
    'pledge save': ((), ('--format',), 1, 2),
    'pledge verify': ((), ('--signature',), 1, 1),
    'refusal add': (('--work', '--customer', '--ground', '--outcome'),
                    ('--week', '--code-named', '--new-person', '--same-person-as'), 0, 0),
    'refusal list': ((), (), 0, 0),
    'refusal outcome': ((), ('--week', '--new-person', '--same-person-as'), 2, 2),
    'refusal delete': ((), (), 1, 1),
    'refusal restore': ((), (), 1, 1),
    'refusal import': ((), ('--dry-run', '--more'), 1, 1),
    'tally': ((), ('--period', '--format'), 0, 0),
    'release close': (('--period',), ('--yes',), 0, 0),
    'release list': ((), (), 0, 0),
    'release save': (('--format', '-o'), ('--lang', '--sign'), 1, 1),
    'release series': ((), ('--format', '-o', '--lang', '--sign'), 0, 0),
    'release verify': ((), ('--signature', '--key'), 1, 1),
    'campaign check': ((), (), 1, 1),
    'campaign show': ((), (), 0, 1),
}

# A value for each option that can be right.
VALUES = {
    '--tier': '1', '--role': 'support', '--work': 'ticket', '--customer': 'military',
    '--ground': 'law', '--outcome': 'waiting', '--week': '2024-W07', '--period': '2024-Q1',
    '--format': 'text', '-o': '-', '--code-named': 'yes', '--lang': 'en',
    '--same-person-as': '0' * 32, '--kdf': 'interactive', '--campaign': '-',
    '--signature': '-', '--withdrawal': 'folder', '--passphrase-fd': '0',
    '--recovery-fd': '0', '--new-passphrase-fd': '0', '--file-passphrase-fd': '0',
    '--yes': '--json', # it takes none
    '--key': '-',
    '--store': 'none.store',
}
