#!/usr/bin/python3
"""The icons as a desktop draws them, at each size that it uses: nothing outside the canvas,
clear on a light and on a dark background, and the small symbol drawn on whole pixels."""

import functools
import re
import sys
import xml.etree.ElementTree as ElementTree

import gi

gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf  # noqa: E402

import tree  # noqa: E402
from tap import Tap, made_tree  # noqa: E402

root = sys.argv[1]

APP = 'page.codeberg.steadfast.Steadfast'
ICON = f'resources/icons/scalable/{APP}.svg'
SYMBOL = f'resources/icons/symbolic/{APP}-symbolic.svg'
METAINFO = f'resources/{APP}.metainfo.xml.in'
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
SYMBOL_SIZES = (16, 32)
LIGHT, DARK = (250, 250, 250), (36, 36, 36)  # libadwaita's windows
STONES = 3
# The least contrast of two luminances, and how much of a drawing must have it. Stones lie
# between a light and a dark background, so that 3:1 (for symbols) cannot hold for both.
CONTRAST, SYMBOL_CONTRAST, SHARE = 2.0, 3.0, 0.9


def drawn(svg, size):
    """The bytes of each row: red, green, blue and alpha of each pixel."""
    loader = GdkPixbuf.PixbufLoader.new_with_type('svg')
    loader.set_size(size, size)
    loader.write(svg.encode())
    loader.close()
    picture = loader.get_pixbuf()
    pixels, stride = picture.get_pixels(), picture.get_rowstride()
    return [pixels[y * stride:y * stride + 4 * size] for y in range(size)]


@functools.cache
def luminance(colour):
    """The relative luminance of WCAG 2."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def opaque(rows):
    """The colours of the pixels that are no edge."""
    return [tuple(row[x:x + 3]) for row in rows for x in range(0, len(row), 4)
            if row[x + 3] > 230]


def clear_share(pixels, background, least):
    """The share of the pixels that stand out from the background."""
    return sum(contrast(pixel, background) >= least for pixel in pixels) / len(pixels)


def brand_colours(source):
    metainfo = ElementTree.fromstring(tree.text(source, METAINFO))
    for element in metainfo.findall('branding/color'):
        yield element.text, tuple(bytes.fromhex(element.text[1:]))


def outside(source):
    """Drawn with as much free space again on each side, which must stay free; the large
    icon also keeps clear of the edges."""
    for path, sizes, canvas, margin in ((ICON, SIZES, 128, 4), (SYMBOL, SYMBOL_SIZES, 16, 0)):
        free = canvas - margin
        wide = tree.text(source, path).replace(
            f'viewBox="0 0 {canvas} {canvas}"',
            f'viewBox="{-free} {-free} {canvas + 2 * free} {canvas + 2 * free}"')
        for size in sizes:
            whole = size * (canvas + 2 * free) // canvas
            border = size * free // canvas + size * margin // canvas
            rows = drawn(wide, whole)
            alphas = [row[3::4] for row in rows]
            beyond = alphas[:border] + alphas[whole - border:] + [
                row[:border] + row[whole - border:] for row in alphas]
            if max(map(max, beyond)) > 8:
                yield f'{path} at {size} goes beyond its canvas'


def unclear(source):
    """Every background that it may lie on, the app's own colours among them."""
    backgrounds = [('light', LIGHT), ('dark', DARK), *brand_colours(source)]
    for size in SIZES:
        pixels = opaque(drawn(tree.text(source, ICON), size))
        if not 0.25 < len(pixels) / size ** 2 < 0.75:
            yield f'{ICON} at {size} fills {len(pixels) / size ** 2:.0%} of its canvas'
        for name, colour in backgrounds:
            if pixels and clear_share(pixels, colour, CONTRAST) < SHARE:
                yield f'{ICON} at {size} is lost on {name}'


def recoloured(svg, colour):
    """What GTK makes of a symbol: everything that is filled gets the colour of the text."""
    fill = 'rgb({},{},{})'.format(*colour)
    return re.sub('(<svg[^>]*>)',
                  rf'\1<style>rect,circle,path{{fill:{fill} !important}}</style>', svg, count=1)


def symbol(source):
    """One colour, the text's; and at 16 pixels the stones are apart."""
    svg = tree.text(source, SYMBOL)
    for name, text, background in (('light', (46, 52, 54), LIGHT), ('dark', (255,) * 3, DARK)):
        for size in SYMBOL_SIZES:
            rows = drawn(recoloured(svg, text), size)
            pixels = opaque(rows)
            if any(abs(a - b) > 2 for pixel in pixels for a, b in zip(pixel, text)):
                yield f'{SYMBOL} at {size} keeps a colour of its own'
            if not pixels or clear_share(pixels, background, SYMBOL_CONTRAST) < SHARE:
                yield f'{SYMBOL} at {size} is lost on {name}'
            column = ''.join('#' if row[4 * (size // 2) + 3] > 230 else
                             '.' if row[4 * (size // 2) + 3] < 25 else '?' for row in rows)
            if len(re.findall('#+', column)) != STONES or '?' in column:
                yield f'{SYMBOL} at {size} is blurred: {column}'


RULES = [('no icon goes beyond its canvas', outside),
         ('the icon is clear on every background', unclear),
         ('the symbol takes the colour of the text, and is sharp', symbol)]

tap = Tap()
for name, rule in RULES:
    tap.check(name, list(rule(root)))

with made_tree({
    METAINFO: '<component><branding><color>#d0d8e0</color></branding></component>',
    ICON: '''<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"
        viewBox="0 0 128 128"><path fill="#c0c8d0" d="M2 20h150v80h-150z"/></svg>''',
    SYMBOL: '''<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"
        viewBox="0 0 16 16"><ellipse fill="#888" cx="8" cy="8" rx="6.400" ry="6.400"/></svg>''',
}) as wrong:
    tap.control('outside', list(outside(wrong)), *[f'at {size} goes' for size in SIZES])
    tap.control('unclear', list(unclear(wrong)), *[
        text for size in SIZES for text in
        (f'at {size} is lost on light', f'at {size} is lost on #d0d8e0')])
    tap.control('symbol', [problem for problem in symbol(wrong) if 'dark' not in problem],
                'at 16 keeps', 'blurred', 'at 32 keeps', 'blurred', 'at 16 keeps', 'blurred',
                'at 32 keeps', 'blurred')
tap.finish()
