#!/usr/bin/python3
"""The header is the manual: every public function has a comment, and so has every file."""

import re
import sys

import tree
from tap import Tap, made_tree

root = sys.argv[1]

# A name before an opening bracket at the outermost level, in a statement that ends in `;`.
FUNCTION = re.compile(r'^(?!typedef\b|_Static_assert|G_[A-Z_]+ \()[^=\n]*?\b(\w+) \(', re.M)
# What these do is the same everywhere: HACKING.md says it once.
KNOWN = re.compile(r'.*_(free|error_quark)$')
DIRECTIVE = re.compile(r'^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/', re.DOTALL)


def paragraphs(text):
    """What empty lines part at the outermost level: what stands in braces is left out."""
    text = DIRECTIVE.sub('', text)
    text = COMMENT.sub(lambda comment: re.sub('[{}]', '', comment.group()), text)
    while True:
        shorter = re.sub(r'\{[^{}]*\}', '', text)
        if shorter == text:
            return text.split('\n\n')
        text = shorter


def declared(paragraph):
    """The functions that a paragraph of a header declares or defines."""
    statements = COMMENT.sub('', paragraph).split(';')
    found = [FUNCTION.search(statement.strip()) for statement in statements]
    return [match.group(1) for match in found if match]


def undocumented(source):
    """A function needs a comment at the head of its paragraph; declarations that belong
    together may share it."""
    for path in tree.files(source, 'app/', '.h'):
        for paragraph in paragraphs(tree.text(source, path)):
            for name in declared(paragraph):
                if not paragraph.lstrip().startswith('/*') and not KNOWN.match(name):
                    yield f'{path}: {name} has no comment'


def headless(source):
    for path in tree.files(source, 'app/', ('.c', '.h')):
        if not tree.text(source, path).startswith('/*'):
            yield f'{path} does not begin with a comment that says what it is'


tap = Tap()
tap.check('every public function has a comment', list(undocumented(root)))
tap.check('every file says what it is', list(headless(root)))

with made_tree({
    'app/base/a.h': '''/* A file. */
#pragma once

#define SIZE(a) \\
  FINE (a)

typedef void (*Fine) (int a);

typedef struct
{
  int a;

  void (*call) (int b);
} AlsoFine;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fine, fine_free)

/* Adds. */
int fine_add (int a,
              int b);
void fine_too (void);

void fine_free (int *a);

int bare_one (int a);

const char *
bare_two (void) G_GNUC_WARN_UNUSED_RESULT;
''',
    'app/base/b.c': '#include "a.h"\n',
}) as wrong:
    tap.control('bare functions', list(undocumented(wrong)), 'bare_one', 'bare_two')
    tap.control('a file that says nothing', list(headless(wrong)), 'b.c')

tap.finish()
