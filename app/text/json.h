/* A printer of canonical JSON (RFC 8785): no white space, the keys of each object
 * sorted by their UTF-16 code units whatever the order they are added in, its own
 * escapes and no others. Numbers are integers only. Equal contents give equal bytes.
 * Knows GLib alone; not for secrets, which it copies and does not wipe. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every reader of JSON holds exactly (RFC 8785 section 3.2.2.3, RFC 7493). */
#define JSON_INTEGER_MAX G_GINT64_CONSTANT (9007199254740991)

typedef struct _Json Json;

/**
 * json_new:
 *
 * Returns: (transfer full): a printer to which exactly one value is to be added: most
 * often an object, with what lies between json_object() and its json_end() inside it.
 *
 * Every function below that adds a value takes a key: a string directly inside an
 * object, NULL directly inside an array and for the outermost value. A key of another
 * kind, or one that its object has already, is a programmer's mistake. Text that is not
 * UTF-8 is printed with U+FFFD in place of what is broken.
 */
Json *json_new (void);

void json_free (Json *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Json, json_free)

/* Opens an object or an array; json_end() closes the one opened last. */
void json_object (Json *json, const char *key);
void json_array (Json *json, const char *key);
void json_end (Json *json);

/* value (nullable): NULL is printed as null. */
void json_string (Json *json, const char *key, const char *value);

/* -JSON_INTEGER_MAX to JSON_INTEGER_MAX. */
void json_integer (Json *json, const char *key, gint64 value);

/* true or false, and null. */
void json_boolean (Json *json, const char *key, gboolean value);
void json_null (Json *json, const char *key);

/* Adds an array of strings; values (nullable) ends with NULL. */
void json_strings (Json *json, const char *key, const char *const *values);

/**
 * json_finish:
 * @json: (transfer full): everything opened is closed; freed
 *
 * Returns: (transfer full): the text, without a line end.
 */
char *json_finish (Json *json);

G_END_DECLS
