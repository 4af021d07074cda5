#include "lib/analyze/spelling.h"

#include <stdlib.h>
#include <utf8proc.h>
#include "lib/analyze/array.h"

enum kind { BETWEEN, LETTER, ALONE };

static const struct {
    utf8proc_int32_t from, to;
} unspaced[] = {{0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1100, 0x11ff},  {0x1780, 0x17ff},
                {0x3040, 0x30ff}, {0x3400, 0x4dbf}, {0x4e00, 0x9fff},  {0xac00, 0xd7af},
                {0xf900, 0xfaff}, {0xff66, 0xff9f}, {0x20000, 0x3ffff}};

static bool is_letter(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

static bool is_small(utf8proc_int32_t c)
{
    return c < 0x80 ? c >= 'a' && c <= 'z' : utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

static bool is_unspaced(utf8proc_int32_t c)
{
    for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced && c >= unspaced[i].from; i++)
        if (c <= unspaced[i].to)
            return true;
    return false;
}

static bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The character at the front, and its length in bytes; -1 for a byte that is not UTF-8. */
static utf8proc_int32_t character(struct span s, size_t *len)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len, &c);
    *len = n > 0 ? (size_t)n : 1;
    return n > 0 ? c : -1;
}

static struct span from(struct span s, size_t at)
{
    return (struct span){s.at + at, s.len - at};
}

static enum kind kind_at(struct span s, size_t *len, utf8proc_int32_t *c)
{
    *len = 1;
    *c = (unsigned char)*s.at;
    if (*c < 0x80)
        return is_ascii_word(*s.at) ? LETTER : BETWEEN;
    *c = character(s, len);
    if (*c < 0 || !is_letter(*c))
        return BETWEEN;
    return is_unspaced(*c) ? ALONE : LETTER;
}

/* Nobody sees them, and they part no words: a soft hyphen, joiners, directions, variations. */
static bool is_unseen(utf8proc_int32_t c)
{
    static const struct {
        utf8proc_int32_t from, to;
    } rows[] = {{0xad, 0xad},     {0x34f, 0x34f},    {0x61c, 0x61c},   {0x180b, 0x180f},
                {0x200b, 0x200f}, {0x202a, 0x202e},  {0x2060, 0x206f}, {0xfe00, 0xfe0f},
                {0xfeff, 0xfeff}, {0xe0000, 0xe0fff}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows && c >= rows[i].from; i++)
        if (c <= rows[i].to)
            return true;
    return false;
}

static size_t past_unseen(struct span text, size_t i)
{
    size_t len;
    while (i < text.len && (unsigned char)text.at[i] >= 0x80 &&
           is_unseen(character(from(text, i), &len)))
        i += len;
    return i;
}

/* ---- what makes words the same ---- */

struct folded {
    uint64_t hash; /* FNV-1a */
    struct buf *text;
};

static void put(struct folded *to, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        to->hash = (to->hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211u;
    if (to->text)
        buf_add(to->text, bytes, len);
}

/* Letters with a stroke, and the i without a dot, do not decompose. */
static utf8proc_int32_t bare(utf8proc_int32_t c)
{
    switch (c) {
    case 0xf8: return 'o';
    case 0x111: return 'd';
    case 0x131: return 'i';
    case 0x142: return 'l';
    default: return c;
    }
}

static void put_character(struct folded *to, utf8proc_int32_t c)
{
    enum { MOST = 32, MARKS = 0x300, MARKS_END = 0x36f };
    utf8proc_int32_t parts[MOST];
    int last = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        c, parts, MOST, UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
    if (n < 0 || n > MOST) {
        parts[0] = c;
        n = 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        utf8proc_uint8_t bytes[4];
        if (parts[i] < MARKS || parts[i] > MARKS_END)
            put(to, bytes, (size_t)utf8proc_encode_char(bare(parts[i]), bytes));
    }
}

static void fold(struct folded *to, struct span word)
{
    for (size_t i = 0, len = 1; i < word.len; i += len) {
        char c = word.at[i];
        len = 1;
        if (!((unsigned char)c & 0x80)) {
            c = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
            put(to, &c, 1);
            continue;
        }
        utf8proc_int32_t point = character(from(word, i), &len);
        if (point >= 0 && !is_unseen(point))
            put_character(to, point);
    }
}

void spelling_fold(struct buf *b, struct span word)
{
    struct folded to = {.text = b};
    fold(&to, word);
}

/* ---- words ---- */

static bool all_digits(struct span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] < '0' || word.at[i] > '9')
            return false;
    return true;
}

/* Marks behind a character that stands alone (which of its forms is meant) are its own. */
static size_t past_marks(struct span text, size_t i)
{
    size_t len;
    utf8proc_int32_t c;
    while (i < text.len && kind_at(from(text, i), &len, &c) == LETTER &&
           utf8proc_category(c) == UTF8PROC_CATEGORY_MN)
        i += len;
    return i;
}

static size_t past_letters(struct span text, size_t i)
{
    size_t len;
    utf8proc_int32_t c;
    for (size_t end = i; end < text.len;) {
        if (kind_at(from(text, end), &len, &c) != LETTER)
            break;
        i = end + len;
        end = past_unseen(text, i);
    }
    return i;
}

int spelling_read(struct spelling *s, struct span text, struct fault *f)
{
    s->text = text;
    s->n = 0;
    for (size_t i = 0; i < text.len;) {
        size_t len;
        utf8proc_int32_t c;
        enum kind kind = kind_at(from(text, i), &len, &c);
        if (kind == BETWEEN) {
            i += len;
            continue;
        }
        size_t end = kind == ALONE ? past_marks(text, i + len) : past_letters(text, i + len);
        struct folded to = {.hash = 14695981039346656037u};
        fold(&to, (struct span){text.at + i, kind == ALONE ? len : end - i});
        if (array_room(&s->at, &s->room, s->n + 1, sizeof *s->at, f) != 0)
            return -1;
        s->at[s->n++] = (struct spelled){.same = to.hash,
                                         .at = (uint32_t)i,
                                         .end = (uint32_t)end,
                                         .upper = !is_small(c),
                                         .digits = all_digits((struct span){text.at + i, end - i}),
                                         .alone = kind == ALONE};
        i = end;
    }
    return 0;
}

void spelling_clear(struct spelling *s)
{
    free(s->at);
    *s = (struct spelling){0};
}

struct span spelling_word(const struct spelling *s, size_t word)
{
    return spelling_run(s, word, word);
}

struct span spelling_run(const struct spelling *s, size_t first, size_t last)
{
    return (struct span){s->text.at + s->at[first].at, s->at[last].end - s->at[first].at};
}

struct span spelling_gap(const struct spelling *s, size_t word)
{
    return (struct span){s->text.at + s->at[word].end, s->at[word + 1].at - s->at[word].end};
}

bool spelling_is(const struct spelling *s, size_t word, const char *text)
{
    struct span w = spelling_word(s, word);
    size_t n = strlen(text);
    if (w.len != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((w.at[i] >= 'A' && w.at[i] <= 'Z' ? (char)(w.at[i] | 0x20) : w.at[i]) != text[i])
            return false;
    return true;
}
