"""Where each function of a C file begins and how many lines it has, as ctags sees it."""

import os
import re
import subprocess
from typing import NamedTuple

import tree

TAG = re.compile(r'^(\S+)\t([^\t]+)\t.*\tline:(\d+)\b.*\bend:(\d+)', re.MULTILINE)


class Function(NamedTuple):
    name: str
    path: str
    lines: int  # from the line of its name to its closing brace


def functions(root, under):
    """Every function defined in the C files below the folder under."""
    paths = tree.files(root, under, '.c')
    if not paths:
        return []
    command = ['ctags', '--languages=C', '--kinds-C=f', '--fields=ne', '-o', '-', *paths]
    tags = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return [
        Function(name, os.path.normpath(path), int(end) - int(begin) + 1)
        for name, path, begin, end in TAG.findall(tags.stdout)
    ]
