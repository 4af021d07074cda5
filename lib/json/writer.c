/* Writing JSON with the commas right (declared in json.h). */

#include "lib/json/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void before(struct json_writer *w, const char *key)
{
    if (w->comma >> w->depth & 1)
        buf_byte(w->b, ',');
    w->comma |= (uint64_t)1 << w->depth;
    if (key) {
        json_quote(w->b, span_of(key));
        buf_byte(w->b, ':');
    }
}

void json_open(struct json_writer *w, const char *key, char bracket)
{
    before(w, key);
    buf_byte(w->b, bracket);
    w->depth++;
    w->comma &= ~((uint64_t)1 << w->depth);
}

void json_close(struct json_writer *w, char bracket)
{
    w->depth--;
    buf_byte(w->b, bracket);
}

void json_put(struct json_writer *w, const char *key, struct span v)
{
    before(w, key);
    buf_span(w->b, v.at ? v : span_of("null"));
}

void json_put_text(struct json_writer *w, const char *key, struct span text)
{
    before(w, key);
    if (text.at)
        json_quote(w->b, text);
    else
        buf_text(w->b, "null");
}

void json_put_int(struct json_writer *w, const char *key, int64_t n)
{
    before(w, key);
    buf_int(w->b, n);
}

void json_put_real(struct json_writer *w, const char *key, double n)
{
    char text[40];
    before(w, key);
    if (!isfinite(n)) {
        buf_text(w->b, "null");
        return;
    }
    if (n == trunc(n) && fabs(n) < 1e15) { /* a whole number reads best without an exponent */
        buf_format(w->b, "%.0f", n);
        return;
    }
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, n);
        if (strtod(text, NULL) == n)
            break;
    }
    buf_text(w->b, text);
}

void json_put_bool(struct json_writer *w, const char *key, bool yes)
{
    before(w, key);
    buf_text(w->b, yes ? "true" : "false");
}

void json_put_time(struct json_writer *w, const char *key, when t)
{
    struct buf text = BUF(64);
    when_format(&text, t);
    json_put_text(w, key, buf_view(&text));
    buf_free(&text);
}
