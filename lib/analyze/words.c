#include "lib/analyze/words.h"
#include <stdlib.h>
#include <utf8proc.h>
#include "lib/analyze/array.h"

enum { WORD_LIMIT = 256 }; /* bytes of a word that count; the rest of a longer one is passed over */

enum kind { SPACE, BREAK, LETTER, ALONE, APOSTROPHE };

/* One character: what it is, and its length in bytes. */
static enum kind kind_of(struct span s, size_t *len)
{
    unsigned char c = (unsigned char)s.at[0];
    *len = 1;
    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            return LETTER;
        if (c == '\'')
            return APOSTROPHE;
        return c <= ' ' || c == '-' || c == '"' || c == '$' || c == '%' || c == '/' ? SPACE : BREAK;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len, &point);
    if (n <= 0)
        return BREAK;
    *len = (size_t)n;
    if (point == 0x2019 || point == 0x02bc)
        return APOSTROPHE;
    if ((point >= 0x3040 && point <= 0x30ff) || (point >= 0x3400 && point <= 0x9fff) ||
        (point >= 0x20000 && point <= 0x3ffff))
        return ALONE;
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return LETTER;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_SC: return SPACE;
    default: return BREAK;
    }
}

/* Case-fold into `room`. What Unicode cannot fold is kept as it is. */
static int fold(char *room, struct span word, struct span *folded, struct fault *f)
{
    size_t n = word.len < WORD_LIMIT ? word.len : WORD_LIMIT;
    bool ascii = true;
    for (size_t i = 0; i < n; i++) {
        char c = word.at[i];
        ascii = ascii && !((unsigned char)c & 0x80);
        room[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len =
        ascii ? 0
              : utf8proc_map((const utf8proc_uint8_t *)word.at, (utf8proc_ssize_t)word.len, &mapped,
                             UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    if (len == UTF8PROC_ERROR_NOMEM)
        return fault(f, STATUS_NO_MEMORY, "no memory for a word");
    if (len > 0) {
        n = (size_t)len < WORD_LIMIT ? (size_t)len : WORD_LIMIT;
        memcpy(room, mapped, n);
    }
    free(mapped);
    *folded = (struct span){room, n};
    return 0;
}

static int put(struct words *w, struct lexicon *l, struct span folded, struct word_seen seen,
               struct fault *f)
{
    if (lexicon_word(l, folded, &seen.word, f) != 0)
        return -1;
    seen.flags = (uint16_t)lexicon_flags(l, seen.word);
    seen.stem = lexicon_stem(l, seen.word);
    if (seen.flags & WORD_FILLER)
        return 0;
    if (array_room(&w->at, &w->room, w->n + 1, sizeof *w->at, f) != 0)
        return -1;
    w->at[w->n++] = seen;
    return 0;
}

static bool one_of(struct span word, const char *list)
{
    for (; *list; list += strcspn(list, " "), list += *list == ' ') {
        size_t len = strcspn(list, " ");
        if (word.len == len && memcmp(word.at, list, len) == 0)
            return true;
    }
    return false;
}

/* A word with an apostrophe in it, folded: head before it, tail after it. */
static int put_contraction(struct words *w, struct lexicon *l, struct span head, struct span tail,
                           struct word_seen seen, struct fault *f)
{
    static const char *const opened[][2] = {
        {"re", "are"}, {"ve", "have"}, {"ll", "will"}, {"d", "would"}, {"m", "am"}};
    const char *second = NULL;
    if (span_is(tail, "t") && head.len > 1 && head.at[head.len - 1] == 'n') {
        second = "not";
        if (span_is(head, "won"))
            head = span_of("will");
        else if (span_is(head, "can"))
            head = span_of("can");
        else
            head.len--;
    } else if (span_is(tail, "s")) {
        if (span_is(head, "let"))
            second = "us";
        else if (one_of(head, "it that he she what who where how there here when why this "
                              "everything everyone"))
            second = "is";
    } else {
        for (size_t i = 0; i < sizeof opened / sizeof *opened; i++)
            if (span_is(tail, opened[i][0]))
                second = opened[i][1];
    }
    if (put(w, l, head, seen, f) != 0)
        return -1;
    seen.after_break = false;
    if (second)
        return put(w, l, span_of(second), seen, f);
    return span_is(tail, "s") ? 0 : put(w, l, tail, seen, f);
}

static int put_word(struct words *w, struct lexicon *l, struct span text, size_t from,
                    size_t apostrophe, size_t after, size_t to, bool after_break, struct fault *f)
{
    char head[WORD_LIMIT], tail[WORD_LIMIT];
    struct word_seen seen = {
        .at = (uint32_t)from, .len = (uint32_t)(to - from), .after_break = after_break};
    struct span h, t;
    size_t h_end = apostrophe ? apostrophe : to;
    if (fold(head, (struct span){text.at + from, h_end - from}, &h, f) != 0)
        return -1;
    if (!apostrophe)
        return put(w, l, h, seen, f);
    if (fold(tail, (struct span){text.at + after, to - after}, &t, f) != 0)
        return -1;
    return put_contraction(w, l, h, t, seen, f);
}

int words_read(struct words *w, struct lexicon *l, struct span text, struct fault *f)
{
    bool broken = true;
    for (size_t i = 0; i < text.len;) {
        size_t len;
        enum kind c = kind_of((struct span){text.at + i, text.len - i}, &len);
        if (c != LETTER && c != ALONE) {
            broken = broken || c == BREAK;
            i += len;
            continue;
        }
        /* A word runs over letters, and over one apostrophe that has letters on both sides. */
        size_t from = i, apostrophe = 0, after = 0;
        i += len;
        while (c == LETTER && i < text.len) {
            enum kind next = kind_of((struct span){text.at + i, text.len - i}, &len);
            if (next == APOSTROPHE && !apostrophe && i + len < text.len) {
                size_t skip;
                if (kind_of((struct span){text.at + i + len, text.len - i - len}, &skip) != LETTER)
                    break;
                apostrophe = i;
                after = i + len;
            } else if (next != LETTER) {
                break;
            }
            i += len;
        }
        if (put_word(w, l, text, from, apostrophe, after, i, broken, f) != 0)
            return -1;
        broken = false;
    }
    return 0;
}

void words_clear(struct words *w)
{
    free(w->at);
    *w = (struct words){0};
}
