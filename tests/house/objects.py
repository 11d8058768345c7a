"""What the compiled libraries and programs define and need, read with nm and readelf."""

import glob
import os
import re
import subprocess

# A line of `nm --print-file-name --format=posix`: library[folder/foo.c.o]: symbol …
LINE = re.compile(r'\[(?:.*/)?([\w-]+)\.c\.o\]: ([^\s@]+)')


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def libraries(build):
    """The static libraries of app/, sorted."""
    return sorted(glob.glob(os.path.join(build, 'app', '*', 'lib*.a')))


def symbols(path, *options):
    """(stem of the source file, symbol) for each symbol of each object in a library."""
    return LINE.findall(run('nm', '--print-file-name', '--format=posix', *options, path))


def program_symbols(path):
    """Every symbol that a program defines or needs."""
    text = run('nm', '--format=just-symbols', path)
    return {line.split('@')[0] for line in text.splitlines()}


def needed(path):
    """The shared libraries that a program is linked with, without their versions."""
    found = re.findall(r'NEEDED.*\[(.*?)\.so', run('readelf', '--dynamic', path))
    return sorted(set(found))
