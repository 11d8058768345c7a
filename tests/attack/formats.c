/* See formats.h. */
#include "formats.h"

static const struct
{
  ReportReadKind kind;
  const char *language;
} formats[FORMATS] = {
  { REPORT_READ_TEXT, NULL }, { REPORT_READ_CSV, NULL },  { REPORT_READ_CSVW, "en" },
  { REPORT_READ_JSON, NULL }, { REPORT_READ_JSON, "ar" }, { REPORT_READ_HTML, "en" },
  { REPORT_READ_HTML, "ar" },
};

GBytes *
formats_print (const Release *release, guint number)
{
  return session_release_print (release, formats[number].kind, formats[number].language,
                                "totals.csv-metadata.json");
}
