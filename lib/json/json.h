#ifndef JSON_JSON_H
#define JSON_JSON_H

/* Strict JSON as spans into a line that somebody else holds.
 *
 * json_check says whether some bytes are exactly one JSON text: RFC 8259, UTF-8 (RFC 3629: no
 * surrogates, nothing overlong), at most JSON_DEPTH deep. It refuses what libjq 1.6 lets pass: NaN,
 * leading zeros, raw control characters, invalid UTF-8, a byte order mark. `\u` escapes that are
 * lone surrogates are accepted, as the RFC does; json_text turns them into U+FFFD.
 *
 * All other functions take values that json_check has accepted (or parts of such) and cannot fail
 * on them. A value's span starts at its first byte and ends after its last: no white space around
 * it. Of a member that appears twice the last counts, as in jq. Numbers stay text: 64-bit ids lose
 * nothing. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum { JSON_DEPTH = 256 };

enum json_kind {
    JSON_NONE, /* an absent value */
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

/* *value = the text without the white space around it. On failure STATUS_BAD_RECORD and "byte N:
 * what is wrong" (N from 1), never a byte of the text. */
int json_check(struct span text, struct span *value, struct fault *f);

extern const unsigned char json_kinds[256]; /* by the first byte of a value */
static inline enum json_kind json_kind(struct span value)
{
    return value.len ? (enum json_kind)json_kinds[(unsigned char)*value.at] : JSON_NONE;
}

/* The value at a path of member names, "metaData.id"; SPAN_NONE where there is none. Names with a
 * dot in them cannot be reached this way. */
struct span json_get(struct span value, const char *path);
struct span json_member(struct span object, struct span name); /* one member; name unescaped */

/* Walk an array or an object, in order:  for (json_walk(&w, v); json_next(&w);) use(w.key,
 * w.value); Anything else has no elements. `key` is the member's name, a JSON string token with its
 * quotes. */
struct index;
struct json_walk {
    struct span key, value;
    const char *at, *end;
    const struct index *index; /* NULL: none is entered, or not of this value */
    bool object;
};
void json_walk(struct json_walk *w, struct span value);
bool json_next(struct json_walk *w);
size_t json_count(struct span value); /* elements or members */

/* While a line that index_read has read is entered, on this thread, walking in it costs nothing for
 * what is passed over. Only as long as the line stays as it is: the record loop enters a record for
 * the stage's step and leaves it behind. What lies elsewhere is walked as ever. */
void json_enter(const struct index *x);
void json_leave(void);
const struct index *json_index(
    struct span value); /* what knows the way in it; NULL: nothing does */
/* Of the record entered, or of any checked text, which is then looked through. */
bool json_lone_surrogates(struct span value); /* some \u escape is half of a pair alone */
int json_depth(struct span value); /* of the deepest array or object in it; 0: a scalar */

/* Strings. */
void json_text(struct buf *b,
               struct span string); /* add its text, unescaped; not a string: adds nothing */
bool json_text_is(struct span string, const char *text); /* false when it is no string */
bool json_text_equal(struct span a, struct span b);      /* two string tokens with the same text */
void json_quote(struct buf *b,
                struct span text); /* add text as a JSON string; bad UTF-8 becomes U+FFFD */

/* Numbers. */
bool json_number(struct span value, double *n);   /* false when it is no number */
bool json_integer(struct span value, int64_t *n); /* false unless it is a whole number that fits */
/* A number, or a string that holds one; separators, currency signs and blanks around it are skipped
 * ("$1,250.50" is 1250.5). What CRM fields hold. */
bool json_amount(struct span value, double *n);

/* The same value, however it is written: white space, escapes, the order of members and the form of
 * a number do not count. No member may be twice in an object of a's; where one is in b's, they
 * differ. An absent value equals an absent one only. */
bool json_equal(struct span a, struct span b);

/* An instant: false unless it is a string that holds one as RFC 3339 has it. */
bool json_time(struct span value, when *t);

/* Writing: members and elements separated right. Values are spans of JSON (not checked). */
struct json_writer {
    struct buf *b;
    uint64_t comma; /* a bit a level: something stands before */
    int depth;      /* at most 60 */
};
void json_open(struct json_writer *w, const char *key,
               char bracket);                         /* key NULL in an array; '{' or '[' */
void json_close(struct json_writer *w, char bracket); /* '}' or ']' */
void json_put(struct json_writer *w, const char *key,
              struct span value); /* SPAN_NONE writes null */
void json_put_text(struct json_writer *w, const char *key,
                   struct span text); /* SPAN_NONE writes null */
void json_put_int(struct json_writer *w, const char *key, int64_t n);
void json_put_real(struct json_writer *w, const char *key,
                   double n); /* shortest that reads back; not finite: null */
void json_put_time(struct json_writer *w, const char *key, when t); /* when_format's text */
void json_put_bool(struct json_writer *w, const char *key, bool yes);

#endif
