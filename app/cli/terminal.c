/* See terminal.h. Signals are taken through a descriptor while the terminal is quiet,
 * so that none can end the program and leave it so. */
#include "terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

struct _Terminal
{
  int fd, signals;
  struct termios before;
  sigset_t mask;
};

Terminal *
terminal_open_quietly (const char *prompt)
{
  Terminal terminal;
  terminal.fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal.fd < 0 || tcgetattr (terminal.fd, &terminal.before) != 0)
    {
      if (terminal.fd >= 0)
        close (terminal.fd);
      return NULL;
    }
  sigset_t ending;
  sigemptyset (&ending);
  for (guint i = 0; i < 4; i++)
    sigaddset (&ending, ((const int[]){ SIGINT, SIGTERM, SIGHUP, SIGQUIT })[i]);
  sigprocmask (SIG_BLOCK, &ending, &terminal.mask);
  terminal.signals = signalfd (-1, &ending, SFD_CLOEXEC);
  struct termios quiet = terminal.before;
  quiet.c_lflag &= ~(tcflag_t)ECHO;
  tcsetattr (terminal.fd, TCSAFLUSH, &quiet);
  dprintf (terminal.fd, "%s ", prompt);
  return g_memdup2 (&terminal, sizeof terminal);
}

void
terminal_wait (Terminal *terminal)
{
  struct pollfd watched[2] = { { .fd = terminal->fd, .events = POLLIN },
                               { .fd = terminal->signals, .events = POLLIN } };
  while (poll (watched, 2, -1) < 0)
    continue;
  struct signalfd_siginfo caught;
  if (watched[1].revents == 0
      || read (terminal->signals, &caught, sizeof caught) != sizeof caught)
    return;
  tcsetattr (terminal->fd, TCSAFLUSH, &terminal->before);
  sigprocmask (SIG_SETMASK, &terminal->mask, NULL);
  raise ((int)caught.ssi_signo);
}

int
terminal_fd (const Terminal *terminal)
{
  return terminal->fd;
}

void
terminal_close (Terminal *terminal)
{
  dprintf (terminal->fd, "\n");
  tcsetattr (terminal->fd, TCSAFLUSH, &terminal->before);
  sigprocmask (SIG_SETMASK, &terminal->mask, NULL);
  close (terminal->signals);
  close (terminal->fd);
  g_free (terminal);
}
