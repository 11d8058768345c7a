#!/usr/bin/python3
"""A second reader of the vault's format 1, written from DESIGN.md, section 4, and from
nothing else: if it reads what the app writes, the description is whole and true. It only
reads, and it shares with the app libsodium's primitives alone.

usage: reader.py STORE passphrase | recovery

Prints the database as SQL. The passphrase or recovery key is one line of standard input.
"""

import ctypes
import hashlib
import sqlite3
import struct
import sys
import unicodedata

ALIGN = 4096
STEP = 1 << 20
LOG = 8192
SLOTS = 1024
SLOT = 128
PAGE = 4096
FULL = 256
SEAL = 24 + 16
COSTS = [(2, 64 << 20), (3, 256 << 20), (4, 1 << 30)]  # passes and bytes of each class
CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

sodium = ctypes.CDLL('libsodium.so.23')
sodium.sodium_init()


class WrongKey(Exception):
    """No slot opens."""


class Damaged(Exception):
    """A slot opens, and something behind it is not what was written."""


class Newer(Exception):
    """Of a later format."""


# ---- primitives ------------------------------------------------------------------------

def opened(sealed, extra, key):
    """What XChaCha20-Poly1305-IETF sealed: nonce, text, tag. None if it does not open."""
    if len(sealed) < SEAL:
        return None
    plain = ctypes.create_string_buffer(max(1, len(sealed) - SEAL))
    failed = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, sealed[24:], ctypes.c_ulonglong(len(sealed) - 24), extra,
        ctypes.c_ulonglong(len(extra)), sealed[:24], key)
    return None if failed else plain.raw[:len(sealed) - SEAL]


def subkey(key, number):
    """libsodium's crypto_kdf: BLAKE2b with the number as its salt."""
    return hashlib.blake2b(key=key, digest_size=32, salt=number.to_bytes(8, 'little'),
                           person=b'stdvault').digest()


def from_passphrase(passphrase, salt, cost):
    passes, memory = cost
    text = unicodedata.normalize('NFC', passphrase).encode()
    key = ctypes.create_string_buffer(32)
    failed = sodium.crypto_pwhash(
        key, ctypes.c_ulonglong(32), text, ctypes.c_ulonglong(len(text)), salt,
        ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), 2)  # Argon2id, version 1.3
    if failed:
        raise MemoryError
    return key.raw


# ---- the recovery key ------------------------------------------------------------------

def times(a, b):
    """Multiplication in GF(32) modulo x⁵ + x² + 1."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def check(symbols, place):
    x, power, total = 2, 2, place + 1
    for symbol in symbols:
        total ^= times(power, symbol)
        power = times(power, x)
    return total


def parse_recovery(text):
    """The 32 bytes that a recovery key's 13 groups stand for; ValueError for none."""
    groups = text.split('-')
    if len(groups) != 13 or any(len(group) != 5 for group in groups):
        raise ValueError('a recovery key has 13 groups of 5')
    number = 0
    for place, group in enumerate(groups):
        *symbols, last = [CROCKFORD.index(letter) for letter in group]
        if check(symbols, place) != last:
            raise ValueError(f'group {place + 1} is wrong')
        for symbol in symbols:
            number = number << 5 | symbol
    key = (number >> 4).to_bytes(32, 'big')
    if hashlib.blake2b(key, digest_size=32).digest()[0] >> 4 != number & 15:
        raise ValueError('the groups do not belong together')
    return key


# ---- the header ------------------------------------------------------------------------

def is_week(number):
    """Whether this is an ISO week of the years 2000 to 9999."""
    year, week = divmod(number, 100)
    if not 2000 <= year <= 9999 or not 1 <= week <= 53:
        return False
    # A year has 53 weeks if it begins on a Thursday, or on a Wednesday in a leap year.
    def start(y):
        return (y + y // 4 - y // 100 + y // 400) % 7
    return week < 53 or start(year) == 4 or start(year - 1) == 3


class State:
    """The sealed state of a header copy."""

    def __init__(self, plain):
        (self.format, self.file_id, self.generation, self.state, self.commit, self.tag,
         self.length, self.created, self.closed) = struct.unpack_from('>I16sQIQ16sQII', plain)
        self.passphrase = [plain[at:at + 49] for at in (72, 121)]
        self.recovery = plain[170:202]

    def is_valid(self):
        return (self.format != 0 and self.state in (1, 2) and is_week(self.created)
                and is_week(self.closed))


def open_slot(copy, number, key):
    """The data key in a slot, or None."""
    slot = copy[number * SLOT:(number + 1) * SLOT]
    plain = opened(slot[17:], bytes([number]) + slot[:17], key)
    return plain[:32] if plain is not None else None


def read_state(copy, number, data_key):
    plain = opened(copy[SLOTS:], bytes([number]) + copy[:SLOTS], subkey(data_key, 1))
    if plain is None:
        return None
    state = State(plain)
    if state.format > 1:
        raise Newer
    return state if state.is_valid() else None


def rule(copies, data_key):
    """The state that counts: of the valid ones the one of the highest generation."""
    states = [s for s in (read_state(c, n, data_key) for n, c in enumerate(copies)) if s]
    if not states:
        raise Damaged('no copy of the header is whole')
    return max(states, key=lambda state: state.generation)


def unlock(copies, passphrase, recovery):
    """Data key and state. What opens a slot counts only if the state lists it."""
    for number, copy in enumerate(copies):
        if passphrase is None:
            slot, key = 1, subkey(parse_recovery(recovery), 4)
        else:
            slot, key = 0, from_passphrase(passphrase, copy[:16], COSTS[copy[16] % 3])
        data_key = open_slot(copy, slot, key)
        if data_key is None:
            continue
        state = rule(copies, data_key)
        listed = state.recovery if slot == 1 else state.passphrase[number][17:]
        if key != listed:
            raise WrongKey
        return data_key, state
    raise WrongKey


# ---- the log ---------------------------------------------------------------------------

class Frame:
    """A frame whose head opens."""

    def __init__(self, head, tag):
        (self.commit, self.index, flags, self.size, _,
         self.previous) = struct.unpack('>QIIII16s', head)
        self.last = flags & 1 == 1
        self.tag = tag  # of the head

    def whole(self):
        return (80 + self.size + SEAL + ALIGN - 1) // ALIGN * ALIGN


def body_bytes(count):
    return 8 + count * (4 + PAGE)


class Store:
    """found is 'clean', 'unclean' or 'torn'; pages is the database."""

    def __init__(self, content, passphrase=None, recovery=None):
        self.content = content
        if len(content) < STEP:
            raise WrongKey
        copies = [content[:ALIGN], content[ALIGN:LOG]]
        data_key, self.state = unlock(copies, passphrase, recovery)
        self.head_key, self.body_key = subkey(data_key, 2), subkey(data_key, 3)
        self.pages = bytearray()
        self.commit, self.end, self.tag = 0, LOG, bytes(16)
        while self.take_commit():
            if self.commit == self.state.commit and self.tag != self.state.tag:
                raise Damaged('the commit that the header names is another one')
        self.judge(self.search())

    def head(self, at):
        sealed = self.content[at:at + 80]
        plain = opened(sealed, self.state.file_id, self.head_key)
        return None if plain is None else Frame(plain, sealed[-16:])

    def next_frame(self, at, index, previous):
        """The frame that goes on with the chain, or None; it ends within the file."""
        frame = self.head(at)
        if (frame is None or frame.commit != self.commit + 1 or frame.index != index
                or frame.previous != previous or frame.size > body_bytes(FULL)
                or not frame.last and frame.size != body_bytes(FULL)
                or at + frame.whole() > len(self.content)):
            return None
        return frame

    def take_commit(self):
        """Goes past one more whole commit; False where there is none."""
        at, index, previous, bodies = self.end, 0, self.tag, []
        while True:
            frame = self.next_frame(at, index, previous)
            if frame is None:
                return False
            sealed = self.content[at + 80:at + 80 + frame.size + SEAL]
            body = opened(sealed, self.state.file_id + frame.tag, self.body_key)
            if body is None:
                return False
            bodies.append(body)
            at, index, previous = at + frame.whole(), index + 1, sealed[-16:]
            if frame.last:
                break
        for body in bodies:
            self.apply(body)
        self.commit, self.end, self.tag = self.commit + 1, at, previous
        return True

    def apply(self, body):
        length, count = struct.unpack_from('>II', body)
        numbers = struct.unpack_from(f'>{count}I', body, 8)
        if (length == 0 or len(body) != body_bytes(count)
                or list(numbers) != sorted(set(numbers))
                or count and not 1 <= numbers[0] <= numbers[-1] <= length):
            raise Damaged('a body is not what a body is')
        del self.pages[length * PAGE:]
        self.pages.extend(bytes(length * PAGE - len(self.pages)))
        for place, number in enumerate(numbers):
            start = 8 + 4 * count + place * PAGE
            self.pages[(number - 1) * PAGE:number * PAGE] = body[start:start + PAGE]

    def search(self):
        """Whether frames of a commit that was never acknowledged lie behind the end."""
        torn = False
        full = (80 + body_bytes(FULL) + SEAL + ALIGN - 1) // ALIGN * ALIGN
        for at in range(self.end, len(self.content) - ALIGN + 1, ALIGN):
            frame = self.head(at)
            if frame is None:
                continue
            if (frame.commit != self.commit + 1 or at != self.end + frame.index * full
                    or frame.index == 0 and frame.previous != self.tag):
                raise Damaged(f'a frame lies at {at} where no crash leaves one')
            torn = True
        return torn

    def judge(self, torn):
        state = self.state
        if self.commit < state.commit:
            raise Damaged('the log ends before the commit that the header names')
        if state.state == 1:
            if torn or self.commit != state.commit or len(self.content) != state.length:
                raise Damaged('it was closed, and does not end where it was closed')
            self.found = 'clean'
        else:
            torn = torn or len(self.content) % STEP != 0
            self.found = 'torn' if torn else 'unclean'

    def database(self):
        """In memory only."""
        connection = sqlite3.connect(':memory:')
        if self.pages:
            connection.deserialize(bytes(self.pages))
        return connection


def main():
    with open(sys.argv[1], 'rb') as file:
        content = file.read()
    store = Store(content, **{sys.argv[2]: sys.stdin.readline().rstrip('\n')})
    for line in store.database().iterdump():
        print(line)


if __name__ == '__main__':
    main()
