"""The window as assistive technology sees it: the AT-SPI protocol over its own bus, through
GIO alone. libatspi keeps copies that grow old and asks for one node at a time; here the
whole tree is read anew at each look, in one go."""

import contextlib
import re

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE = 'org.a11y.atspi.EditableText'
TEXT = 'org.a11y.atspi.Text'
PROPERTIES = 'org.freedesktop.DBus.Properties'
ROOT = '/org/a11y/atspi/accessible/root'
MILLISECONDS = 120_000
WINDOW_COORDINATES = 1

# AtspiRole, as far as GTK uses it.
ROLES = {
    7: 'check box', 11: 'combo box', 16: 'dialog', 20: 'filler', 23: 'frame', 27: 'image',
    29: 'label', 31: 'list', 32: 'list item', 33: 'menu', 35: 'menu item', 37: 'page tab',
    38: 'page tab list', 39: 'panel', 40: 'password text', 43: 'push button',
    44: 'radio button', 49: 'scroll pane', 52: 'spin button', 55: 'table', 61: 'text',
    62: 'toggle button', 75: 'application', 79: 'entry', 98: 'list box',
}
# AtspiStateType, as far as it is asked for here.
STATES = {1: 'active', 4: 'checked', 8: 'enabled', 10: 'expanded', 11: 'focusable',
          12: 'focused', 20: 'pressed', 23: 'selected', 24: 'sensitive', 25: 'showing',
          30: 'visible'}


CLASS_NAME = re.compile(r'^(Gtk|Adw|Sf)[A-Z]\w*$')


class Node:
    """What one widget tells. children are those of the look that it comes from."""

    def __init__(self, bus, owner, path, name, role, description, interfaces, bits):
        self.bus, self.owner, self.path = bus, owner, path
        self.name, self.description, self.interfaces = name, description, interfaces
        self.role = ROLES.get(role, str(role))
        self.states = {word for bit, word in STATES.items() if bits[0] >> bit & 1}
        self.parent, self.children = None, []

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    def call(self, interface, method, arguments=None):
        return self.bus.call_sync(self.owner, self.path, interface, method, arguments, None,
                                  Gio.DBusCallFlags.NONE, MILLISECONDS, None).unpack()

    def every(self):
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.every()

    def above(self):
        """What it is in, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def all(self, role=None, name=None, state=None):
        """Those of a role, a name (or its beginning, if it ends in '*') and a state."""
        def is_named(node):
            return node.name.startswith(name[:-1]) if name.endswith('*') else node.name == name
        return [n for n in self.every()
                if (role is None or n.role == role) and (name is None or is_named(n))
                and (state is None or state in n.states)]

    @property
    def root(self):
        return self if self.parent is None else self.parent.root

    @property
    def is_named(self):
        """Whether it has a name of its own: GTK 4.8 gives others that of their class."""
        return self.name != '' and not CLASS_NAME.match(self.name)

    def texts(self):
        """All that it tells in words."""
        yield self.name
        yield self.description
        if TEXT in self.interfaces:
            yield self.text

    def find(self, role=None, name=None, state=None):
        """The first of them; None where there is none."""
        return next(iter(self.all(role, name, state)), None)

    def says(self, words):
        """Whether some name in it has these words."""
        return any(words in node.name for node in self.every())

    @property
    def actions(self):
        """The names of what can be done to it, by place. GetActions would translate them;
        what is counted but cannot be done now has no name."""
        if ACTION not in self.interfaces:
            return []
        count = self.call(PROPERTIES, 'Get', GLib.Variant('(ss)', (ACTION, 'NActions')))[0]
        names = []
        with contextlib.suppress(GLib.Error):
            for place in range(count):
                names += self.call(ACTION, 'GetName', GLib.Variant('(i)', (place,)))
        return names

    def act(self, place):
        self.call(ACTION, 'DoAction', GLib.Variant('(i)', (place,)))

    @property
    def text(self):
        return self.call(TEXT, 'GetText', GLib.Variant('(ii)', (0, -1)))[0]

    def write(self, text):
        """Replaces what stands in an entry."""
        if not self.call(EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,)))[0]:
            raise AssertionError(f'{self} takes no text')

    @property
    def extents(self):
        """(x, y, width, height) in its window."""
        return self.call(COMPONENT, 'GetExtents',
                         GLib.Variant('(u)', (WINDOW_COORDINATES,)))[0]


class Bus:
    """The accessibility bus. A program that starts before the registry answers may never
    register: asking the registry for its children makes sure that it does."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync(
            'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
            Gio.DBusCallFlags.NONE, MILLISECONDS, None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.owners()

    def ask(self, owner, path, interface, method, arguments=None):
        return self.connection.call_sync(owner, path, interface, method, arguments, None,
                                         Gio.DBusCallFlags.NONE, MILLISECONDS, None).unpack()

    def owners(self):
        """The names of the programs that are registered."""
        found = self.ask('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren')[0]
        return [owner for owner, _ in found]

    def owner_of(self, pid):
        """The name of the program with this process id; None while it has none."""
        for owner in self.owners():
            asked = GLib.Variant('(s)', (owner,))
            if self.ask('org.freedesktop.DBus', '/org/freedesktop/DBus',
                        'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                        asked)[0] == pid:
                return owner
        return None

    def items(self, owner):
        """{path: (parent, index in it, number of children, what a Node is made of)} of all
        that GTK holds ready, reachable or not. What nobody has asked for yet is missing."""
        found = self.ask(owner, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')[0]
        return {path: (parent, index, count, (name, role, description, interfaces, bits))
                for (_, path), _, (_, parent), index, count, interfaces, name, role,
                description, bits in found}

    def children(self, owner, paths, known):
        """{path: its children} of these, and of those among them that are not known, all
        the way down. Each level is asked for without waiting for every answer."""
        found, pending = {}, 0

        def on_answer(connection, result, path):
            nonlocal pending
            pending -= 1
            with contextlib.suppress(GLib.Error):  # it may be gone by now
                found[path] = [kid for _, kid in connection.call_finish(result).unpack()[0]]
            for kid in found[path]:
                if kid not in known and kid not in found:
                    visit(kid)

        def visit(path):
            nonlocal pending
            pending += 1
            found[path] = []
            self.connection.call(owner, path, ACCESSIBLE, 'GetChildren', None, None,
                                 Gio.DBusCallFlags.NONE, MILLISECONDS, None, on_answer, path)

        for path in paths:
            visit(path)
        while pending:
            GLib.MainContext.default().iteration(True)
        return found

    def look(self, owner):
        """The program's whole tree as it is now: its root."""
        items = self.items(owner)
        kids = {path: [] for path in items}
        for path, (parent, index, _, _) in items.items():
            kids.setdefault(parent, []).append((index, path))
        # Where each place has one child that is known there is nothing to ask for; one
        # that is hidden shares its place with another, or has none.
        unsure = [path for path, (_, _, count, _) in items.items() if path == ROOT
                  or sorted(index for index, _ in kids[path]) != list(range(count))]
        asked = self.children(owner, unsure, items)
        if any(kid not in items for below in asked.values() for kid in below):
            items = self.items(owner)
        nodes = {path: Node(self.connection, owner, path, *about)
                 for path, (_, _, _, about) in items.items()}
        for path, node in nodes.items():
            below = asked.get(path)
            if below is None:
                below = [kid for _, kid in sorted(kids.get(path, []))]
            for kid in below:
                if kid in nodes:
                    nodes[kid].parent = node
                    node.children.append(nodes[kid])
        return nodes[ROOT]
