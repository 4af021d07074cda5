#ifndef JSON_INDEX_PASS_H
#define JSON_INDEX_PASS_H

/* One pass over a line, 64 bytes at a time. Each kernel has this compiled for its processors, with
 * what it does itself (struct kernel) put in line.
 *
 * JSON's grammar on bitmaps. A token is a bracket, a comma, a colon, or the start of a string, a
 * number or a word; all else lies between tokens. What may stand behind what:
 *
 *   behind the end of a value      a comma or a closing bracket; no value
 *   behind anything else           a value; behind an opening bracket also a closing one
 *   a colon                        only behind a string that stands behind a comma or a bracket
 *   in an object                   behind a comma or a bracket only a string, and behind that only
 * a colon; anything else there is "listed", as in an array in an array                    no colon
 *
 * These rules together with brackets that match, and nothing behind the whole, are the grammar:
 * tests/fuzz/json.c holds them against check.c, which is written as RFC 8259 is. */

#include <string.h>
#include "lib/json/index.h"
#include "lib/json/json.h"
#include "lib/json/scan.h"

struct masks {
    uint64_t quote, backslash, control, blank, comma, colon, open, close;
    bool ascii;
};

enum { BLOCK = 64 };

/* What a kernel does itself. */
struct kernel {
    struct masks (*masks)(const char *at);
    uint64_t (*inside)(uint64_t quotes); /* bit i: an odd number of quotes at or before i */
    /* Is it UTF-8? Each block is seen; `state` is the kernel's own. */
    void (*see)(void *state, const char *at, bool ascii);
    bool (*good)(const void *state, struct span text);
};

/* The tokens of one block. */
struct tokens {
    uint64_t open, close, comma, colon, string, scalar; /* scalar: a number or a word */
    uint64_t all;
};

/* What goes from block to block. Apart from struct pass, so that it stays in registers. */
struct state {
    uint64_t wrong;  /* not 0: the line is no JSON text */
    uint64_t escape; /* 1: the next byte is escaped */
    uint64_t string; /* all ones: the next byte is in a string */
    uint64_t scalar; /* 1: the byte before was part of a number or word */
    /* 1: the last token was the end of a value; a comma; an opening bracket; a string that a colon
     * may follow. */
    uint64_t value, comma, open, name;
    uint64_t in_object; /* all ones: the next byte is in an object, and in nothing inside of it */
    uint32_t last;      /* place of the last token */
    uint32_t opened;    /* brackets so far */
    int32_t depth, deepest; /* at most JSON_DEPTH */
};

struct pass {
    const char *at, *end;
    struct index *x;
    struct index_block *blocks; /* x's */
    uint32_t *partners;
    uint64_t second; /* the place of the \u escape that is the second half of a pair, plus one */
    /* For each level the number of its opening bracket, times two, plus one for an object. The
     * first stands for the outside. */
    uint32_t levels[JSON_DEPTH + 1];
};

#define INLINE static inline __attribute__((always_inline))

/* The tokens behind one of `these`, the last token before the block included: from each of these an
 * addition runs through what is no token and stops at the next that is. */
INLINE uint64_t behind(uint64_t these, uint64_t all, uint64_t before)
{
    return (2 * these + before + ~all) & all;
}

/* What stands wrong whatever it is in; and in *listed, what stands so in arrays only. */
INLINE uint64_t misplaced(struct state *s, const struct tokens *t, uint64_t *listed)
{
    uint64_t ends = t->string | t->scalar | t->close, begins = t->string | t->scalar | t->open;
    uint64_t value = behind(ends, t->all, s->value);
    uint64_t comma = behind(t->comma, t->all, s->comma);
    uint64_t open = behind(t->open, t->all, s->open);
    uint64_t names = t->string & (comma | open);
    uint64_t name = behind(names, t->all, s->name);
    int last = 63 - __builtin_clzll(t->all);
    s->value = ends >> last & 1;
    s->comma = t->comma >> last & 1;
    s->open = t->open >> last & 1;
    s->name = names >> last & 1;
    *listed = (name & ~t->colon) | ((t->scalar | t->open) & (comma | open));
    return (value & begins) | (~value & t->comma) | (~(value | open) & t->close) |
           (~name & t->colon);
}

/* ---- brackets ---- */

/* What closes what; and no colon but in an object, nothing listed in one. False: the rest is not
 * worth looking at. */
INLINE bool nest(struct pass *p, struct state *s, const struct tokens *t, uint64_t listed,
                 const char *at, uint32_t place)
{
    uint64_t in_object = s->in_object;
    for (uint64_t brackets = t->open | t->close; brackets; brackets &= brackets - 1) {
        int i = __builtin_ctzll(brackets);
        uint32_t curly =
            (unsigned char)at[i] >> 5 & 1; /* { and } have this bit, [ and ] have not */
        if (t->open >> i & 1) {
            if (s->depth++ >= JSON_DEPTH)
                return false;
            s->deepest = s->depth > s->deepest ? s->depth : s->deepest;
            p->levels[s->depth] = s->opened++ << 1 | curly;
            s->in_object = -(uint64_t)curly;
        } else {
            uint32_t level = p->levels[s->depth];
            s->wrong |= (level ^ curly) & 1;
            p->partners[level >> 1] = place + (uint32_t)i;
            if (--s->depth < 0)
                return false;
            s->in_object = -(uint64_t)(p->levels[s->depth] & 1);
        }
        uint64_t up_to_it = brackets ^ (brackets - 1);
        in_object = (in_object & up_to_it) | (s->in_object & ~up_to_it);
    }
    s->wrong |= (t->colon & ~in_object) | (listed & in_object);
    return true;
}

/* ---- numbers and words ---- */

/* How many of the next bytes are digits, up to eight; of eight bytes that are there. */
INLINE size_t digits_in_eight(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    bytes = __builtin_bswap64(bytes);
#endif
    bytes ^= UINT64_C(0x3030303030303030); /* a digit is 0 to 9 now; 6 more do not reach 16 */
    uint64_t others =
        (bytes | (bytes + UINT64_C(0x0606060606060606))) & UINT64_C(0xF0F0F0F0F0F0F0F0);
    return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

INLINE const char *digits_end(const char *at, const char *end)
{
    for (size_t n; end - at >= 8; at += 8)
        if ((n = digits_in_eight(at)) < 8)
            return at + n;
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The end of the number that begins here; `at` itself if it is none. */
INLINE const char *number_end(const char *at, const char *end)
{
    const char *first = at + (*at == '-'), *last = digits_end(first, end), *more;
    if (last == first || (*first == '0' && last > first + 1))
        return at;
    if (last < end && *last == '.') {
        more = last + 1;
        if ((last = digits_end(more, end)) == more)
            return at;
    }
    if (last < end && (*last | 0x20) == 'e') {
        more = last + 1;
        more += more < end && (*more == '+' || *more == '-');
        if ((last = digits_end(more, end)) == more)
            return at;
    }
    return last;
}

/* Four letters at once: each is one number. */
INLINE bool is_four(const char *at, const char word[static 4])
{
    return memcmp(at, word, 4) == 0;
}

INLINE const char *word_end(const char *at, const char *end)
{
    if (end - at < 4)
        return at;
    if (is_four(at, "null") || is_four(at, "true"))
        return at + 4;
    return end - at > 4 && is_four(at, "fals") && at[4] == 'e' ? at + 5 : at;
}

INLINE bool scalar_good(const char *at, const char *end)
{
    bool number = *at <= '9'; /* or nothing at all */
    const char *behind = number ? number_end(at, end) : word_end(at, end);
    return behind > at &&
           (behind == end || blank(*behind) || *behind == ',' || *behind == '}' || *behind == ']');
}

/* ---- escapes ---- */

INLINE int hex_four(const char *at, const char *end)
{
    int code = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++)
        code = hex(at[i]) < 0 || code < 0 ? -1 : code << 4 | hex(at[i]);
    return code;
}

/* A \u escape whose u is at `at`, `place` bytes into the line. */
static bool unicode_good(struct pass *p, const char *at, uint64_t place)
{
    int code = hex_four(at + 1, p->end), low = -1;
    if (code < 0)
        return false;
    bool wanted = p->second == place + 1;
    if (code < 0xD800 || code > 0xDFFF)
        return true;
    if (code <= 0xDBFF && p->end - at >= 11 && at[5] == '\\' && at[6] == 'u')
        low = hex_four(at + 7, p->end);
    if (low >= 0xDC00 && low <= 0xDFFF)
        p->second = place + 7;
    else if (code <= 0xDBFF || !wanted)
        p->x->lone = true;
    return true;
}

static bool escapes_good(struct pass *p, uint64_t escaped, uint64_t place)
{
    p->x->escapes = true;
    for (; escaped; escaped &= escaped - 1) {
        uint64_t here = place + (uint64_t)__builtin_ctzll(escaped);
        const char *at = p->at + here;
        if (at >= p->end) /* a backslash is the last byte; the string has no end */
            return false;
        if (*at == 'u' ? !unicode_good(p, at, here) : !*at || !strchr("\"\\/bfnrt", *at))
            return false;
    }
    return true;
}

/* Which bytes are escaped: those behind an odd number of backslashes. */
INLINE uint64_t escaped_bytes(struct state *s, uint64_t backslash)
{
    const uint64_t ODD = UINT64_C(0xAAAAAAAAAAAAAAAA);
    uint64_t first = backslash & ~s->escape; /* a backslash that is escaped escapes nothing */
    uint64_t code = (((first << 1 | ODD) - first) ^ ODD);
    uint64_t escaped = code ^ (backslash | s->escape);
    s->escape = (code & backslash) >> 63;
    return escaped;
}

/* ---- blocks ---- */

/* at: the block's bytes, `place` bytes into the line. */
INLINE bool block(const struct kernel *k, struct pass *p, struct state *s, void *utf8,
                  const char *at, size_t place)
{
    struct masks m = k->masks(at);
    k->see(utf8, at, m.ascii);
    uint64_t escaped = 0;
    if (m.backslash | s->escape) {
        escaped = escaped_bytes(s, m.backslash);
        m.quote &= ~escaped;
    }
    uint64_t string = k->inside(m.quote) ^ s->string;
    s->string = (uint64_t)((int64_t)string >> 63);
    if (escaped & string && !escapes_good(p, escaped & string, place))
        return false;
    uint64_t outside = ~(string | m.quote);
    struct tokens t = {
        .open = m.open & outside,
        .close = m.close & outside,
        .comma = m.comma & outside,
        .colon = m.colon & outside,
        .string = m.quote & string,
    };
    uint64_t marks = t.open | t.close | t.comma | t.colon, bytes = outside & ~(marks | m.blank);
    t.scalar = bytes & ~(bytes << 1 | s->scalar);
    s->scalar = bytes >> 63;
    t.all = marks | t.string | t.scalar;
    p->blocks[place / BLOCK] =
        (struct index_block){t.string | t.scalar | t.open | t.close, m.quote, t.open, s->opened};
    s->wrong |= m.control & string;
    if (!t.all)
        return true;
    uint64_t listed;
    s->last = (uint32_t)place + 63 - (uint32_t)__builtin_clzll(t.all);
    s->wrong |= misplaced(s, &t, &listed);
    if (!nest(p, s, &t, listed, at, (uint32_t)place))
        return false;
    for (; t.scalar; t.scalar &= t.scalar - 1)
        if (!scalar_good(p->at + place + __builtin_ctzll(t.scalar), p->end))
            return false;
    return true;
}

/* Exactly one value: the first token is the last, or its partner. */
INLINE bool whole(const struct index *x, const struct state *s)
{
    if (s->wrong || s->depth != 0 || s->string || !s->value)
        return false;
    size_t first = x->blocks[0].starts & 1 ? 0 : index_next(x, 0);
    return s->last ==
           (x->blocks[first / BLOCK].opens >> (first % BLOCK) & 1 ? x->partners[0] : first);
}

INLINE bool pass(struct index *x, struct span text, const struct kernel *k, void *utf8)
{
    struct pass p = {.at = text.at,
                     .end = text.at + text.len,
                     .x = x,
                     .blocks = x->blocks,
                     .partners = x->partners};
    struct state s = {0};
    size_t place = 0;
    x->escapes = x->lone = false;
    for (; place + BLOCK <= text.len; place += BLOCK)
        if (!block(k, &p, &s, utf8, p.at + place, place))
            return false;
    /* The rest, with blanks behind it; also when there is none, so that what is cut short shows. */
    char rest[BLOCK];
    memset(rest, ' ', sizeof rest);
    memcpy(rest, p.at + place, text.len - place);
    if (!block(k, &p, &s, utf8, rest, place))
        return false;
    x->depth = s.deepest;
    return whole(x, &s) && k->good(utf8, text);
}

#endif
