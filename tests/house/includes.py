"""Who may include whom. The arrows of DESIGN.md, section 2, as a table."""

import re

import tree

# Folder of app/ -> the folders below it whose headers it may include.
BELOW = {
    'base': [],
    'vault': ['base'],
    'tally': [],
    'text': [],
    'campaign': ['base'],
    'pledge': ['base'],
    'store': ['base', 'vault', 'tally', 'campaign', 'pledge'],
    'export': ['tally', 'text'],
    'session': [
        'base', 'vault', 'tally', 'text', 'campaign', 'pledge', 'store', 'export',
    ],
    'cli': ['base', 'tally', 'text', 'campaign', 'pledge', 'export', 'session'],
    'window': ['base', 'tally', 'text', 'campaign', 'pledge', 'export', 'session'],
}

# Folder of tests/ that mirrors none of app/ -> the folders whose headers it may include.
# A test of a folder may include what the folder itself may.
TESTS = {
    'attack': list(BELOW),
    'bench': list(BELOW),
    'fuzz': list(BELOW),
}

GLIB = ['text', 'campaign', 'pledge', 'store', 'export', 'session', 'cli', 'window']

# The beginning of a system header's name -> the folders that may include it.
OUTSIDE = {
    'sodium': ['base'],
    'sqlite3': ['vault', 'store'],
    'glib': GLIB,
    'gio': GLIB,
    'gobject': GLIB,
    'gtk': ['window'],
    'gdk': ['window'],
    'adwaita': ['window'],
    'sys/socket': [],
    'netdb': [],
    'netinet/': [],
    'arpa/': [],
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def sources(root, under='app/'):
    return tree.files(root, under, '.c') + tree.files(root, under, '.h')


def included(root, path):
    """Yields (is_own, name) for each #include of the file."""
    for mark, name in INCLUDE.findall(tree.text(root, path)):
        yield mark == '"', name


def headers(root):
    """{file name of a header below app/: its path}"""
    return {path.split('/')[-1]: path for path in tree.files(root, 'app/', '.h')}


def namesakes(root):
    """Headers that share a file name, so that which is included depends on the folder."""
    known = headers(root)
    for path in tree.files(root, 'app/', '.h'):
        other = known[path.split('/')[-1]]
        if other != path:
            yield f'{path} and {other} have one name'


def edges(root, under='app/'):
    """Yields (path below under, path of a header of app/ that it includes)."""
    known = headers(root)
    for path in sources(root, under):
        for is_own, name in included(root, path):
            if is_own and name in known:
                yield path, known[name]


def upward(root):
    """Each include in app/ that the table does not allow."""
    for path, header in edges(root):
        here, there = tree.folder(path), tree.folder(header)
        if here and here != there and there not in BELOW.get(here, []):
            yield f'{path} includes {header}: {here} may not know {there}'


def tested_from_elsewhere(root):
    """Each include in tests/ of a header that is neither tested there nor below it."""
    for path, header in edges(root, 'tests/'):
        here, there = tree.folder(path), tree.folder(header)
        allowed = TESTS.get(here, [here, *BELOW.get(here, [])])
        if there not in allowed:
            yield f'{path} includes {header}'


def foreign(root):
    """Each system header that is included where it may not be."""
    for path in sources(root):
        for is_own, name in included(root, path):
            for beginning, allowed in OUTSIDE.items():
                if not is_own and name.startswith(beginning):
                    if tree.folder(path) not in allowed:
                        yield f'{path} includes <{name}>'


def unknown(root):
    """Each #include "name" that names no header below app/."""
    known = headers(root)
    for path in sources(root):
        for is_own, name in included(root, path):
            if is_own and name not in known and name != 'config.h':
                yield f'{path} includes "{name}", which is not in app/'


def loops(pairs):
    """The nodes that stand in a loop of the directed graph, or lead from one to another."""
    pairs = {(a, b) for a, b in pairs if a != b}
    while True:
        starts, ends = {a for a, _ in pairs}, {b for _, b in pairs}
        inner = {(a, b) for a, b in pairs if a in ends and b in starts}
        if inner == pairs:
            return sorted(starts | ends)
        pairs = inner


def file_loops(root):
    return loops(edges(root))


def folder_loops(root):
    return loops((tree.folder(a), tree.folder(b)) for a, b in edges(root))
