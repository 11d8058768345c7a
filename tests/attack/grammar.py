"""What a published file may hold, for each format: everything else is a problem. Written
from DESIGN.md, section 6, and the campaign, not from the writers: what a file must say is
worked out of its release text again, and compared. Sentences are those of the golden
pages, with the release's own numbers in them."""

import base64
import functools
import gettext
import json
import math
import os
import re
from html.parser import HTMLParser

ID = '[a-z0-9][a-z0-9_-]*'
PERIOD = '[0-9]{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4])?'
NUMBER = '(?:0|[1-9][0-9]*)'
STYLE = re.compile(r'<style>.*?</style>', re.S)

# ---- The campaign: what may be named ----


def read_campaign(text):
    """{group: {key: value}}"""
    groups = {}
    for line in text.splitlines():
        if line.startswith('['):
            keys = groups.setdefault(line[1:-1], {})
        elif '=' in line and not line.startswith('#'):
            key, value = line.split('=', 1)
            keys[key] = value
    return groups


def name_of(groups, group, key, language):
    suffix = '' if language == groups['Campaign']['Language'] else f'[{language}]'
    return groups.get(group, {}).get(key + suffix)


def names(groups, language):
    """{what a label may name: its name} in a language."""
    found = {'campaign': name_of(groups, 'Campaign', 'Name', language)}
    fixed = {'code-named': ('ever', 'never', 'unknown'), 'refusals': ('total',)}
    for question in groups['Lists']['Questions'].split(';'):
        group = f'Question {question}'
        subject = groups[group]['Subject']
        found[f'question.{question}'] = name_of(groups, group, 'Name', language)
        if subject in fixed:
            buckets = {b: name_of(groups, group, b.title(), language) for b in fixed[subject]}
        else:
            kind = {'work': 'Work'}.get(subject, subject.title() + 's')
            buckets = {b: name_of(groups, f'{subject.title()} {b}', 'Name', language)
                       for b in groups['Lists'][kind].split(';')}
        found.update({f'bucket.{question}.{b}': name for b, name in buckets.items()})
    return {what: name for what, name in found.items() if name is not None}


# ---- The release text ----

HEAD = [('release', 'v1'), ('campaign', '[0-9a-f]{64}'), ('period', PERIOD), ('noise', 'added'),
        ('rule', f'scale=({NUMBER}) minimum=({NUMBER}) threshold=({NUMBER}) step=({NUMBER}) '
                 f'year=({NUMBER})')]


@functools.cache
def spread(noise, step):
    """The least width that 95 of 100 figures keep to, whatever is left of a count."""
    p, reach = math.exp(-1 / noise), int(12 * noise)
    chances = {z: (1 - p) / (1 + p) * p ** abs(z) for z in range(-reach, reach + 1)}

    def share(rest, width):
        return sum(c for z, c in chances.items() if abs(
            (2 * (rest + z) + step) // (2 * step) * step - rest) <= width)
    width = 0
    for rest in range(step):
        while share(rest, width) < 0.95:
            width += 1
    return width


class Release:
    """A release text, read line by line; problems is what does not belong."""

    def __init__(self, text):
        self.text, self.problems, self.questions, self.labels = text, [], [], {}
        self.lines = text.split('\n')
        if self.lines[-2:] != ['end', '']:
            self.problems.append(f'ends with {self.lines[-2:]}')
        for key, pattern in HEAD:
            match = re.fullmatch(f'{key}: {pattern}', self.lines.pop(0))
            if not match:
                self.problems.append(f'{key}: malformed')
                return
            if key == 'rule':
                self.scale, self.minimum, self.threshold, self.step, self.year = map(
                    int, match.groups())
            elif key in ('campaign', 'period'):
                setattr(self, key, match[0].split(': ')[1])
        for line in self.lines[:-2]:
            self.read(line)

    def read(self, line):
        label = re.fullmatch(f'label: ([A-Za-z]+(?:[_@][A-Za-z]+)*) '
                             f'(campaign|question\\.{ID}|bucket\\.{ID}\\.{ID}) (.+)', line)
        question = re.fullmatch(f'question: ({ID}) (?:(one|any)|(count) cap=({NUMBER}))', line)
        bucket = re.fullmatch(f'bucket: ({ID}) (<?)({NUMBER})', line)
        if label and not self.questions:
            self.labels.setdefault(label[1], {})[label[2]] = label[3]
        elif question:
            self.questions.append({'question': question[1], 'kind': question[2] or question[3],
                                   'cap': int(question[4] or 0), 'cells': []})
        elif line == 'withheld' and self.questions and not self.questions[-1]['cells']:
            self.questions[-1]['withheld'] = True
        elif bucket and self.questions and 'withheld' not in self.questions[-1]:
            self.questions[-1]['cells'].append(
                {'bucket': bucket[1], 'below' if bucket[2] else 'value': int(bucket[3])})
        else:
            self.problems.append(f'the line {line!r}')

    # What the rule makes of a question, by DESIGN.md.

    def noise(self, question):
        return {'one': self.scale, 'any': self.scale * len(question['cells']) / 2,
                'count': self.scale * question['cap'] / 2}[question['kind']]

    def step_of(self, question):
        return 5 * math.ceil(max(self.step, self.noise(question)) / 5)

    def threshold_of(self, question):
        step = self.step_of(question)
        return step * math.ceil(max(self.threshold, 4 * self.noise(question)) / step)

    def within(self, question):
        return spread(self.noise(question), self.step_of(question))

    def exponent(self, question):
        return 2 if question['kind'] == 'one' else 3

    def total(self):
        return sum(self.exponent(q) for q in self.questions)

    def possible(self):
        """Figures that the rule cannot give."""
        return [f'{q["question"]}: {c}' for q in self.questions for c in q['cells'] if
                c.get('below', self.threshold_of(q)) != self.threshold_of(q)
                or c.get('value', self.threshold_of(q)) < self.threshold_of(q)
                or c.get('value', 0) % self.step_of(q)]


def about_text(text, groups):
    """The release text: its lines, the campaign's names and buckets in the campaign's order."""
    release = Release(text)
    problems = release.problems + release.possible()
    asked = {'month': '-[01]', 'quarter': '-Q', 'year': '$'}
    wanted = [q for q in groups['Lists']['Questions'].split(';')
              if re.match('[0-9]{4}' + asked[groups[f'Question {q}']['Period']], release.period)]
    found = [q['question'] for q in release.questions]
    if found != wanted:
        problems.append(f'questions {found}')
    plain = names(groups, groups['Campaign']['Language'])
    for q in release.questions:
        order = [n.split('.')[2] for n in plain if n.startswith(f'bucket.{q["question"]}.')]
        if 'withheld' not in q and [c['bucket'] for c in q['cells']] != order:
            problems.append(f'buckets of {q["question"]}')
    shown = {'campaign'} | {f'question.{q["question"]}' for q in release.questions} | {
        f'bucket.{q["question"]}.{c["bucket"]}' for q in release.questions for c in q['cells']}
    for language, labels in release.labels.items():
        allowed = {w: n for w, n in names(groups, language).items() if w in shown}
        if labels != allowed:
            problems.append(f'labels in {language}: {set(labels.items()) ^ set(allowed.items())}')
    return problems


# ---- The table, and JSON ----


def csv_cell(value):
    return f'"{value}"' if ',' in value or '"' in value else value


def about_csv(text, release):
    rows = ['period,question,bucket,value']
    for q in release.questions:
        rows += [f'{release.period},{q["question"]},,withheld'] if 'withheld' in q else [
            f'{release.period},{q["question"]},{c["bucket"]},'
            + (f'<{c["below"]}' if 'below' in c else str(c['value'])) for c in q['cells']]
    return [] if text == ''.join(row + '\r\n' for row in rows) else [f'other rows: {text!r}']


def label(release, what, own, language):
    first = next(iter(release.labels), None)
    for tried in (language, first):
        if what in release.labels.get(tried, {}):
            return release.labels[tried][what]
    return own


def about_json(text, release, language):
    """The whole object, worked out again."""
    def named(member, what, own):
        if language:
            member['name'] = label(release, what, own, language)
        return member
    questions = []
    for q in release.questions:
        member = {'question': q['question'], 'kind': q['kind'], 'exponent': release.exponent(q)}
        if 'withheld' in q:
            member['withheld'] = True
        else:
            member.update(step=release.step_of(q), threshold=release.threshold_of(q),
                          within=release.within(q), cells=[
                              named(dict(c), f'bucket.{q["question"]}.{c["bucket"]}', c['bucket'])
                              for c in q['cells']])
        questions.append(named(member, f'question.{q["question"]}', q['question']))
    whole = named({'campaign': release.campaign, 'period': release.period, 'release': 1,
                   'text': release.text, 'questions': questions, 'rule': {
                       'scale': release.scale, 'minimum': release.minimum,
                       'exponent': release.total(), 'year': release.year}},
                  'campaign', release.campaign)
    wanted = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(',', ':')) + '\n'
    return [] if text == wanted else [f'other JSON: {text!r}, wanted {wanted!r}']


# ---- Sentences ----


def masked(text):
    """A text without its numbers, and without the marks that set them apart."""
    return re.sub('[0-9]+(?:[.,][0-9]+)*', '#', re.sub('[\u2066-\u2069]', '', text)).strip()


def factor(exponent):
    """A bound as it is printed: three digits, rounded up."""
    value, unit = math.exp(exponent), 0.01
    while value >= 1000 * unit:
        unit *= 10
    digits = 2 if unit < .05 else 1 if unit < .5 else 0
    return f'{math.ceil(value / unit - 1e-9) * unit:,.{digits}f}'


def speech(language):
    """What looks up a sentence in a language."""
    return (gettext.NullTranslations() if language == 'en' else gettext.translation(
        'steadfast', os.environ['STEADFAST_LOCALES'], [language])).gettext


MEANS = ("For one person that means: whoever knows all other people's answers, and holds a claim "
         'about this person as likely as not, ')
MEANINGS = (
    (75, MEANS + 'stays in doubt, at most %.0f%% sure of it.'),
    (99, MEANS + 'can at worst come to suspect it strongly, at most %.0f%% sure of it, and not be '
                 'certain.'),
    (100, MEANS + 'can at worst become all but certain of it. Expect no protection from so weak a '
                  'bound.'))


def meaning(exponent, language):
    """What a bound means for one person: by even odds, which of three things."""
    odds = math.exp(exponent)
    percent = math.ceil(100 * odds / (1 + odds) - 1e-9)
    sentence = speech(language)(next(s for most, s in MEANINGS if percent <= most))
    return sentence % percent if '%' in sentence else sentence


def without_meaning(text, release, language):
    """A sentence without what this release's bounds mean, which it may end with."""
    for exponent in (release.total(), release.year):
        text = text.removesuffix(' ' + meaning(exponent / release.scale, language))
    return text


def numbers(release):
    """Every number that a sentence of this release may hold."""
    found = {95, 100, 256, release.minimum} | {int(n) for n in re.findall('[0-9]+', release.period)}
    factors = {factor(release.total() / release.scale), factor(release.year / release.scale)}
    for q in release.questions:
        factors.add(factor(release.exponent(q) / release.scale))
        if 'withheld' not in q:
            found |= {release.step_of(q), release.threshold_of(q), release.within(q), q['cap']}
    return {str(n) for n in found} | factors


def about_sentence(text, sentences, allowed):
    problems = [] if masked(text) in sentences else [f'the sentence {text!r}']
    return problems + [f'{n} in {text!r}' for n in re.findall('[0-9]+(?:[.,][0-9]+)*', text)
                       if n not in allowed]


# ---- The page ----

ATTRIBUTES = {
    'lang': '[a-z]{2,3}(-[A-Za-z0-9]+)*', 'dir': 'ltr|rtl', 'charset': 'utf-8',
    'http-equiv': 'Content-Security-Policy', 'name': 'referrer|color-scheme|viewport',
    'content': "no-referrer|light dark|width=device-width|default-src 'none'; style-src "
               "'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'",
    'class': 'over|note|none|figure|below|heard', 'id': 'q[0-9]+|protects|limits',
    'aria-labelledby': 'q[0-9]+|protects|limits', 'aria-hidden': 'true', 'scope': 'col|row',
    'focusable': 'false', 'translate': 'no',
    **{name: r'[0-9]{1,3}(\.[0-9])?%?' for name in ('x', 'y', 'x1', 'x2', 'y1', 'y2', 'width',
                                                    'height')},
}


class Page(HTMLParser):
    """A page's texts, each with the element that it is in; problems of its attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.problems, self.comments = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.problems += [f'{name}="{value}"' for name, value in attributes
                          if not re.fullmatch(ATTRIBUTES.get(name, '(?!)'), value or '')]
        if tag not in ('meta', 'rect', 'line'):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_comment(self, data):
        self.problems.append(f'a comment: {data}')

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1] if self.open else '', data))


class Golden:
    """The sentences and the style of the golden files."""

    def __init__(self, folder):
        self.folder, self.style, self.sentences = folder, None, {}
        with open(os.path.join(folder, 'good.release'), encoding='utf-8') as file:
            self.release = Release(file.read())
        for language, more in (('en', ('Year #', 'Month # of #')), (
                'ar', ('سنة #', 'الشهر # من سنة #'))):
            with open(os.path.join(folder, f'good-{language}.html'), encoding='utf-8') as file:
                text = file.read()
            self.style = STYLE.search(text)[0]
            self.sentences[language] = {
                masked(without_meaning(t, self.release, language)) for tag, t in Page(text).texts
                if tag not in ('style', 'pre', 'bdi', 'title')} | set(more)


def about_html(text, release, golden, language, digest):
    page, allowed = Page(text), numbers(release)
    problems = page.problems
    if STYLE.search(text)[0] != golden.style:
        problems.append('another style sheet')
    every = {name for labels in release.labels.values() for name in labels.values()}
    every |= {q['question'] for q in release.questions}
    figures = {str(c['value']) for q in release.questions for c in q['cells'] if 'value' in c}
    for tag, data in page.texts:
        if tag == 'pre':
            problems += [] if data == release.text else ['another release text']
        elif tag == 'code':
            problems += [] if data == digest else [f'the hash {data}']
        elif tag == 'bdi':
            problems += [] if data in every else [f'the name {data!r}']
        elif tag == 'title':
            name, _, when = data.partition(' · ')
            problems += [] if name in every else [f'the title {data!r}']
            problems += about_sentence(when, golden.sentences[language], allowed)
        elif tag == 'b' and data.strip() in figures:
            pass
        elif tag != 'style':
            problems += about_sentence(without_meaning(data, release, language),
                                       golden.sentences[language], allowed)
    return problems


# ---- What describes the table ----


def about_csvw(text, release, golden, language, url):
    """The golden description, with this release's numbers, names, text and address."""
    found = json.loads(text)
    name = 'good.csv' if language == 'en' else 'good-ar.csv'
    with open(os.path.join(golden.folder, f'{name}-metadata.json'), encoding='utf-8') as file:
        wanted = json.load(file)
    problems = []
    sentences = {masked(without_meaning(s, golden.release, language))
                 for s in wanted['dc:description']}
    for sentence in found.pop('dc:description', []):
        problems += about_sentence(without_meaning(sentence, release, language), sentences,
                                   numbers(release))
    del wanted['dc:description']
    wanted.update({'dc:source': release.text, 'url': url,
                   'dc:title': label(release, 'campaign', release.campaign, language)})
    return problems + [f'{key}: {found.get(key)!r}' for key in set(found) | set(wanted)
                       if found.get(key) != wanted.get(key)]


# ---- Signatures ----


def about_key(text):
    """release.pub: a comment that is always the same, and a key."""
    match = re.fullmatch(r'untrusted comment: ([ -~]*)\n([A-Za-z0-9+/=]{56})\n', text)
    if not match or base64.b64decode(match[2])[:2] != b'Ed':
        return [f'the key file {text!r}']
    return [] if match[1] == 'public key of releases' else [f'the comment {match[1]!r}']


def about_signature(text):
    match = re.fullmatch(r'untrusted comment: ([ -~]*)\n([A-Za-z0-9+/=]{100})\n'
                         r'trusted comment: a release of Steadfast\n([A-Za-z0-9+/=]{88})\n', text)
    if not match:
        return [f'the signature {text!r}']
    return [] if match[1] == 'signature of a release' else [f'the comment {match[1]!r}']
