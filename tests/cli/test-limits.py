#!/usr/bin/python3
"""Files that are too large are refused in one line, and soon."""

from programs import HEADER, box, refused, same
from tap import Tap

MEBI = 1 << 20
ROW = b'2024-W05,icm,military,law,waiting,no\n'
START = HEADER.encode() + b'\n'

tap = Tap()
with box() as b:
    store = b.store()

    def imported(csv, *words, lines=1):
        return b.unchanged(store, lambda: refused(
            b.cli('refusal', 'import', csv, store=store), 1, *words, lines=lines))

    rows = b.file('rows.csv', START + ROW * 1_000_001)
    tap.check('1,000,001 rows', imported(rows))
    large = b.file('large.csv', START + (ROW[:-1] + b' ' * 200 + b'\n') * (65 * MEBI // 230))
    tap.check('65 MiB', imported(large))
    tap.check('128 MiB without a line end', imported(b.file('long.csv', bytes(128 * MEBI))))
    tap.check('a row of 1 MiB', imported(
        b.file('row.csv', START + b'x' * MEBI + b'\n' + ROW), lines=2))
    tap.check('a quoted cell of 60 MiB', imported(
        b.file('cell.csv', START + b'"' + b'y\n' * (30 * MEBI)), lines=101))
    tap.check('a thousand bad rows: a hundred are named', imported(
        b.file('bad.csv', START + ROW.replace(b'icm', b'none') * 1000), '1000', lines=101))
    tap.check('128 MiB of a campaign', refused(
        b.cli('campaign', 'check', b.path('long.csv')), 1))
    tap.check('128 MiB of a release', refused(
        b.cli('release', 'verify', b.path('long.csv')), 1) + refused(
            b.export('--format', 'csv', b.path('long.csv')), 1, name='steadfast-export'))
    tap.check('128 MiB of a record', refused(
        b.cli('pledge', 'verify', b.path('long.csv')), 1))
    tap.check('nothing was imported', same(b.numbers(store)['refusals'], 0))
tap.finish()
