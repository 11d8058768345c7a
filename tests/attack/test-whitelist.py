#!/usr/bin/python3
"""A published file holds what its grammar names (grammar.py), and nothing else: no time
finer than the period, no host, user, path, locale or word of the store, whatever the
store was filled with and wherever the file was written. Every format, in no language and
in two, signed, of a month, a quarter and a year, and of all of them side by side."""

import datetime
import hashlib
import os
import pathlib
import re
import socket

import grammar
import grammar_series
from programs import box, need_translations, same
from tap import Tap

PERIODS = ('2024-02', '2024-03', '2024-05', '2024-Q1', '2024')
GOLDEN_PERIODS = ('2025-Q4', '2026-Q1', '2026-Q2', '2026-Q4', '2026')
HEADER = 'week,work,customer,grounds,outcome,code_named,person'
# Where a word of this machine may come from.
SURROUNDINGS = {
    'USER': 'canary-user', 'LOGNAME': 'canary-login', 'HOSTNAME': 'canary-host',
    'LANG': 'de_AT.UTF-8', 'LC_TIME': 'sv_FI.UTF-8', 'LANGUAGE': 'ar:canary',
    'TZ': 'Canary/Zone', 'EMAIL': 'canary@canary', 'PWD': '/canary', 'SHELL': '/bin/canary',
    'SOURCE_DATE_EPOCH': '1111111111', 'TERM': 'canary-term',
}
FINE = re.compile(r'[0-9]{4}-W[0-9]{2}|[0-9]{1,2}:[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}|'
                  r'\b1[67][0-9]{8}\b')


GOLDEN = os.path.join(os.environ['STEADFAST_SOURCE'], 'tests', 'data', 'export')


def read(*names):
    with open(os.path.join(GOLDEN, *names), encoding='utf-8', newline='') as file:
        return file.read()


def planted(text):
    """The campaign with a canary in each text of it that is no name of what is asked."""
    return re.sub(r'^((?:Summary|Company|Who|Refused|Lasts|Protection|Text|Citation|Source|When)'
                  r'(?:\[\w+\])?=)', r'\1Canary of a text. ', text, flags=re.M)


def rows(number, weeks):
    works = ('code-review', 'on-call', 'sales-call')
    outcomes = ('thanked', 'ignored', 'dismissed')
    return [f'2024-W{week:02},{works[n % 3]},army,conscience law,{outcomes[n % 3]},'
            f'{("yes", "no", "")[n % 3]},canary-{n}' for n in range(number) for week in weeks]


def host_names():
    """That of this machine, unless it is a word that published files have anyway."""
    name = rf'\b{re.escape(socket.gethostname())}\b'
    data = pathlib.Path(os.environ['STEADFAST_SOURCE'], 'tests', 'data')
    usual = [*data.glob('export/**/good*'), *data.glob('export/series/*'),
             data / 'campaign' / 'nimbus.campaign']
    return [] if any(re.search(name, path.read_text('utf-8')) for path in usual) else [name]


def fill(b):
    """A store full of canaries; the path, and what of it may be in no file."""
    with open(os.path.join(os.environ['STEADFAST_SOURCE'], 'tests', 'data', 'campaign',
                           'nimbus.campaign'), encoding='utf-8') as file:
        campaign = planted(file.read())
    store, recovery = b.create('canary.store', '--campaign', b.file('canary.campaign', campaign))
    b.import_rows(store, rows(400, (6, 7)), header=HEADER)
    # With so few in two months it is certain that something is withheld.
    b.import_rows(store, rows(2, (10,)), '--more', header=HEADER)
    b.import_rows(store, rows(1, (20,)), '--more', header=HEADER)
    b.import_rows(store, [f'2024-W06,{1 + n % 3},software' for n in range(150)],
                  header='week,tier,role', kind='pledge')
    refusal = b.ok('refusal', 'add', '--work', 'on-call', '--customer', 'ministry', '--ground',
                   'law', '--outcome', 'moved', '--week', '2024-W08', store=store).line
    b.ok('refusal', 'delete', refusal, store=store)
    b.ok('pledge', 'take', '--tier', '2', '--role', 'sales', '--week', '2024-W08', store=store)
    b.ok('pledge', 'save', 'pledge', store=store)
    with open(b.path('pledge', 'pledge.pub'), encoding='ascii') as file:
        key = file.read().split('\n')[1]
    for period in PERIODS:
        b.ok('release', 'close', '--period', period, store=store)
    words = [refusal, re.escape(key), recovery[:11], b.folder, os.path.basename(b.folder),
             datetime.date.today().isoformat(), *host_names()]
    return campaign, store, words


def saved(store, period, form, *args):
    """What is in a folder after a file was written there under SURROUNDINGS: the file, and
    where the store was asked, which is slow, its signature and the key."""
    folder = b.path('canary', period, form, *args)
    os.makedirs(folder)
    name = 'canary.csv-metadata.json' if form == 'csvw' else 'canary.out'
    env, path = {**SURROUNDINGS, 'HOME': folder}, os.path.join(folder, name)
    if period == PERIODS[-1] or form == 'text':
        b.ok('release', 'save', period, '--format', form, '--sign', *args, '-o', path, store=store,
             env=env)
    else:
        b.export('--format', form, *args, '-o', path, env=env,
                 stdin=files[period, 'text', None].encode())
    found = {}
    for each in sorted(os.listdir(folder)):
        with open(os.path.join(folder, each), encoding='utf-8', newline='') as file:
            found[each.removeprefix(name)] = file.read()
    return found


def about_words(text, words):
    """Canaries, and times that are finer than a period."""
    problems = [f'{word} is in it' for word in (*words, *SURROUNDINGS.values())
                if re.search(word, text)]
    problems += ['a canary'] if 'canary' in text.lower().replace('"url":"canary.csv"', '') else []
    return problems + [f'the time {found}' for found in FINE.findall(text)]


def about(form, language, text, release, golden):
    """What of a file is not in its grammar."""
    if form == 'text':
        return grammar.about_text(text, campaign)
    if form == 'csv':
        return grammar.about_csv(text, release)
    if form == 'json':
        return grammar.about_json(text, release, language)
    if form == 'csvw':
        return grammar.about_csvw(text, release, golden, language or 'en', 'canary.csv')
    digest = hashlib.sha256(release.text.encode()).hexdigest()
    return grammar.about_html(text, release, golden, language or 'en', digest)


tap = Tap()
need_translations(tap)
golden = grammar.Golden(GOLDEN)
with box() as b:
    text, store, words = fill(b)
    campaign = grammar.read_campaign(text)
    withheld, kinds, files = set(), set(), {}
    for period in PERIODS:
        for form, languages in (('text', (None,)), ('csv', (None,)), ('csvw', (None, 'en', 'ar')),
                                ('json', (None, 'en', 'ar')), ('html', (None, 'en', 'ar'))):
            for language in languages:
                args = ('--lang', language) if language else ()
                found = saved(store, period, form, *args)
                files[period, form, language] = text = found.pop('')
                if form == 'text':
                    release = grammar.Release(text)
                    withheld |= {'withheld' in q for q in release.questions}
                    kinds |= {q['kind'] for q in release.questions if 'withheld' not in q}
                tap.check(f'{period}, {form}, {language}: nothing but its grammar',
                          about(form, language, text, release, golden)
                          + about_words(text, words))
                if found:
                    tap.check(f'{period}, {form}, {language}: signature and key',
                              grammar.about_signature(found.pop('.minisig'))
                              + grammar.about_key(found.pop('release.pub')) + same(found, {}))
    tap.check('every kind of question was published, and something withheld', same(
        [kinds, withheld], [{'one', 'any', 'count'}, {True, False}]))

    made = grammar_series.Series([grammar.Release(files[p, 'text', None]) for p in PERIODS],
                                 ('signers',))
    series = {}
    for form, languages in (('text', (None, 'ar')), ('csv', (None,)), ('json', (None, 'en', 'ar')),
                            ('html', (None, 'ar'))):
        for language in languages:
            args = ('--lang', language) if language else ()
            series[form, language] = text = b.ok('release', 'series', '--format', form, *args,
                                                 store=store, env=SURROUNDINGS).text
            tap.check(f'the series, {form}, {language}: nothing but its grammar',
                      grammar_series.about(form, text, made, language, golden.style)
                      + about_words(text, words))
    golden_series = grammar_series.Series([grammar.Release(read('series', f'{period}.release'))
                                           for period in GOLDEN_PERIODS], ('signers', 'roles'))
    for name, form, language in (
            ('series-en.txt', 'text', 'en'), ('series-ar.txt', 'text', 'ar'),
            ('series.csv', 'csv', None), ('series.json', 'json', None),
            ('series-ar.json', 'json', 'ar'), ('series-en.html', 'html', 'en'),
            ('series-ar.html', 'html', 'ar')):
        tap.check(f'{name}: nothing but its grammar', grammar_series.about(
            form, read('series', name), golden_series, language, golden.style))

    # The same grammar over what an exporter might let slip.
    release = grammar.Release(files['2024', 'text', None])
    for name, form, language, old, new in (
            ('a comment', 'text', None, 'noise:', '# made on canary-host\nnoise:'),
            ('how many people', 'text', None, ' any\n', ' any people=401\n'),
            ('an exact count', 'text', None, r'(bucket: total \d+)', r'\g<1>1'),
            ('a word that is no name', 'text', None, 'No work on', 'Canary of'),
            ('buckets by size', 'text', None, r'(bucket: ever .*\n)(bucket: never .*\n)', r'\2\1'),
            ('a column', 'csv', None, 'value\r', 'value,made\r'),
            ('a row', 'csv', None, r'\Z', '2024,people,,401\r\n'),
            ('a member', 'json', None, r'{"campaign"', '{"author":"canary-user","campaign"'),
            ('a member of a cell', 'json', 'ar', '"bucket"', '"exact":1,"bucket"'),
            ('a sentence', 'html', 'en', '</main>', '<p>Made by canary-user.</p></main>'),
            ('a time', 'html', 'ar', '</main>', '<p>23:59</p></main>'),
            ('another number', 'html', 'en', 'reaches 50', 'reaches 51'),
            ('another meaning of the bound', 'html', 'en', r'most \d+% sure', 'most 51% sure'),
            ('an attribute', 'html', 'en', '<main>', '<main data-made="1">'),
            ('a style', 'html', 'en', '<style>', '<style>/* 2024-11-22 */'),
            ('who describes it', 'csvw', 'en', '"dc:title"', '"dc:creator":"canary","dc:title"'),
            ('a path', 'csvw', 'ar', '"url":"', '"url":"canary/')):
        wrong = re.sub(old, new, files['2024', form, language], count=1)
        found = about(form, language, wrong, grammar.Release(wrong) if form == 'text' else release,
                      golden)
        tap.check(f'control: {name} in {form}', same(wrong != files['2024', form, language], True)
                  + ([] if found else ['found nothing']))
    # And over what a writer of series might: for each format something more, something else,
    # an exact count, a digit more.
    for name, form, language, old, new in (
            ('a line', 'text', None, r'\Z', 'Made by canary-user.\n'),
            ('a line of a question', 'text', 'ar', r'\n\n', '\n  401\n\n'),
            ('an exact count', 'text', None, r'(    2024-02: )\d+', r'\g<1>134'),
            ('another margin', 'text', 'ar', r'(    \D+95\D+100\D+\d+)', r'\g<1>1'),
            ('a column', 'csv', None, 'sum_within', 'sum_within,people'),
            ('a row', 'csv', None, r'\Z', '2024,people,,401,,,\r\n'),
            ('an exact count', 'csv', None, r'(2024-02,signers,\d,)\d+', r'\g<1>134'),
            ('a digit', 'csv', None, r'(2024-02,signers,.*)(\d)', r'\g<1>\g<2>1'),
            ('a member', 'json', None, r'{"campaign"', '{"author":"canary-user","campaign"'),
            ('a member of a sum', 'json', 'ar', '"at_least"', '"exact":134,"at_least"'),
            ('an exact count', 'json', None, r'"value":\d+', '"value":134'),
            ('a digit', 'json', 'en', r'"within":(\d+)', r'"within":\g<1>1'),
            ('another release', 'json', None, r'"sha256":"(.)', '"sha256":"a\\1'),
            ('a sentence', 'html', None, '</main>', '<p>Made by canary-user.</p></main>'),
            ('an exact count', 'html', None, r'<b>\d+</b>', '<b>134</b>'),
            ('a digit of a bar', 'html', 'ar', r'(width="\d+\.\d)', r'\g<1>1'),
            ('an attribute', 'html', 'ar', '<main>', '<main data-made="1">'),
            ('a comment', 'html', None, '</main>', '<!-- 401 --></main>'),
            ('a style', 'html', None, '<style>', '<style>/* 2024-11-22 */')):
        wrong = re.sub(old, new, series[form, language], count=1)
        tap.check(f'control: {name} in the series as {form}', same(
            wrong != series[form, language], True) + ([] if grammar_series.about(
                form, wrong, made, language, golden.style) else ['found nothing']))
    tap.check('control: words and times', same(
        [len(about_words(f'x {w} y', words)) > 0 for w in (
            b.folder, 'canary', '2024-W07', '12:30', '2024-11-22', '1732233600', 'Canary/Zone')],
        [True] * 7))
tap.finish()
