#!/usr/bin/python3
"""The golden JSON is what the published schemas say, and they let nothing else in:
a member more, a count, a figure that the floors forbid. The golden table is what its
metadata says."""

import copy
import csv
import json
import os
import re
import sys

from tap import Tap

ROOT = sys.argv[1]
SCHEMAS = os.path.join(ROOT, 'resources', 'schema')
DATA = os.path.join(ROOT, 'tests', 'data', 'export')
GOLDEN = ('good.json', 'good-ar.json')
BREAKS = {
    'a number of people': lambda d: d['questions'][0].update(people=41),
    'a member at the top': lambda d: d.update(made='2026-11-22'),
    'a member of the rule': lambda d: d['rule'].update(seed=1),
    'a member of a cell': lambda d: d['questions'][0]['cells'][0].update(exact=41),
    'a cell with both': lambda d: d['questions'][0]['cells'][0].update(below=15),
    'a cell with neither': lambda d: d['questions'][0]['cells'][0].pop('value'),
    'a figure that is no step': lambda d: d['questions'][0]['cells'][0].update(value=41),
    'a figure below the floor': lambda d: d['questions'][0]['cells'][0].update(value=10),
    'withheld with figures': lambda d: d['questions'][0].update(withheld=True),
    'withheld that is not': lambda d: d['questions'][1].update(withheld=False),
    'a scale below the floor': lambda d: d['rule'].update(scale=2),
    'a week as the period': lambda d: d.update(period='2026-W40'),
    'no text': lambda d: d.pop('text'),
    'a control character in a name': lambda d: d.update(name='a\nb'),
}
# Of questions[0], which adds up, and [1], which does not.
SERIES_BREAKS = {
    'series: a number of people': lambda d: d['questions'][0]['points'][1].update(people=41),
    'series: a member at the top': lambda d: d.update(made='2026-11-22'),
    'series: an exact sum': lambda d: d['questions'][0]['points'][1]['total'].update(exact=41),
    'series: a sum that is no step': lambda d: d['questions'][0]['points'][1]['total'].update(
        at_least=41),
    'series: a sum of what does not add up': lambda d: d['questions'][1]['points'][1].update(
        total=d['questions'][0]['points'][1]['total']),
    'series: a milestone of what does not add up': lambda d: d['questions'][1].update(
        milestones=[], next=10),
    'series: no sums of what does': lambda d: d['questions'][0]['points'][1].pop('sums'),
    'series: a sum of no bucket': lambda d: d['questions'][0]['points'][1]['sums'][0].pop('bucket'),
    'series: a cell with both': lambda d: d['questions'][0]['points'][1]['cells'][0].update(below=15),
    'series: a week': lambda d: d['questions'][0]['missing'].append('2026-W40'),
    'series: no releases': lambda d: d.update(releases=[]),
}


def load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def figures(release):
    """What the release text in it says, as rows of its questions."""
    rows = re.findall(r'^bucket: (\S+) (<?)(\d+)$', release['text'], re.M)
    return [(name, 'below' if sign else 'value', int(number)) for name, sign, number in rows]


def cells(release):
    return [(c['bucket'], kind, c[kind]) for q in release['questions'] for c in q.get('cells', [])
            for kind in ('below', 'value') if kind in c]


# Every member that the table's metadata may have, by where it stands.
CSVW = {'': {'@context', 'dc:description', 'dc:source', 'dc:title', 'tableSchema', 'url'},
        'tableSchema': {'columns', 'primaryKey'},
        'columns': {'datatype', 'dc:description', 'name', 'titles'},
        'datatype': {'base', 'format'}}


def unlike(metadata, name):
    """Where the table beside the metadata is not what it says."""
    with open(os.path.join(DATA, name), newline='', encoding='utf-8') as file:
        head, *rows = csv.reader(file)
    schema = metadata['tableSchema']
    columns = schema['columns']
    found = [column['name'] for column in columns] == head or ['other columns']
    problems = [] if found is True else found
    for row in rows:
        problems += [f'{cell} in {column["name"]}' for cell, column in zip(row, columns)
                     if cell and not re.fullmatch(column['datatype']['format'], cell)]
    keys = [tuple(row[head.index(name)] for name in schema['primaryKey']) for row in rows]
    problems += ['a key twice'] if len(set(keys)) < len(keys) else []
    members = {'': [metadata], 'tableSchema': [schema], 'columns': columns,
               'datatype': [column['datatype'] for column in columns]}
    return problems + [f'{sorted(m)} in {place}' for place, all_ in members.items() for m in all_
                       if set(m) != CSVW[place]]


tap = Tap()
for name in ('good.csv-metadata.json', 'good-ar.csv-metadata.json'):
    metadata = load(os.path.join(DATA, name))
    tap.check(f'the table is what {name} says', unlike(metadata, metadata['url']))
    tap.check(f'{name}: the standard, its language, the source', [] if (
        metadata['@context'][0] == 'http://www.w3.org/ns/csvw'
        and metadata['@context'][1] == {'language': 'ar' if 'ar' in name else 'en'}
        and metadata['dc:source'].endswith('\nend\n')) else [str(metadata['@context'])])
metadata['tableSchema']['columns'][3]['datatype']['format'] = '[0-9]+'
metadata['made'] = '2026'
tap.control('a table of other cells', unlike(metadata, metadata['url']), '<15 in value',
            'withheld in value', '<30', '<30', 'made')
try:
    import jsonschema
except ImportError:
    tap.skip('the schema', 'python3-jsonschema is not installed')
    tap.finish()

def validator_of(name):
    schema = load(os.path.join(SCHEMAS, name))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check_breaks(validator, golden, breaks):
    for name, change in breaks.items():
        broken = copy.deepcopy(golden)
        change(broken)
        tap.check(f'control: {name}', [] if list(validator.iter_errors(broken)) else ['accepted'])


validator = validator_of('release.schema.json')
for name in GOLDEN:
    golden = load(os.path.join(DATA, name))
    tap.check(f'{name} is what the schema says',
              [error.message for error in validator.iter_errors(golden)])
    tap.check(f'{name} has the figures of its text',
              [] if cells(golden) == figures(golden) else [str(cells(golden))])
check_breaks(validator, load(os.path.join(DATA, GOLDEN[0])), BREAKS)

validator = validator_of('series.schema.json')
for name in ('series.json', 'series-ar.json'):
    golden = load(os.path.join(DATA, 'series', name))
    tap.check(f'{name} is what its schema says',
              [error.message for error in validator.iter_errors(golden)])
check_breaks(validator, load(os.path.join(DATA, 'series', 'series.json')), SERIES_BREAKS)
tap.finish()
