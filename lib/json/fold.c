#include "lib/json/fold.h"

#include <locale.h>
#include <pthread.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
#include "lib/base/plain.h"

/* C's classes in UTF-8, whatever the user's locale. Debian's C library always has this one; without
 * it only ASCII would fold. Made once and kept: it is the process's. */
static locale_t made;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make(void)
{
    made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

static locale_t utf8(void)
{
    pthread_once(&once, make);
    return made;
}

static void add_point(struct buf *b, unsigned long c)
{
    if (c < 0x80) {
        buf_byte(b, (char)c);
        return;
    }
    char bytes[4];
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3f));
    bytes[0] = (char)((0xf00u >> n) & 0xff) | (char)c;
    buf_add(b, bytes, n);
}

/* By way of the upper case, so that the two small sigmas are one. */
static unsigned long lower(unsigned long c)
{
    locale_t l = utf8();
    return l ? towlower_l(towupper_l((wint_t)c, l), l) : c;
}

static bool blank(unsigned long c)
{
    locale_t l = utf8();
    return c == 0xa0 || c == 0x202f || (l && iswspace_l((wint_t)c, l));
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static unsigned char small(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

/* The ASCII that the text begins with, folded; *apart: a blank stands last, or nothing does. Each
 * byte is written, and stays if it is not one blank more. */
static struct span add_ascii(struct buf *b, struct span text, bool *apart)
{
    size_t n = 0;
    while (n < text.len && (unsigned char)text.at[n] < 0x80)
        n++;
    char *room = buf_room(b, n);
    if (!room)
        return SPAN_NONE;
    char *to = room;
    bool blank_before = *apart;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool blank_now = is_blank(c);
        *to = (char)(blank_now ? ' ' : small(c));
        to += !(blank_now && blank_before);
        blank_before = blank_now;
    }
    *apart = blank_before;
    b->len += (size_t)(to - room);
    b->at[b->len] = '\0';
    return (struct span){text.at + n, text.len - n};
}

static struct span add_other(struct buf *b, struct span text, bool *apart)
{
    long c = plain_next(&text);
    if (c >= 0 && blank((unsigned long)c)) {
        if (!*apart)
            buf_byte(b, ' ');
        *apart = true;
    } else {
        add_point(b, c < 0 ? 0xfffd : lower((unsigned long)c));
        *apart = false;
    }
    return text;
}

void fold_add(struct buf *b, struct span text)
{
    bool apart = true;
    if (b->len > 0)
        buf_byte(b, ' ');
    while (text.len > 0)
        text = (unsigned char)*text.at < 0x80 ? add_ascii(b, text, &apart)
                                              : add_other(b, text, &apart);
    if (apart && b->len > 0 && b->state == BUF_SOUND)
        b->at[--b->len] = '\0';
}

enum answer { NO, YES, UNSURE };

static size_t skip_blanks(struct span text, size_t i)
{
    while (i < text.len && is_blank((unsigned char)text.at[i]))
        i++;
    return i;
}

static bool is_ascii(struct span text, size_t i)
{
    return i >= text.len || (unsigned char)text.at[i] < 0x80;
}

/* Does the text say the needle from *i on? It moves *i behind it. Unsure when another character
 * than ASCII's comes before that is known. */
static enum answer says(struct span text, struct span needle, size_t *i)
{
    for (size_t k = 0; k < needle.len; k++) {
        size_t before = *i;
        if (needle.at[k] == ' ' && (*i = skip_blanks(text, *i)) > before)
            continue;
        if (!is_ascii(text, *i))
            return UNSURE;
        if (*i == text.len || needle.at[k] == ' ' ||
            small((unsigned char)text.at[*i]) != (unsigned char)needle.at[k])
            return NO;
        ++*i;
    }
    return YES;
}

static enum answer is_ascii_text(struct span text, struct span needle)
{
    size_t i = skip_blanks(text, 0);
    enum answer a = says(text, needle, &i);
    if (a != YES)
        return a;
    i = skip_blanks(text, i);
    return i == text.len ? YES : is_ascii(text, i) ? NO : UNSURE;
}

static struct span folded(struct span text, struct buf *room)
{
    buf_clear(room);
    fold_add(room, text);
    return buf_view(room);
}

bool fold_is(struct span text, struct span needle, struct buf *room)
{
    enum answer a = is_ascii_text(text, needle);
    return a == UNSURE ? span_equal(folded(text, room), needle) : a == YES;
}

bool fold_within(struct span text, struct span needle, struct buf *room)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t at = i;
        enum answer a = is_ascii(text, i) ? says(text, needle, &at) : UNSURE;
        if (a == UNSURE)
            return fold_has(folded(text, room), needle);
        if (a == YES)
            return true;
    }
    return false;
}

bool fold_has(struct span folded, struct span needle)
{
    return folded.at && memmem(folded.at, folded.len, needle.at, needle.len) != NULL;
}
