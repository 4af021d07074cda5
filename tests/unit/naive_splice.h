#ifndef TESTS_UNIT_NAIVE_SPLICE_H
#define TESTS_UNIT_NAIVE_SPLICE_H

/* Splicing by the book, to compare with: one member after the other, every object taken apart byte
 * by byte, nothing of lib/json used but json_quote. Checked JSON only. */

#include <stdlib.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/base/span.h"
#include "lib/json/json.h"

static inline size_t naive_blank(struct span s, size_t i)
{
    while (i < s.len && strchr(" \t\r\n", s.at[i]) && s.at[i])
        i++;
    return i;
}

static inline size_t naive_string(struct span s, size_t i)
{
    for (i++; s.at[i] != '"'; i++)
        i += s.at[i] == '\\';
    return i + 1;
}

/* Behind the value that begins at i. */
static inline size_t naive_value(struct span s, size_t i)
{
    int depth = 0;
    do {
        if (s.at[i] == '"') {
            i = naive_string(s, i);
        } else if (s.at[i] == '{' || s.at[i] == '[') {
            depth++;
            i++;
        } else if (s.at[i] == '}' || s.at[i] == ']') {
            depth--;
            i++;
        } else if (depth) {
            i++;
        } else {
            while (i < s.len && s.at[i] && !strchr(" \t\r\n,]}", s.at[i]))
                i++;
        }
    } while (depth);
    return i;
}

static inline unsigned long naive_hex(const char *at)
{
    char digits[5] = {at[0], at[1], at[2], at[3], 0};
    return strtoul(digits, NULL, 16);
}

static inline void naive_utf8(struct buf *b, unsigned long c)
{
    if (c < 0x80) {
        buf_byte(b, (char)c);
        return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    buf_byte(b, (char)((0xF00 >> more & 0xFF) | c >> 6 * more));
    while (more-- > 0)
        buf_byte(b, (char)(0x80 | (c >> 6 * more & 0x3F)));
}

/* The text of a string token. */
static inline void naive_text(struct buf *b, struct span s)
{
    static const char letters[] = "bfnrt", bytes[] = "\b\f\n\r\t";
    for (size_t i = 1; i + 1 < s.len; i++) {
        if (s.at[i] != '\\') {
            buf_byte(b, s.at[i]);
            continue;
        }
        char e = s.at[++i];
        const char *letter = strchr(letters, e);
        if (e != 'u') {
            buf_byte(b, letter ? bytes[letter - letters] : e);
            continue;
        }
        unsigned long c = naive_hex(s.at + i + 1);
        i += 4;
        if (c >= 0xD800 && c < 0xDC00 && s.at[i + 1] == '\\' && s.at[i + 2] == 'u') {
            unsigned long low = naive_hex(s.at + i + 3);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
        }
        naive_utf8(b, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
}

/* The value of the last member of that name; SPAN_NONE: none. */
static inline struct span naive_member(struct span object, struct span name, bool *empty)
{
    struct span found = SPAN_NONE;
    size_t i = naive_blank(object, 1);
    *empty = object.at[i] == '}';
    while (object.at[i] != '}') {
        struct buf text = BUF(0);
        size_t key = i;
        i = naive_string(object, i);
        naive_text(&text, (struct span){object.at + key, i - key});
        i = naive_blank(object, naive_blank(object, i) + 1);
        size_t value = i;
        i = naive_value(object, i);
        if (span_equal(buf_view(&text), name))
            found = (struct span){object.at + value, i - value};
        i = naive_blank(object, i);
        i = naive_blank(object, i + (object.at[i] == ','));
        buf_free(&text);
    }
    return found;
}

/* splice_set, by the name of one member. */
static inline void naive_set(struct buf *out, struct span object, struct span name,
                             struct span value)
{
    bool empty;
    struct span old = naive_member(object, name, &empty);
    if (old.at) {
        buf_add(out, object.at, (size_t)(old.at - object.at));
        buf_span(out, value);
        buf_add(out, old.at + old.len, (size_t)(object.at + object.len - old.at) - old.len);
        return;
    }
    buf_add(out, object.at, object.len - 1);
    buf_text(out, empty ? "" : ",");
    json_quote(out, name);
    buf_byte(out, ':');
    buf_span(out, value);
    buf_byte(out, '}');
}

/* splice_set, by a path. */
static inline void naive_path(struct buf *out, struct span object, const char *path,
                              struct span value)
{
    struct buf inner = BUF(0);
    size_t n = strcspn(path, ".");
    bool empty;
    struct span name = {path, n}, old = naive_member(object, name, &empty);
    if (path[n]) {
        bool there = old.at && old.at[0] == '{';
        naive_path(&inner, there ? old : span_of("{}"), path + n + 1, value);
        value = buf_view(&inner);
    }
    naive_set(out, object, name, value);
    buf_free(&inner);
}

/* splice_record */
static inline void naive_record(struct buf *out, struct span record, struct span name,
                                struct span value)
{
    struct buf part = BUF(0), ours = BUF(0);
    bool empty;
    struct span old = naive_member(record, span_of("callmine"), &empty);
    naive_set(&part, old.at && old.at[0] == '{' ? old : span_of("{}"), span_of("v"), span_of("1"));
    naive_set(&ours, buf_view(&part), name, value);
    naive_set(out, record, span_of("callmine"), buf_view(&ours));
    buf_free(&part);
    buf_free(&ours);
}

#endif
