#!/usr/bin/python3
"""What releases add up to is computed from what was published: the ledger's releases, as
saved, give the same series in steadfast-export, and nothing of an open period is in it."""

import re

from programs import box, done, refused, same
from tap import Tap

ROW = '2024-W{:02},ticket,military,law,waiting,no,p{}'
HEADER = 'week,work,customer,grounds,outcome,code_named,person'
ONCE = ('--series', '--once', 'signers', '--once', 'roles')
FIRST_WEEKS = {'2024-Q1': 2, '2024-Q2': 15, '2024-Q3': 28, '2024-Q4': 41}


def fill(b, store, quarter, people):
    week = FIRST_WEEKS[quarter]
    b.import_rows(store, [ROW.format(week + n % 10, n) for n in range(people)], '--more',
                  header=HEADER)
    b.import_rows(store, [f'2024-W{week:02},{1 + n % 2},support' for n in range(people)],
                  '--more', header='week,tier,role', kind='pledge')

tap = Tap()
with box() as b:
    store = b.store()
    for args in ([], ['--json'], ['--format', 'csv', '-o', 'x.csv']):
        tap.check(f'nothing closed {args}', b.unchanged(store, lambda: refused(
            b.cli('release', 'series', *args, store=store), 1, 'closed')))
    for quarter, people in (('2024-Q1', 60), ('2024-Q2', 1), ('2024-Q4', 90)):
        fill(b, store, quarter, people)
    for period in ('2024-Q1', '2024-Q2'):
        b.ok('release', 'close', '--period', period, store=store)
    before = b.ok('release', 'series', '--json', store=store).json
    points = {q['question']: [p['period'] for p in q['points']] for q in before['questions']}
    tap.check('the closed quarters alone are in it', same(
        points, {q: ['2024-Q1', '2024-Q2'] for q in ('signers', 'outcomes', 'refusals')}))
    for period in ('2024-Q4', '2024'):
        b.ok('release', 'close', '--period', period, store=store)

    tap.check('a series changes nothing, and is the same each time', b.unchanged(store, lambda: [
        p for form in ('text', 'csv', 'json', 'html') for p in same(*(
            b.ok('release', 'series', '--format', form, store=store).out for _ in range(2)))]))
    series = b.ok('release', 'series', '--json', store=store)
    tap.check('--json is --format json', same(series.out, b.ok(
        'release', 'series', '--format', 'json', store=store).out))
    ledger = b.ok('release', 'list', '--json', store=store).json
    tap.check('it says which releases it was made of', same(
        series.json['releases'],
        [{'period': row['period'], 'sha256': row['sha256']} for row in ledger]))
    questions = {q['question']: q for q in series.json['questions']}
    tap.check('who holds the pledge and what is counted adds up, no answer else', same(
        {q for q in questions if questions[q]['adds_up']}, {'signers', 'roles', 'refusals'}))
    tap.check('a quarter without a release is missing', same(
        [questions[q]['missing'] for q in ('signers', 'roles')], [['2024-Q3'], []]))

    # The same sums from the saved texts, by a reader who has no more than those.
    texts = {row['period']: b.ok('release', 'save', row['period'], '--format', 'text', '-o', '-',
                                 store=store).text for row in ledger}
    for name in ('signers', 'refusals'):
        least = most = 0
        for point in questions[name]['points']:
            part = texts[point['period']].split(f'question: {name} ')[1]
            for sign, number in re.findall(r'^bucket: \S+ (<?)(\d+)$',
                                           part.split('question: ')[0], re.M):
                least += 0 if sign else int(number)
                most += int(number)
            if part.split('\n')[1] == 'withheld':
                most = None
                break
        total = questions[name]['points'][-1]['total']
        if most is not None:
            tap.check(f'{name}: the sum of the figures', same(
                [total['at_least'], total['at_most']], [least, most]))
        else:
            tap.check(f'{name}: no upper end where a part is withheld', same(
                'at_most' in total, False))
    passed = [m['number'] for m in questions['refusals']['milestones']]
    total = questions['refusals']['points'][-1]['total']['at_least']
    tap.check('milestones up to the lower end', same(
        [max(passed, default=0) <= total, questions['refusals']['next'] > total], [True, True]))

    files = [b.file(f'{period}.release', text.encode()) for period, text in texts.items()]
    for form in ('csv', 'json', 'html'):
        own = b.ok('release', 'series', '--format', form, store=store).out
        tap.check(f'steadfast-export gives the same {form}', same(
            b.export('--format', form, *ONCE, *reversed(files)).out, own))
        b.ok('release', 'series', '--format', form, '-o', b.path(f'series.{form}'), store=store,
             env={'LANGUAGE': 'ar', 'USER': 'canary', 'TZ': 'Asia/Gaza'})
        tap.check(f'{form}: no language, user or time zone changes a byte', same(
            open(b.path(f'series.{form}'), 'rb').read(), own))
    tap.check('unless it is told, steadfast-export adds up counts alone', same(
        [q['question'] for q in b.export('--format', 'json', '--series', *files).json['questions']
         if q['adds_up']], ['refusals']))
    b.ok('release', 'series', '--format', 'html', '--sign', '-o', b.path('wall.html'), store=store)
    tap.check('signed', same(open(b.path('wall.html'), 'rb').read(), b.ok(
        'release', 'series', '--format', 'html', store=store).out) + same(
            open(b.path('wall.html.minisig')).read().startswith('untrusted comment'), True))
    tap.check('verified by the signature', done(
        b.cli('release', 'verify', b.path('wall.html'))))
    for form in ('csv', 'json', 'html'):
        for lang in ([], ['--lang', 'ar']):
            series = b.ok('release', 'series', '--format', form, *lang, store=store).out
            tap.check(f'verified against the store: {form} {lang}', done(
                b.cli('release', 'verify', '-', store=store, stdin=series)) + same(b.cli(
                    'release', 'verify', '-', '--json', store=store, stdin=series).json, {
                        'good': True, 'series': True, 'ledger': True, 'signed': False}))
        tap.check(f'{form}: neither signed nor with a store', refused(
            b.cli('release', 'verify', '-', stdin=series), 1, '--store'))
        altered = re.sub(rb'("at_least":|<b>|signers,1,)\d+', rb'\g<1>95', series, count=1)
        tap.check(f'{form}: a figure altered', same(altered != series, True) + refused(b.cli(
            'release', 'verify', '-', store=store, stdin=altered), 1, 'ledger'))
    wall = open(b.path('wall.html'), 'rb').read()
    b.file('wall.html', wall.replace(b'<main>', b'<main> ', 1))
    tap.check('altered after it was signed', refused(
        b.cli('release', 'verify', b.path('wall.html')), 1))
    tap.check('a text is not signed', refused(b.cli(
        'release', 'series', '--sign', '-o', b.path('wall.txt'), store=store), 2, '--format'))
    tap.check('not without a name', refused(
        b.cli('release', 'series', '--sign', store=store), 2, '--sign'))
    tap.check('not over the store', b.unchanged(store, lambda: refused(
        b.cli('release', 'series', '-o', store, store=store), 1)))
    tap.check('no such format', refused(
        b.cli('release', 'series', '--format', 'csvw', store=store), 2, 'csvw'))
    altered = texts['2024-Q1'].replace('period: 2024-Q1', 'period: 2024-Q2')
    tap.check('two releases of one period', refused(b.export(
        '--format', 'csv', '--series', *files, b.file('again', altered.encode())), 1, '2024-Q2',
        name='steadfast-export'))
    tap.check('a text sums up what it shows', done(
        b.cli('release', 'series', store=store), '2024-Q1 to 2024', '2024-Q3'))
tap.finish()
