#ifndef JSON_SCAN_H
#define JSON_SCAN_H

/* What the parts of lib/json share, one byte at a time. */

#include <stdbool.h>
#include "lib/base/span.h"

static inline bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static inline const char *skip_blank(const char *at, const char *end)
{
    while (at < end && blank(*at))
        at++;
    return at;
}

/* The end of a number or a word that begins at `at`. */
static inline const char *scalar_end(const char *at, const char *end)
{
    while (at < end && !blank(*at) && *at != ',' && *at != '}' && *at != ']')
        at++;
    return at;
}

/* The value of a hexadecimal digit, -1 if it is none. */
static inline int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Is the text of a JSON string these bytes? They may be no UTF-8; then it is not. */
bool json_string_is(struct span string, struct span text);

#endif
