#!/usr/bin/python3
"""Writes the golden and the named-broken pledges beside this file.

A second implementation of records, minisign's and OpenSSH's forms and Ed25519 (RFC 8032,
section 6, plain and slow), from the specifications and apart from app/: where both give
the same bytes, a slip would have to be made twice. `generate.py --check` only compares.
"""

import base64
import hashlib
import pathlib
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent

# ---- Ed25519, in affine coordinates -----------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P


def recover_x(y):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x % 2 else x


BASE = (recover_x(BASE_Y), BASE_Y)


def add(a, b):
    product = D * a[0] * b[0] * a[1] * b[1]
    return (
        (a[0] * b[1] + a[1] * b[0]) * pow(1 + product, -1, P) % P,
        (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P) % P,
    )


def multiply(scalar, point):
    result = (0, 1)
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        if bit == '1':
            result = add(result, point)
    return result


def encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, 'little')


def number(*parts):
    return int.from_bytes(hashlib.sha512(b''.join(parts)).digest(), 'little')


class Key:
    def __init__(self, seed):
        expanded = hashlib.sha512(seed).digest()
        scalar = int.from_bytes(expanded[:32], 'little')
        self.scalar = scalar & ((1 << 254) - 8) | (1 << 254)
        self.prefix = expanded[32:]
        self.public = encode(multiply(self.scalar, BASE))

    def sign(self, message):
        nonce = number(self.prefix, message) % ORDER
        first = encode(multiply(nonce, BASE))
        second = nonce + number(first, self.public, message) * self.scalar
        return first + (second % ORDER).to_bytes(32, 'little')


# ---- The record and its files -----------------------------------------------------------

COMMENT = b'pledge-record v1'
NAMESPACE = b'pledge-record@steadfast'


def make_record(key, tier, role, week, action, supersedes):
    return (
        'pledge-record: v1\n'
        f"campaign: {hashlib.sha256(b'a campaign').hexdigest()}\n"
        f"text: {hashlib.sha256(b'a text').hexdigest()}\n"
        f'tier: {tier}\nrole: {role}\nweek: {week}\naction: {action}\n'
        f'key: {key.public.hex()}\n'
        f'supersedes: {supersedes}\n'
    ).encode('ascii')


def string(data):
    return struct.pack('>I', len(data)) + data


def text64(data):
    return base64.b64encode(data) + b'\n'


def minisign_files(key, record):
    head = b'Ed' + hashlib.sha256(key.public).digest()[:8]
    raw = key.sign(record)
    signature = (
        b'untrusted comment: signature of a pledge record\n'
        + text64(head + raw)
        + b'trusted comment: ' + COMMENT + b'\n'
        + text64(key.sign(raw + COMMENT))
    )
    public = b'untrusted comment: public key of a pledge record\n'
    return {
        'pledge.txt.minisig': signature,
        'pledge.pub': public + text64(head + key.public),
    }


def sshsig_files(key, record):
    wire_key = string(b'ssh-ed25519') + string(key.public)
    fields = string(NAMESPACE) + string(b'') + string(b'sha512')
    signed = b'SSHSIG' + fields + string(hashlib.sha512(record).digest())
    blob = (
        b'SSHSIG' + struct.pack('>I', 1) + string(wire_key) + fields
        + string(string(b'ssh-ed25519') + string(key.sign(signed)))
    )
    armour = base64.b64encode(blob)
    lines = [armour[i : i + 70] for i in range(0, len(armour), 70)]
    return {
        'pledge.txt.sig': b'-----BEGIN SSH SIGNATURE-----\n' + b'\n'.join(lines)
        + b'\n-----END SSH SIGNATURE-----\n',
        'allowed_signers': b'signer namespaces="' + NAMESPACE + b'" ssh-ed25519 '
        + text64(wire_key),
    }


def make_good():
    """A chain from the shortest record there can be to the longest."""
    key = Key(bytes([1]) * 32)
    take = make_record(key, '1', '-', '2026-W29', 'take', '-')
    tier, role = 'tier-' + '2' * 27, 'support-' + 'r' * 24
    change = make_record(
        key, tier, role, '2026-W33', 'change', hashlib.sha256(take).hexdigest()
    )
    withdraw = make_record(
        key, tier, role, '2026-W39', 'withdraw', hashlib.sha256(change).hexdigest()
    )
    files = {}
    for name, record in {'take': take, 'change': change, 'withdraw': withdraw}.items():
        saved = {'pledge.txt': record}
        saved |= minisign_files(key, record) | sshsig_files(key, record)
        files |= {f'{name}/{file}': data for file, data in saved.items()}
    return files


def make_broken_records(good):
    """Each name says what is wrong; tests/pledge/test-record.c says on which line."""
    lines = good.splitlines(keepends=True)
    joined = b''.join

    def swap(old, new):
        assert good.count(old) == 1, old
        return good.replace(old, new)

    return {
        'empty': b'',
        'bom': b'\xef\xbb\xbf' + good,
        'version-2': swap(b'record: v1', b'record: v2'),
        'crlf': good.replace(b'\n', b'\r\n'),
        'crlf-in-one-line': swap(b'action: take\n', b'action: take\r\n'),
        'no-final-newline': good[:-1],
        'two-final-newlines': good + b'\n',
        'trailing-byte': good + b'x',
        'trailing-nul': good + b'\0',
        'nul-in-tier': swap(b'tier: 1', b'tier: 1\0'),
        'two-spaces': swap(b'role: -', b'role:  -'),
        'no-space': swap(b'role: -', b'role:-'),
        'tab': swap(b'role: -', b'role:\t-'),
        'space-at-end': swap(b'week: 2026-W29', b'week: 2026-W29 '),
        'space-before': swap(b'week: 2026-W29', b' week: 2026-W29'),
        'blank-line': swap(b'tier: 1\n', b'\ntier: 1\n'),
        'comment': b'# a comment\n' + good,
        'upper-case-hex': good.replace(lines[1][10:], lines[1][10:].upper()),
        'upper-case-key': swap(b'tier: 1', b'Tier: 1'),
        'short-hash': joined([*lines[:2], lines[2][:-2] + b'\n', *lines[3:]]),
        'long-hash': joined([*lines[:2], lines[2][:-1] + b'0\n', *lines[3:]]),
        'unknown-key': joined([*lines[:6], b'name: a person\n', *lines[6:]]),
        'repeated-key': joined([*lines[:4], lines[3], *lines[4:]]),
        'missing-key': joined([*lines[:4], *lines[5:]]),
        'two-lines-swapped': joined([*lines[:3], lines[4], lines[3], *lines[5:]]),
        'tier-empty': swap(b'tier: 1', b'tier: '),
        'tier-absent': swap(b'tier: 1', b'tier: -'),
        'tier-33-characters': swap(b'tier: 1', b'tier: ' + b'1' * 33),
        'tier-underscore': swap(b'tier: 1', b'tier: a_b'),
        'tier-not-ascii': swap(b'tier: 1', 'tier: é'.encode()),
        'role-upper-case': swap(b'role: -', b'role: Support'),
        'role-hyphen-first': swap(b'role: -', b'role: -support'),
        'week-54': swap(b'2026-W29', b'2026-W54'),
        'week-53-of-52': swap(b'2026-W29', b'2025-W53'),
        'week-short': swap(b'2026-W29', b'2026-29'),
        'action-unknown': swap(b'action: take', b'action: renew'),
        'take-supersedes': swap(b'supersedes: -', b'supersedes: ' + b'0' * 64),
        'change-supersedes-nothing': swap(b'action: take', b'action: change'),
        'long-line': swap(b'role: -', b'role: ' + b'r' * 1000),
        'cut': good[:100],
    }


def make_files():
    files = make_good()
    for name, data in make_broken_records(files['take/pledge.txt']).items():
        files[f'broken-records/{name}.txt'] = data
    return files


def main(arguments):
    files = make_files()
    if arguments == ['--check']:
        wrong = [n for n, d in files.items() if (HERE / n).read_bytes() != d]
        there = {str(p.relative_to(HERE)) for p in HERE.glob('*/*')}
        wrong += sorted(there - set(files))
        print('\n'.join(wrong), end='\n' if wrong else '')
        return 1 if wrong else 0
    for name, data in files.items():
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_bytes(data)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
