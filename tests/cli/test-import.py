#!/usr/bin/python3
"""Imports: what spreadsheets write is read, every bad row is named, all rows or none."""

from programs import HEADER, box, done, refused, same, week
from tap import Tap

GOOD = '2024-W05,ticket,military,law,waiting,no'
FULL = '2024-W05,icm,weapons,law policy conscience,disciplined,unknown'
SHEET = 'week,tier,role'


def rows(*lines, end='\n'):
    return end.join([HEADER, *lines, '']).encode()


# name → (file, what to find on standard error); each is a file that is refused.
BAD = {
    'no byte at all': (b'', []),
    'nothing but a byte order mark': (b'\xef\xbb\xbf', []),
    'a header of other columns': (rows(GOOD).replace(b'work', b'toil', 1), ['work']),
    'columns in another order': (rows(GOOD).replace(b'week,work', b'work,week'), []),
    'a column too many in the header': (rows().replace(b'named', b'named,person,x'), []),
    'a column too few in the header': (rows().replace(b',code_named', b''), []),
    'a header in capitals': (rows(GOOD).upper(), []),
    'a header of commas and semicolons': (rows(GOOD).replace(b',outcome', b';outcome'),
                                          ['semicolons']),
    'other separators': (rows(GOOD).replace(b',', b'|'), ['semicolons']),
    'UTF-16': ('\ufeff'.encode('utf-16-le') + rows(GOOD).decode().encode('utf-16-le'), []),
}
# name → (rows, what each bad one's line says); the first row is line 2.
BAD_ROWS = {
    'a cell too many': ([GOOD + ',x'], ['2']),
    'semicolons below a header of commas': ([GOOD.replace(',', ';')], ['2']),
    'a cell too few': ([GOOD, GOOD[:-3]], ['3']),
    'a quote within a cell': ([GOOD.replace('ticket', 'tic"ket')], ['2']),
    'text after a closing quote': ([GOOD.replace('ticket', '"ticket"s')], ['2']),
    'a quote that is never closed': ([GOOD, GOOD.replace('ticket', '"ticket')], ['3']),
    'invalid UTF-8': ([b'2024-W05,tick\xe9t,military,law,waiting,no', GOOD], ['2']),
    'a zero byte': ([GOOD.replace('ticket', 'tic\0ket')], ['2']),
    'a week that is none': ([GOOD.replace('W05', 'W54')], ['2', '2024-W54']),
    'week 53 of 52': ([GOOD.replace('2024-W05', '2025-W53')], ['2', '2025-W53']),
    'no week': ([GOOD.replace('2024-W05', '')], ['2']),
    'a week before 2000': ([GOOD.replace('2024', '1999')], ['2', '1999']),
    'a future week': ([GOOD.replace('2024-W05', week(-2))], ['2', week(-2)]),
    'an unknown kind of work': ([GOOD.replace('ticket', 'sleep')], ['2', 'sleep']),
    'an unknown group': ([GOOD.replace('military', 'me')], ['2', 'me']),
    'an unknown outcome': ([GOOD.replace('waiting', 'party')], ['2', 'party']),
    'no ground': ([GOOD.replace('law', '')], ['2']),
    'an unknown ground': ([GOOD.replace('law', 'law luck')], ['2', 'luck']),
    'grounds parted otherwise': ([GOOD.replace('law', 'law;policy')], ['2', 'law;policy']),
    'no such answer': ([GOOD.replace(',no', ',maybe')], ['2', 'maybe']),
    'a blank before a cell': ([GOOD.replace(',ticket', ', ticket')], ['2']),
    'a formula': ([GOOD.replace('ticket', '=1+1')], ['2', '=1+1']),
}


def joined(lines):
    encoded = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return b'\n'.join([HEADER.encode(), *encoded, b''])


def imported(csv, *args, kind='refusal'):
    return b.cli(kind, 'import', '-', *args, store=store, stdin=csv)


tap = Tap()
with box() as b:
    store = b.store()

    for name, (csv, words) in BAD.items():
        tap.check(name, b.unchanged(store, lambda: refused(imported(csv), 1, *words)))
    for name, (lines, words) in BAD_ROWS.items():
        tap.check(name, b.unchanged(store, lambda: refused(
            imported(joined(lines)), 1, *words, lines=2)))
    for name, sign in (('an escape', '\x1b]0;x'), ('a bell', '\a'), ('C1', '\x9b2J'),
                       ('an override', '\u202e'), ('a separator', '\u2028'),
                       ('a carriage return', '\rsteadfast-cli: done')):
        answer = imported(joined([GOOD.replace('ticket', f'"a{sign}z"')]))
        tap.check(f'{name} in a cell does not reach the terminal', refused(
            answer, 1, lines=2) + same([s in answer.err.decode() for s in (sign[0], '\ufffd')],
                                       [False, True]))
    tap.check('a line end in a cell does not', refused(
        imported(joined([GOOD.replace('ticket', '"a\nLine 9: z"')])), 1, lines=2))
    tap.check('nor what a file’s name holds', refused(
        b.cli('refusal', 'import', 'a\n\x1b[2Jz\udcff.csv', store=store), 1, 'a\ufffd\ufffd['))
    many = [GOOD.replace('ticket', f'bad{n}') for n in range(7)]
    answer = imported(joined([GOOD, *many, GOOD]))
    tap.check('each bad row is named', refused(answer, 1, *(f'bad{n}' for n in range(7)),
                                               lines=8))
    two = imported(joined([GOOD.replace('ticket', 'sleep').replace('military', 'me')]), '--json')
    tap.check('two mistakes in one row, as JSON', same(
        [two.code, [(e['line'], e['column'], bool(e['reason'])) for e in two.json['errors']],
         sorted(two.json), two.err.count(b'\n')],
        [1, [(2, 2, True), (2, 3, True)], ['dry_run', 'errors', 'late', 'rows'], 1]))
    bad_sheets = {
        'another header': b'week,role,tier\n',
        'an unknown tier': f'{SHEET}\n2024-W05,3,support\n'.encode(),
        'a tier that is no number': f'{SHEET}\n2024-W05,one,support\n'.encode(),
        'an unknown role': f'{SHEET}\n2024-W05,1,boss\n'.encode(),
        'a future week': f'{SHEET}\n{week(-2)},1,support\n'.encode(),
    }
    for name, csv in bad_sheets.items():
        tap.check(f'a sheet with {name}', b.unchanged(store, lambda: refused(
            imported(csv, kind='pledge'), 1, lines=1 if name == 'another header' else 2)))
    tap.check('nothing was imported', same(b.numbers(store)['refusals'], 0))

    good = {
        'lines that end as on Unix': rows(GOOD, FULL),
        'lines that end as on Windows': rows(GOOD, FULL, end='\r\n'),
        'a byte order mark': b'\xef\xbb\xbf' + rows(GOOD, FULL),
        'no end of the last line': rows(GOOD, FULL)[:-1],
        'empty lines': rows(GOOD, '', '', FULL, ''),
        'quoted cells': rows(GOOD.replace('ticket', '"ticket"'), f'"{FULL.split(",")[0]}"'
                             + FULL[8:]),
        'semicolons': rows(GOOD, FULL).replace(b',', b';'),
        'tabs': rows(GOOD, FULL, end='\r\n').replace(b',', b'\t'),
        'semicolons, with commas in a cell': rows(GOOD + ',a, not b', FULL + ',"b;c"').replace(
            b'named', b'named,person').replace(b',', b';').replace(b'a; not', b'a, not'),
        'persons': rows(GOOD + ',a', FULL + ',"b, or not"').replace(b'named', b'named,person'),
    }
    for name, csv in good.items():
        tap.check(name, b.unchanged(store, lambda: same(
            imported(csv, '--dry-run', '--json').json,
            {'rows': 2, 'late': 0, 'dry_run': True, 'errors': []})))
    tap.check('a dry run says so', done(imported(rows(GOOD), '--dry-run'), '1'))
    tap.check('no row is no mistake', same(
        imported(rows(), '--json').json, {'rows': 0, 'late': 0, 'dry_run': False, 'errors': []}))
    tap.check('from a file', done(b.cli(
        'refusal', 'import', b.file('rows.csv', rows(GOOD, FULL)), store=store), '2'))
    listed = b.ok('refusal', 'list', '--json', store=store).json
    wanted = [[*line.split(',')[:3], line.split(',')[3].split(), *line.split(',')[4:]]
              for line in (GOOD, FULL)]
    found = [[entry[key] for key in ('week', 'work', 'customer', 'grounds', 'outcome',
                                     'code_named')] for entry in listed]
    tap.check('what was imported is what was in the file', same(sorted(found), sorted(wanted)))
    tap.check('rows without a person are the owner’s', same(b.numbers(store)['shared'], False))

    sheet = f'{SHEET}\n2024-W05,1,support\n2024-W05,2,\n2024-W05,1,support\n'.encode()
    tap.check('a sheet', done(imported(sheet, kind='pledge'), '3'))
    tap.check('a sheet of semicolons', b.unchanged(store, lambda: done(imported(
        sheet.replace(b',', b';'), '--dry-run', '--more', kind='pledge'), '3')))
    without_role = b'\xef\xbb\xbfweek,tier\r\n2023-W30,2\r\n'
    tap.check('a sheet without roles', done(imported(without_role, kind='pledge'), '1'))
    tap.check('makes the store shared', same(
        [b.numbers(store)[key] for key in ('sheet', 'signers', 'shared')], [4, 0, True]))
tap.finish()
