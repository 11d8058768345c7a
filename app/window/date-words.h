/* Dates in the language of the interface. The C library has months in that of LC_TIME,
 * which may be another one. Knows no widget. */
#pragma once

#include <glib.h>

/**
 * date_words_format:
 * @format: as g_date_time_format() has it, where %B is a month behind its day and %OB
 * one that stands alone or before its year
 *
 * Returns: (transfer full): the date, its month in the interface's language
 */
char *date_words_format (GDateTime *date, const char *format);
