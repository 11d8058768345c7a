#!/usr/bin/python3
"""Every sentence that a person reads is offered to translators, and translated."""

import os
import re
import subprocess
import sys
import tempfile

import tree
from tap import Tap, made_tree

root = sys.argv[1]

MARKED = re.compile(r'\b(?:_|N_|C_|NC_|g_dngettext|ngettext) \(\s*"|\btranslatable="yes"')
LITERALS = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
# A marked sentence that begins as a literal, and one that is nothing else.
BEGUN = re.compile(r'\b(?:_|N_|ngettext|g_dngettext) \((?:\s*GETTEXT_PACKAGE,)?\s*"')
WHOLE_SENTENCE = re.compile(
    rf'\b(?:(?:_|N_) \(\s*{LITERALS}\)'
    rf'|g_dngettext \(\s*GETTEXT_PACKAGE,\s*{LITERALS},\s*{LITERALS},)'
)
# The keywords of Meson's preset for GLib. po/meson.build adds the keys of a campaign file.
KEYWORDS = [
    '_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3',
    'g_dpgettext2:2c,3',
]

# The keys of campaign files that po/meson.build adds to them.
KEYS = re.compile(r'campaign_keys = \[(.*?)\]', re.DOTALL)

# The beginning of the paths whose sentences every language has whole: all of them.
WHOLE = ''

IDLE = re.compile(r'\bwarning\b|\bfound \d+ fatal')


def lines(source, path):
    """The lines of a list, without comments."""
    found = [line.strip() for line in tree.text(source, path).splitlines()]
    return [line for line in found if line and not line.startswith('#')]


def unlisted(source):
    listed = lines(source, 'po/POTFILES')
    for path in tree.files(source, ('app/', 'ui/'), ('.c', '.h', '.ui')):
        if path not in listed and MARKED.search(tree.text(source, path)):
            yield f'{path} is not in po/POTFILES'
    for path in listed:
        if not os.path.exists(os.path.join(source, path)):
            yield f'po/POTFILES names {path}, which does not exist'


def cut_short(source):
    """Sentences that xgettext would end at a macro, such as G_GUINT64_FORMAT, and plurals
    by ngettext (), which looks in the catalogue of no library of ours."""
    for path in tree.files(source, 'app/', '.c'):
        text = tree.text(source, path)
        for begun in BEGUN.finditer(text):
            line = text.count('\n', 0, begun.start()) + 1
            if begun.group().startswith('ngettext'):
                yield f'{path}:{line} needs g_dngettext (GETTEXT_PACKAGE, …)'
            elif not WHOLE_SENTENCE.match(text, begun.start()):
                yield f'{path}:{line} is not all in quotes'


def unsorted(source):
    listed = lines(source, 'po/POTFILES')
    return [f'{a} before {b}' for a, b in zip(listed, sorted(listed)) if a != b]


def unknown_languages(source):
    languages = set(lines(source, 'po/LINGUAS'))
    translated = {os.path.basename(p)[:-3] for p in tree.files(source, 'po/', '.po')}
    return sorted(f'{l}: po/LINGUAS and po/{l}.po go together' for l in languages ^ translated)


def campaign_keys(source):
    """The keys of a campaign file that po/meson.build lists; none where there is none."""
    if not os.path.exists(os.path.join(source, 'po/meson.build')):
        return []
    return re.findall(r"'(\w+)'", KEYS.search(tree.text(source, 'po/meson.build')).group(1))


def template(source, folder, under):
    """Writes what there is to translate in the files below under into folder; returns
    the path of what it wrote."""
    path = os.path.join(folder, 'made.pot')
    command = ['xgettext', '--from-code=UTF-8', '--force-po', '--no-wrap', '-o', path]
    command += [f'--keyword={keyword}' for keyword in KEYWORDS + campaign_keys(source)]
    command += [path for path in lines(source, 'po/POTFILES') if path.startswith(under)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return path


def complaints(*command):
    """The errors that a gettext program prints, without its warnings and its sum."""
    done = subprocess.run(command, capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if not IDLE.search(line)]
    return said if done.returncode else []


def malformed(source):
    for path in tree.files(source, 'po/', '.po'):
        full = os.path.join(source, path)
        yield from complaints('msgfmt', '--check', '-o', os.devnull, full)


def incomplete(source, under):
    """Translations that are missing or were guessed by a tool (fuzzy)."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = template(source, folder, under)
        for path in tree.files(source, 'po/', '.po'):
            yield from complaints('msgcmp', os.path.join(source, path), wanted)


def messages(template_text):
    """The sentences of a template, spelled as in its source: each stands in quotes, in
    one line or in several."""
    found = re.findall(r'^msgid ((?:".*"\n)+)', template_text, re.MULTILINE)
    return {message.replace('"\n"', '').strip().strip('"') for message in found}


def lost(source):
    """Sentences of a campaign file that gettext's tools do not see."""
    keys = campaign_keys(source)
    with tempfile.TemporaryDirectory() as folder:
        wanted = messages(tree.text('', template(source, folder, 'resources/')))
    for path in tree.files(source, 'resources/campaigns/', '.in'):
        for line in lines(source, path):
            key, _, value = line.partition('=')
            if key in keys and value not in wanted:
                yield f'{path}: {key}={value}'


tap = Tap()
tap.check('each file with a marked sentence is listed', list(unlisted(root)))
tap.check('a marked sentence is literals alone', list(cut_short(root)))
tap.check('the list is sorted', unsorted(root))
tap.check('each language has its file', unknown_languages(root))
tap.check('each translation is well formed', list(malformed(root)))
tap.check('each translation is complete', list(incomplete(root, WHOLE)))
tap.check("a campaign's sentences are offered", list(lost(root)))

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
with made_tree({
    'app/cli/listed.c': 'puts (_ ("One %d"));\nputs (_ ("Two"));\nputs (_ ("Three"));\n',
    'app/cli/unlisted.c': 'g_print (_ ("Three"));\n_ ("a" "b");\n_ (var);\n'
    'g_dngettext (GETTEXT_PACKAGE, "%" FORMAT " row", "%" FORMAT " rows", n);\n'
    'g_dngettext (GETTEXT_PACKAGE, "%u row", "%u " "rows", n);\n'
    'ngettext ("%u row", "%u rows", n);\n',
    'po/POTFILES': 'app/cli/listed.c\napp/cli/gone.c\n',
    'po/LINGUAS': 'ar\nhe\n',
    'po/ar.po': HEADER + 'msgid "One %d"\nmsgstr "1 %s"\n\n#, fuzzy\nmsgid "Two"\n'
    'msgstr "2"\n',
}) as wrong:
    tap.control('sentences not listed', list(unlisted(wrong)), 'unlisted.c', 'gone.c')
    tap.control('a sentence with a macro', list(cut_short(wrong)), 'unlisted.c:4', 'unlisted.c:6')
    tap.control('a list out of order', unsorted(wrong), 'listed.c', 'gone.c')
    tap.control('a language without a file', unknown_languages(wrong), 'he')
CAMPAIGN_KEYS = "campaign_keys = [\n  'Name', 'Text',\n]\n"
CAMPAIGN = '[Campaign]\nName=One\nText=Two\\nlines\nSlug=one\n'
with made_tree({
    'po/meson.build': CAMPAIGN_KEYS,
    'po/POTFILES': 'resources/campaigns/a.campaign.desktop.in\n',
    'resources/campaigns/a.campaign.desktop.in': CAMPAIGN,
    'resources/campaigns/b.campaign.in': CAMPAIGN.replace('One', 'Another'),
}) as wrong:
    tap.control('a campaign that is not listed', list(lost(wrong)), 'b.campaign.in: Name=')
with made_tree({
    'app/cli/listed.c': 'printf (_ ("One %d"));\nputs (_ ("Two"));\nputs (_ ("Three"));\n',
    'po/meson.build': CAMPAIGN_KEYS,
    'po/POTFILES': 'app/cli/listed.c\n',
    'po/ar.po': HEADER + '#, c-format\nmsgid "One %d"\nmsgstr "1 %s"\n\n#, fuzzy\n'
    'msgid "Two"\nmsgstr "2"\n',
}) as wrong:
    tap.control('a malformed translation', list(malformed(wrong)), 'format spec')
    tap.control(
        'missing and guessed translations', list(incomplete(wrong, 'app/')),
        'needs to be reviewed', 'used but not defined',
    )

tap.finish()
