#!/usr/bin/python3
"""The recovery key opens the store once the passphrase is lost, and a mistyped one says in
which group."""

import re

from programs import PASSPHRASE, box, digest, done, refused, same
from tap import Tap

NEW = 'nine loud herons'


def other(letter):
    """Another character of the recovery key's alphabet."""
    return '7' if letter != '7' else '8'


tap = Tap()
with box() as b:
    store, key = b.create('a.store')
    refusal = b.add(store)
    groups = key.split('-')

    def recovered(text, new=NEW, path=store):
        return b.cli('recover', store=path, passphrase=None,
                     fds={'--recovery-fd': text, '--new-passphrase-fd': new})

    tap.check('13 groups of 5 characters', same(
        bool(re.fullmatch('([0-9A-HJKMNP-TV-Z]{5}-){12}[0-9A-HJKMNP-TV-Z]{5}', key)), True))
    printed = b.ok('create', '--kdf', 'interactive', store=b.path('b.store')).text
    tap.check('printed once, in plain text too', same(
        len(re.findall('(?:[0-9A-Z]{5}-){12}[0-9A-Z]{5}', printed)), 1))

    for at in (0, 4, 12):
        wrong = [*groups]
        wrong[at] = other(wrong[at][0]) + wrong[at][1:]
        tap.check(f'a wrong letter in group {at + 1}', b.unchanged(store, lambda: refused(
            recovered('-'.join(wrong)), 1, f'roup {at + 1} ')))
    # A key is random: the first group whose first two characters differ, which nearly all do.
    at = next(n for n, group in enumerate(groups) if group[0] != group[1])
    twisted = [*groups]
    twisted[at] = groups[at][1] + groups[at][0] + groups[at][2:]
    tap.check('two letters changed over', refused(
        recovered('-'.join(twisted)), 1, f'roup {at + 1} '))
    at = next(n for n in range(12) if groups[n] != groups[n + 1])
    swapped = [*groups[:at], groups[at + 1], groups[at], *groups[at + 2:]]
    tap.check('two groups changed over', refused(
        recovered('-'.join(swapped)), 1, f'roup {at + 1} '))
    tap.check('no letter of any key', refused(
        recovered('-'.join([*groups[:3], groups[3][:4] + '!', *groups[4:]])), 1, 'roup 4 '))
    tap.check('a group too few', refused(recovered('-'.join(groups[:-1])), 1))
    tap.check('nothing', refused(recovered(''), 1))
    tap.check('the passphrase in its place', refused(recovered(PASSPHRASE), 1))
    tap.check('an empty new passphrase', refused(recovered(key, new=''), 1))
    tap.check('a new one of 1,025 bytes', refused(recovered(key, new='x' * 1025), 1))
    tap.check('until then the old one holds', done(b.cli('info', store=store)))
    tap.check('another store’s key', b.unchanged(store, lambda: refused(
        recovered(re.search('(?:[0-9A-Z]{5}-){12}[0-9A-Z]{5}', printed)[0]), 3,
        'another store', 'replaced')))

    before = digest(store)
    tap.check('recovered', done(recovered(key)))
    tap.check('the file changed', same(digest(store) != before, True))
    tap.check('the old passphrase opens it no more', refused(b.cli('info', store=store), 3))
    listed = b.cli('refusal', 'list', '--json', store=store, passphrase=NEW)
    tap.check('the new one opens it with everything', done(listed) + same(
        [entry['id'] for entry in listed.json], [refusal]))
    tap.check('as a person types it', done(recovered(
        key.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l'),
        new='third of the otters')))
    weak = recovered(key, new='Password1234')
    tap.check('a weak one is taken, with a line about it', same(
        [weak.code, weak.err.count(b'\n'), b'easy to guess' in weak.err], [0, 1, True]))
    tap.check('both from one descriptor, line after line', done(b.cli(
        'recover', '--recovery-fd', '0', '--new-passphrase-fd', '0', store=store,
        passphrase=None, stdin=f'{key}\nfourth of the otters\n'.encode())) + done(
            b.cli('info', store=store, passphrase='fourth of the otters')))
    newer = b.ok('recovery', 'new', '--json', store=store,
                 passphrase='fourth of the otters').json['recovery']
    answer = recovered(key)
    tap.check('a key that a newer one replaced is not mistyped', refused(
        answer, 3, 'a newer one has replaced it') + same('Caps Lock' in answer.err.decode(), False))
    tap.check('the newer one opens it', done(recovered(newer)))
    tap.check('a wrong passphrase may be mistyped', refused(
        b.cli('info', store=store, passphrase='Fourth'), 3, 'Caps Lock'))
tap.finish()
