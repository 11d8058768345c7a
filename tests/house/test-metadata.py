#!/usr/bin/python3
"""What a software centre and a desktop read of the app: the manifest, the metainfo, the
desktop file and the icons, by the rules that can be read from the files alone."""

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


def names(source):
    """One id everywhere."""
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
    if len(metainfo.findtext('name')) > 15:
        yield 'the name is long'
    for caption in metainfo.findall('screenshots/screenshot/caption'):
        if caption.text.endswith('.') or len(caption.text) > 50:
            yield f'caption: {caption.text}'
    for element in ('metadata_license', 'project_license', 'developer/name',
                    'content_rating', 'launchable', 'description/p'):
        if metainfo.find(element) is None:
            yield f'no {element}'
    kinds = [url.get('type') for url in metainfo.findall('url')]
    for kind in ('homepage', 'bugtracker', 'vcs-browser'):
        if kind not in kinds:
            yield f'no url of the {kind}'
    schemes = [c.get('scheme_preference') for c in metainfo.findall('branding/color')]
    if schemes != ['light', 'dark']:
        yield 'not one brand colour each for light and dark'


def releases(source):
    """Newest first, and the newest is what this tree builds."""
    found = ElementTree.fromstring(tree.text(source, METAINFO)).findall('releases/release')
    version = re.search(r"^  version: '(.*)'", tree.text(source, 'meson.build'), re.M)
    if not found or found[0].get('version') != version.group(1):
        yield f'the newest release is not {version.group(1)}'
    dates = [release.get('date') for release in found]
    if dates != sorted(dates, reverse=True):
        yield 'not newest first'
    for release in found:
        if f'\n## {release.get("version")} ' not in tree.text(source, 'CHANGELOG.md'):
            yield f'CHANGELOG.md does not have {release.get("version")}'


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


def validated(*command):
    """What a validator complains of."""
    done = subprocess.run(command, capture_output=True, text=True)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


RULES = [
    ('it asks for no right but a window', permissions),
    ('every source of the Flatpak is pinned', sources),
    ('one id everywhere', names),
    ('no word that others see tells what it is about', neutral),
    ('the metainfo has what software centres ask for', words),
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
finish-args: [--share=ipc, --socket=wayland, --device=dri, --filesystem=home]
modules:
  - {name: one, sources: [{type: archive, url: 'http://example.org/one.tar'}]}
''',
    'tests/flatpak/permissions': '[Context]\nfilesystems=home;\n',
    METAINFO: f'''<component><id>{APP}</id><name>Steadfast</name>
<summary>A pledge.</summary><launchable>{APP}.desktop</launchable>
<screenshots><screenshot><image>https://example.org/none.png</image></screenshot>
</screenshots><releases><release version="0.1" date="2026-01-01"/></releases>
</component>''',
    DESKTOP: f'Name=S\nGenericName=S\nComment=S\nKeywords=S\nIcon={APP}\n',
    'meson.build': "\n  version: '0.2',\n",
    'CHANGELOG.md': '\n## 0.1 \n',
    f'resources/icons/scalable/{APP}.svg': '<svg viewBox="0 0 64 64"/>',
    f'resources/icons/symbolic/{APP}-symbolic.svg':
        '<svg viewBox="0 0 16 16"><image/></svg>',
}) as wrong:
    tap.control('rights', list(permissions(wrong)), '--filesystem=home',
                '--socket=fallback-x11', 'golden')
    tap.control('sources', list(sources(wrong)), 'https', 'sha256')
    tap.control('names', list(names(wrong)), 'org.example.Other')
    tap.control('telling words', list(neutral(wrong)), 'A pledge.')
    tap.control('words', list(words(wrong)), '9 letters', 'full stop', 'metadata_license',
                'project_license', 'developer/name', 'content_rating', 'description/p',
                'homepage', 'bugtracker', 'vcs-browser', 'colour')
    tap.control('releases', list(releases(wrong)), '0.2')
    tap.control('pictures', list(pictures(wrong)), '1 pictures', 'default', 'none.png')
    tap.control('icons', list(icons(wrong)), '128', 'not drawn')

tap.finish()
