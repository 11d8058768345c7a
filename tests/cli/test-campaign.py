#!/usr/bin/python3
"""Campaign files: checked, shown, made a store of; every broken one has one clear line."""

import os
import pathlib
import re

from programs import box, done, refused, same
from tap import Tap

FILES = pathlib.Path(os.environ['STEADFAST_SOURCE'], 'tests/data/campaign')
NIMBUS = (FILES / 'nimbus.campaign').read_text(encoding='utf-8')
BUILT_IN = pathlib.Path(os.environ['STEADFAST_CAMPAIGN']).read_text(encoding='utf-8')
LISTS = ('tier', 'role', 'work', 'customer', 'ground', 'outcome', 'question')


def shown_as_it_should(answer, ids):
    """What is wrong with a campaign shown as JSON; ids: {list: some ids it must have}."""
    found = answer.json
    items = [(item, ['id', 'name', 'text'] if name == 'tier' else ['id', 'name'])
             for name in LISTS for item in found[name]]
    return done(answer) + same(sorted(found), sorted(['id', 'name', *LISTS])) + [
        f'{item} is not {keys}' for item, keys in items
        if sorted(item) != keys or not all(item.values())
    ] + [f'{name} is {found[name]}, not {wanted}' for name, wanted in ids.items()
         if [item['id'] for item in found[name]] != wanted]


FIRST = {
    'tier': ['1', '2'],
    'role': ['support', 'engineering', 'other'],
    'work': ['ticket', 'escalation', 'icm', 'cri', 'collaboration', 'other'],
    'customer': ['government', 'military', 'prison-service', 'weapons', 'economy', 'enablers'],
    'ground': ['law', 'policy', 'conscience'],
    'outcome': ['waiting', 'accepted', 'reassigned', 'questioned', 'pressured', 'disciplined'],
    'question': ['signers', 'outcomes', 'refusals', 'roles', 'work', 'customer', 'ground',
                 'hidden'],
}
SECOND = {'tier': ['1', '2', '3'], 'customer': ['contract', 'ministry', 'army']}

# What is made wrong of a good file: name → (file, words that its one line has).
SPOILT = {
    'a megabyte in one line': (
        BUILT_IN.replace('Company=', 'Company=' + 'x' * (1 << 20), 1), []),
    'a repeated key': (BUILT_IN.replace('Scale=3\n', 'Scale=3\nScale=3\n'),
                       ['Release', 'Scale']),
    'a repeated group': (BUILT_IN + '\n[Release]\nScale=3\n', ['Release']),
    'a scale below the floor': (BUILT_IN.replace('Scale=3', 'Scale=2'), ['Release', 'Scale']),
    'a minimum below the floor': (
        BUILT_IN.replace('Minimum=10', 'Minimum=9'), ['Release', 'Minimum']),
    'a threshold below the floor': (
        BUILT_IN.replace('Threshold=15', 'Threshold=14'), ['Release', 'Threshold']),
    'no file of a campaign': ('This is a letter.\n', []),
    'nothing': ('', []),
    'invalid UTF-8': (BUILT_IN.encode().replace(b'Company=M', b'Company=\xff', 1), []),
    'zero bytes': ('\0' * 4096, []),
    'a carriage return in a name': (BUILT_IN.replace('Name=Law\n', 'Name=La\rw\n'), []),
}

tap = Tap()
with box() as b:
    first, second = b.file('first.campaign', BUILT_IN), b.file('second.campaign', NIMBUS)
    tap.check('the first is good', done(b.cli('campaign', 'check', first)))
    checked = b.cli('campaign', 'check', second, '--json')
    tap.check('the second is good', done(checked) + same(sorted(checked.json), ['id', 'name']))
    tap.check('an id is 64 hexadecimal digits', same(
        bool(re.fullmatch('[0-9a-f]{64}', checked.json['id'])), True))
    tap.check('from standard input', same(
        b.cli('campaign', 'check', '-', '--json', stdin=NIMBUS.encode()).out, checked.out))

    built_in = b.cli('campaign', 'show', '--json')
    tap.check('the built-in one is shown', shown_as_it_should(built_in, FIRST))
    tap.check('a file is shown', shown_as_it_should(
        b.cli('campaign', 'show', second, '--json'), SECOND))
    tap.check('shown for a person', done(
        b.cli('campaign', 'show'), *(word for ids in FIRST.values() for word in ids)))
    tap.check('the built-in one is the file', same(
        built_in.out, b.cli('campaign', 'show', first, '--json').out))

    store = b.store('second.store', '--campaign', second)
    shown = b.cli('campaign', 'show', '--json', store=store)
    tap.check('the store’s is shown', shown_as_it_should(shown, SECOND))
    tap.check('a file goes before a store, and needs no passphrase', same(
        b.cli('campaign', 'show', first, '--json', store=store, passphrase=None).out,
        built_in.out))
    tap.check('its words can be used', done(b.cli(
        'refusal', 'add', '--work', 'on-call', '--customer', 'army', '--ground', 'law',
        '--outcome', 'moved', '--week', '2024-W20', store=store)))
    tap.check('the first one’s cannot', refused(b.cli(
        'refusal', 'add', '--work', 'ticket', '--customer', 'army', '--ground', 'law',
        '--outcome', 'moved', store=store), 1, 'ticket'))
    tap.check('its questions are counted, of a month too', same(
        b.tally(store, '2024-05')['kinds'],
        {'people': 1, 'code-review': 0, 'on-call': 1, 'sales-call': 0}))

    before = sorted(os.listdir(b.folder))
    for name, (text, words) in SPOILT.items():
        spoilt = text if isinstance(text, bytes) else text.encode()
        tap.check(name, refused(b.cli('campaign', 'check', '-', stdin=spoilt), 1, *words)
                  + refused(b.cli('campaign', 'show', '-', stdin=spoilt), 1, *words))
    tap.check('no store is made of one', refused(b.cli(
        'create', '--campaign', '-', store=b.path('c.store'),
        stdin=SPOILT['nothing'][0].encode()), 1))
    tap.check('nothing is left', same(sorted(os.listdir(b.folder)), before))
    broken = sorted((FILES / 'broken').glob('*.campaign'))
    tap.check('every broken file has one line', [
        f'{path.name}: {problem}' for path in broken
        for problem in refused(b.cli('campaign', 'check', str(path)), 1)])
    tap.check('there are broken files', same(len(broken) > 40, True))
tap.finish()
