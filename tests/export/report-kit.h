/* Releases and golden files of tests/data/export, and the translations of this build.
 */
#pragma once

#include "catalogue.h"
#include "release.h"

/* (transfer full): a file; name: below tests/data/export, with / in between. */
char *report_kit_load (const char *name);

/* Asserts that text (transfer full) is what the file holds. */
void report_kit_expect (char *text, const char *name);

/* (transfer full): a file's release. */
Release *report_kit_parse (const char *name);

/* (transfer full): the translations of the tree, as the build has made them, whether it
 * was installed or not. */
Catalogue *report_kit_open (const char *language);
