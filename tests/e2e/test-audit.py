#!/usr/bin/python3
"""Every page and dialog as a screen reader gets it: whatever can have the focus has a name of
its own, once, and the Tab key leads to it."""

import os
import re
import subprocess

from atspi import CLASS_NAME
from person import Person
from programs import box, same
from tap import Tap

STOPS_MIN = 50
# GTK's own: their parts are named, or they have nothing to say.
NAMELESS = ('scroll pane',)
BUTTONS = ('check box', 'push button', 'radio button', 'toggle button')
MNEMONIC = re.compile(r'_\w')


def fault_of(role, name, labels=(), around=()):
    """What is wrong with a node that can have the focus; None if nothing is. labels: the
    texts in it; around: the roles that it is in, the nearest first. A text that is empty
    is not there; an item without a name is read by its texts."""
    if role in NAMELESS or (role == 'list' and 'combo box' in around):
        return None
    # An entry row's own button, which shows what is typed.
    if role == 'push button' and 'text' in around[:3]:
        return None
    if name == '' and (role == 'label' or role == 'list item' and labels):
        return None
    if name == '' or CLASS_NAME.match(name):
        return 'has no name'
    half = len(name) // 2
    if name[:half] == name[half + 1:]:
        return 'has its name twice'
    return 'is called with its mnemonic' if MNEMONIC.search(name) and role in BUTTONS else None


def audit(root):
    """(nodes, those that can have the focus, faults)"""
    nodes, focusable, faults = 0, 0, []
    for node in root.every():
        nodes += 1
        if 'focusable' not in node.states:
            continue
        focusable += 1
        labels = [n.name for n in node.every() if n.role == 'label' and n.is_named]
        fault = fault_of(node.role, node.name, labels, [n.role for n in node.above()])
        # What was never shown has no extent, and is looked at when it is.
        if fault is not None and node.extents[2] > 0:
            place = ' in '.join(str(n) for n in [node, *node.above()] if n.name)
            faults.append(f'{place} {fault}')
    return nodes, focusable, faults


tap = Tap()
nodes = focusable = 0
stops, faults, traps, seen = [], [], [], set()
with box() as b, Person(b, program=os.environ['STEADFAST_STOPS'], stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE) as p:
    for line in p.process.stdout:
        word, _, name = line.decode().strip().partition(' ')
        if word == 'trap':
            traps.append(name)
        if word != 'stop':
            continue
        found = audit(p.look())
        nodes, focusable = nodes + found[0], focusable + found[1]
        faults += [f'{name}: {fault}' for fault in found[2] if fault not in seen]
        faults += [f'{name}: Tab does not lead to {trap}' for trap in traps]
        seen |= set(found[2])
        traps = []
        stops.append(name)
        p.process.stdin.write(b'\n')
        p.process.stdin.flush()
    tap.check('every page and dialog was walked', same(p.end(), 0) + same(
        len(stops) >= STOPS_MIN, True))
print(f'# {len(stops)} pages and dialogs, {nodes} nodes, {focusable} that can have the '
      f'focus, {len(faults)} faults')
tap.check('whatever can have the focus has a name, and Tab leads to it', faults)
tap.check('control: what is wrong is found', same(
    [fault_of('push button', ''), fault_of('push button', 'GtkButton'),
     fault_of('push button', 'Log Log'), fault_of('push button', 'Clear _All'),
     fault_of('list item', ''), fault_of('text', 'AdwEntryRow')],
    ['has no name', 'has no name', 'has its name twice', 'is called with its mnemonic',
     'has no name', 'has no name']))
tap.finish()
