#!/usr/bin/python3
"""Every text of a built-in campaign reaches the translators: xgettext looks only at the
keys that it is told of, and silently leaves out the rest."""

import ast
import os
import re
import subprocess
import sys

ROOT = sys.argv[1]
KEYWORDS = sys.argv[2:]  # as the build gives them to xgettext and msgfmt
SOURCES = 'resources/campaigns/'
ENDING = '.campaign.desktop.in'

# The keys that app/campaign/campaign-schema.c lets a file translate.
FIELD = re.compile(r'\{ "(\w+)", KIND_(?:NAME|SENTENCE|TEXT),')
ESCAPES = {'s': ' ', 'n': '\n', '\\': '\\'}


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def sources():
    return sorted(SOURCES + name for name in os.listdir(os.path.join(ROOT, SOURCES)))


def keys():
    return sorted(set(FIELD.findall(read('app/campaign/campaign-schema.c'))))


def texts(path):
    """The values of the translatable keys of a campaign file."""
    for line in read(path).splitlines():
        key, equals, value = line.partition('=')
        if equals and key in keys():
            yield re.sub(r'\\(.)', lambda match: ESCAPES[match[1]], value)


def extracted(keywords):
    """The texts that xgettext finds."""
    command = ['xgettext', '--from-code=UTF-8', *keywords, '-o', '-', *sources()]
    template = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    strings = re.findall(r'^msgid ((?:".*"\n)+)', template.stdout, re.MULTILINE)
    return {''.join(ast.literal_eval(line) for line in s.splitlines()) for s in strings}


def check(number, name, problems):
    print(f'{"not ok" if problems else "ok"} {number} - {name}')
    for problem in problems:
        print(f'{name}: {problem}', file=sys.stderr)
    return bool(problems)


wanted = [text for path in sources() for text in texts(path)]
offered = extracted(KEYWORDS)
fewer = extracted([keyword for keyword in KEYWORDS if keyword != '--keyword=When'])
listed = read('po/POTFILES').split()

print('1..5')
failed = [
    check(1, 'xgettext is told of every key that can be translated',
          [f'not {key}' for key in keys() if f'--keyword={key}' not in KEYWORDS]),
    check(2, 'every source is known by its ending, and listed',
          [path for path in sources() if not path.endswith(ENDING) or path not in listed]),
    check(3, 'there are texts', [] if len(set(wanted)) > 200 else [len(wanted)]),
    check(4, 'every text is in the template',
          [text for text in wanted if text not in offered]),
    check(5, 'control: without one keyword texts are lost',
          [] if any(text not in fewer for text in wanted) else ['none is lost']),
]
sys.exit(any(failed))
