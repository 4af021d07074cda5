/* Numbers out of JSON text (declared in json.h). */

#include "lib/json/json.h"
#include "lib/json/scan.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* strtod wants a NUL behind the number; a longer one than this has digits that no double keeps. */
enum { NUMBER_TEXT = 400 };

/* Clinger: digits that fit a double and a power of ten that does give the nearest double. What has
 * more of either goes through strtod. */
bool json_number_short(struct span text, double *n)
{
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const char *at = text.at, *end = text.at + text.len;
    bool minus = *at == '-';
    uint64_t digits = 0;
    int behind = 0, point = 0;
    if (text.len > 18)
        return false;
    for (at += minus; at < end; at++) {
        if (*at == '.') {
            point = 1;
            continue;
        }
        if (*at < '0' || *at > '9')
            return false;
        digits = digits * 10 + (uint64_t)(*at - '0');
        behind += point;
    }
    if (digits > (uint64_t)1 << 53)
        return false;
    *n = (double)digits / tens[behind];
    if (minus)
        *n = -*n;
    return true;
}

bool json_number(struct span v, double *n)
{
    char text[NUMBER_TEXT];
    if (json_kind(v) != JSON_NUMBER || v.len >= sizeof text)
        return false;
    if (json_number_short(v, n))
        return true;
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
