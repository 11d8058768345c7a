#!/usr/bin/python3
"""Invents what a campaign's people might have written down, always the same.

usage: generate.py write              the files in campaign-quarter/, beside this script
       generate.py check              compares them with what write would write
       generate.py year FOLDER [N]    a year (2025) of N people (2,000), into FOLDER

Each gives signups.csv and refusals.csv, as `pledge import` and `refusal import` read them,
with the ids of the first campaign. Nobody in them exists: people are numbered, and each
has habits that are drawn, so that answers collapse as real ones would: most refuse a few
times, a few refuse more often than the cap of a question.

Draws come from SHA-256 and not from Python's random, whose choices differ by version.
"""

import datetime
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
QUARTER = HERE / 'campaign-quarter'

# How often each id is drawn, in the campaign's order. None is sure to appear.
TIERS = {'1': 5, '2': 3}
ROLES = {'support': 7, 'engineering': 3, 'other': 1}
WORK = {
    'ticket': 40, 'escalation': 18, 'icm': 10, 'cri': 9, 'collaboration': 15, 'other': 2,
}
CUSTOMERS = {
    'government': 9, 'military': 14, 'prison-service': 3, 'weapons': 6,
    'economy': 8, 'enablers': 5,
}
BEYOND_TIER_1 = ('economy', 'enablers')
GROUNDS = {'law': 5, 'policy': 4, 'conscience': 6}
OUTCOMES = {
    'waiting': 20, 'accepted': 18, 'reassigned': 38, 'questioned': 14, 'pressured': 7,
    'disciplined': 1,
}
CODE_NAMED = {'yes': 5, 'no': 8, 'unknown': 3}


class Draws:
    """Uniform numbers that depend on the name alone."""

    def __init__(self, name):
        self.name = name
        self.count = 0

    def below(self, bound):
        self.count += 1
        block = hashlib.sha256(f'{self.name} {self.count}'.encode()).digest()
        return int.from_bytes(block, 'big') % bound

    def pick(self, weights):
        left = self.below(sum(weights.values()))
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        raise AssertionError(weights)

    def mostly(self, favourite, weights):
        """The favourite three times out of four."""
        return self.pick(weights) if self.below(4) == 0 else favourite


class Person:
    """Somebody's habits."""

    def __init__(self, draws, number):
        self.label = f'p{number}'
        self.tier = draws.pick(TIERS)
        self.customers = {
            item: weight for item, weight in CUSTOMERS.items()
            if self.tier == '2' or item not in BEYOND_TIER_1
        }
        self.work = draws.pick(WORK)
        self.customer = draws.pick(self.customers)
        self.outcome = draws.pick(OUTCOMES)
        self.code_named = draws.pick(CODE_NAMED)
        self.grounds = {draws.pick(GROUNDS)}
        if draws.below(3):
            self.grounds.add(draws.pick(GROUNDS))
        # Few refuse often: the product of two draws leans towards the low end.
        self.zeal = 1 + draws.below(12) * draws.below(12)

    def refuse(self, draws, week):
        grounds = set(self.grounds)
        if draws.below(6) == 0:
            grounds.add(draws.pick(GROUNDS))
        return (
            week,
            draws.mostly(self.work, WORK),
            draws.mostly(self.customer, self.customers),
            ' '.join(ground for ground in GROUNDS if ground in grounds),
            draws.mostly(self.outcome, OUTCOMES),
            draws.mostly(self.code_named, CODE_NAMED),
            self.label,
        )


def list_weeks(first, last):
    """The ISO weeks whose Thursdays lie from first to last, both dates."""
    days = (first + datetime.timedelta(n) for n in range((last - first).days + 1))
    return ['{0}-W{1:02}'.format(*day.isocalendar()) for day in days
            if day.isoweekday() == 4]


def print_csv(header, rows):
    return ''.join(','.join(row) + '\n' for row in [header, *rows])


def make_signups(draws, weeks, people):
    """Sheets of a few meetings, and some who signed in between."""
    meetings = {weeks[draws.below(len(weeks))]: 6 for _ in range(1 + len(weeks) // 4)}
    spread = {week: meetings.get(week, 1) for week in weeks}
    rows = [(draws.pick(spread), draws.pick(TIERS), draws.pick(ROLES))
            for _ in range(people)]
    return print_csv(('week', 'tier', 'role'), sorted(rows, key=lambda row: row[0]))


def make_refusals(draws, weeks, people, refusals):
    """Everybody refuses once; who does so again is drawn by zeal."""
    persons = [Person(draws, number + 1) for number in range(people)]
    zeal = {person: person.zeal for person in persons}
    who = persons + [draws.pick(zeal) for _ in range(refusals - people)]
    rows = [person.refuse(draws, weeks[draws.below(len(weeks))]) for person in who]
    header = ('week', 'work', 'customer', 'grounds', 'outcome', 'code_named', 'person')
    return print_csv(header, sorted(rows, key=lambda row: row[0]))


def make_quarter():
    """2026-Q3: 60 signers, and 400 refusals by 61 people."""
    weeks = list_weeks(datetime.date(2026, 7, 1), datetime.date(2026, 9, 30))
    return {
        'signups.csv': make_signups(Draws('quarter signups'), weeks, 60),
        'refusals.csv': make_refusals(Draws('quarter refusals'), weeks, 61, 400),
    }


def make_year(people):
    """2025: so many signers, and four refusals for each of so many people."""
    weeks = list_weeks(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    return {
        'signups.csv': make_signups(Draws('year signups'), weeks, people),
        'refusals.csv': make_refusals(Draws('year refusals'), weeks, people, 4 * people),
    }


def write_files(folder, files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding='ascii', newline='\n')


def find_differences():
    return [name for name, text in make_quarter().items()
            if (QUARTER / name).read_bytes() != text.encode('ascii')]


def main(arguments):
    if arguments == ['write']:
        write_files(QUARTER, make_quarter())
    elif arguments == ['check']:
        wrong = find_differences()
        print('\n'.join(f'{name} differs' for name in wrong), end='\n' if wrong else '')
        return 1 if wrong else 0
    elif len(arguments) in (2, 3) and arguments[0] == 'year':
        people = int(arguments[2]) if len(arguments) == 3 else 2000
        write_files(pathlib.Path(arguments[1]), make_year(people))
    else:
        print(__doc__.split('\n\n')[1], file=sys.stderr)
        return 2
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
