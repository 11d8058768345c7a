#!/usr/bin/python3
"""What a person at a terminal is shown and asked before something that cannot be taken
back, and that a script is asked nothing."""

import os
import shutil

from programs import ADD, ARABIC, PASSPHRASE, box, need_translations, same, week
from tap import Tap
from typist import Typist

TEXT = b'I work for Microsoft. I will not own'
ASKED = 'to go on:'
QUESTION = ASKED.encode()


def at_terminal(b, *args, answer=None, asked=QUESTION, env=()):
    """(exit status, what was shown) of a command whose question is answered so; None: no
    question is waited for."""
    typist = Typist(b, '--store', 'a.store', *args, env=env)
    typist.wait_for(b': ' if env else b'assphrase:')
    typist.type(PASSPHRASE + '\n')
    if answer is not None and typist.wait_for(asked):
        typist.type(answer)
    return typist.finish(), typist.shown


def has(shown, *words):
    return [f'does not show “{w}”: {shown[-2000:]!r}' for w in words if w not in shown]


def signers(b):
    return b.ok('pledge', 'list', '--json', store=b.path('a.store')).json


tap = Tap()
with box() as b:
    store = b.store()
    code, shown = at_terminal(b, 'pledge', 'take', '--tier', '1', answer='no\n')
    tap.check('the whole text is shown before it is signed', has(
        shown, TEXT, b'Tier 1', b'Israeli prison service', b'It can be withdrawn',
        b'lawyer', b'campaign show'))
    tap.check('“no”: exit 1, and nothing is signed', same([code, signers(b)], [1, []]) + has(
        shown, b'Nothing was signed.'))
    code, shown = at_terminal(b, 'pledge', 'take', '--tier', '1', answer='\x04')
    tap.check('the end of input is no', same([code, signers(b)], [1, []]))
    code, shown = at_terminal(b, 'pledge', 'take', '--tier', '1', answer='Yes \n')
    tap.check('“yes”: it is signed, and the id printed', same(
        [code, len(signers(b))], [0, 1]) + has(shown, signers(b)[0]['id'].encode()))

    # What is asked holds a store open for as long as the test likes.
    os.mkdir(b.path('folder'))
    b.store('folder/b.store')
    typist = Typist(b, '--store', 'folder/b.store', 'pledge', 'take', '--tier', '1')
    typist.wait_for(b'assphrase:')
    typist.type(PASSPHRASE + '\n')
    typist.wait_for(QUESTION)
    shutil.rmtree(b.path('folder'))
    typist.type('yes\n')
    tap.check('a store whose folder goes meanwhile is not said to be saved', same(
        typist.finish(), 1) + has(typist.shown, b'moved or deleted'))

    code, shown = at_terminal(b, 'pledge', 'change', '--tier', '2', answer='yes\n')
    tap.check('so for another tier', same([code, signers(b)[0]['tier']], [0, '2']) + has(
        shown, b'wider economy'))
    code, shown = at_terminal(b, 'pledge', 'destroy-key', answer='\n')
    tap.check('a key is not destroyed unasked', same(
        [code, signers(b)[0]['key']], [1, True]) + has(shown, b'--withdrawal FOLDER'))
    code, shown = at_terminal(b, 'pledge', 'destroy-key', '--withdrawal', 'w', answer='no\n')
    tap.check('nor with a withdrawal, which is not saved then', same(
        [code, signers(b)[0]['key'], os.path.exists(b.path('w'))], [1, True, False]))
    code, shown = at_terminal(b, 'pledge', 'withdraw')
    tap.check('who withdraws is told what that does not do', same(code, 0) + has(
        shown, b'hand out the withdrawal'))
    code, shown = at_terminal(b, 'pledge', 'destroy-key', answer='yes\n')
    tap.check('it is destroyed after “yes”', same([code, signers(b)[0]['key']], [0, False]))

with box() as b:
    store = b.store()
    b.ok(*ADD, '--week', week(30), store=store)
    period = b.ok('tally', '--json', store=store).json[0]['period']
    code, shown = at_terminal(b, 'release', 'close', '--period', period, answer='no\n')
    tap.check('“no”: the period stays open', same(
        [code, b.ok('release', 'list', '--json', store=store).json], [1, []]) + has(
        shown, b'once and for good', b'withheld', b'release preview'))
    # A count would tell whoever looks over the shoulder what is in the store.
    tap.check('no count is shown', [
        line for line in shown.decode().split(ASKED)[0].splitlines()[1:]
        if any(c.isdigit() for c in line.replace(period, ''))])
    code, shown = at_terminal(b, 'release', 'close', '--period', '2000-Q1', answer=None)
    tap.check('a period that cannot be closed is refused without a question', same(
        [code, QUESTION in shown], [1, False]))
    code, shown = at_terminal(b, 'release', 'close', '--period', period, '--yes')
    closed = b.ok('release', 'list', '--json', store=store).json
    tap.check('--yes: without a question', same(
        [code, QUESTION in shown, len(closed)], [0, False, 1]))

with box() as b:
    store = b.store()
    taken = b.ok('pledge', 'take', '--tier', '1', store=store)
    tap.check('a script signs without a question, and reads an id only', same(
        [taken.code, taken.err, len(taken.line)], [0, b'', 32]))
    withdrawn = b.ok('pledge', 'withdraw', store=store)
    tap.check('and withdraws', same([withdrawn.err, withdrawn.line], [b'', taken.line]))

need_translations(tap)
with box() as b:
    store = b.store()
    code, shown = at_terminal(b, 'pledge', 'take', '--tier', '1', answer='نعم\n',
                              asked='للمتابعة'.encode(), env=ARABIC)
    tap.check('the word is the person’s language’s too', same([code, len(signers(b))], [0, 1]))
tap.finish()
