"""In place of a desktop's file dialog: a backend for xdg-desktop-portal that picks what a
test tells it to. The portal itself, and the documents that it hands into the sandbox, are
the real ones."""

import os

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

BUS_NAME = 'org.freedesktop.impl.portal.desktop.steadfasttest'
ASKS = '''
    <method name="{}">
      <arg type="o" name="handle" direction="in"/>
      <arg type="s" name="app_id" direction="in"/>
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="a{{sv}}" name="options" direction="in"/>
      <arg type="u" name="response" direction="out"/>
      <arg type="a{{sv}}" name="results" direction="out"/>
    </method>'''
INTERFACE = Gio.DBusNodeInfo.new_for_xml(f'''<node>
  <interface name="org.freedesktop.impl.portal.FileChooser">
    {ASKS.format('OpenFile')}{ASKS.format('SaveFile')}
  </interface></node>''').interfaces[0]


class FileChooser:
    """Answers each request with the file that `path` names, and keeps what was asked."""

    def __init__(self):
        self.path = None
        self.asked = []
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.bus.register_object('/org/freedesktop/portal/desktop', INTERFACE,
                                 self.on_call, None, None)
        Gio.bus_own_name_on_connection(self.bus, BUS_NAME, Gio.BusNameOwnerFlags.NONE,
                                       None, None)

    def on_call(self, bus, sender, path, interface, method, arguments, invocation):
        _, app, _, title, _ = arguments.unpack()
        self.asked.append((method, app, title))
        uris = GLib.Variant('as', ['file://' + os.path.abspath(self.path)])
        invocation.return_value(GLib.Variant('(ua{sv})', (0, {'uris': uris})))
