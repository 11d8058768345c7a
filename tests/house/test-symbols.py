#!/usr/bin/python3
"""foo-bar.c exports only foo_bar_*, and no object can open a network socket."""

import os
import subprocess
import sys
import tempfile

import objects
from tap import Tap

build = sys.argv[2]

# What a program needs to reach another machine. Sockets inside this machine need them too.
NETWORK = {
    'socket', 'socketpair', 'connect', 'bind', 'listen', 'accept', 'accept4',
    'getaddrinfo', 'gethostbyname', 'send', 'sendto', 'sendmsg', 'recvfrom', 'recvmsg',
}
NETWORK_PREFIXES = ('g_socket_', 'g_network_', 'g_resolver_', 'g_tcp_', 'g_tls_', 'soup_')


def misnamed(libraries):
    for path in libraries:
        for stem, symbol in objects.symbols(path, '--defined-only', '--extern-only'):
            name = stem.replace('-', '_')
            if symbol != name and not symbol.startswith(name + '_'):
                yield f'{os.path.basename(path)}: {stem}.c exports {symbol}'


def networked(libraries):
    for path in libraries:
        for stem, symbol in objects.symbols(path, '--undefined-only'):
            if symbol in NETWORK or symbol.startswith(NETWORK_PREFIXES):
                yield f'{os.path.basename(path)}: {stem}.c uses {symbol}'


def made_library(folder, sources):
    """Compiles sources, {name: text}, into a library in folder."""
    made = []
    for name, text in sources.items():
        source = os.path.join(folder, name)
        with open(source, 'w', encoding='utf-8') as file:
            file.write(text)
        made.append(source + '.o')
        subprocess.run(['gcc', '-w', '-c', source, '-o', made[-1]], check=True)
    library = os.path.join(folder, 'libmade.a')
    subprocess.run(['ar', 'rcs', library, *made], check=True)
    return library


tap = Tap()
libraries = objects.libraries(build)
tap.check('the libraries are there', [] if libraries else ['none is built'])
tap.check('foo.c exports only foo_*', list(misnamed(libraries)))
tap.check('nothing opens a socket', list(networked(libraries)))

with tempfile.TemporaryDirectory() as folder:
    wrong = made_library(folder, {
        'good-one.c': 'static int help; int good_one_new (void) { return help; }\n',
        'bad.c': 'int badly; int bad_value; int worse_new (void) { return 0; }\n',
        'net.c': 'int socket (); int net_open (void) { return socket (1, 2, 3); }\n',
        'gio.c': 'int g_socket_new (); int gio_open (void) { return g_socket_new (); }\n',
    })
    tap.control('wrong names', sorted(misnamed([wrong])), 'badly', 'worse_new')
    tap.control(
        'sockets', list(networked([wrong])), 'net.c uses socket', 'gio.c uses g_socket_new'
    )

tap.finish()
