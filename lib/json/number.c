/* Numbers out of JSON text (declared in json.h). */

#include "lib/json/json.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* strtod wants a NUL behind the number; a longer one than this has digits that no double keeps. */
enum { NUMBER_TEXT = 400 };

bool json_number(struct span v, double *n)
{
    char text[NUMBER_TEXT];
    if (json_kind(v) != JSON_NUMBER || v.len >= sizeof text)
        return false;
    memcpy(text, v.at, v.len);
    text[v.len] = '\0';
    *n = strtod(text, NULL);
    return isfinite(*n);
}

bool json_integer(struct span v, int64_t *n)
{
    char text[32], *end;
    if (json_kind(v) != JSON_NUMBER || v.len >= sizeof text)
        return false;
    memcpy(text, v.at, v.len);
    text[v.len] = '\0';
    errno = 0;
    *n = strtoll(text, &end, 10);
    return !*end && !errno;
}

bool json_amount(struct span v, double *n)
{
    if (json_kind(v) != JSON_STRING)
        return json_number(v, n);
    char digits[NUMBER_TEXT], *end;
    size_t len = 0;
    struct buf text = BUF(NUMBER_TEXT);
    json_text(&text, v);
    bool good = text.state == BUF_SOUND && text.len > 0;
    for (size_t i = 0; good && i < text.len; i++) {
        char c = text.at[i];
        if ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')
            digits[len++] = c;
        else
            good = c == ',' || c == ' ' || c == '_' || c == '\'' || c == '$' || (c & 0x80);
    }
    buf_free(&text);
    digits[len] = '\0';
    if (!good || len == 0)
        return false;
    *n = strtod(digits, &end);
    return !*end && isfinite(*n);
}
