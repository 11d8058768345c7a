#!/usr/bin/python3
"""The include table holds: arrows point down only, and nothing goes in a loop."""

import sys

import includes
from tap import Tap, made_tree

root = sys.argv[1]
tap = Tap()

tap.check('a folder includes only from below', list(includes.upward(root)))
tap.check('a test knows only its folder', list(includes.tested_from_elsewhere(root)))
tap.check('libraries stay in their folders', list(includes.foreign(root)))
tap.check('every included file is known', list(includes.unknown(root)))
tap.check('no two headers have one name', list(includes.namesakes(root)))
tap.check('no file includes itself by a way round', includes.file_loops(root))
tap.check('no folder includes itself by a way round', includes.folder_loops(root))
tap.check(
    'the table itself has no loop',
    includes.loops((a, b) for a, below in includes.BELOW.items() for b in below),
)

with made_tree({
    'app/base/seal.h': '#include "vault.h"\n',
    'app/vault/vault.h': '',
    'app/vault/vault.c': '  #  include "seal.h"\n',
}) as wrong:
    tap.control('an upward include', list(includes.upward(wrong)), 'base may not know')
    tap.control('a loop of folders', includes.folder_loops(wrong), 'base', 'vault')
    tap.control('two folders are no loop of files', includes.file_loops(wrong))

with made_tree({
    'app/store/store.h': '',
    'app/base/seal.h': '',
    'tests/vault/test-vault.c': '#include "seal.h"\n#include "store.h"\n',
    'tests/fuzz/fuzz-store.c': '#include "store.h"\n',
}) as wrong:
    tap.control(
        'a test of two folders', list(includes.tested_from_elsewhere(wrong)),
        'test-vault.c includes app/store/store.h',
    )

with made_tree({
    'app/tally/a.h': '#include "b.h"\n',
    'app/tally/b.h': '#include "c.h"\n',
    'app/tally/c.h': '#include "a.h"\n',
    'app/tally/d.c': '#include "a.h"\n',
}) as wrong:
    tap.control('a loop of files', includes.file_loops(wrong), 'a.h', 'b.h', 'c.h')

with made_tree({'app/export/noise.h': '', 'app/vault/noise.h': ''}) as wrong:
    tap.control('namesakes', list(includes.namesakes(wrong)), 'app/export/noise.h')

with made_tree({
    'app/vault/vault.c': '#include <sodium.h>\n#include <glib.h>\n',
    'app/session/session.c': '#include <sqlite3.h>\n#include <gtk/gtk.h>\n',
    'app/cli/cli.c': '#include <sys/socket.h>\n#include "nowhere.h"\n',
}) as wrong:
    tap.control(
        'libraries out of place', list(includes.foreign(wrong)),
        'socket', 'sqlite3', 'gtk', 'sodium', 'glib',
    )
    tap.control('an unknown file', list(includes.unknown(wrong)), 'nowhere.h')

tap.finish()
