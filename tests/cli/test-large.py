#!/usr/bin/python3
"""The rule in full: a campaign for large groups, with a question of every kind in months,
quarters and years, from entries to files. Its profile is the campaign's, whatever is counted."""

import json
import os

from programs import box, done, same
from tap import Tap

CAMPAIGN = os.path.join(os.environ['STEADFAST_SOURCE'], 'tests/data/campaign/harbour.campaign')
HEADER = 'week,work,customer,grounds,outcome,code_named,person'
WORK = ('loading', 'unloading', 'storing', 'papers')
CARGO = ('ammunition', 'vehicles', 'parts', 'fuel')
GROUNDS = ('law', 'conscience', 'law union', 'union conscience law')
OUTCOMES = ('nothing', 'moved', 'questioned', 'unpaid', 'dismissed')
ROLES = ('crane', 'lashing', 'tally', 'drivers', 'office', '')
PERIODS = ('2024-04', '2024-05', '2024-06', '2024-Q2', '2024')

# Worked out by hand: scale 9, threshold 50, step 10. Of one answer: s = 9. Of yes and no to n
# buckets: s = 9 n / 2, so 13.5, 18 and 22.5. Of a count up to 10: s = 45. The step is s, up to
# 5; the threshold 4 s, up to the step.
ONE = {'kind': 'one', 'step': 10, 'threshold': 50, 'within': 30, 'exponent': 2}
RULE = {
    'signers': ONE, 'trades': ONE, 'worst': ONE, 'cargo': ONE, 'labour': ONE, 'reason': ONE,
    'usual': ONE, 'hidden': ONE,
    'reasons': {'kind': 'any', 'step': 15, 'threshold': 60, 'exponent': 3},
    'labours': {'kind': 'any', 'step': 20, 'threshold': 80, 'exponent': 3},
    'cargoes': {'kind': 'any', 'step': 20, 'threshold': 80, 'exponent': 3},
    'followed': {'kind': 'any', 'step': 25, 'threshold': 100, 'exponent': 3},
    'shifts': {'kind': 'count', 'step': 45, 'threshold': 180, 'exponent': 3},
}
ASKED = {'2024-04': ['signers', 'shifts'],
         '2024-Q2': ['trades', 'worst', 'followed', 'cargo', 'reasons'],
         '2024': ['labour', 'labours', 'cargoes', 'reason', 'usual', 'hidden']}
ASKED.update({'2024-05': ASKED['2024-04'], '2024-06': ASKED['2024-04']})


def refusals(people):
    """Two refusals of each: one in the person's month, one five weeks later, mostly milder."""
    for n in range(people):
        for k in range(2):
            m = n + 3 * k
            yield ','.join((
                f'2024-W{14 + n % 8 + 5 * k}', WORK[m % 4], CARGO[m // 2 % 4], GROUNDS[m // 3 % 4],
                OUTCOMES[m // 5 % 5], ('yes', 'no', 'unknown')[n % 3], f'p{n}'))


def fill(b, store, people):
    b.import_rows(store, refusals(people), header=HEADER)
    b.import_rows(store, [f'2024-W{14 + n % 13},{1 + n % 2},{ROLES[n % 6]}' for n in range(people)],
                  header='week,tier,role', kind='pledge')


def preview(b, store, period):
    return b.ok('release', 'preview', '--period', period, '--json', store=store).json


def about_rule(shown, period):
    questions = {q['question']: q for q in shown['questions']}
    return same([shown['scale'], shown['minimum'], shown['year']], [9, 10, 122]) + same(
        list(questions), ASKED[period]) + [
            f'{name}: {key} is {questions[name][key]}' for name in questions
            for key, wanted in RULE[name].items() if questions[name][key] != wanted] + same(
                shown['exponent'], sum(RULE[name]['exponent'] for name in questions))


def about_figures(release, exact):
    """Figures that the rule can give, and no noise that comes once in a million."""
    problems = []
    for question in release['questions']:
        name, rule = question['question'], RULE[question['question']]
        if question.get('withheld'):
            problems.append(f'{name} is withheld of {exact[name]["people"]}')
            continue
        spread = {'one': 9, 'count': 45}.get(rule['kind'], 9 * len(question['cells']) / 2)
        for cell in question['cells']:
            count, value = exact[name][cell['bucket']], cell.get('value', 0)
            if 'value' not in cell and cell['below'] != rule['threshold']:
                problems.append(f'{name}: below {cell["below"]}')
            if 'value' in cell and (value % rule['step'] or value < rule['threshold']):
                problems.append(f'{name}: {value}')
            if 'value' not in cell and count > rule['threshold'] + 20 * spread:
                problems.append(f'{name}: {count} is hidden')
            if 'value' in cell and abs(value - count) > rule['step'] + 20 * spread:
                problems.append(f'{name}: {value} for {count}')
    return problems


tap = Tap()
with box() as b:
    tap.check('the campaign file is good', done(b.cli('campaign', 'check', CAMPAIGN)))
    large = b.store('large.store', '--campaign', CAMPAIGN)
    small = b.store('small.store', '--campaign', CAMPAIGN)
    fill(b, large, 1200)
    fill(b, small, 12)
    for period in PERIODS:
        tap.check(f'{period}: the rule, as worked out by hand', about_rule(
            preview(b, large, period), period))
        rules = [[{key: q[key] for key in q if key != 'chance_withheld'}
                  for q in preview(b, store, period)['questions']] for store in (large, small)]
        tap.check(f'{period}: of twelve people it is the same', same(*rules))

    exact = {period: b.tally(large, period) for period in PERIODS}
    tap.check('one answer a person: the buckets add up to the people', [
        f'{period} {name}' for period in PERIODS for name, counts in exact[period].items()
        if RULE[name]['kind'] == 'one'
        and sum(n for bucket, n in counts.items() if bucket != 'people') != counts['people']])
    tap.check('yes and no: most say yes to more than one', [
        name for name in ('followed', 'labours', 'cargoes')
        for counts in [exact[{'followed': '2024-Q2'}.get(name, '2024')][name]]
        if not counts['people'] < sum(counts.values()) - counts['people'] <= 6 * counts['people']])

    for period in PERIODS:
        released = b.ok('release', 'close', '--period', period, '--json', store=large).json
        tap.check(f'{period}: closed', about_figures(released, exact[period]))
        text = b.file(f'{period}.release', b.ok(
            'release', 'save', period, '--format', 'text', '-o', '-', store=large).out)
        problems = []
        for form in ('csv', 'csvw', 'json', 'html'):
            saved = b.ok('release', 'save', period, '--format', form, '-o',
                         b.path(f'{period}.{form}'), store=large)
            problems += same(saved.out, b'') + done(b.cli(
                'release', 'verify', b.path(f'{period}.{form}'), store=large), period)
            if form != 'csvw': # which names the file that it describes
                problems += same(b.export('--format', form, text).out,
                                 open(b.path(f'{period}.{form}'), 'rb').read())
        tap.check(f'{period}: every format, verified, and the same from the text', problems)

    one = json.loads(open(b.path('2024-Q2.json'), 'rb').read())
    tap.check('what an answer costs', same(
        [one['rule']['exponent'], one['rule']['year']], [12, 122]))
    series = b.ok('release', 'series', '--json', store=large).json
    questions = {q['question']: q for q in series['questions']}
    tap.check('the series has every question', same(set(questions), set(RULE)) + same(
        {q for q in questions if questions[q]['adds_up']}, {'signers', 'trades', 'shifts'}))
    tap.check('and adds up the months', same(
        [len(questions['signers']['points']), questions['signers']['missing']], [3, []]) + same(
            questions['signers']['points'][2]['total']['at_least'],
            sum(c.get('value', 0) for p in questions['signers']['points'] for c in p['cells'])))
    texts = [b.path(f'{period}.release') for period in PERIODS]
    once = ('--once', 'signers', '--once', 'trades')
    tap.check('the same from the texts', [p for form in ('csv', 'json', 'html') for p in same(
        b.export('--format', form, '--series', *once, *texts).out,
        b.ok('release', 'series', '--format', form, store=large).out)])
tap.finish()
