#!/usr/bin/python3
"""Totals are drawn once: a preview draws nothing, a period is closed once, and its release
can be saved any number of times, the same bytes each time."""

import hashlib
import re

from programs import box, digest, done, refused, same
from tap import Tap

QUARTER = '2024-Q2'
ROW = '2024-W{:02},ticket,military,law,{},no,p{}'
HEADER = 'week,work,customer,grounds,outcome,code_named,person'
FORMATS = ('text', 'csv', 'csvw', 'json', 'html')


def people(number):
    """Rows of so many persons in the quarter, with two refusals each."""
    return [ROW.format(15 + n % 10, 'waiting' if n % 2 else 'questioned', n // 2)
            for n in range(2 * number)]


def save(store, name, *args):
    return b.ok('release', 'save', QUARTER, '--format', name, '-o', '-', *args, store=store).out


tap = Tap()
with box() as b:
    empty = b.store()
    store = b.copy(empty, 'many.store')
    b.import_rows(store, people(200), header=HEADER)

    for args in ([], ['--json']):
        tap.check(f'a preview changes nothing {args}', b.unchanged(store, lambda: done(
            b.cli('release', 'preview', '--period', QUARTER, *args, store=store))))
    previews = {b.ok('release', 'preview', '--period', QUARTER, store=store).out
                for _ in range(3)}
    tap.check('and says the same each time, since nothing is drawn', same(len(previews), 1))
    tap.check('it is marked: its chances tell how many people answered', same(
        [p.split(b'\n')[0] for p in previews], [b'# NOT ANONYMOUS']) + same(b.ok(
            'release', 'preview', '--period', QUARTER, '--json', store=store).json['anonymous'],
            False))
    tap.check('there is no ledger row of it', same(
        b.ok('release', 'list', '--json', store=store).json, []))

    # The same rows, closed twice over: the noise is drawn anew in each copy.
    drawn = set()
    for number in range(10):
        copy = b.copy(store, f'copy{number}.store')
        b.ok('release', 'close', '--period', QUARTER, store=copy)
        drawn.add(save(copy, 'text'))
    tap.check('control: two stores draw different noise', same(len(drawn) > 1, True))

    closed = b.ok('release', 'close', '--period', QUARTER, '--json', store=store)
    ledger = b.ok('release', 'list', '--json', store=store).json
    text = save(store, 'text')
    tap.check('the ledger has its hash', same(
        [(row['period'], row['sha256']) for row in ledger],
        [(QUARTER, hashlib.sha256(text).hexdigest())]))
    tap.check('the exponent that it cost is printed', same(
        [ledger[0]['exponent'], ledger[0]['scale']],
        [closed.json['rule']['exponent'], closed.json['rule']['scale']]))
    tap.check('the list shows it as the factor that it is', same(
        b.ok('release', 'list', store=store).text.split('\n')[1].split(),
        [QUARTER, '10.4', ledger[0]['sha256']]))
    tap.check('a second close is refused', b.unchanged(store, lambda: refused(
        b.cli('release', 'close', '--period', QUARTER, store=store), 1, QUARTER)))
    tap.check('saving changes nothing, and gives equal bytes', b.unchanged(store, lambda: [
        p for name in FORMATS for p in same(save(store, name), save(store, name))]))
    tap.check('what closing showed is what was saved', same(
        save(store, 'json'), closed.out))
    for name in FORMATS:
        b.ok('release', 'save', QUARTER, '--format', name, '-o', b.path(f'a.{name}'),
             store=store, env={'LANGUAGE': 'ar', 'USER': 'canary', 'TZ': 'Asia/Gaza'})
        tap.check(f'{name}: no language, user or time zone changes a byte', same(
            open(b.path(f'a.{name}'), 'rb').read(), save(store, name)))
    before = (text, save(store, 'csv'))
    b.import_rows(store, people(9), '--more', header=HEADER)
    tap.check('what comes later counts later', same((save(store, 'text'), save(store, 'csv')),
                                                    before))
    tap.check('and not in the closed period', refused(
        b.cli('tally', '--period', QUARTER, store=store), 1, QUARTER))

    release = b.file('release.text', text)
    for name in FORMATS[1:]:
        exported = b.export('--format', name, release)
        tap.check(f'steadfast-export gives the same {name}', same(
            [exported.code, exported.out, exported.err], [0, save(store, name), b'']))
        tap.check(f'{name} from standard input into a file', same(
            b.export('--format', name, '-o', 'exported', stdin=text).code, 0) + same(
                open(b.path('exported'), 'rb').read(), exported.out))
        tap.check(f'{name} with names', same(
            b.export('--format', name, '--lang', 'ar', release).out,
            save(store, name, '--lang', 'ar')))
    csv = save(store, 'csv').decode()
    tap.check('the table has its four columns', same(
        {line.count(',') for line in csv.split('\r\n')[:-1]}, {3}) + same(
            csv.split('\r\n')[0], 'period,question,bucket,value'))
    tap.check('no exact number of people is in a release', same(b'people' in text, False))

    tap.check('verify', done(b.cli('release', 'verify', release)))
    tap.check('verify against the ledger', done(
        b.cli('release', 'verify', release, store=store), QUARTER))
    tap.check('the release of another store', b.unchanged(empty, lambda: refused(
        b.cli('release', 'verify', release, store=empty), 1, QUARTER)))
    other = b.file('other.text', sorted(drawn - {text})[0])
    tap.check('other figures for that period', done(b.cli('release', 'verify', other)) + refused(
        b.cli('release', 'verify', other, store=store), 1, QUARTER))
    figure = re.search(rb'questioned (\d+)', text)[1]
    altered = text.replace(b'questioned ' + figure, b'questioned %d' % (
        int(figure) + (5 if figure[-1:] == b'0' else -5)))
    tap.check('one figure changed, of as many digits', same(len(altered), len(text)) + refused(
        b.cli('release', 'verify', '-', store=store, stdin=altered), 1, QUARTER))
    tally = b.ok('tally', '--period', '2024', store=store).out
    forged = {
        'a blank too many': text.replace(b'release: v1\n', b'release: v1 \n'),
        'no end': text[:-4], 'nothing': b'', 'two of them': text + text,
        'a figure that is no step': re.sub(rb'(questioned \d+)', rb'\g<1>1', text),
        'CRLF': text.replace(b'\n', b'\r\n'), 'a newer version': text.replace(b': v1', b': v2', 1),
        'a tally': tally, 'a tally without its heading': tally.split(b'\n', 1)[1],
        'noise not added': text.replace(b'noise: added', b'noise: none'),
        'a table of two periods': save(store, 'csv') + b'2024-Q1,a,b,20\r\n',
        'a megabyte of noise': bytes(1 << 20),
    }
    for name, content in forged.items():
        problems = refused(b.cli('release', 'verify', '-', stdin=content), 1)
        for form in FORMATS[1:]:
            problems += refused(b.export('--format', form, stdin=content), 1,
                                name='steadfast-export')
        tap.check(f'refused by verify and steadfast-export: {name}', problems)
    tap.check('no file is left by a refused export', refused(
        b.export('--format', 'csv', '-o', 'refused.csv', stdin=tally), 1,
        name='steadfast-export') + same(
            [digest(release)], [hashlib.sha256(text).hexdigest()]))

    few = b.copy(empty, 'few.store')
    b.import_rows(few, people(9), header=HEADER)
    closed = b.cli('release', 'close', '--period', QUARTER, '--json', store=few)
    tap.check('nine people: closed all the same', done(closed) + same(
        [row['period'] for row in b.ok('release', 'list', '--json', store=few).json], [QUARTER]))
    tap.check('each question has its figures or is withheld', same(
        [('withheld' in q) != ('cells' in q) for q in closed.json['questions']], [True] * 3))
    tap.check('and it cannot be drawn again', refused(
        b.cli('release', 'close', '--period', QUARTER, store=few), 1, QUARTER))
    tap.check('whole year after its quarter', done(
        b.cli('release', 'close', '--period', '2024', store=few)))
tap.finish()
