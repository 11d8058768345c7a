#!/usr/bin/python3
"""A saved release is signed with the store's own key, checked by stock minisign and by
release verify; the key is made once, and backups and restored stores have it."""

import os
import shutil
import subprocess

from programs import box, done, refused, same
from tap import Tap

PERIOD = '2024-Q1'
HEADER = 'week,work,customer,grounds,outcome,code_named,person'
FORMATS = ('text', 'csv', 'csvw', 'json', 'html')
COMMENT = b'trusted comment: a release of Steadfast\n'


def read(*names):
    with open(b.path(*names), 'rb') as file:
        return file.read()


def sign(store, folder, form, *args, **options):
    os.makedirs(b.path(folder), exist_ok=True)
    return b.cli('release', 'save', PERIOD, '--format', form, '--sign', '-o',
                 b.path(folder, f'q.{form}'), *args, store=store, **options)


def minisign(folder, form):
    return subprocess.run(['minisign', '-Vqm', f'q.{form}', '-p', 'release.pub'],
                          cwd=b.path(folder), capture_output=True).returncode == 0


def verify(folder, form, *args, store=None):
    return b.cli('release', 'verify', *args, '--json', b.path(folder, f'q.{form}'), store=store)


def says(answer, ledger, signed):
    return done(answer) + same([answer.json['good'], answer.json['ledger'],
                                answer.json['signed']], [True, ledger, signed])


tap = Tap()
with box() as b:
    store = b.store()
    b.import_rows(store, [f'2024-W07,ticket,military,law,waiting,no,p{n}' for n in range(90)],
                  header=HEADER)
    b.ok('release', 'close', '--period', PERIOD, store=store)
    twin = b.copy(store, 'twin.store')
    for form in FORMATS:
        tap.check(f'{form} is signed', done(sign(store, 'a', form)))
        if shutil.which('minisign') is None:
            tap.skip(f'minisign and {form}', 'minisign is not installed')
        else:
            tap.check(f'minisign finds {form} good', same(minisign('a', form), True))
        tap.check(f'verify {form}', says(verify('a', form), False, True))
        tap.check(f'verify {form} against the store', b.unchanged(store, lambda form=form: says(
            verify('a', form, store=store), True, True)))
        tap.check(f'{form}: one constant comment', same(
            COMMENT in read('a', f'q.{form}.minisig'), True))
        tap.check(f'{form}: what is signed is what is saved', same(read('a', f'q.{form}'), b.ok(
            'release', 'save', PERIOD, '--format', form, '-o', '-', store=store).out))
    names = sorted(os.listdir(b.path('a')))
    tap.check('a signature beside each file, and one key', same(names, sorted(
        [f'q.{f}' for f in FORMATS] + [f'q.{f}.minisig' for f in FORMATS] + ['release.pub'])))
    tap.check('signing again changes neither store nor files', b.unchanged(
        store, lambda: [p for form in FORMATS for p in done(sign(store, 'again', form))
                        + same(read('again', f'q.{form}.minisig'),
                               read('a', f'q.{form}.minisig'))]))
    for env in ({'USER': 'canary', 'HOME': '/', 'TZ': 'Asia/Gaza'}, {'LANGUAGE': 'ar'}):
        sign(store, 'env', 'csv', env=env)
        tap.check(f'the same bytes with {env}', [p for name in (
            'q.csv', 'q.csv.minisig', 'release.pub') for p in same(
                read('env', name), read('a', name))])

    # What is forged: a file, a signature, a key.
    shutil.copytree(b.path('a'), b.path('forged'))
    for form in FORMATS:
        text = read('forged', f'q.{form}')
        b.file(f'forged/q.{form}', text.replace(b'2024-Q1', b'2024-Q2'))
        tap.check(f'{form} of another period', refused(verify('forged', form), 1)
                  + same(minisign('forged', form), False))
        b.file(f'forged/q.{form}', text)
    csv = read('forged', 'q.csv')
    figure = next(n for n in range(15, 400, 5) if f',{n}\r'.encode() in csv)
    b.file('forged/q.csv', csv.replace(f',{figure}\r'.encode(), f',{figure + 25}\r'.encode()))
    tap.check('another figure in a table', refused(verify('forged', 'csv'), 1, 'signature'))
    os.remove(b.path('forged', 'q.csv.minisig'))
    tap.check('which its form alone does not show', says(verify('forged', 'csv'), False, False))
    tap.check('but the store does', refused(verify('forged', 'csv', store=store), 1))
    signature = read('a', 'q.text.minisig').split(b'\n')
    b.file('forged/q.text.minisig', b'\n'.join([*signature[:2], signature[2] + b'!', *signature[3:]]))
    tap.check('another comment', refused(verify('forged', 'text'), 1))
    b.file('forged/q.text.minisig', read('a', 'q.json.minisig'))
    tap.check('the signature of another file', refused(verify('forged', 'text'), 1))

    other = b.store('other.store')
    b.import_rows(other, ['2024-W07,ticket,military,law,waiting,no,p'], header=HEADER)
    b.ok('release', 'close', '--period', PERIOD, store=other)
    tap.check('another store has another key, which replaces none', refused(
        sign(other, 'a', 'text'), 1, 'release.pub') + same(
            read('a', 'q.text.minisig').split(b'\n'), signature))
    tap.check('it signs elsewhere', done(sign(other, 'b', 'text')))
    shutil.copy(b.path('b', 'release.pub'), b.path('forged', 'release.pub'))
    tap.check('a file and the key of another', refused(verify('forged', 'html'), 1))
    tap.check('a named key rules', says(verify(
        'forged', 'html', '--key', b.path('a', 'release.pub')), False, True))
    tap.check('the same release with the key of a copy', done(sign(twin, 'twin', 'text'))
              + says(verify('twin', 'text'), False, True)
              + refused(verify('twin', 'text', store=store), 1, 'key'))
    tap.check('signed by another than the store', refused(
        verify('b', 'text', store=store), 1))
    tap.check('a key, and no signature', refused(b.cli(
        'release', 'verify', b.path('forged', 'q.csv'), '--key', b.path('a', 'release.pub')), 1,
        'signature'))
    tap.check('a key that is none', refused(verify(
        'a', 'html', '--key', b.path('a', 'q.csv')), 1))
    os.remove(b.path('forged', 'release.pub'))
    tap.check('no key', refused(verify('forged', 'html'), 1, 'release.pub'))
    tap.check('nothing to put the signature beside', refused(b.cli(
        'release', 'save', PERIOD, '--format', 'csv', '--sign', '-o', '-', store=store), 2))

    # The key goes on: through a copy, and into a store restored over the one in use.
    b.ok('backup', b.path('usb'), store=store)
    tap.check('a backup has the key', done(sign(b.path('usb'), 'usb-a', 'text')) + same(
        read('usb-a', 'release.pub'), read('a', 'release.pub')))
    young = b.store('young.store')
    b.ok('backup', b.path('early'), store=young)
    b.import_rows(young, ['2024-W07,ticket,military,law,waiting,no,p'], header=HEADER)
    b.ok('release', 'close', '--period', PERIOD, store=young)
    sign(young, 'young', 'text')
    b.ok('restore', b.path('early'), store=young)
    tap.check('a restored older store goes on with the key', done(
        sign(young, 'restored', 'text')) + same(
            read('restored', 'release.pub'), read('young', 'release.pub')))
    tap.check('which is its own', says(verify('restored', 'text', store=young), True, True))
tap.finish()
