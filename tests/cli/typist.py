"""A program at a terminal of its own, and a hand that types when it is asked."""

import os
import pty
import select
import signal
import termios
import time

from programs import CLI


class Typist:
    def __init__(self, b, *args, env=()):
        self.shown = b''
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(b.folder)
            os.execve(CLI, [CLI, *args], {**b.env, **dict(env)})

    def wait_for(self, text, times=1):
        """Reads until text was shown so often; False if the program ended before."""
        deadline = time.monotonic() + 120
        while self.shown.count(text) < times and time.monotonic() < deadline:
            if select.select([self.terminal], [], [], 0.2)[0]:
                try:
                    read = os.read(self.terminal, 4096)
                except OSError:
                    return False
                if not read:
                    return False
                self.shown += read
        return self.shown.count(text) >= times

    def hold_up(self, seconds):
        """Gives it only a fifteenth of the time, as an old machine would."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            os.kill(self.pid, signal.SIGSTOP)
            time.sleep(0.3)
            os.kill(self.pid, signal.SIGCONT)
            time.sleep(0.02)

    def echoes(self):
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def finish(self):
        """Its exit status; everything it still shows is read."""
        self.wait_for(b'\0 never shown')
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
