#!/usr/bin/python3
"""What a software centre and a desktop read of the app: the manifest, the metainfo, the
desktop file and the icons, by the rules that can be read from the files alone."""

import colorsys
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import yaml

import tree
from tap import Tap, made_tree

root, build = sys.argv[1:]

APP = 'page.codeberg.steadfast.Steadfast'
MANIFEST = f'flatpak/{APP}.yml'
METAINFO = f'resources/{APP}.metainfo.xml.in'
DESKTOP = f'resources/{APP}.desktop.in'
RIGHTS = ['--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri']
MANIFEST_KEYS = {'id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup',
                 'modules'}
# A category that says nothing, by Flathub's list.
IDLE_CATEGORIES = {'GNOME', 'GTK', 'KDE', 'Qt', 'Application', 'Core'}
# Whoever looks on sees these places; they must not tell what it is about.
TELLING = re.compile(r'pledge|refus|boycott|strike|union|apartheid|military|whistle', re.I)


def permissions(source):
    """The rights that it asks for are these four, in the manifest and in the file that
    the sandbox is compared with."""
    rights = yaml.safe_load(tree.text(source, MANIFEST))['finish-args']
    for right in rights:
        if right not in RIGHTS:
            yield f'{right} is asked for'
    for right in RIGHTS:
        if right not in rights:
            yield f'{right} is missing'
    golden = tree.text(source, 'tests/flatpak/permissions')
    if re.search(r'network|filesystems|Bus Policy|devices=(?!dri;$)', golden, re.M):
        yield 'the golden file has more'


def sources(source):
    """Nothing is fetched that is not pinned."""
    for module in yaml.safe_load(tree.text(source, MANIFEST))['modules']:
        for place in module['sources']:
            if place['type'] == 'dir':
                continue
            if place['type'] != 'archive' or not place['url'].startswith('https://'):
                yield f'{module["name"]}: not an archive over https'
            if not re.fullmatch('[0-9a-f]{64}', place.get('sha256', '')):
                yield f'{module["name"]}: no sha256'
            if {'md5', 'sha1', 'dest-filename'} & set(place):
                yield f'{module["name"]}: a weak sum, or another name'


def manifest_form(source):
    """What Flathub's linter says of a manifest, but for its rights: permissions() has those.
    No part is built with a network, for debugging, or without its symbols kept apart."""
    whole = yaml.safe_load(tree.text(source, MANIFEST))
    for key in set(whole) - MANIFEST_KEYS:
        yield f'{key} is no key that it needs'
    if '/' in whole.get('command', '/'):
        yield 'the command is no bare name'
    if len(whole.get('modules', [])) == 0:
        yield 'no modules'
    for part in [whole, *whole.get('modules', [])]:
        name = part.get('name', 'the whole')
        if '--share=network' in part.get('build-options', {}).get('build-args', []):
            yield f'{name} is built with a network'
        if any(place.startswith('/lib/debug') for place in part.get('cleanup', [])):
            yield f'{name} drops what a debugger needs'
        if any(option.startswith('--enable-debug') for option in part.get('config-opts', [])):
            yield f'{name} is built for debugging'


def names(source):
    """One id everywhere, of a form that Flathub takes from a Codeberg project."""
    parts = APP.split('.')
    if parts[:2] != ['page', 'codeberg'] or len(parts) != 4 or not all(
            re.fullmatch('[A-Za-z_][A-Za-z0-9_]*', part) for part in parts):
        yield f'{APP} is no id of a Codeberg project'
    manifest = yaml.safe_load(tree.text(source, MANIFEST))
    metainfo = ElementTree.fromstring(tree.text(source, METAINFO))
    icon = re.search('^Icon=(.*)$', tree.text(source, DESKTOP), re.M).group(1)
    for what, name in [
            ('the manifest', manifest['id']), ('the metainfo', metainfo.findtext('id')),
            ('what the metainfo starts', metainfo.findtext('launchable')[:-len('.desktop')]),
            ('the icon of the desktop file', icon)]:
        if name != APP:
            yield f'{what} is called {name}'
    for path in (f'scalable/{APP}.svg', f'symbolic/{APP}-symbolic.svg'):
        if not os.path.exists(f'{source}/resources/icons/{path}'):
            yield f'there is no icon {path}'


def seen_words(source):
    """(place, text) of what is seen by whoever looks on."""
    metainfo = ElementTree.fromstring(tree.text(source, METAINFO))
    for path in ('name', 'summary', 'description', 'screenshots/screenshot/caption'):
        for element in metainfo.findall(path):
            yield path, ' '.join(''.join(element.itertext()).split())
    for key in ('Name', 'GenericName', 'Comment', 'Keywords'):
        found = re.search(f'^{key}=(.*)$', tree.text(source, DESKTOP), re.M)
        yield key, found.group(1) if found else ''


def neutral(source):
    for place, text in seen_words(source):
        if TELLING.search(text):
            yield f'{place} tells: {text}'


def words(source):
    """Lengths and forms that software centres ask for."""
    metainfo = ElementTree.fromstring(tree.text(source, METAINFO))
    summary = metainfo.findtext('summary')
    if not 10 <= len(summary) <= 35:
        yield f'the summary has {len(summary)} letters'
    if re.match('(a|an|the) ', summary, re.I) or summary.endswith('.'):
        yield 'the summary has an article or a full stop'
    name = metainfo.findtext('name')
    if not re.fullmatch('[A-Z][a-z]{0,14}', name):
        yield 'the name is long, or not one plain word'
    if name.lower() in summary.lower() or re.search(r'\b(app|tool|client)\b', summary, re.I):
        yield 'the summary repeats the name, or says what every program is'
    if summary != summary.capitalize():
        yield 'the summary is not in sentence case'
    for caption in metainfo.findall('screenshots/screenshot/caption'):
        if not re.fullmatch(r'[^\d.!?][^.!?]{0,49}', caption.text):
            yield f'caption: {caption.text}'
    paragraphs = [p.text for p in metainfo.findall('description/p')]
    if summary in ' '.join(paragraphs) or len(' '.join(paragraphs)) < 4 * len(summary):
        yield 'the description repeats the summary, or is short'
    if len(metainfo.findall('description/ul/li')) > 10:
        yield 'the description has a long list'
    for element in ('metadata_license', 'project_license', 'developer/name',
                    'content_rating', 'launchable', 'description/p'):
        if metainfo.find(element) is None:
            yield f'no {element}'
    kinds = [url.get('type') for url in metainfo.findall('url')]
    for kind in ('homepage', 'bugtracker', 'vcs-browser'):
        if kind not in kinds:
            yield f'no url of the {kind}'


def colours(source):
    """Of the same kind, light and dark, and neither grey. (Whether the icon can be seen on
    them is asked in test-icons.py.)"""
    found = ElementTree.fromstring(tree.text(source, METAINFO)).findall('branding/color')
    if [c.get('scheme_preference') for c in found] != ['light', 'dark']:
        yield 'not one brand colour each for light and dark'
        return
    light, dark = (colorsys.rgb_to_hls(*[part / 255 for part in bytes.fromhex(c.text[1:])])
                   for c in found)
    if light[1] < 0.7 or dark[1] > 0.4:
        yield 'the light colour is dark, or the dark one light'
    if min(light[2], dark[2]) < 0.2:
        yield 'a brand colour is grey'


def releases(source):
    """Newest first, and the newest is what this tree builds."""
    found = ElementTree.fromstring(tree.text(source, METAINFO)).findall('releases/release')
    version = re.search(r"^  version: '(.*)'", tree.text(source, 'meson.build'), re.M)
    if not found or found[0].get('version') != version.group(1):
        yield f'the newest release is not {version.group(1)}'
    dates = [release.get('date') for release in found]
    if dates != sorted(dates, reverse=True):
        yield 'not newest first'
    log = tree.text(source, 'CHANGELOG.md')
    for release in found:
        heading = re.search(rf'\n## {re.escape(release.get("version"))} (.*)', log)
        if not heading:
            yield f'CHANGELOG.md does not have {release.get("version")}'
        # Flathub takes no version that calls itself unfinished.
        elif ('not released' in heading.group(1)) != (release.get('type') == 'development'):
            yield f'{release.get("version")}: only one of CHANGELOG.md and metainfo is released'
        notes = ' '.join(''.join(release.itertext()).split())
        if not 60 <= len(notes) <= 600 or re.search('bug ?fixes', notes, re.I):
            yield f'{release.get("version")}: notes that say too little or too much'


def picture_size(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    return struct.unpack('>II', head[16:24]) if head[:4] == b'\x89PNG' else (0, 0)


def pictures(source):
    """Three to five, one of them first, each in the tree and not too large."""
    found = ElementTree.fromstring(tree.text(source, METAINFO)).findall(
        'screenshots/screenshot')
    if not 3 <= len(found) <= 5:
        yield f'{len(found)} pictures'
    if [shot.get('type') for shot in found].count('default') != 1:
        yield 'not one default picture'
    for shot in found:
        url = shot.findtext('image')
        path = f'{source}/resources/pictures/{os.path.basename(url)}'
        if not os.path.exists(path):
            yield f'{url} is not in resources/pictures'
            continue
        width, height = picture_size(path)
        if not (620 <= width <= 1000 and 400 <= height <= 700):
            yield f'{os.path.basename(path)} is {width} by {height}'


def icons(source):
    """Square, drawn, and with nothing in it that a renderer must fetch."""
    for kind, size in (('scalable', 128), ('symbolic', 16)):
        suffix = '-symbolic' if kind == 'symbolic' else ''
        path = f'resources/icons/{kind}/{APP}{suffix}.svg'
        text = tree.text(source, path)
        if ElementTree.fromstring(text).get('viewBox') != f'0 0 {size} {size}':
            yield f'{path} is not {size} by {size}'
        if re.search('<(image|text|script)|href|font', text):
            yield f'{path} is not drawn'
        if re.search('opacity|filter', text):
            yield f'{path} has a shadow, which software centres add'


def desktop_form(source):
    """Shown in menus, in a category that says something, and started by its name alone."""
    keys = dict(re.findall('^([A-Za-z]+)=(.*)$', tree.text(source, DESKTOP), re.M))
    if not set(keys.get('Categories', '').split(';')) - IDLE_CATEGORIES - {''}:
        yield 'no category that says anything'
    if keys.get('Exec') != 'steadfast' or keys.get('Terminal') != 'false':
        yield 'it is not started by its name, or in a terminal'
    if {'NoDisplay', 'Hidden', 'OnlyShowIn'} & set(keys):
        yield 'it is hidden'


def validated(*command):
    """What a validator complains of."""
    done = subprocess.run(command, capture_output=True, text=True)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


RULES = [
    ('it asks for no right but a window', permissions),
    ('every source of the Flatpak is pinned', sources),
    ('the manifest has the form that Flathub asks for', manifest_form),
    ('one id everywhere', names),
    ('no word that others see tells what it is about', neutral),
    ('the metainfo has what software centres ask for', words),
    ('the colours suit the app', colours),
    ('the desktop file shows it', desktop_form),
    ('the newest release comes first and is this one', releases),
    ('the pictures are there', pictures),
    ('the icons are drawn', icons),
]

tap = Tap()
for name, rule in RULES:
    tap.check(name, list(rule(root)))
tap.check('appstreamcli finds the metainfo valid', validated(
    'appstreamcli', 'validate', '--no-net', f'{build}/resources/{APP}.metainfo.xml'))
tap.check('desktop-file-validate finds the desktop file valid', validated(
    'desktop-file-validate', f'{build}/resources/{APP}.desktop'))

with made_tree({
    MANIFEST: '''id: org.example.Other
branch: stable
command: /app/bin/other
finish-args: [--share=ipc, --socket=wayland, --device=dri, --filesystem=home]
cleanup: [/lib/debug]
modules:
  - name: one
    build-options: {build-args: [--share=network]}
    config-opts: [--enable-debug]
    sources: [{type: archive, url: 'http://example.org/one.tar', md5: '0'}]
''',
    'tests/flatpak/permissions': '[Context]\nfilesystems=home;\n',
    METAINFO: f'''<component><id>{APP}</id><name>steadFast</name>
<summary>A pledge.</summary><launchable>{APP}.desktop</launchable>
<branding><color scheme_preference="light">#808080</color>
<color scheme_preference="dark">#808080</color></branding>
<screenshots><screenshot><image>https://example.org/none.png</image></screenshot>
</screenshots><releases><release version="0.1" date="2026-01-01" type="development"/></releases>
</component>''',
    DESKTOP: f'Name=S\nGenericName=S\nComment=S\nKeywords=S\nIcon={APP}\nExec=x\n'
             'Categories=GNOME;GTK;\nNoDisplay=true\n',
    'meson.build': "\n  version: '0.2',\n",
    'CHANGELOG.md': '\n## 0.1 \n',
    f'resources/icons/scalable/{APP}.svg': '<svg viewBox="0 0 64 64" opacity="0.5"/>',
    f'resources/icons/symbolic/{APP}-symbolic.svg':
        '<svg viewBox="0 0 16 16"><image/></svg>',
}) as wrong:
    tap.control('rights', list(permissions(wrong)), '--filesystem=home',
                '--socket=fallback-x11', 'golden')
    tap.control('sources', list(sources(wrong)), 'https', 'sha256', 'weak sum')
    tap.control('manifest', list(manifest_form(wrong)), 'branch', 'bare name', 'the whole drops',
                'one is built with a network', 'one is built for debugging')
    tap.control('names', list(names(wrong)), 'org.example.Other')
    tap.control('telling words', list(neutral(wrong)), 'A pledge.')
    tap.control('words', list(words(wrong)), '9 letters', 'full stop', 'one plain word',
                'description repeats', 'metadata_license', 'project_license', 'developer/name',
                'content_rating', 'description/p', 'homepage', 'bugtracker', 'vcs-browser')
    tap.control('colours', list(colours(wrong)), 'the light colour', 'grey')
    tap.control('desktop', list(desktop_form(wrong)), 'category', 'by its name', 'hidden')
    tap.control('releases', list(releases(wrong)), '0.2', 'only one', 'notes')
    tap.control('pictures', list(pictures(wrong)), '1 pictures', 'default', 'none.png')
    tap.control('icons', list(icons(wrong)), '128', 'shadow', 'not drawn')

tap.finish()
