#!/usr/bin/python3
"""A spreadsheet that opens what is published finds no formula in it, whatever a campaign
calls things: the table, the page, and rows of the worst cells as the table's writer makes
them. LibreOffice opens them for real."""

import csv
import io
import os
import re
import shutil
import subprocess

from programs import box, same
from tap import Tap

HEADER = 'week,work,customer,grounds,outcome,code_named,person'
NAMES = ('=HYPERLINK("x","y")', '+1+1', '-1+1', '@SUM(1,1)', '=1+1', '＝1+1', '\u200e=1+1',
         '\u061c=1+1')
FILTERS = {'csv': 'CSV:44,34,76,1', 'html': 'HTML (StarCalc)'}


def hostile(text):
    """The campaign with a formula as each name."""
    names = iter(NAMES * 100)
    return re.sub(r'^(Name|Ever|Never|Unknown|Total)=.*$',
                  lambda match: f'{match[1]}={next(names)}', text, flags=re.M)


def opened(content, form):
    """The cells of a file as a spreadsheet has them: (its attributes, its text)."""
    path = b.file(f'opened.{form}', content)
    subprocess.run(
        ['soffice', f'-env:UserInstallation=file://{b.path("profile")}', '--headless',
         f'--infilter={FILTERS[form]}', '--convert-to', 'fods', '--outdir', b.folder, path],
        check=True, capture_output=True, timeout=500, env={**b.env, 'PATH': os.environ['PATH']})
    with open(b.path('opened.fods'), encoding='utf-8') as file:
        return re.findall(r'<table:table-cell ([^>]*[^/])>(.*?)</table:table-cell>', file.read(), re.S)


def formulas(cells):
    return [attributes for attributes, _ in cells if 'table:formula' in attributes]


def text(cells):
    return [re.sub('<[^>]*>', '', cell) for _, cell in cells]


tap = Tap()
if shutil.which('soffice') is None:
    tap.skip('spreadsheets', 'libreoffice-calc-nogui is not installed')
    tap.finish()
with box() as b:
    with open(os.path.join(os.environ['STEADFAST_SOURCE'], 'tests', 'data', 'campaign',
                           'nimbus.campaign'), encoding='utf-8') as file:
        campaign = hostile(file.read())
    store = b.store('a.store', '--campaign', b.file('hostile.campaign', campaign))
    b.import_rows(store, [f'2024-W06,on-call,army,law,warned,yes,p{n}' for n in range(300)],
                  header=HEADER)
    b.ok('release', 'close', '--period', '2024', store=store)
    files = {form: b.ok('release', 'save', '2024', '--format', form, '-o', '-', store=store).out
             for form in FILTERS}

    cells = opened(files['csv'], 'csv')
    tap.check('the table: no formula', formulas(cells))
    tap.check('and every cell of it', same(
        len(cells), sum(cell != '' for row in csv.reader(io.StringIO(files['csv'].decode()))
                        for cell in row)))
    tap.check('no name is in it', [n for n in NAMES if n.encode() in files['csv']])
    cells = opened(files['html'], 'html')
    tap.check('the page: no formula', formulas(cells))
    tap.check('and the names are in it', [
        n for n in NAMES[:2] if not any(n[1:].replace('"', '&quot;') in cell for cell in text(cells))])
    worst = subprocess.run([os.environ['STEADFAST_CELLS']], capture_output=True, check=True).stdout
    tap.check('the worst cells: no formula', formulas(opened(worst, 'csv')))

    # The same cells and the same page from who did not think of it.
    rows = [['=1+1', '=HYPERLINK("x","y")'], ['a', '=2+2']]
    plain = io.StringIO()
    csv.writer(plain).writerows(rows)
    tap.check('control: a plain table', same(len(formulas(opened(plain.getvalue(), 'csv'))), 3))
    page = files['html'].replace(b"<bdi>&#39;", b'<bdi>')
    tap.check('control: a page with the names as they are', same(page != files['html'], True)
              + ([] if formulas(opened(page, 'html')) else ['no formula']))
tap.finish()
