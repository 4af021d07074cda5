/* json_check against a second reader written another way, and against libjq; whatever is accepted
 * is walked: no span may leave its parent, each is a value of its own, texts come back. */

#include <jv.h>
#include <math.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

/* The second reader: a machine of one loop with a stack of brackets, no recursion, no code shared
 * with the first. */
enum expect { VALUE, FIRST_VALUE, FIRST_KEY, KEY, COLON, MORE, DONE };

static size_t utf8(const unsigned char *at, size_t left)
{
    static const struct {
        unsigned char from, to, low, high;
        size_t len;
    } rows[] = {
        {0x20, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (*at < rows[i].from || *at > rows[i].to || left < rows[i].len)
            continue;
        if (rows[i].len > 1 && (at[1] < rows[i].low || at[1] > rows[i].high))
            return 0;
        for (size_t k = 2; k < rows[i].len; k++)
            if (at[k] < 0x80 || at[k] > 0xBF)
                return 0;
        return rows[i].len;
    }
    return 0;
}

static size_t scan_string(const unsigned char *s, size_t i, size_t n)
{
    for (i++; i < n && s[i] != '"';) {
        if (s[i] != '\\') {
            size_t len = utf8(s + i, n - i);
            if (!len)
                return 0;
            i += len;
            continue;
        }
        if (i + 1 >= n)
            return 0;
        if (s[i + 1] == 'u') {
            for (size_t k = 2; k < 6; k++)
                if (i + k >= n || !memchr("0123456789abcdefABCDEF", s[i + k], 22))
                    return 0;
            i += 6;
        } else if (memchr("\"\\/bfnrt", s[i + 1], 8)) {
            i += 2;
        } else {
            return 0;
        }
    }
    return i < n ? i + 1 : 0;
}

static size_t run_of_digits(const unsigned char *s, size_t i, size_t n)
{
    size_t from = i;
    while (i < n && (unsigned)(s[i] - '0') < 10)
        i++;
    return i - from;
}

static size_t scan_number(const unsigned char *s, size_t i, size_t n)
{
    i += s[i] == '-';
    size_t whole = run_of_digits(s, i, n);
    if (whole == 0 || (whole > 1 && s[i] == '0'))
        return 0;
    i += whole;
    if (i < n && s[i] == '.') {
        size_t part = run_of_digits(s, i + 1, n);
        if (part == 0)
            return 0;
        i += 1 + part;
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        i += i < n && (s[i] == '+' || s[i] == '-');
        size_t part = run_of_digits(s, i, n);
        if (part == 0)
            return 0;
        i += part;
    }
    return i;
}

static size_t scan_scalar(const unsigned char *s, size_t i, size_t n)
{
    static const char *const words[] = {"null", "true", "false"};
    if (s[i] == '"')
        return scan_string(s, i, n);
    for (size_t w = 0; w < 3; w++)
        if (n - i >= strlen(words[w]) && memcmp(s + i, words[w], strlen(words[w])) == 0)
            return i + strlen(words[w]);
    return s[i] == '-' || (unsigned)(s[i] - '0') < 10 ? scan_number(s, i, n) : 0;
}

static bool second(const unsigned char *s, size_t n)
{
    char stack[JSON_DEPTH];
    size_t depth = 0, i = 0;
    enum expect e = VALUE;
    while (i < n) {
        unsigned char c = s[i];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            i++;
        } else if (e == DONE) {
            return false;
        } else if (e == COLON) {
            if (c != ':')
                return false;
            e = VALUE;
            i++;
        } else if (e == MORE || ((e == FIRST_VALUE || e == FIRST_KEY) && (c == ']' || c == '}'))) {
            bool object = stack[depth - 1] == '{';
            i++;
            if (e == MORE && c == ',') {
                e = object ? KEY : VALUE;
                continue;
            }
            if (c != (object ? '}' : ']'))
                return false;
            e = --depth ? MORE : DONE;
        } else if (e == KEY || e == FIRST_KEY) {
            i = c == '"' ? scan_string(s, i, n) : 0;
            if (!i)
                return false;
            e = COLON;
        } else if (c == '{' || c == '[') {
            if (depth == JSON_DEPTH)
                return false;
            stack[depth++] = (char)c;
            e = c == '{' ? FIRST_KEY : FIRST_VALUE;
            i++;
        } else {
            i = scan_scalar(s, i, n);
            if (!i)
                return false;
            e = depth ? MORE : DONE;
        }
    }
    return e == DONE;
}

static void text_of(struct span token, jv peer)
{
    struct buf text = BUF(0), quoted = BUF(0), again = BUF(0);
    struct fault f;
    struct span whole;
    json_text(&text, token);
    for (struct span rest = buf_view(&text); rest.len;)
        MUST(plain_next(&rest) >= 0);
    json_quote(&quoted, buf_view(&text));
    MUST(json_check(buf_view(&quoted), &whole, &f) == 0 && whole.len == quoted.len);
    MUST(json_kind(whole) == JSON_STRING && json_text_equal(whole, token));
    json_text(&again, whole);
    MUST(span_equal(buf_view(&text), buf_view(&again)));
    if (jv_get_kind(peer) == JV_KIND_STRING) {
        jv copy = jv_copy(peer);
        struct span theirs = {jv_string_value(copy), (size_t)jv_string_length_bytes(jv_copy(copy))};
        MUST(span_equal(theirs, buf_view(&text)));
        jv_free(copy);
    }
    buf_free(&text);
    buf_free(&quoted);
    buf_free(&again);
}

static void number_of(struct span v, jv peer)
{
    double n = 0;
    int64_t whole;
    if (!json_number(v, &n))
        return;
    if (jv_get_kind(peer) == JV_KIND_NUMBER)
        MUST(jv_number_value(peer) == n || !isfinite(n) || v.len > 17);
    if (json_integer(v, &whole))
        MUST((double)whole == n);
}

static void walk(struct span v, jv peer) /* peer: libjq's view of it; consumed */
{
    struct json_walk w;
    struct fault f;
    struct span whole;
    size_t n = 0;
    double amount;
    MUST(json_check(v, &whole, &f) == 0 && whole.at == v.at && whole.len == v.len);
    json_amount(v, &amount);
    if (json_kind(v) == JSON_STRING)
        text_of(v, peer);
    if (json_kind(v) == JSON_NUMBER)
        number_of(v, peer);
    for (json_walk(&w, v); json_next(&w); n++) {
        MUST(w.value.at > v.at && w.value.len && w.value.at + w.value.len < v.at + v.len);
        jv child;
        if (json_kind(v) == JSON_OBJECT) {
            struct buf name = BUF(0);
            MUST(w.key.at > v.at && w.key.at + w.key.len < w.value.at);
            text_of(w.key, jv_invalid());
            json_text(&name, w.key);
            /* Of a doubled member the last counts; libjq's tree has only that one. */
            struct span last = json_member(v, buf_view(&name));
            MUST(last.at >= w.value.at);
            child = last.at == w.value.at && jv_is_valid(peer)
                        ? jv_object_get(jv_copy(peer),
                                        jv_string_sized(name.at ? name.at : "", (int)name.len))
                        : jv_invalid();
            buf_free(&name);
        } else {
            child = jv_is_valid(peer) ? jv_array_get(jv_copy(peer), (int)n) : jv_invalid();
        }
        MUST(!jv_is_valid(peer) || json_kind(v) == JSON_OBJECT || jv_is_valid(child));
        walk(w.value, child);
    }
    MUST(json_count(v) == n);
    jv_free(peer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct span v = SPAN_NONE, text = fuzz_span(data, size);
    bool good = json_check(text, &v, &f) == 0;
    MUST(good == second(data, size));
    if (!good) {
        MUST(f.status == STATUS_BAD_RECORD);
        return 0;
    }
    MUST(v.at >= text.at && v.at + v.len <= text.at + text.len);
    /* Half a surrogate pair is legal JSON that libjq 1.6 refuses. */
    jv tree = jv_parse_sized(v.at, (int)v.len);
    MUST(jv_is_valid(tree) || memmem(v.at, v.len, "\\ud", 3) || memmem(v.at, v.len, "\\uD", 3));
    walk(v, tree);
    json_get(v, "a.b");
    return 0;
}
