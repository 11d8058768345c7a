#!/usr/bin/python3
"""The HTML page holds nothing but a whitelist of elements and attributes and the text of
the release, whatever names a release has and wherever the page is made."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

from tap import Tap

EXPORT, DATA = os.environ['STEADFAST_EXPORT'], os.path.join(sys.argv[1], 'data', 'export')

# Element → its attributes. None of them can load or run anything.
ALLOWED = {
    'html': {'lang', 'dir'}, 'head': set(), 'title': set(), 'style': set(), 'body': set(),
    'meta': {'charset', 'http-equiv', 'name', 'content'}, 'header': set(), 'main': set(),
    'footer': set(), 'section': {'aria-labelledby'}, 'h1': set(), 'h2': {'id'},
    'p': {'class'}, 'ul': set(), 'li': set(), 'span': {'class', 'aria-hidden'}, 'b': set(),
    'bdi': {'lang'}, 'table': set(), 'caption': set(), 'thead': set(), 'tbody': set(),
    'tr': set(), 'th': {'scope', 'colspan'}, 'td': set(), 'div': {'class'}, 'code': set(),
    'svg': {'aria-hidden', 'focusable'}, 'rect': {'class', 'x', 'y', 'width', 'height'},
    'line': {'x1', 'y1', 'x2', 'y2'}, 'details': set(), 'summary': set(),
    'pre': {'translate'},
}
EMPTY = {'meta', 'rect', 'line'}
LANGUAGE = re.compile(r'[a-z]{2,3}(-[A-Za-z0-9]+)*')
CLASSES = {'over', 'note', 'none', 'figure', 'below', 'heard'}
SIGNS = re.compile('[\u202a-\u202e\u2028\u2029\x00-\x09\x0b-\x1f\x7f-\x9f]')


class Page(HTMLParser):
    """Reads a page strictly; problems is what is wrong with it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.problems, self.texts, self.elements = [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.problems.append(f'not closed: {self.open}')

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in ALLOWED:
            self.problems.append(f'<{tag}>')
        for name, value in attributes:
            if name not in ALLOWED.get(tag, ()):
                self.problems.append(f'<{tag} {name}>')
            elif name == 'class' and value not in CLASSES:
                self.problems.append(f'class {value}')
            elif name == 'lang' and not LANGUAGE.fullmatch(value):
                self.problems.append(f'lang {value}')
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self.problems.append(f'<{tag}/>')

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f'</{tag}> closes nothing')

    def handle_comment(self, data):
        self.problems.append(f'a comment: {data}')

    def handle_pi(self, data):
        self.problems.append(f'an instruction: {data}')

    def handle_decl(self, decl):
        if decl != 'doctype html':
            self.problems.append(decl)

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else '', data))

    def all(self, tag):
        return [a for t, a in self.elements if t == tag]

    def text(self, tag):
        return [data for t, data in self.texts if t == tag]


def read(name):
    with open(os.path.join(DATA, name), 'rb') as file:
        return file.read()


def made(release, *args, env=None, form='html'):
    done = subprocess.run([EXPORT, '--format', form, *args], input=release,
                          capture_output=True, env=env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def about_policy(page):
    """The policy lets nothing in but the style sheet that is there."""
    sheet = ''.join(page.text('style'))
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    wanted = (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
              "form-action 'none'")
    found = [a['content'] for a in page.all('meta')
             if a.get('http-equiv') == 'Content-Security-Policy']
    problems = [] if found == [wanted] else [f'policy {found}']
    return problems + [f'{word} in the style sheet' for word in ('url', '@import', 'expression')
                       if word in sheet]


def about_tables(page):
    """A caption and named columns and rows for each table; each section named."""
    problems, tables = [], page.all('table')
    scopes = [a.get('scope') for a in page.all('th')]
    if len(page.all('caption')) != len(tables) or len(page.all('thead')) != len(tables):
        problems.append('a table without caption or head')
    if scopes.count('col') != 2 * len(tables) or None in scopes:
        problems.append(f'scopes {scopes}')
    # A series has rows of sums and of withheld figures, without a bar.
    bars, rows = len(page.all('svg')), scopes.count('row')
    if bars > rows or ('rowgroup' not in scopes and bars < rows):
        problems.append('bars and rows')
    problems += [f'bar not hidden from readers: {a}' for a in page.all('svg')
                 if a.get('aria-hidden') != 'true']
    ids = {a.get('id') for a in page.all('h2')}
    return problems + [f'section {a}' for a in page.all('section')
                       if a.get('aria-labelledby') not in ids]


def about_bars(page):
    """Charts are not mirrored: each bar begins at the left, whatever the direction."""
    sheet = ''.join(page.text('style'))
    return [f'bars begin at {a.get("x")}' for a in page.all('rect') if a.get('x') != '0'] + [
        f'bars turned by {word}' for word in ('transform', 'scale', 'rotate', 'rtl')
        if word in sheet]


def check(text):
    page = Page(text)
    problems = page.problems + about_bars(page) + about_policy(page) + about_tables(page)
    shown = [data for tag, data in page.texts if tag != 'pre']
    return problems + [f'a sign in {data!r}' for data in shown
                       if tag_free(data) and SIGNS.search(data)]


def tag_free(data):
    return data.strip('\n') != ''


def unlike(page, wanted):
    """What of the release the tables do not say, and what they say besides."""
    figures = [f for f in page.text('b') if f.strip()]
    below = [s for s in page.text('span') if re.fullmatch('<[0-9]+', s.strip('\u2066\u2068\u2069'))]
    cells = figures + [b.strip('\u2066\u2068\u2069') for b in below]
    return [] if sorted(cells) == sorted(wanted) else [f'{cells} for {wanted}']


tap = Tap()
good = read('good.release')
for name in ('good-en.html', 'good-ar.html'):
    text = read(name).decode()
    tap.check(f'{name}: whitelist, policy, tables', check(text))
    page = Page(text)
    tap.check(f'{name}: the figures of the release and no others', unlike(
        page, re.findall(r'^bucket: \S+ (\S+)$', good.decode(), re.M)))
    tap.check(f'{name}: the release text is in it', [] if
              ''.join(page.text('pre')) == good.decode() else ['another text'])
tap.check('English from left to right', [] if Page(read('good-en.html').decode()).all('html') == [
    {'lang': 'en', 'dir': 'ltr'}] else ['html'])
arabic = Page(read('good-ar.html').decode())
tap.check('Arabic from right to left', [] if arabic.all('html') == [
    {'lang': 'ar', 'dir': 'rtl'}] else ['html'])
tap.check('the same bars in both directions', [] if [
    arabic.all(tag) for tag in ('rect', 'line')] == [
        Page(read('good-en.html').decode()).all(tag) for tag in ('rect', 'line')] else ['others'])
tap.check('a name that is in English is said to be', [] if {'lang': 'en'} in arabic.all('bdi')
          else ['bdi'])

HOSTILE = [
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '&lt;b&gt;',
    '</title></style><script src=//x.example>', '<!-- x', ']]>', '</pre><b>', '\u202e<15\u202c',
    '\u2069\u2069\u202dx', '\u2067\u2067\u2067', 'a\u2028b\u2029c', '%s%n%d', '=cmd()', '\ufeff{{7*7}}',
    'https://x.example/', 'javascript:alert(1)', '\U000e0041\u200b\u00ad',
]
SERIES = ['--series', '--once', 'signers', '--once', 'roles']
PARTS = [os.path.join(DATA, 'series', f'{period}.release')
         for period in ('2026-Q2', '2025-Q4', '2026-Q4', '2026', '2026-Q1')]
for name in ('series-en.html', 'series-ar.html'):
    text = read(os.path.join('series', name)).decode()
    tap.check(f'{name}: whitelist, policy, tables', check(text))
    tap.check(f'{name}: the digests of what it was made of', [] if Page(text).text('code') == [
        hashlib.sha256(read(PARTS[i])).hexdigest() for i in (1, 4, 0, 2, 3)] else ['others'])
tap.check('the program writes the golden series, in whatever order releases are given', [
    name for name, form, *args in (
        ('series-en.html', 'html'), ('series.csv', 'csv'), ('series.json', 'json'),
        ('series-ar.json', 'json', '--lang', 'ar'))
    if made(b'', *SERIES, *args, *PARTS, form=form) != read(os.path.join('series', name))])
problems = []
for name in HOSTILE:
    problems += [f'{name!r}: {p}' for p in check(made(read('series/2026-Q1.release').replace(
        b'Pledges by tier', name.encode()), *SERIES).decode())]
tap.check('hostile names stay text in a series', problems)

PLACES = {'campaign': b'A sample campaign', 'question': b'Pledges by tier', 'bucket': b'Tier 1'}
for place, old in PLACES.items():
    problems = []
    for name in HOSTILE:
        problems += [f'{name!r}: {p}' for p in check(
            made(good.replace(old, name.encode())).decode())]
    tap.check(f'hostile names of a {place} stay text', problems)

plain = made(good, '--lang', 'en')
tap.check('the program writes the golden page', [] if plain == read('good-en.html') else ['other'])
tap.check("without a language it is the campaign's first", [] if made(good) == plain else ['other'])
CANARY = {'USER': 'canary', 'LOGNAME': 'canary', 'HOME': '/canary', 'HOSTNAME': 'canary',
          'TZ': 'Asia/Gaza', 'LC_ALL': 'C', 'LANG': 'ar_EG.UTF-8', 'LANGUAGE': 'ar', 'PWD': '/canary'}
tap.check('no user, host, path, locale or time', [] if made(
    good, '--lang', 'en', env=CANARY) == plain else ['other'])

WRONG = plain.decode()
for change, *found in (
    (('<main>', '<main><script>x</script>'), '<script>'),
    (('<li>', '<li onclick="x">'), '<li onclick>'),
    (('rect.below', 'rect.under'), 'policy'),
    (('rect{', '[dir=rtl] svg{transform:scaleX(-1)}rect{'), 'bars turned'),
    (('x="0"', 'x="50%"'), 'bars begin'),
    (('<main>', '<main>\u202e'), 'a sign'),
    (('</table>', ''), 'closes nothing'),
):
    problems = check(WRONG.replace(*change, 1))
    tap.check(f'control: {change[1]}', [] if problems and found[0] in problems[0] else [
        f'found {problems}'])
tap.finish()
