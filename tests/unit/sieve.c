/* The sieve: each way to spell a text is found, whichever processor looks. */
#include "tests/unit/check.h"

#include <stdlib.h>
#include <string.h>
#include "lib/base/buf.h"
#include "lib/base/plain.h"
#include "lib/json/fold.h"
#include "lib/json/json.h"
#include "lib/json/sieve.h"

static uint64_t state = 88172645463325252;

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 32) % n;
}

static struct fault f;

/* A character as JSON may write it. */
static void spell(struct buf *b, char c, bool fold)
{
    static const struct {
        char letter;
        const char *ways[4];
    } others[] = {{'i', {"\u0130", "\u0131", "\\u0130", "\\u0131"}},
                  {'s', {"\u017f", "\\u017f", "\\u017F", "\u017f"}},
                  {'k', {"\u212a", "\\u212a", "\\u212A", "\u212a"}}};
    unsigned how = below(8);
    if (fold && below(2) && c >= 'a' && c <= 'z')
        c = (char)(c - 32);
    for (size_t i = 0; fold && how == 0 && i < 3; i++)
        if ((c | 0x20) == others[i].letter) {
            buf_text(b, others[i].ways[below(4)]);
            return;
        }
    if (how < 2)
        buf_format(b, below(2) ? "\\u%04x" : "\\u%04X", (unsigned)c);
    else if (c == '/' && how < 5)
        buf_text(b, "\\/");
    else
        buf_byte(b, c);
}

/* What stands around: much like the text, and much that only begins like it. */
static void noise(struct buf *b, struct span text, unsigned n)
{
    static const char *const odd[] = {
        "\\u00e9", "\\n", "\\\"",  "\\\\",           "\u00e9", "\u2019", "\u017e",   "\u0131",
        "\\u0",    "\\",  "\\u00", "\\ud83d\\ude00", "\xe2",   "\xc5",   "\xe2\x84", " "};
    for (; n > 0; n--) {
        unsigned how = below(6);
        if (how == 0)
            buf_text(b, odd[below(sizeof odd / sizeof odd[0])]);
        else if (how < 3 && text.len)
            buf_byte(b, text.at[below((unsigned)text.len)]);
        else
            buf_byte(b, (char)('a' + below(26)));
    }
}

static void text_of(struct buf *b, bool fold)
{
    static const char letters[] = "aabiskx/7'q-";
    for (unsigned n = 1 + below(12); n > 0; n--)
        buf_byte(b, letters[below(sizeof letters - 1)]);
    if (!fold && below(4) == 0)
        buf_text(b, "Ab C");
}

/* The character that begins at *at, moved on; -1 where none does. */
static long next(const char **at, const char *end)
{
    static const char hex[] = "0123456789abcdef";
    struct span rest = {*at, (size_t)(end - *at)};
    long code = 0;
    if (**at != '\\') {
        code = plain_next(&rest);
        *at = rest.at;
        return code;
    }
    if (rest.len >= 2 && rest.at[1] == '/') {
        *at += 2;
        return '/';
    }
    if (rest.len < 6 || rest.at[1] != 'u')
        return -1;
    for (int i = 2; i < 6; i++) {
        const char *digit = memchr(hex, rest.at[i] | 0x20, 16);
        if (!digit)
            return -1;
        code = code << 4 | (digit - hex);
    }
    *at += 6;
    return code;
}

static bool begins(struct span text, bool fold, const char *at, const char *end)
{
    for (size_t i = 0; i < text.len; i++) {
        long c = at < end ? next(&at, end) : -1;
        if (fold)
            c = c >= 'A' && c <= 'Z'       ? c + 32
                : c == 0x130 || c == 0x131 ? 'i'
                : c == 0x17f               ? 's'
                : c == 0x212a              ? 'k'
                                           : c;
        if (c != text.at[i])
            return false;
    }
    return true;
}

/* The first place where the text begins, tried one after the other. */
static const char *first(struct span text, bool fold, struct span in)
{
    for (size_t i = 0; i < in.len; i++)
        if (begins(text, fold, in.at + i, in.at + in.len))
            return in.at + i;
    return NULL;
}

/* Both kernels say the same; they miss nothing, and stop at nothing else. */
static void test_spellings(void)
{
    struct buf text = BUF(0), line = BUF(0);
    for (int round = 0; round < 60000; round++) {
        bool fold = below(3) > 0, there = below(2);
        buf_clear(&text);
        buf_clear(&line);
        text_of(&text, fold);
        noise(&line, buf_view(&text), below(90));
        size_t from = line.len;
        for (size_t i = 0; there && i < text.len; i++)
            spell(&line, text.at[i], fold);
        size_t to = line.len;
        noise(&line, buf_view(&text), below(90));
        struct sieve *s = sieve_new(buf_view(&text), fold, &f);
        CHECK(s && sieve_worth(s) > 0);
        /* In a room of its own, so that a sanitizer sees a step too far. */
        char *room = malloc(line.len + 1);
        memcpy(room, line.at, line.len);
        const char *found = sieve_find(s, (struct span){room, line.len});
        CHECK(found == sieve_find_plain(s, (struct span){room, line.len}));
        const char *is = first(buf_view(&text), fold, (struct span){room, line.len});
        CHECK(is ? found && found >= is : !found);
        CHECK(!there || (found && found < room + to));
        found = sieve_find(s, (struct span){room + from, to - from});
        CHECK(found == sieve_find_plain(s, (struct span){room + from, to - from}));
        CHECK(!there || found);
        free(room);
        sieve_free(s);
    }
    buf_free(&text);
    buf_free(&line);
}

/* A phrase of several words: blanks of all kinds between them, or the end of a sentence. */
static void test_phrases(void)
{
    static const char *const words[] = {"data", "residency", "if", "k", "m\u00fcller", "and/or"};
    static const char *const spelled[] = {"M\u00dcLLER", "m\\u00fcLler", "m\u00fcl\\u006cer"};
    static const char *const blanks[] = {" ",
                                         "  ",
                                         "\\t",
                                         " \\n",
                                         "\u00a0",
                                         "\\u0020",
                                         "\\r ",
                                         "\"},{\"start\":1,\"text\":\"",
                                         " \"},{\"text\" : \"\\t ",
                                         "\"},{\"text\":\"\"},{\"text\":\" "};
    static const char *const ends[] = {"", "x", " ", "\"}", "data ", "\\u00e9"};
    struct buf text = BUF(0), line = BUF(0);
    for (int round = 0; round < 40000; round++) {
        buf_clear(&text);
        buf_clear(&line);
        buf_text(&line, ends[below(6)]);
        for (unsigned n = 1 + below(4), i = 0; i < n; i++) {
            unsigned w = below(6);
            buf_format(&text, "%s%s", i ? " " : "", words[w]);
            buf_text(&line, i ? blanks[below(10)] : "");
            if (w == 4)
                buf_text(&line, spelled[below(3)]);
            for (const char *c = words[w]; w != 4 && *c; c++)
                spell(&line, *c, true);
        }
        buf_text(&line, ends[below(6)]);
        struct sieve *s = sieve_new(buf_view(&text), true, &f);
        const char *found = sieve_find(s, buf_view(&line));
        CHECK(found && found == sieve_find_plain(s, buf_view(&line)));
        sieve_free(s);
    }
    buf_free(&text);
    buf_free(&line);
}

static bool finds(const char *text, bool fold, const char *line)
{
    struct sieve *s = sieve_new(span_of(text), fold, &f);
    const char *found = sieve_find(s, span_of(line));
    CHECK(found == sieve_find_plain(s, span_of(line)));
    sieve_free(s);
    return found != NULL;
}

static void test_single(void)
{
    CHECK(finds("data residency", true, "{\"a\":\"Data\\tRESIDENCY\"}"));
    CHECK(finds("data residency", true, "{\"a\":\"the re\\u0053\\u0069dency of it\"}"));
    CHECK(!finds("data residency", true, "{\"a\":\"the r\\u00e9sidency of data\"}"));
    CHECK(!finds("residency", true, "{\"a\":\"r\\u00e9sidenc\\u00c9 \\n\\\" \\\\residenc\"}"));
    CHECK(!finds("Residency", false, "{\"a\":\"residency\"}"));
    CHECK(finds("Residency", false, "{\"a\":\"\\u0052esidenc\\u0079\"}"));
    CHECK(finds("a b", false, "\"a\\u0020b\"") && !finds("a b", false, "\"a\\tb\""));
    CHECK(finds("and/or", true, "\"and\\/or\"") && finds("and/or", true, "\"AND/OR\""));
    /* the words around the rarest one are looked at where they are plain */
    CHECK(finds("the data residency", true, "\"THE  data Residency\""));
    CHECK(!finds("the data residency", true, "\"our data residency\""));
    CHECK(!finds("residency of data", true, "\"residency if data\""));
    CHECK(finds("data residency", true, "\"data \"},{\"text\":\" residency\""));
    CHECK(finds("data residency", true, "\"\\tresidency\""));
    CHECK(!finds("data residency", true, "\"my residency\""));
    CHECK(!finds("m\u00fcller", true, "\"miller\""));
    /* what JSON never writes as it is does not count */
    CHECK(finds("say \"hi\"", false, "\"say \\\"hi\\\"\"") && finds("\"", false, "anything"));
    CHECK(finds("m\u00fcller", true, "\"M\\u00dcLLER\"") &&
          !finds("m\u00fcller", true, "\"M\\u00dcLL\""));
    CHECK(finds("\u65e5\u672c", true, "") && finds("\"\\", true, "x"));
    CHECK(!finds("x", true, "") && finds("x", true, "X"));
    struct sieve *s = sieve_new(span_of("\u65e5\u672c"), true, &f);
    CHECK(sieve_worth(s) == 0);
    sieve_free(s);
    s = sieve_new(span_of("the residency of"), true, &f);
    const char line[] = "of the Residency";
    CHECK(sieve_find(s, span_of(line)) == line + 7);
    sieve_free(s);
}

/* Every character that folds to one of ASCII is found where that one is looked for. */
static void test_folding(void)
{
    struct buf raw = BUF(0), folded = BUF(0);
    char escaped[16];
    int others = 0;
    for (unsigned c = 0x80; c < 0x110000; c++) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        snprintf(escaped, sizeof escaped, c < 0x10000 ? "\"\\u%04x\"" : "\"\\u%04x\\u%04x\"",
                 c < 0x10000 ? c : 0xd800 + ((c - 0x10000) >> 10), 0xdc00 + (c & 0x3ff));
        buf_clear(&raw);
        buf_clear(&folded);
        json_text(&raw, span_of(escaped));
        fold_add(&folded, buf_view(&raw));
        if (folded.len != 1)
            continue;
        others++;
        CHECK(finds(folded.at, true, escaped) && finds(folded.at, true, raw.at));
    }
    CHECK(others == 4);
    buf_free(&raw);
    buf_free(&folded);
}

int main(void)
{
    test_single();
    test_folding();
    test_spellings();
    test_phrases();
    return check_end();
}
