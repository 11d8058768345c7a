/* Ratios, measured in one run: the ways of doing one thing take turns, so that a slow
 * spell of the machine meets them all, and medians are compared. Nothing here passes or
 * fails: a time is no test. */
#pragma once

#include <stddef.h>

/* One way of doing the thing that is measured. */
typedef struct
{
  const char *name;
  void (*prepare) (void *data); /* before each run, not timed; may be NULL */
  void (*run) (void *data); /* timed */
  void *data;
} BenchWay;

/* The most ways and rounds that one comparison takes. */
#define BENCH_WAYS_MAX 8
#define BENCH_ROUNDS_MAX 1001

/**
 * bench_compare:
 * @title: what is measured
 * @ways: the first is what the others are compared with
 * @rounds: how often each runs, after one run that is not counted
 *
 * Prints the median time of each way and its ratio to the first's, with the quartiles
 * of that way's times.
 */
void bench_compare (const char *title, const BenchWay *ways, size_t n_ways,
                    size_t rounds);

/* Seconds on the monotonic clock, from some fixed moment. */
double bench_now (void);
