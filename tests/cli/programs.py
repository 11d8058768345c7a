"""Runs the real programs, each test in a box of its own: a folder with a home, settings and
temporary files in it. Passphrases go in through a pipe, as a script gives them."""

import contextlib
import datetime
import hashlib
import json
import os
import shutil
import subprocess
import tempfile

from contract import GLOBAL

CLI = os.environ['STEADFAST_CLI']
EXPORT = os.environ['STEADFAST_EXPORT']
PASSPHRASE = 'seven quiet otters'
# Folders in which a program may be tempted to leave something.
HOMES = ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME',
         'XDG_RUNTIME_DIR', 'TMPDIR')
# Of the caller's environment: what sanitizers and coverage need, and no more.
KEPT = ('PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'MALLOC_PERTURB_')
ADD = ('refusal', 'add', '--work', 'ticket', '--customer', 'military', '--ground', 'law',
       '--outcome', 'waiting')
ARABIC = {'LANGUAGE': 'ar'}
HEADER = 'week,work,customer,grounds,outcome,code_named'


def week(ago=0):
    """The ISO week so many weeks ago, in UTC."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    return '%d-W%02d' % (today - datetime.timedelta(weeks=ago)).isocalendar()[:2]


def quarter():
    """The quarter that is not over: that of the Thursday of the present week."""
    today = datetime.datetime.now(datetime.timezone.utc).date()
    thursday = today + datetime.timedelta(days=3 - today.weekday())
    return f'{thursday.year}-Q{(thursday.month + 2) // 3}'


def need_translations(tap):
    """Ends a test that would look at translations which this build cannot find."""
    installed = os.path.join(os.environ['STEADFAST_LOCALES'], 'ar/LC_MESSAGES/steadfast.mo')
    if not os.path.exists(installed):
        tap.skip('Arabic', 'the translations are not installed where this build looks for them')
        tap.finish()


class Answer:
    """What a program did."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def text(self):
        return self.out.decode()

    @property
    def line(self):
        return self.text.rstrip('\n')

    @property
    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f'exit {self.code}, stdout {self.out[:300]!r}, stderr {self.err[:500]!r}'


def done(answer, *words):
    """What is wrong with an answer that should be a success in silence, with these words
    in it."""
    problems = [] if answer.code == 0 and not answer.err else [f'not done: {answer}']
    return problems + [f'lacks “{w}”: {answer}' for w in words if w not in answer.text]


def refused(answer, code, *words, lines=1, name='steadfast-cli'):
    """What is wrong with an answer that should be an error of one line."""
    text = answer.err.decode(errors='replace')
    last = text.rstrip('\n').rsplit('\n', 1)[-1]
    problems = []
    if answer.code != code:
        problems.append(f'exit {answer.code}, not {code}: {answer}')
    if text.count('\n') != lines or not text.endswith('\n'):
        problems.append(f'not {lines} line(s) on stderr: {answer}')
    if not last.startswith(f'{name}: '):
        problems.append(f'does not say who speaks: {answer}')
    if answer.out:
        problems.append(f'something on stdout: {answer}')
    return problems + [f'lacks “{word}”: {text}' for word in words if word not in text]


def same(found, wanted):
    return [] if found == wanted else [f'found {found!r}, wanted {wanted!r}']


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def piped(text):
    """A descriptor from which text can be read, to its end."""
    reader, writer = os.pipe()
    os.write(writer, text.encode() if isinstance(text, str) else text)
    os.close(writer)
    return reader


class Box:
    def __init__(self, folder):
        self.folder = folder
        self.env = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.env.update(LC_ALL='C.UTF-8')
        for name in HOMES:
            self.env[name] = self.path('homes', name.lower())
            os.makedirs(self.env[name], mode=0o700)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def file(self, name, content):
        """Writes a file; its path."""
        with open(self.path(name), 'wb') as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return self.path(name)

    def start(self, args, fds, program=CLI, env=(), wrap=(), **options):
        """Starts a program. fds: {option: what to read from the descriptor it names}; a
        number is a descriptor that is there already. No terminal is there to be asked."""
        numbers = {o: f if isinstance(f, int) else piped(f) for o, f in fds.items()}
        first = [w for o, n in numbers.items() if o in GLOBAL for w in (o, str(n))]
        last = [w for o, n in numbers.items() if o not in GLOBAL for w in (o, str(n))]
        try:
            return subprocess.Popen(
                [*wrap, program, *first, *args, *last], env={**self.env, **dict(env)},
                cwd=self.folder, stderr=subprocess.PIPE, pass_fds=numbers.values(),
                start_new_session=True, **options)
        finally:
            for option, number in numbers.items():
                if not isinstance(fds[option], int):
                    os.close(number)

    def run(self, *args, fds=(), stdin=b'', stdout=subprocess.PIPE, timeout=600,
            **options):
        process = self.start(args, dict(fds), stdin=subprocess.PIPE, stdout=stdout,
                             **options)
        try:
            out, err = process.communicate(stdin, timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return Answer(process.returncode, out or b'', err)

    def cli(self, *args, store=None, passphrase=PASSPHRASE, fds=(), **options):
        """Runs steadfast-cli, on a store if one is given."""
        fds = dict(fds)
        if store is not None:
            args = ('--store', store, *args)
            if passphrase is not None:
                fds['--passphrase-fd'] = passphrase
        return self.run(*args, fds=fds, **options)

    def ok(self, *args, **options):
        """The same where the test can only go on if it succeeds."""
        answer = self.cli(*args, **options)
        if answer.code != 0:
            raise AssertionError(f'{args}: {answer}')
        return answer

    def export(self, *args, **options):
        return self.run(*args, program=EXPORT, **options)

    def create(self, name, *args, **options):
        """Makes a store; its path and its recovery key."""
        path = self.path(name)
        made = self.ok('create', '--kdf', 'interactive', '--json', *args, store=path,
                       **options)
        return path, made.json['recovery']

    def store(self, name='a.store', *args, **options):
        return self.create(name, *args, **options)[0]

    def copy(self, store, name):
        return shutil.copy(store, self.path(name))

    def add(self, store, *args):
        """Logs a refusal; its id."""
        return self.ok(*ADD, *args, store=store).line

    def import_rows(self, store, rows, *args, header=HEADER, kind='refusal'):
        csv = '\n'.join([header, *rows, '']).encode()
        return self.cli(kind, 'import', '-', *args, store=store, stdin=csv)

    def numbers(self, store, **options):
        return self.ok('info', '--json', store=store, **options).json

    def tally(self, store, period):
        """{question: {bucket: exact count, 'people': how many}}"""
        found = self.ok('tally', '--period', period, '--json', store=store).json[0]
        return {q['question']: {'people': q['people'],
                                **{c['bucket']: c['value'] for c in q['cells']}}
                for q in found['questions']}

    def unchanged(self, store, function):
        """Runs function; what it found, and a problem if the store's bytes changed."""
        before = digest(store)
        problems = function()
        return problems + ([] if digest(store) == before else ['the store was changed'])


@contextlib.contextmanager
def box():
    with tempfile.TemporaryDirectory(prefix='steadfast-test-') as folder:
        yield Box(folder)
