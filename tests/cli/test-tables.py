#!/usr/bin/python3
"""A table keeps its columns in Arabic: cells that run from right to left are set apart by
directional isolates, and marks above letters take no column."""

import unicodedata

from programs import ARABIC, box, need_translations, same
from tap import Tap

OPEN, CLOSE = '\u2068', '\u2069'


def is_arabic(text):
    return any(unicodedata.bidirectional(c) == 'AL' for c in text)


def shown(text):
    """What takes a column."""
    return ''.join(c for c in text if unicodedata.category(c) not in ('Mn', 'Cf'))


def starts(line):
    """The columns at which the cells of a line begin: two blanks part them."""
    text = shown(line)
    return [i for i in range(len(text)) if text[i] != ' ' and (i < 2 or text[i - 2:i] == '  ')]


def bare(line):
    """What stands outside of isolates."""
    parts = line.split(OPEN)
    return parts[0] + ''.join(part.partition(CLOSE)[2] for part in parts[1:])


tap = Tap()
need_translations(tap)
with box() as b:
    store = b.store()
    b.ok('pledge', 'take', '--tier', '1', '--role', 'support', store=store)
    b.add(store)
    b.add(store, '--ground', 'conscience', '--outcome', 'disciplined')
    for table in ('refusal', 'pledge'):
        text = b.ok(table, 'list', store=store, env=ARABIC).text
        rows = text.splitlines()[1:]
        tap.check(f'{table} list is in Arabic', [] if is_arabic(text) else [text])
        tap.check(f'{table} list sets Arabic apart', [r for r in rows if is_arabic(bare(r))])
        tap.check(f'{table} list closes what it opens',
                  same(text.count(OPEN), text.count(CLOSE)))
        tap.check(f'{table} list keeps its columns',
                  same([starts(r) for r in rows], [starts(rows[0])] * len(rows)))
        english = b.ok(table, 'list', store=store).text
        tap.check(f'{table} list in English has no isolates',
                  [english] if OPEN in english else [])
tap.finish()
