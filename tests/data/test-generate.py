#!/usr/bin/python3
"""The invented campaign data is what it says it is."""

import csv
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(ROOT / 'tests' / 'house'))

import generate
from tap import Tap

CAMPAIGN = ROOT / 'resources/campaigns/no-azure-for-apartheid.campaign.desktop.in'
LISTS = {
    'Tiers': generate.TIERS, 'Roles': generate.ROLES, 'Work': generate.WORK,
    'Customers': generate.CUSTOMERS, 'Grounds': generate.GROUNDS,
    'Outcomes': generate.OUTCOMES,
}


def other_ids():
    """Lists of the campaign that are not, in their order, those of the script."""
    lines = CAMPAIGN.read_text(encoding='utf-8').split('[Lists]\n')[1].split('\n\n')[0]
    lists = dict(line.split('=') for line in lines.splitlines())
    return [name for name, ids in LISTS.items() if lists[name].split(';') != list(ids)]


def read(folder, name):
    with open(folder / name, encoding='ascii', newline='') as file:
        return list(csv.DictReader(file))


def wrong_numbers(folder, weeks, signers, refusals, people):
    """What does not hold of the files in folder; weeks are the first and the last."""
    sheet, rows = read(folder, 'signups.csv'), read(folder, 'refusals.csv')
    found = {
        'signers': len(sheet), 'refusals': len(rows),
        'people': len({row['person'] for row in rows}),
        'first and last week': (min(r['week'] for r in rows), max(r['week'] for r in rows)),
        'sign-ups in those weeks': all(weeks[0] <= r['week'] <= weeks[1] for r in sheet),
    }
    wanted = {
        'signers': signers, 'refusals': refusals, 'people': people,
        'first and last week': weeks, 'sign-ups in those weeks': True,
    }
    return [f'{key}: {found[key]}, not {wanted[key]}'
            for key in wanted if found[key] != wanted[key]]


tap = Tap()
tap.check('the ids are the first campaign’s', other_ids())
tap.check('the committed files are what the script writes', generate.find_differences())
tap.check('the quarter: 60 signers, 400 refusals by 61 people', wrong_numbers(
    generate.QUARTER, ('2026-W27', '2026-W39'), 60, 400, 61))
with tempfile.TemporaryDirectory() as folder:
    generate.main(['year', folder])
    tap.check('the year: 2,000 people', wrong_numbers(
        pathlib.Path(folder), ('2025-W01', '2025-W52'), 2000, 8000, 2000))
tap.control('numbers', wrong_numbers(
    generate.QUARTER, ('2026-W27', '2026-W39'), 60, 400, 60), 'people: 61, not 60')
tap.finish()
