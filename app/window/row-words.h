/* What came of a row's action, in lasting letters below its title. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Says text, in place of what stood there. */
void row_words_say (AdwActionRow *row, const char *text);

/* The same for what went wrong. */
void row_words_warn (AdwActionRow *row, const char *text);

G_END_DECLS
