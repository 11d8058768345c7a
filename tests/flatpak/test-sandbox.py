#!/usr/bin/python3
"""The main task in the installed app, inside its sandbox: driven from outside by AT-SPI,
with the table read and the totals saved through the portal. usage: test-sandbox.py PICTURE"""

import contextlib
import os
import subprocess
import sys
import types

from gi.repository import GLib

from file_chooser import FileChooser
from person import Person, chapter, last_quarter
from programs import HEADER, PASSPHRASE, same
from tap import Tap

APP = 'page.codeberg.steadfast.Steadfast'
HOME = os.environ['HOME']
PEOPLE = 60
quarter, title, week = last_quarter()


class Inside(Person):
    """The app is behind a proxy of the bus, so its process cannot be known by the name
    that it has there: it is the only program."""

    def look(self):
        while True:
            self.serve()
            if self.process.poll() is not None:
                raise AssertionError(f'the app ended: {self.process.returncode}')
            with contextlib.suppress(IndexError, GLib.Error):  # it is only just starting
                self.owner = self.bus.owners()[0]
                return self.bus.look(self.owner)

    @staticmethod
    def serve():
        """Lets the file chooser answer."""
        while GLib.MainContext.default().iteration(False):
            pass


def inside(*command):
    """A program of the Flatpak, as the README says to call it."""
    return subprocess.run(['flatpak', 'run', '--user', *command], capture_output=True,
                          text=True)


table = f'{HOME}/table.csv'
saved = f'{HOME}/totals.csv'
with open(table, 'w', encoding='utf-8') as file:
    file.write(f'{HEADER},person\n' + ''.join(
        f'{week},ticket,military,law,waiting,no,p{n}\n' for n in range(PEOPLE)))

tap = Tap()
chooser = FileChooser()
box = types.SimpleNamespace(env=dict(os.environ))
with Inside(box) as p:
    p.spread('Steadfast')
    with chapter(tap, 'a new store in the sandbox'):
        p.press('push button', 'My Own')
        p.press('push button', 'Make a New Store')
        p.fill('New Passphrase', PASSPHRASE)
        p.fill('The Same Again', PASSPHRASE)
        p.press('push button', 'Make the Store')
        groups = p.recovery_key()
        p.press('push button', 'I Have Written It Down')
        for name in p.asked_groups():
            p.fill(name, groups[name.split()[1]], 'SfRecoveryKey')
        p.press('push button', 'Done', 'SfRecoveryKey')
        p.read('You have not taken the pledge')
    with chapter(tap, 'the pledge is signed'):
        p.press('push button', 'Take This Tier…')
        p.press('push button', 'Sign', 'Before you sign')
        p.read('You hold the pledge')
    with chapter(tap, 'a table is read through the portal'):
        chooser.path = table
        p.press('page tab', 'Refusals')
        p.press('toggle button', 'More')
        p.see('menu', 'More')
        p.keys('i')  # newer GTK keeps what is in a menu to itself
        p.press('push button', 'Choose a File…')
        p.read(f'{PEOPLE} rows are good')
        p.press('push button', 'Import', 'SfImportDialog')
        p.read(f'{PEOPLE} rows were imported')
    subprocess.run(['import', '-window', 'root', sys.argv[1]], check=True)
    with chapter(tap, 'a period is closed'):
        p.press('page tab', 'Totals')
        p.press('list item', title, 'SfTotalsPage')
        p.press('push button', 'Close This Period…')
        p.spread('Before you close')
        p.press('check box', 'I know that closing cannot be undone.')
        p.press('push button', 'Close the Period for Good')
        p.read('The period is closed')
    with chapter(tap, 'the totals are saved through the portal'):
        chooser.path = saved
        p.press('push button', 'Save As…')
        p.press('radio button', 'A table', 'Save Totals')
        p.press('push button', 'Save…', 'Save Totals')
        p.read('The totals are saved')
    with chapter(tap, 'the app locks and ends'):
        p.keys('ctrl+l')
        p.read('You locked it.')
        p.keys('ctrl+q')
        tap.check('without an error', same(p.end(), 0))

with open(saved, encoding='utf-8') as file:
    rows = file.read().splitlines()
tap.check('the saved file is there, outside', same(
    [rows[0], all(row.startswith(f'{quarter},') for row in rows[1:])],
    ['period,question,bucket,value', True]))
tap.check('the portal was asked by the app, for the two files', same(
    [ask[:2] for ask in chooser.asked], [('OpenFile', APP), ('SaveFile', APP)]))
tap.check('the store is where the README says', same(
    os.path.exists(f'{HOME}/.var/app/{APP}/data/steadfast/steadfast.store'), True))

reader, writer = os.pipe()
os.write(writer, PASSPHRASE.encode())
os.close(writer)
info = subprocess.run(
    ['flatpak', 'run', '--user', '--command=steadfast-cli', APP, '--passphrase-fd', '0',
     'info'], stdin=reader, capture_output=True, text=True)
tap.check('the command line in the sandbox opens the same store', same(info.returncode, 0))
forwarded = inside('--command=steadfast-cli', '--file-forwarding', APP, 'release', 'verify',
                   '@@', saved, '@@')
refused = inside('--command=steadfast-cli', APP, 'release', 'verify', saved)
tap.check('it reads a file that is handed to it, and no other', same(
    ['no such file' in forwarded.stderr.lower(), refused.returncode], [False, 1]))
tap.finish()
