/* The first frame of the app's window beside that of an empty AdwApplicationWindow:
 * from the start of the process until its window has drawn over the screen, which is
 * magenta before. The processor's time of each process is printed too, which is less
 * noisy. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <X11/extensions/Xdamage.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include "bench.h"

#define MAGENTA 0xff00ff
#define ROUNDS 15
/* What is looked at: without a window manager a window lies in the corner. */
#define EDGE 100 /* pixels */
#define SAMPLED 400 /* pixels, in each direction */
#define SAMPLES 20 /* in each direction */
#define SECONDS_MAX 20.0

typedef struct
{
  const char *name;
  const char *program;
  const char *argument; /* (nullable) */
  double wall[ROUNDS], cpu[ROUNDS]; /* seconds */
} Way;

static Display *display;
static Damage damage;
static int damage_event;

/* Under a twentieth of what is sampled is still the screen's own colour. */
static gboolean
is_drawn (void)
{
  Window root = DefaultRootWindow (display);
  XImage *image =
      XGetImage (display, root, EDGE, EDGE, SAMPLED, SAMPLED, AllPlanes, ZPixmap);
  int bare = 0, step = SAMPLED / SAMPLES;
  for (int i = 0; i < SAMPLES; i++)
    for (int j = 0; j < SAMPLES; j++)
      bare += (XGetPixel (image, i * step, j * step) & 0xffffff) == MAGENTA;
  XDestroyImage (image);
  return bare * 20 < SAMPLES * SAMPLES;
}

/* FALSE if nothing is drawn in time. */
static gboolean
wait_for_frame (double began)
{
  while (bench_now () - began < SECONDS_MAX)
    {
      XEvent event;
      if (XPending (display) == 0)
        {
          g_usleep (200);
          continue;
        }
      XNextEvent (display, &event);
      if (event.type != damage_event)
        continue;
      XDamageSubtract (display, damage, None, None);
      if (is_drawn ())
        return TRUE;
    }
  return FALSE;
}

static void
clear_screen (void)
{
  Window root = DefaultRootWindow (display);
  XSetWindowBackground (display, root, MAGENTA);
  XClearWindow (display, root);
  XSync (display, False);
  while (is_drawn ())
    g_usleep (1000);
  XDamageSubtract (display, damage, None, None);
  XSync (display, True);
}

static void
run_once (Way *way, int round)
{
  struct rusage used;
  clear_screen ();
  double began = bench_now ();
  pid_t child = fork ();
  if (child == 0)
    {
      execl (way->program, way->program, way->argument, NULL);
      _exit (127);
    }
  if (!wait_for_frame (began))
    {
      fprintf (stderr, "%s draws nothing\n", way->program);
      exit (1);
    }
  way->wall[round] = bench_now () - began;
  kill (child, SIGKILL);
  wait4 (child, NULL, 0, &used);
  way->cpu[round] = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
                    + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double
find_median (double times[ROUNDS])
{
  qsort (times, ROUNDS, sizeof times[0], compare);
  return times[ROUNDS / 2];
}

static void
print_ways (Way *ways, guint n_ways)
{
  double wall = find_median (ways[0].wall), cpu = find_median (ways[0].cpu);
  printf ("The first frame (medians of %d)\n", ROUNDS);
  for (guint i = 0; i < n_ways; i++)
    printf ("  %-36s %4.0f ms  x %5.2f   processor %4.0f ms  x %5.2f\n", ways[i].name,
            find_median (ways[i].wall) * 1e3, find_median (ways[i].wall) / wall,
            find_median (ways[i].cpu) * 1e3, find_median (ways[i].cpu) / cpu);
}

int
main (int argc, char **argv)
{
  (void)argc;
  g_autofree char *here = g_path_get_dirname (argv[0]);
  g_autofree char *empty = g_build_filename (here, "empty-window", NULL);
  g_autofree char *app = g_build_filename (here, "../../app/steadfast", NULL);
  Way ways[] = {
    { .name = "an empty AdwApplicationWindow", .program = empty },
    { .name = "the same with a page of five parts",
      .program = empty,
      .argument = "filled" },
    { .name = "steadfast, first run", .program = app },
  };
  int error_base;
  display = XOpenDisplay (NULL);
  if (display == NULL || !XDamageQueryExtension (display, &damage_event, &error_base))
    return 1;
  damage_event += XDamageNotify;
  damage = XDamageCreate (display, DefaultRootWindow (display), XDamageReportNonEmpty);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    run_once (&ways[i], 0);
  for (int round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
      run_once (&ways[i], round);
  print_ways (ways, G_N_ELEMENTS (ways));
  return 0;
}
