"""Prints TAP. A check is a list of problems, empty if all is well; its control is the same
check over a small tree made wrong on purpose, which must find exactly what is wrong."""

import contextlib
import os
import sys
import tempfile


class Tap:
    def __init__(self):
        self.done = 0
        self.failed = 0

    def check(self, name, problems):
        """One subtest: passes if problems is empty."""
        self.done += 1
        self.failed += bool(problems)
        print(f'{"not ok" if problems else "ok"} {self.done} - {name}')
        for problem in problems:
            print(f'{name}: {problem}', file=sys.stderr)

    def control(self, name, problems, *expected):
        """One subtest: passes if each problem holds the expected text of its place."""
        as_expected = len(problems) == len(expected) and all(
            text in problem for text, problem in zip(expected, problems)
        )
        self.check(
            f'control: {name}',
            [] if as_expected else [f'expected {list(expected)}', f'found {problems}'],
        )

    def skip(self, name, reason):
        """One subtest that cannot run here."""
        self.done += 1
        print(f'ok {self.done} - {name} # SKIP {reason}')

    def finish(self):
        print(f'1..{self.done}')
        sys.exit(1 if self.failed else 0)


@contextlib.contextmanager
def made_tree(files):
    """A folder that exists inside `with`, holding files: {path: text}."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, 'w', encoding='utf-8') as file:
                file.write(text)
        yield root
