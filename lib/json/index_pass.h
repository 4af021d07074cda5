#ifndef JSON_INDEX_PASS_H
#define JSON_INDEX_PASS_H

/* How a line is read, in windows of 64 blocks of 64 bytes, in steps that have little to do with one
 * another, so that the processor can look ahead:
 *
 *   characters   a bitmap for each kind of character; what is in strings
 *   order        tokens, and what stands behind what: four blocks at once
 *   values       what closes what, and the insides of numbers and words: bit by bit
 *   misplaced    no colon but in an object, and so on: four blocks at once
 *
 * A kernel (INDEX_KERNEL) defines struct kernel and what is declared of it here, and has all this
 * compiled for its processors.
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

#include "lib/json/index.h"
#include "lib/json/index_lanes.h"
#include "lib/json/index_scalar.h"
#include "lib/json/json.h"

enum { BLOCK = 64 };

/* What of a block is what, a bitmap each. */
struct masks {
    uint64_t quote, blank, comma, colon, open, close;
    bool odd; /* there is some of this: */
};

struct odd {
    uint64_t backslash, control, foreign; /* foreign: no ASCII */
};

struct kernel;

enum { WINDOW = 64 };

/* What one step leaves for the next. */
struct window {
    uint64_t quote[WINDOW];
    uint64_t string[WINDOW]; /* all of it but for the quote at its end */
    uint64_t blank[WINDOW];
    uint64_t comma[WINDOW], colon[WINDOW], open[WINDOW], close[WINDOW]; /* order: none in strings */
    uint64_t listed[WINDOW];
    uint64_t scalar[WINDOW];    /* where a number or a word begins */
    uint64_t objects[WINDOW];   /* brackets behind which we are in an object, and not deeper */
    uint64_t in_object[WINDOW]; /* 1: so we are where the block begins */
};

/* A level: the number of its opening bracket, times four, and KIND_OBJECT. Below the first there
 * is nothing that could be closed. */
enum { KIND_OBJECT = 1, KIND_NONE = 2, KINDS = 3 };

/* 1: the byte before is part of a number or word; the last token was a comma or an opening
 * bracket; the end of a value or an opening bracket; a string that a colon may follow. */
struct carries {
    unsigned scalar, fresh, full, name;
};

struct pass {
    const char *at, *end;
    struct index *x;
    struct kernel *kernel;
    uint64_t wrong; /* not 0: the line is no JSON text */
    /* What goes from block to block. 1: the next byte is escaped; it is within a character; it is
     * one of both. */
    uint64_t escape, within, odd;
    uint64_t second; /* the place of the \u escape that is the second half of a pair, plus one */
    struct carries carries;
    uint32_t *level, *deepest; /* we are in it; we were in it */
    uint32_t next;             /* number of the next opening bracket, times four */
    struct window w;
    /* The outside, all deeper ones, and for what a block may close or open too much. */
    uint32_t levels[BLOCK + 1 + JSON_DEPTH + BLOCK];
};

#if defined(INDEX_KERNEL)

/* What a kernel gives. */
INLINE struct masks masks_of(const struct kernel *k, const char *at);
INLINE struct odd odd_of(const struct kernel *k, const char *at);
INLINE uint64_t inside(uint64_t quotes); /* bit i: an odd number of quotes at or before i */
INLINE unsigned lanes_tops(lanes v);     /* bit 63 of each */
/* Is it UTF-8? Seen are blocks that are not ASCII and those that begin within a character; `before`
 * is the end of the block before, NULL: there is none. */
static void see(struct kernel *k, const char *at, const char *before);
static bool good(const struct kernel *k, struct span text);

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
INLINE uint64_t escaped_bytes(struct pass *p, uint64_t backslash)
{
    const uint64_t ODD = UINT64_C(0xAAAAAAAAAAAAAAAA);
    uint64_t first = backslash & ~p->escape; /* a backslash that is escaped escapes nothing */
    uint64_t code = (((first << 1 | ODD) - first) ^ ODD);
    uint64_t escaped = code ^ (backslash | p->escape);
    p->escape = (code & backslash) >> 63;
    return escaped;
}

/* ---- kinds of characters ---- */

/* Does the block end within a character? Perhaps, if it is wrong. */
INLINE bool ends_within(const char *at)
{
    const unsigned char *end = (const unsigned char *)at + BLOCK;
    return end[-1] >= 0xC0 || end[-2] >= 0xE0 || end[-3] >= 0xF0;
}

/* What is not in most blocks: escapes, control characters, other than ASCII. */
static __attribute__((noinline)) uint64_t oddities(struct pass *p, const char *at, size_t place,
                                                   size_t i, uint64_t in_string)
{
    struct odd o = odd_of(p->kernel, at);
    uint64_t escaped = escaped_bytes(p, o.backslash), quote = p->w.quote[i] & ~escaped;
    uint64_t string = inside(quote) ^ in_string;
    if (o.foreign || p->within)
        see(p->kernel, at, place ? p->at + place : NULL);
    p->within = o.foreign && ends_within(at);
    p->odd = p->within || p->escape;
    p->wrong |= o.control & string;
    if (escaped & string && !escapes_good(p, escaped & string, place))
        p->wrong = 1;
    p->w.quote[i] = quote;
    p->w.string[i] = string;
    return (uint64_t)((int64_t)string >> 63);
}

/* The i-th block of the window: its bytes are at `at` and, in the line, at `place`. in_string: all
 * ones if the block begins within a string; gives whether it ends so. */
INLINE uint64_t characters(struct pass *p, const char *at, size_t place, size_t i,
                           uint64_t in_string)
{
    struct window *w = &p->w;
    struct masks m = masks_of(p->kernel, at);
    uint64_t string = inside(m.quote) ^ in_string;
    w->quote[i] = m.quote;
    w->string[i] = string;
    w->blank[i] = m.blank;
    w->comma[i] = m.comma;
    w->colon[i] = m.colon;
    w->open[i] = m.open;
    w->close[i] = m.close;
    if (__builtin_expect(m.odd | p->odd, 0))
        return oddities(p, at, place, i, in_string);
    return (uint64_t)((int64_t)string >> 63);
}

/* Nothing but blanks. */
INLINE void no_characters(struct pass *p, size_t i, uint64_t in_string)
{
    struct window *w = &p->w;
    w->blank[i] = ~UINT64_C(0);
    w->string[i] = in_string;
    w->quote[i] = w->comma[i] = w->colon[i] = w->open[i] = w->close[i] = 0;
}

/* ---- what stands behind what ---- */

/* The tokens behind one of `these`: from each of these an addition runs through what is no token
 * and stops at the next that is. Into a block it comes from the last token before, that is from the
 * block before, unless that has none (`empty`): four blocks add up like digits. *carry: is the last
 * token one of these? */
INLINE lanes behind(lanes these, lanes all, unsigned empty, unsigned *carry)
{
    unsigned last = lanes_tops((lanes)(these > (all ^ these))), through = last | empty;
    unsigned in = (last + through + *carry) ^ last ^ through;
    *carry = in >> LANES;
    return (2 * these + ~all + lanes_spread(in & ((1 << LANES) - 1))) & all;
}

/* Four blocks of the window, from the i-th on; `block` is their number in the line. Gives what
 * stands wrong whatever it is in. */
INLINE lanes order(struct window *w, const struct index *x, struct carries *c, size_t i,
                   size_t block)
{
    lanes quote = lanes_load(w->quote + i), in_string = lanes_load(w->string + i);
    lanes comma = lanes_load(w->comma + i), colon = lanes_load(w->colon + i);
    lanes open = lanes_load(w->open + i), close = lanes_load(w->close + i);
    lanes strings = in_string | quote, string = in_string & quote;
    lanes bytes = ~(strings | open | close | comma | colon | lanes_load(w->blank + i));
    unsigned tops = lanes_tops(bytes) << 1 | c->scalar;
    c->scalar = tops >> LANES;
    lanes scalar = bytes & ~(2 * bytes + lanes_spread(tops & ((1 << LANES) - 1)));
    comma &= ~strings;
    colon &= ~strings;
    open &= ~strings;
    close &= ~strings;

    lanes starts = string | scalar | open | close, all = starts | comma | colon;
    unsigned empty = lanes_tops((lanes)(all == 0));
    lanes fresh = behind(comma | open, all, empty, &c->fresh);
    lanes full = behind(starts, all, empty, &c->full);
    lanes names = string & fresh, name = behind(names, all, empty, &c->name);
    lanes value = full & ~fresh; /* behind the end of a value */
    lanes_store(x->starts + block, starts);
    lanes_store(x->quotes + block, quote);
    lanes_store(x->opens + block, open);
    lanes_store(w->open + i, open);
    lanes_store(w->close + i, close);
    lanes_store(w->colon + i, colon);
    lanes_store(w->scalar + i, scalar);
    lanes_store(w->listed + i, (name & ~colon) | ((scalar | open) & fresh));
    return (starts & ~close & value) | (comma & ~value) | (close & ~full) | (colon & ~name);
}

static __attribute__((noinline)) bool order_good(struct pass *p, size_t block, size_t n)
{
    lanes wrong = {0};
    struct index x = *p->x;
    struct carries c = p->carries;
    for (size_t i = 0; i < n; i += LANES)
        wrong |= order(&p->w, &x, &c, i, block + i);
    p->carries = c;
    return !lanes_any(wrong);
}

/* ---- what closes what ---- */

/* Brackets, and the scalars between them: one loop, since the processor guesses wrong where a loop
 * ends. False: the rest is not worth looking at. */
static __attribute__((noinline)) bool values_good(struct pass *p, size_t block, size_t n)
{
    struct window *w = &p->w;
    uint32_t *partners = p->x->partners, *ranks = p->x->ranks + block;
    uint32_t *outside = p->levels + BLOCK, *level = p->level, *deepest = p->deepest;
    uint32_t next = p->next, mismatch = 0, place = (uint32_t)(block * BLOCK);
    const char *at = p->at + block * BLOCK, *end = p->end;
    for (size_t k = 0; k < n; k++, at += BLOCK, place += BLOCK) {
        uint64_t opens = w->open[k], scalars = w->scalar[k], objects = 0;
        ranks[k] = next / 4;
        w->in_object[k] = *level & KIND_OBJECT;
        for (uint64_t rest = opens | w->close[k] | scalars; rest; rest &= rest - 1) {
            uint32_t i = (uint32_t)__builtin_ctzll(rest);
            if (scalars >> i & 1) {
                if (!scalar_good(at + i, end))
                    return false;
                continue;
            }
            /* { and } have this bit, [ and ] have not */
            uint32_t kind = (unsigned char)at[i] >> 5 & KIND_OBJECT;
            if (opens >> i & 1) {
                *++level = next | kind;
                next += 4;
                deepest = level > deepest ? level : deepest;
            } else {
                uint32_t closed = *level--;
                mismatch |= closed ^ kind;
                partners[closed / 4] = place + i;
                kind = *level & KIND_OBJECT;
            }
            objects |= (uint64_t)kind << i;
        }
        w->objects[k] = objects;
        if (level < outside || deepest > outside + JSON_DEPTH)
            return false;
    }
    p->level = level;
    p->deepest = deepest;
    p->next = next;
    return !(mismatch & KINDS);
}

/* No colon but in an object, nothing listed in one: from behind each bracket that leaves us in an
 * object an addition runs to the next bracket. */
INLINE lanes misplaced(const struct window *w, size_t i)
{
    lanes others = ~(lanes_load(w->open + i) | lanes_load(w->close + i));
    lanes objects = lanes_load(w->objects + i);
    lanes in_object = (others + 2 * objects + lanes_load(w->in_object + i)) ^ others;
    return (lanes_load(w->colon + i) & ~in_object) | (lanes_load(w->listed + i) & in_object);
}

/* ---- the line ---- */

/* So many blocks, a multiple of LANES, from that one on. */
INLINE bool window_good(struct pass *p, size_t block, size_t n)
{
    lanes wrong = {0};
    if (p->wrong || !order_good(p, block, n) || !values_good(p, block, n))
        return false;
    for (size_t i = 0; i < n; i += LANES)
        wrong |= misplaced(&p->w, i);
    return !lanes_any(wrong);
}

/* Exactly one value: its end is the last token, which is the first one or closes that. */
INLINE bool whole(const struct pass *p, size_t block, uint64_t in_string)
{
    const struct index *x = p->x;
    if (in_string || !p->carries.full || p->carries.fresh || p->level != p->levels + BLOCK)
        return false;
    while (!x->starts[block])
        block--;
    size_t first = x->starts[0] & 1 ? 0 : index_next(x, 0);
    size_t last = block * BLOCK + 63 - (size_t)__builtin_clzll(x->starts[block]);
    return last == (x->opens[first / BLOCK] >> (first % BLOCK) & 1 ? x->partners[0] : first);
}

INLINE bool pass(struct index *x, struct span text, struct kernel *k)
{
    struct pass p;
    size_t blocks = text.len / BLOCK, block = 0, n;
    memset(&p, 0, offsetof(struct pass, w));
    for (int i = 0; i < BLOCK; i++)
        p.levels[i] = KIND_NONE;
    p.level = p.deepest = p.levels + BLOCK;
    *p.level = 0;
    p.at = text.at;
    p.end = text.at + text.len;
    p.x = x;
    p.kernel = k;
    x->escapes = x->lone = false;
    uint64_t in_string = 0;
    for (bool done = false; !done; block += n) {
        for (n = 0; n < WINDOW && block + n < blocks; n++)
            in_string =
                characters(&p, p.at + (block + n) * BLOCK, (block + n) * BLOCK, n, in_string);
        done = n < WINDOW;
        if (done) {
            /* The rest, with blanks behind it; also when there is none, so that what is cut short
             * shows. */
            char rest[BLOCK];
            memset(rest, ' ', sizeof rest);
            memcpy(rest, p.at + blocks * BLOCK, text.len % BLOCK);
            in_string = characters(&p, rest, blocks * BLOCK, n++, in_string);
            for (; n % LANES; n++)
                no_characters(&p, n, in_string);
        }
        if (!window_good(&p, block, n))
            return false;
    }
    x->depth = (int)(p.deepest - p.levels) - BLOCK;
    return whole(&p, block - 1, in_string) && good(k, text);
}

#endif
#endif
