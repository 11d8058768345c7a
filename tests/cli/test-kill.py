#!/usr/bin/python3
"""Killed at any moment, the store opens and holds every refusal whose id was printed."""

import os
import random
import time

from programs import ADD, box, done, same
from tap import Tap

KILLS = 30
STARTS = 20 * KILLS
SEED = 20240207


def start_add(week):
    reader, writer = os.pipe()
    process = b.start([*ADD, '--week', week, '--store', store],
                      {'--passphrase-fd': 'seven quiet otters'}, stdout=writer)
    os.close(writer)
    return process, reader


def finish(process, reader):
    """The id that a program printed whole before its end, or None."""
    with os.fdopen(reader, 'rb') as out:
        printed = out.read()
    process.stderr.read()
    process.stderr.close()
    process.wait()
    return printed.decode().strip() if printed.endswith(b'\n') else None


def measure():
    """Seconds that an undisturbed refusal takes here."""
    began = time.monotonic()
    acknowledged.add(finish(*start_add('2019-W01')))
    return time.monotonic() - began


tap = Tap()
with box() as b:
    store = b.store()
    acknowledged, killed = set(), 0
    chance = random.Random(SEED)
    takes = measure()
    problems, announced, ended, number = [], 0, 0, 0
    while number < STARTS and (killed < KILLS or ended < KILLS // 3 or not announced):
        number += 1
        process, reader = start_add(f'{2000 + number // 50}-W{1 + number % 50:02}')
        time.sleep(chance.uniform(0, 1.2) * takes)
        process.kill()
        printed = finish(process, reader)
        # However busy the machine is by now, half of them come in time.
        takes *= 1.1 if process.returncode != 0 else 1 / 1.1
        killed += process.returncode != 0
        ended += process.returncode == 0
        if printed is not None:
            acknowledged.add(printed)
        # Sometimes the next one finds what two kills in a row have left.
        if number % 3 == 1:
            continue
        answer = b.cli('refusal', 'list', '--json', store=store)
        announced += bool(answer.err)
        if answer.code != 0 or answer.err.count(b'\n') > 1:
            problems.append(f'kill {number}: {answer}')
            break
        found = {entry['id'] for entry in answer.json}
        if acknowledged - found:
            problems.append(f'kill {number}: lost {acknowledged - found}')
    # The loop may have ended without a look.
    found = {entry['id'] for entry in b.cli('refusal', 'list', '--json', store=store).json}
    tap.check(f'{KILLS} kills: the store opens with all that was acknowledged', problems)
    tap.check('so many came in time, some too late, and some were announced', same(
        [killed >= KILLS, ended >= KILLS // 3, announced > 0], [True] * 3))
    tap.check('an entry is there once, and not much more than was acknowledged', same(
        len(acknowledged) <= len(found) <= len(acknowledged) + killed, True))
    tap.check('it is sound', done(b.cli('check', store=store)))
    tap.check('nothing is left beside it', same(
        sorted(os.listdir(b.folder)), ['a.store', 'a.store.backup-1', 'a.store.lock', 'homes']))
tap.finish()
