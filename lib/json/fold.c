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

void fold_add(struct buf *b, struct span text)
{
    bool apart = b->len > 0;
    while (text.len > 0) {
        unsigned char c = (unsigned char)*text.at;
        unsigned long point = c;
        bool space = c == ' ' || (c >= '\t' && c <= '\r');
        if (c < 0x80) {
            text.at++;
            text.len--;
            if (c >= 'A' && c <= 'Z')
                point = c + 32u;
        } else {
            long next = plain_next(&text);
            point = next < 0 ? 0xfffd : lower((unsigned long)next);
            space = next >= 0 && blank((unsigned long)next);
        }
        if (space) {
            apart = b->len > 0;
            continue;
        }
        if (apart)
            buf_byte(b, ' ');
        apart = false;
        add_point(b, point);
    }
}

bool fold_has(struct span folded, struct span needle)
{
    return folded.at && memmem(folded.at, folded.len, needle.at, needle.len) != NULL;
}
