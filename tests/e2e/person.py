"""A person before the screen: starts the program, looks at its window, presses keys and
buttons. What is seen comes from AT-SPI; so does pressing a button and filling an entry,
where GTK 4.8 offers it. Rows have no action there: they are clicked with the mouse."""

import contextlib
import datetime
import os
import shutil
import signal
import subprocess
import time

from atspi import CLASS_NAME, EDITABLE, Bus, GLib
from programs import HEADER, PASSPHRASE

HAND = os.environ['STEADFAST_HAND']
PROGRAM = os.environ['STEADFAST_WINDOW']
PATIENCE = 120  # seconds, on a machine that has other things to do
GLANCE = 0.1
TABS_MAX = 40
DRAG_STEPS = 8
ASIDE = (1100, 900)  # where a window stands beside the program's
TARGET = (300, 400)  # a place in the program's
# Of run-headless.sh's environment: what a program needs to find its screen.
SCREEN = ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'GDK_BACKEND', 'GSK_RENDERER', 'GDK_DEBUG',
          'GSETTINGS_BACKEND', 'ADW_DISABLE_PORTAL', 'GTK_A11Y', 'G_DEBUG', 'LANGUAGE')


def xdotool(*words):
    return subprocess.run(['xdotool', *map(str, words)], check=True, capture_output=True,
                          text=True, timeout=PATIENCE).stdout.split()


def clipboard():
    """The text on the clipboard, as another program finds it."""
    return subprocess.run([HAND, 'clipboard'], check=True, capture_output=True, text=True,
                          timeout=PATIENCE).stdout


def drop(*paths):
    """Drags files from another program onto the window: 0 if somebody took them."""
    hand = subprocess.Popen([HAND, 'drag', *paths], env={**os.environ, 'GTK_A11Y': 'none'})
    try:
        theirs = xdotool('search', '--sync', '--onlyvisible', '--name', '^Files to drag$')[-1]
        xdotool('windowmove', '--sync', theirs, *ASIDE)
        xdotool('windowraise', theirs)
        x, y = ASIDE[0] + 60, ASIDE[1] + 30
        xdotool('mousemove', x, y, 'mousedown', 1)
        for step in range(1, DRAG_STEPS + 1):
            time.sleep(GLANCE)
            xdotool('mousemove', x + (TARGET[0] - x) * step // DRAG_STEPS,
                    y + (TARGET[1] - y) * step // DRAG_STEPS)
        time.sleep(GLANCE)
        xdotool('mouseup', 1)
        return hand.wait(PATIENCE)
    finally:
        hand.kill()


def store_path(box):
    """Where the program looks for its store; the folder is there afterwards."""
    folder = os.path.join(box.env['XDG_DATA_HOME'], 'steadfast')
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return os.path.join(folder, 'steadfast.store')


def last_quarter():
    """(its name, what the window calls it, a week in it): the quarter that ended last."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    thursday = today + datetime.timedelta(days=3 - today.weekday())
    first = datetime.date(thursday.year, (thursday.month - 1) // 3 * 3 + 1, 1)
    inside = first - datetime.timedelta(weeks=5)
    number = (inside.month + 2) // 3
    return (f'{inside.year}-Q{number}', f'Quarter {number} of {inside.year}',
            '%d-W%02d' % inside.isocalendar()[:2])


def sheet(week, people, label='p'):
    """A table with one refusal of each of so many people, whom labels tell apart."""
    outcomes = ('waiting', 'questioned', 'reassigned')
    rows = [f'{week},ticket,military,law conscience,{outcomes[n % 3]},no,{label}{n}'
            for n in range(people)]
    return '\n'.join([f'{HEADER},person', *rows, ''])


@contextlib.contextmanager
def chapter(tap, name):
    """A part of a story as one subtest. Without it nothing that follows can happen: then
    the test ends."""
    try:
        yield
    except Exception as error:  # whatever it is, the story is over
        tap.check(name, [f'{type(error).__name__}: {error}'])
        tap.finish()
    tap.check(name, [])


class Person:
    def __init__(self, box, *args, program=PROGRAM, wrap=(), **streams):
        """Starts the program in the box's home, after the registry has answered."""
        self.bus = Bus()
        self.presses = 0
        self.owner = None
        env = {**box.env, **{name: os.environ[name] for name in SCREEN if name in os.environ}}
        settings = os.path.join(env['XDG_CONFIG_HOME'], 'gtk-4.0')
        if not os.path.exists(settings):
            shutil.copytree(os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0'), settings)
        self.process = subprocess.Popen([*wrap, program, *args], env=env,
                                        start_new_session=True, **streams)
        self.env = env
        # Without a window manager keys go to the window under the pointer once a dialog
        # is closed.
        xdotool('mousemove', *TARGET)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.kill()

    @property
    def pid(self):
        """The program's own, also where something else started it."""
        pid = self.process.pid
        with open(f'/proc/{pid}/task/{pid}/children', encoding='ascii') as children:
            return int((children.read().split() or [pid])[0])

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    # ---- looking ----

    def look(self):
        """The root of what is shown now. While the program starts there may be nothing."""
        end = time.monotonic() + PATIENCE
        while True:
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended: {self.process.returncode}')
            try:
                self.owner = self.owner or self.bus.owner_of(self.pid)
                if self.owner is not None:
                    return self.bus.look(self.owner)
            except GLib.Error:
                if time.monotonic() > end:
                    raise
            time.sleep(GLANCE)

    def shown_words(self):
        """Names, descriptions and texts of what is shown; a widget can go, a toast for
        instance, between the look and the question, and then it is asked anew."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return {word for node in self.look().every() for word in node.texts()}
            except GLib.Error:
                if time.monotonic() > end:
                    raise
            time.sleep(GLANCE)

    def words(self):
        """All that the window tells, and what GTK still holds ready though it is shown no
        more: names, descriptions, texts."""
        told = self.shown_words()
        for _, _, _, (name, _, description, _, _) in self.bus.items(self.owner).values():
            told |= {name, description}
        return {word for word in told if word and not CLASS_NAME.match(word)}

    def wait(self, what, condition):
        """Looks until condition (root) gives something that is true, and gives that."""
        end = time.monotonic() + PATIENCE
        while True:
            root = self.look()
            found = condition(root)
            if found:
                return found
            if time.monotonic() > end:
                seen = '\n'.join(f'{n.role} “{n.name}”' for n in root.every() if n.is_named)
                raise AssertionError(f'waited in vain for {what}. What is there:\n{seen}')
            time.sleep(GLANCE)

    def see(self, role, name, inside=None, state=None):
        """Waits for a node, inside one of another name if that is given."""
        def is_there(root):
            return next((n for place in self.places(root, inside)
                         for n in place.all(role, name, state)), None)
        return self.wait(f'{role} “{name}” in {inside}', is_there)

    @staticmethod
    def places(root, name):
        """What has that name; everything for None. GTK 4.8 calls a widget without a name
        by its class; where a newer one does not, it is looked for in the whole window."""
        found = [root] if name is None else root.all(name=name)
        return found or ([root] if name.startswith('Sf') else [])

    def read(self, words):
        """Waits for words to stand somewhere."""
        return self.wait(f'“{words}”', lambda root: next(
            (n for n in root.every() if words in n.name), None))

    def focused(self):
        """The innermost node with the focus; None where there is none."""
        return next(reversed(self.look().all(state='focused')), None)

    def wait_for_focus(self, name):
        """Until what is called so has the focus."""
        return self.see(None, name, state='focused')

    def wait_for_entry(self):
        """Until an entry row has the focus: libadwaita 1.2 does not tell, so no node has."""
        self.wait('an entry', lambda root: root.find(state='focused') is None)

    # ---- acting ----

    def press(self, role, name, inside=None):
        """Presses what is clicked: by its action, or else with the mouse."""
        node = self.see(role, name, inside, 'sensitive')
        actions = node.actions
        if actions and actions[0] in ('click', 'toggle'):
            node.act(0)
        else:
            self.click(node)

    def click(self, node):
        x, y, width, height = self.wait_for_place(node)
        window = xdotool('getwindowfocus')[0]
        xdotool('mousemove', '--window', window, x + width // 2, y + height // 2,
                'click', 1)

    def wait_for_place(self, node):
        """Where it is, once it does not move any more."""
        last, place = None, node.extents
        while place != last or place[2] <= 0:
            time.sleep(GLANCE)
            last, place = place, node.extents
        return place

    def fill(self, name, text, inside=None):
        """Writes into the entry of this name."""
        self.wait(f'an entry “{name}” in {inside}', lambda root: next(
            (n for place in self.places(root, inside)
             for n in place.all(name=name) if EDITABLE in n.interfaces), None)).write(text)

    def keys(self, *keys, pace=0):
        """Presses keys, one after the other, and counts them. pace: seconds before each."""
        for key in keys:
            time.sleep(pace)
            xdotool('key', key)
        self.presses += len(keys)

    def type(self, text):
        xdotool('type', '--delay', 8, text)
        self.presses += len(text)

    def tab_to(self, name):
        """Presses Tab until what is called so has the focus."""
        for _ in range(TABS_MAX):
            self.keys('Tab')
            focused = self.focused()
            if focused is not None and focused.name == name:
                return
        raise AssertionError(f'{TABS_MAX} times Tab did not lead to “{name}”, '
                             f'but to {focused}')

    # ---- what takes more than one step ----

    def spread(self, title):
        """Makes a window so large that nothing in it has to be scrolled."""
        self.wait_for_window(title)
        xdotool('windowsize', xdotool('getwindowfocus')[0], 1000, 1950)

    def recovery_key(self):
        """{number: group} of the key that is shown."""
        shown = self.wait('the recovery key', lambda root: next(
            (n.name for n in self.places(root, 'SfRecoveryKey')[0].every()
             if n.name.startswith(' 1 ')), None)).split()
        return dict(zip(shown[::2], shown[1::2]))

    def asked_groups(self):
        """Which groups are to be typed again, as the entries are called."""
        return self.wait('entries for the groups', lambda root: [
            n.name for n in self.places(root, 'SfRecoveryKey')[0].all('text', 'Group *')])

    def choose_file(self, title, path):
        """Types a path into a file chooser, which has the focus when it opens."""
        self.see(None, title)
        self.wait_for_window(title)
        self.keys('ctrl+a')
        self.type(path)
        self.keys('Return')

    def wait_for_window(self, title):
        """Until the window of this title gets what is typed."""
        self.wait(f'the focus in “{title}”', lambda root: ' '.join(
            xdotool('getwindowfocus', 'getwindowname')) == title)

    def make_store(self):
        """The whole first run; the recovery key's groups."""
        self.press('push button', 'My Own')
        self.press('push button', 'Make a New Store')
        self.fill('New Passphrase', PASSPHRASE)
        self.fill('The Same Again', PASSPHRASE)
        self.press('push button', 'Make the Store')
        groups = self.recovery_key()
        self.press('push button', 'I Have Written It Down')
        for name in self.asked_groups():
            self.fill(name, groups[name.split()[1]], 'SfRecoveryKey')
        self.press('push button', 'Done', 'SfRecoveryKey')
        self.read('You have not taken the pledge')
        return groups

    def unlock(self, passphrase=PASSPHRASE):
        self.fill('Passphrase', passphrase, 'SfLockPage')
        self.press('push button', 'Unlock')

    def sign(self):
        self.press('push button', 'Take This Tier…')
        self.press('push button', 'Sign', 'Before you sign')
        self.read('You hold the pledge')

    def import_table(self, path, rows):
        self.press('page tab', 'Refusals')
        self.press('push button', 'More', 'SfRefusalList')
        self.press('menu item', 'Import a Table…')
        self.press('push button', 'Choose a File…')
        self.choose_file('Choose a Table', path)
        self.read(f'{rows} rows are good')
        self.press('push button', 'Import', 'SfImportDialog')
        self.read(f'{rows} rows were imported')

    def begin_refusal(self):
        """The form, with a kind of work and a customer group chosen."""
        self.keys('ctrl+n')
        self.wait_for_focus('Kind of work')
        self.keys('s', 'alt+u', 'w')

    def finish_refusal(self):
        """The rest of the form, and logs it."""
        self.press('check box', 'Conscience', 'SfRefusalForm')
        self.keys('alt+o', 'n')
        self.press('push button', 'Log', 'SfRefusalForm')
        self.read('Logged')

    def close_period(self, title):
        self.press('page tab', 'Totals')
        self.press('list item', title, 'SfTotalsPage')
        self.press('push button', 'Close This Period…')
        self.spread('Before you close')
        self.press('check box', 'I know that closing cannot be undone.')
        self.press('push button', 'Close the Period for Good')
        self.read('The period is closed')

    def save_release(self, path, form='The release itself'):
        self.press('push button', 'Save As…')
        self.press('radio button', form, 'Save Totals')
        self.press('push button', 'Save…', 'Save Totals')
        self.choose_file('Save the totals', path)
        self.wait('the end of the dialog', lambda root: root.find(
            name='Save Totals') is None)
        self.read('The totals are saved')

    def close(self, title):
        """Closes a dialog."""
        self.wait_for_window(title)
        self.keys('Escape')
        self.wait(f'the end of “{title}”', lambda root: root.find(name=title) is None)

    def start_again(self):
        """Starts the program once more: its exit status."""
        return subprocess.run([PROGRAM], env=self.env, timeout=PATIENCE).returncode

    def end(self):
        """Waits for the program's end: its exit status."""
        return self.process.wait(PATIENCE)
