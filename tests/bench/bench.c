/* See bench.h. */
#include "bench.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double
bench_now (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double
time_once (const BenchWay *way)
{
  if (way->prepare != NULL)
    way->prepare (way->data);
  double began = bench_now ();
  way->run (way->data);
  return bench_now () - began;
}

static int
compare_times (const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/* A time in milliseconds or, where it is short, microseconds. */
static void
print_time (double seconds)
{
  if (seconds < 0.001)
    printf ("%10.1f µs", seconds * 1e6);
  else
    printf ("%10.2f ms", seconds * 1e3);
}

static void
print_way (const char *name, const double *sorted, size_t rounds, double first)
{
  double median = sorted[rounds / 2];
  printf ("  %-36s", name);
  print_time (median);
  printf ("  x %5.2f   quartiles", first > 0 ? median / first : 0);
  print_time (sorted[rounds / 4]);
  print_time (sorted[rounds * 3 / 4]);
  printf ("\n");
}

void
bench_compare (const char *title, const BenchWay *ways, size_t n_ways, size_t rounds)
{
  static double times[BENCH_WAYS_MAX][BENCH_ROUNDS_MAX];
  assert (n_ways <= BENCH_WAYS_MAX && rounds > 0 && rounds <= BENCH_ROUNDS_MAX);

  for (size_t w = 0; w < n_ways; w++)
    time_once (&ways[w]);
  for (size_t r = 0; r < rounds; r++)
    for (size_t w = 0; w < n_ways; w++)
      times[w][r] = time_once (&ways[w]);

  printf ("%s (%zu rounds)\n", title, rounds);
  for (size_t w = 0; w < n_ways; w++)
    {
      qsort (times[w], rounds, sizeof times[w][0], compare_times);
      print_way (ways[w].name, times[w], rounds, times[0][rounds / 2]);
    }
  fflush (stdout);
}
