"""What a series of releases may hold: as grammar.py, but whole. Each format is written again
from the releases, by DESIGN.md, section 6, "Over time", and what differs in one byte is a
problem. What may be said stands here; other languages than English are looked up."""

import base64
import functools
import hashlib
import html
import itertools
import json
import math

from grammar import factor, label, meaning, speech, spread

# ---- What may be said ----

INTRODUCTION = (
    'These are the published totals of all periods, and what they add up to. There is random '
    'noise in every figure. A bar is a figure; the thin line on it is how far noise and rounding '
    'move a figure in 95 of 100 cases; a dashed box is a figure too low to be shown.')
ORIGIN = ('The sums were made of the releases with these SHA-256 and of nothing else. The '
          'organisers can tell whether they are theirs.')
FIGURES = ('Each figure holds random noise and is rounded to a multiple of %ld; below %ld it is '
           'shown as <%ld. 95 of 100 figures are within ±%ld of the exact count.')
OR_MORE = 'In 95 of 100 such sums the exact number is %ld or more.'
BETWEEN = 'In 95 of 100 such sums the exact number lies between %ld and %ld.'
REACHED = ('%ld: reached in %s by the published figures, though noise and rounding can move a '
           'sum that far.')
CLEAR = '%ld: reached in %s, by more than noise and rounding move a sum in 95 of 100 cases.'
CLEAR_LATER = ('%ld: reached in %s by the published figures, and in %s by more than noise and '
               'rounding move a sum in 95 of 100 cases.')
NOT_ADDED = 'Not added up: who answered in two periods would be counted twice.'
CAPPED = 'Of each person, at most %u are counted in each period.'
ONCE = ('Each person is counted in one period, the one in which their pledge counts. Who withdrew '
        'before it was closed is not counted; who withdrew later still is.')
MISSING = 'There is no release of these periods, so nothing of them is added up: %s'
WITHHELD = ('Withheld: the number of people who answered, with random noise added, did not reach '
            '%u. Nothing of this question is published, now or later.')
NOTES = (
    'A sum adds up published figures. One that is hidden below its threshold counts as anything '
    'from 0 to the threshold; of what is withheld nothing is known, so the sum is a number “or '
    'more”.',
    'A sum has the noise of all its figures, and moves further than one of them.',
    'Sums and milestones are computed from what was published already. They tell nothing about '
    'anybody that the releases do not tell.')
MINIMUM = ('A question is published only if the number of people who answered it, with random '
           'noise added, reaches %u; otherwise it is withheld for good. That number is never '
           'published.')
BOUND = ("Over all these releases together, one person's answers change the odds of any claim by "
         'a factor of at most %s.')
NO_BOUND = ('The bounds of so many releases multiply to a factor that protects nobody who answered '
            "in all of them; each release's own bound still holds for it alone.")
YEAR = ("Over a year with every period published, one person's answers change the odds of any "
        'claim by a factor of at most %s: each question multiplies it by its own factor each time '
        'it is published.')
LIMITS = (
    'What weakens these bounds: many questions, many periods, people who act together, and people '
    'who are counted twice.',
    'That these totals exist shows that somebody made an entry.',
    'The figures count what was entered: they do not prove that every entry is true, or that each '
    'comes from another person.')

# ---- How near a sum is ----


def beyond(noise, step, figures, width):
    """V_n(0): the largest chance that so many figures end beyond ± width together, whatever
    is left of each count. Twice as far, a sum is given up."""
    p, reach, half = math.exp(-1 / noise), 2 * width + 1, step // 2

    def at_most(k):
        return p ** -k / (1 + p) if k < 0 else 1 - p ** (k + 1) / (1 + p)
    errors = []
    for rest in range(-half, step - half):
        first, far = -half - rest, math.ceil(25 * noise / step)
        errors.append([(m * step - rest, at_most(first + (m + 1) * step - 1)
                        - at_most(first + m * step - 1)) for m in range(-far, far + 1)])
    chances = dict.fromkeys(range(-width, width + 1), 0.0)
    for left in range(figures, 0, -1):
        chances = {s: max(sum(c * chances.get(s + e, 1.0) for e, c in each) for each in errors)
                   for s in ((0,) if left == 1 else range(-reach, reach + 1))}
    return chances[0]


@functools.cache
def margin(noise, step, figures):
    """The least width that 95 of 100 such sums keep to. A step that is longer than 20 is cut
    into 20, and the width is one of them more."""
    if figures < 2:
        return spread(noise, step) if figures else 0
    unit = max(1, step / 20)
    least, most = 0, spread(noise, step) * figures
    while most - least > 1:
        middle = (least + most) // 2
        if beyond(noise / unit, min(step, 20), figures, middle) > .05:
            least = middle
        else:
            most = middle
    return math.ceil((most + (unit > 1)) * unit)


# ---- The series ----


def order_of(period):
    """By year, then by the last month; the shorter of two that end together comes first."""
    year, _, part = period.partition('-')
    months = 3 if part.startswith('Q') else 1 if part else 12
    return int(year), months * int(part.lstrip('Q') or 1), months


def between(first, last):
    """The periods between two of a kind."""
    year, _, part = first.partition('-')
    number, of = (int(part[1:]), 4) if 'Q' in part else (int(part), 12) if part else (1, 1)
    while True:
        year, number = (int(year) + 1, 1) if number == of else (int(year), number + 1)
        period = f'{year}' + {4: f'-Q{number}', 12: f'-{number:02}', 1: ''}[of]
        if period == last:
            return
        yield period


def milestones():
    unit = 10
    while True:
        yield from (unit, unit * 5 // 2, unit * 5)
        unit *= 10


class Sum:
    """Of figures up to a period."""

    def __init__(self, cells, withheld, near):
        self.figures = sum('value' in c for c in cells)
        self.hidden = len(cells) - self.figures
        self.withheld = withheld
        self.least = sum(c.get('value', 0) for c in cells)
        self.most = None if withheld else sum(c.get('value', c.get('below')) for c in cells)
        self.within = near(len(cells))

    def member(self, **more):
        return {'at_least': self.least, 'figures': self.figures, 'hidden': self.hidden,
                'withheld': self.withheld, 'within': self.within, **more,
                **({} if self.most is None else {'at_most': self.most})}


class Question:
    """Of all releases that ask it; points is [(period, its answer)]."""

    def __init__(self, name, releases, once):
        self.points = [(r.period, q) for r in releases for q in r.questions
                       if q['question'] == name]
        shown = [r for r in releases for q in r.questions
                 if q['question'] == name and 'withheld' not in q]
        asking = [r for r in releases if any(q['question'] == name for q in r.questions)]
        self.name, self.release = name, (shown or asking)[-1]
        self.asked = next(q for q in self.release.questions if q['question'] == name)
        self.kind, self.buckets = self.asked['kind'], [c['bucket'] for c in self.asked['cells']]
        self.adds_up = self.kind == 'count' or self.kind == 'one' and name in once
        self.missing = [p for (a, _), (b, _) in zip(self.points, self.points[1:])
                        for p in between(a, b)]

    def near(self, figures):
        return margin(self.release.noise(self.asked), self.release.step_of(self.asked), figures)

    def sum(self, at, bucket=None):
        """Up to a point, of one bucket or of all."""
        points = [q for _, q in self.points[:at + 1]]
        cells = [c for q in points for c in q['cells'] if bucket in (None, c['bucket'])]
        return Sum(cells, sum('withheld' in q for q in points), self.near)

    def total(self):
        return self.sum(len(self.points) - 1)

    def passed(self):
        """([(milestone, when it was reached, when clearly, or None)], the next)"""
        sums = [(p, self.sum(at)) for at, (p, _) in enumerate(self.points)]
        found = []
        for number in milestones():
            if number > sums[-1][1].least:
                return found, number
            found.append((number, next(p for p, s in sums if s.least >= number), next(
                (p for p, s in sums if s.least - s.within >= number), None)))


class Series:
    """releases: grammar.Release of a campaign; once: what people answer in one period."""

    def __init__(self, releases, once):
        self.releases = sorted(releases, key=lambda r: order_of(r.period))
        names = dict.fromkeys(q['question'] for r in self.releases for q in r.questions)
        self.questions = [Question(name, self.releases, once) for name in names]
        self.last = self.releases[-1]

    def digests(self):
        return [(r.period, hashlib.sha256(r.text.encode()).hexdigest()) for r in self.releases]


# ---- The table, and JSON ----


def csv(series):
    rows = [('period', 'question', 'bucket', 'value', 'sum_at_least', 'sum_at_most', 'sum_within')]
    for q in series.questions:
        for at, (period, answer) in enumerate(q.points):
            cells = {c['bucket']: f'<{c["below"]}' if 'below' in c else c['value']
                     for c in answer['cells']}
            all_of_it = [] if len(q.buckets) == 1 or not q.adds_up and q.buckets else [None]
            for bucket in q.buckets + all_of_it:
                s = q.sum(at, bucket)
                value = cells.get(bucket, 'withheld' if bucket or not q.buckets else '')
                sums = (s.least, '' if s.most is None else s.most, s.within)
                rows.append((period, q.name, bucket or '', value,
                             *(sums if q.adds_up else ('', '', ''))))
    return ''.join(','.join(map(str, row)) + '\r\n' for row in rows)


def as_json(series, language):
    def named(member, release, what, own):
        return {**member, 'name': label(release, what, own, language)} if language else member
    questions = []
    for q in series.questions:
        points = []
        for at, (period, answer) in enumerate(q.points):
            points.append({'period': period, **(
                {'withheld': True} if 'withheld' in answer else {'cells': answer['cells']})})
            if q.adds_up:
                points[-1].update(total=q.sum(at).member(), sums=[
                    q.sum(at, b).member(bucket=b) for b in q.buckets])
        member = named({'question': q.name, 'kind': q.kind, 'adds_up': q.adds_up,
                        'missing': q.missing, 'points': points},
                       q.release, f'question.{q.name}', q.name)
        if q.buckets:
            member.update(step=q.release.step_of(q.asked), within=q.near(1),
                          threshold=q.release.threshold_of(q.asked), buckets=[
                              named({'bucket': b}, q.release, f'bucket.{q.name}.{b}', b)
                              for b in q.buckets])
        if q.adds_up:
            passed, member['next'] = q.passed()
            member['milestones'] = [{'number': n, 'reached': r, **({'clear': c} if c else {})}
                                    for n, r, c in passed]
        questions.append(member)
    last = series.last
    whole = named({'series': 1, 'campaign': last.campaign, 'questions': questions,
                   'rule': {'scale': last.scale, 'minimum': last.minimum, 'year': last.year},
                   'releases': [{'period': p, 'sha256': d} for p, d in series.digests()]},
                  last, 'campaign', last.campaign)
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(',', ':')) + '\n'


# ---- Sentences ----


class Speaker:
    """What is said of a series in a language."""

    def __init__(self, series, language):
        self.series, self.language = series, language
        self.gettext = speech(language)

    def say(self, sentence, *values):
        return self.gettext(sentence) % values

    def name(self, release, what, own):
        return label(release, what, own, self.language)

    def span(self):
        first, last = self.series.releases[0].period, self.series.last.period
        return first if first == last else self.say('%s to %s', first, last)

    def cell(self, cell):
        return self.say('<%ld', cell['below']) if 'below' in cell else str(cell['value'])

    def sum(self, s):
        """The sum, and how near it is."""
        if s.figures + s.hidden == 0:
            return [self.say('withheld')]
        low = max(0, s.least - s.within)
        if s.most is None:
            return [self.say('%ld or more', s.least), self.say(OR_MORE, low)]
        return [str(s.least) if s.most == s.least else self.say('%ld to %ld', s.least, s.most),
                self.say(BETWEEN, low, s.most + s.within)]

    def milestones(self, q):
        """The highest that was reached, and the highest that is more than noise."""
        passed = q.passed()[0] if q.adds_up else []
        clear = [m for m in passed if m[2]]
        for number, reached, clearly in dict.fromkeys(passed[-1:] + clear[-1:]):
            if clearly is None:
                yield self.say(REACHED, number, reached)
            elif clearly == reached:
                yield self.say(CLEAR, number, reached)
            else:
                yield self.say(CLEAR_LATER, number, reached, clearly)

    def about(self, q):
        """What its figures are, and its sums."""
        if q.buckets:
            threshold = q.release.threshold_of(q.asked)
            yield self.say(FIGURES, q.release.step_of(q.asked), threshold, threshold, q.near(1))
        if not q.adds_up:
            yield self.say(NOT_ADDED)
        else:
            yield self.say(CAPPED, q.asked['cap']) if q.kind == 'count' else self.say(ONCE)
        if q.missing:
            yield self.say(MISSING, ' '.join(q.missing))

    def bound(self, sentence, exponent):
        exponent = exponent / self.series.last.scale
        return f'{self.say(sentence, factor(exponent))} {meaning(exponent, self.language)}'

    def notes(self):
        last = self.series.last
        exponent = sum(r.total() for r in self.series.releases)
        many = exponent > 20 * last.scale
        return [*(self.say(note) for note in NOTES), self.say(MINIMUM, last.minimum),
                self.say(NO_BOUND) if many else self.bound(BOUND, exponent)]

    def limits(self):
        return [self.bound(YEAR, self.series.last.year), *map(self.say, LIMITS)]


def text(series, language):
    speaker, last = Speaker(series, language), series.last
    lines = [speaker.name(last, 'campaign', last.campaign), speaker.span()]
    for q in series.questions:
        lines += ['', speaker.name(q.release, f'question.{q.name}', q.name)]
        for bucket in q.buckets:
            lines.append('  ' + speaker.name(q.release, f'bucket.{q.name}.{bucket}', bucket))
            for period, answer in q.points:
                cells = {c['bucket']: speaker.cell(c) for c in answer['cells']}
                lines.append(f'    {period}: {cells.get(bucket, speaker.say("withheld"))}')
            if q.adds_up:
                value, *near = speaker.sum(q.sum(len(q.points) - 1, bucket))
                lines += [f'    {speaker.say("In all")}: {value}', *(f'    {n}' for n in near)]
        if not q.buckets:
            lines.append('  ' + speaker.say('withheld'))
        elif q.adds_up and len(q.buckets) > 1:
            value, *near = speaker.sum(q.total())
            lines += [f'  {speaker.say("All answers together")}: {value}',
                      *(f'  {n}' for n in near)]
        lines += [f'  {s}' for s in (*speaker.milestones(q), *speaker.about(q))]
    return '\n'.join([*lines, '', *speaker.notes(), *speaker.limits(), ''])


# ---- The page ----


HIDDEN = ' aria-hidden="true"'


def element(name, content, attributes=''):
    return f'<{name}{attributes}>{html.escape(content).replace("&#x27;", "&#39;")}</{name}>'


def line(*args):
    return element(*args) + '\n'


class Page(Speaker):
    """The page, written as DESIGN.md has it; the style sheet is the golden pages'."""

    def bdi(self, release, what, own):
        """A name, which says its language where that is not the page's."""
        name = self.name(release, what, own)
        tags = [tag for tag, names in release.labels.items() if names.get(what) == name]
        other = tags and self.language not in tags
        safe = f"'{name}" if name[0] in '=+-@' else name  # spreadsheets open pages
        return element('bdi', safe, f' lang="{tags[0].replace("_", "-")}"' if other else '')

    def figure(self, cell, q, whole):
        def share(value):
            value = min(max(value, 0), whole) * 1000 // whole
            return f'{value // 10}.{value % 10}%'
        value = cell.get('below', cell.get('value'))
        seen = element('b', str(value))
        bar = f'<rect x="0" y="15%" width="{share(value)}" height="70%"/>' \
              f'<line x1="{share(value - q.near(1))}" y1="50%" ' \
              f'x2="{share(value + q.near(1))}" y2="50%"/>'
        if 'below' in cell:
            heard = line('span', self.say('below %ld', value), ' class="heard"')
            seen = f'<b>{element("span", self.cell(cell), HIDDEN)}{heard}</b>'
            bar = f'<rect class="below" x="0" y="20%" width="{share(value)}" height="60%"/>'
        return f'<td><div class="figure">{seen}<svg{HIDDEN} focusable="false">' \
               f'{bar}</svg></div></td>'

    def row_of_sum(self, head, s):
        value, *near = self.sum(s)
        return (f'<tr><th scope="row">{element("b", self.say(head))}</th><td>'
                + line('b', value) + ''.join(line('div', n, ' class="note"') for n in near)
                + '</td></tr>\n')

    def bucket(self, q, bucket, whole):
        name = self.bdi(q.release, f'bucket.{q.name}.{bucket}', bucket)
        out = f'<tbody>\n<tr><th scope="rowgroup" colspan="2"><b>{name}</b></th></tr>\n'
        for period, answer in q.points:
            cells = {c['bucket']: self.figure(c, q, whole) for c in answer['cells']}
            cell = cells.get(bucket, line('td', self.say('withheld')))
            out += f'<tr><th scope="row"><bdi>{period}</bdi></th>{cell}</tr>\n'
        if q.adds_up:
            out += self.row_of_sum('In all', q.sum(len(q.points) - 1, bucket))
        return out + '</tbody>\n'

    def table(self, q):
        whole = max(c.get('value', c.get('below')) for _, a in q.points for c in a['cells'])
        caption = 'How often, to the nearest %ld' if q.kind == 'count' else \
            'How many people, to the nearest %ld'
        heads = ''.join(f'<th scope="col">{self.say(h)}</th>' for h in ('Period', 'Figure'))
        out = '<table>\n' + line('caption', self.say(caption, q.release.step_of(q.asked)))
        out += f'<thead><tr>{heads}</tr></thead>\n'
        out += ''.join(self.bucket(q, b, whole + q.near(1)) for b in q.buckets)
        if q.adds_up and len(q.buckets) > 1:
            out += f'<tbody>\n{self.row_of_sum("All answers together", q.total())}</tbody>\n'
        return out + '</table>\n'

    def question(self, number, q):
        name = self.bdi(q.release, f'question.{q.name}', q.name)
        out = f'<section aria-labelledby="q{number}">\n<h2 id="q{number}">{name}</h2>\n'
        out += ''.join(line('p', s) for s in self.milestones(q))
        out += self.table(q) if q.buckets else line(
            'p', self.say(WITHHELD, q.release.minimum), ' class="none"')
        return (out + '<p class="note">' + ''.join(line('span', s) for s in self.about(q))
                + '</p>\n</section>\n')

    def list_of(self, which, title, sentences):
        return (f'<section aria-labelledby="{which}">\n<h2 id="{which}">{self.say(title)}</h2>\n'
                '<ul>\n' + ''.join(line('li', s) for s in sentences) + '</ul>\n</section>\n')

    def head(self, style):
        sheet = style.removeprefix('<style>').removesuffix('</style>')
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        name = self.name(self.series.last, 'campaign', self.series.last.campaign)
        policy = (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
                  "form-action 'none'")
        metas = (('http-equiv', 'Content-Security-Policy', policy),
                 ('name', 'referrer', 'no-referrer'),
                 ('name', 'color-scheme', 'light dark'), ('name', 'viewport', 'width=device-width'))
        return (f'<!doctype html>\n<html lang="{self.language}" dir="{self.say("ltr")}">\n<head>\n'
                '<meta charset="utf-8">\n'
                + ''.join(f'<meta {key}="{value}" content="{content}">\n'
                          for key, value, content in metas)
                + line('title', f'{name} · {self.span()}') + f'{style}\n</head>\n')

    def print(self, style):
        last = self.series.last
        questions = ''.join(self.question(n + 1, q) for n, q in enumerate(self.series.questions))
        digests = ''.join(f'<li><bdi>{p}</bdi> <code>{d}</code></li>\n'
                          for p, d in self.series.digests())
        return (self.head(style) + '<body>\n<header>\n<p class="over">'
                + self.bdi(last, 'campaign', last.campaign) + '</p>\n'
                + line('h1', self.span()) + line('p', self.say(INTRODUCTION))
                + '</header>\n<main>\n' + questions
                + self.list_of('conclusions', 'How to read the sums', self.notes())
                + self.list_of('limits', 'What does not', self.limits())
                + '</main>\n<footer>\n' + line('p', self.say(ORIGIN)) + f'<ul>\n{digests}</ul>\n'
                + '</footer>\n</body>\n</html>\n')


def about(form, found, series, language, style):
    """Where a file is not what these releases give: the first line that differs."""
    language = language if form == 'json' else language or 'en'
    wanted = {'csv': lambda: csv(series), 'json': lambda: as_json(series, language),
              'text': lambda: text(series, language),
              'html': lambda: Page(series, language).print(style)}[form]()
    if found == wanted:
        return []
    pairs = itertools.zip_longest(found.split('\n'), wanted.split('\n'))
    return [next(f'other {form}: {a!r}, wanted {b!r}' for a, b in pairs if a != b)]
