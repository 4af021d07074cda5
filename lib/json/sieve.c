#include "lib/json/sieve.h"

#include <stdint.h>
#include <stdlib.h>
#include "lib/json/fold.h"
#include "lib/json/scan.h"

/* What is looked for is the longest run of the text that JSON writes in one way only, but for
 * \u00XX: of ASCII, without what is escaped, and when cases are folded without blanks and without
 * the letters that also stand for others (the Kelvin sign is a k, a dotless or dotted i an i, the
 * long s an s). */
enum { RUN_MOST = 255, ESCAPE = 6 };

struct sieve {
    struct buf text; /* folded, if it is to be */
    bool fold;
    const unsigned char *run; /* in it */
    size_t len;               /* 0: everything may have it */
    unsigned char same[256];  /* the byte that a byte counts as */
    bool in_run[256];         /* by `same` */
    uint8_t skip[256];        /* how far the window moves by its last byte */
};

static bool plain(unsigned char c, bool fold)
{
    return c > ' ' && c < 0x7f && !strchr("\"\\/", c) && !(fold && strchr("iks", c));
}

static struct span longest_run(struct span text, bool fold)
{
    struct span best = {text.at, 0};
    for (size_t i = 0, n; i < text.len; i += n + 1) {
        for (n = 0; i + n < text.len && plain((unsigned char)text.at[i + n], fold);)
            n++;
        if (n > best.len)
            best = (struct span){text.at + i, n};
    }
    if (best.len > RUN_MOST)
        best.len = RUN_MOST;
    return best;
}

struct sieve *sieve_new(struct span text, bool fold, struct fault *f)
{
    struct sieve *s = calloc(1, sizeof *s);
    if (s && fold)
        fold_add(&s->text, text);
    else if (s)
        buf_span(&s->text, text);
    if (!s || buf_check(&s->text, "a text to look for", f) != 0) {
        sieve_free(s);
        fault(f, STATUS_NO_MEMORY, "no memory for a text to look for");
        return NULL;
    }
    struct span run = longest_run(buf_view(&s->text), fold);
    s->fold = fold;
    s->run = (const unsigned char *)run.at;
    s->len = run.len;
    for (int c = 0; c < 256; c++) {
        s->same[c] = (unsigned char)(fold && c >= 'A' && c <= 'Z' ? c + 32 : c);
        s->skip[c] = (uint8_t)run.len;
    }
    for (size_t i = 0; i < run.len; i++) {
        unsigned char c = (unsigned char)run.at[i];
        s->in_run[c] = true;
        if (i + 1 < run.len)
            for (int other = 0; other < 256; other++)
                if (s->same[other] == c)
                    s->skip[other] = (uint8_t)(run.len - 1 - i);
    }
    return s;
}

void sieve_free(struct sieve *s)
{
    if (s)
        buf_free(&s->text);
    free(s);
}

/* ---- what stands before and behind a run that was found ---- */

enum fit { NO, YES, UNSURE };

/* A byte of the text, and a byte of the line where it should be. Where there is a blank, a sentence
 * may also end. */
static enum fit fits(const struct sieve *s, unsigned char c, unsigned char before,
                     unsigned char raw)
{
    if (raw == '\\' || raw >= 0x80 || c >= 0x80)
        return UNSURE;
    if (raw == '"')
        return s->fold && (c == ' ' || before == ' ') ? UNSURE : NO;
    return s->same[raw] == c ? YES : NO;
}

static bool may_go_on(const struct sieve *s, const char *at, const char *end)
{
    const unsigned char *c = s->run + s->len,
                        *last = (const unsigned char *)s->text.at + s->text.len;
    for (; c < last && at < end; c++, at++) {
        enum fit fit = fits(s, c[0], c[-1], (unsigned char)at[0]);
        if (fit != YES)
            return fit == UNSURE;
        while (s->fold && *c == ' ' && at + 1 < end && at[1] == ' ')
            at++;
    }
    return true;
}

/* Backwards an escape shows its last byte first. */
static bool may_have_begun(const struct sieve *s, const char *at, const char *begin)
{
    const unsigned char *c = s->run, *first = (const unsigned char *)s->text.at;
    for (; c > first && at > begin; c--, at--) {
        enum fit fit = fits(s, c[-1], c[0], (unsigned char)at[-1]);
        size_t near = at - begin < ESCAPE ? (size_t)(at - begin) : ESCAPE;
        if (fit != YES)
            return fit == UNSURE || memchr(at - near, '\\', near);
        while (s->fold && c[-1] == ' ' && at - 1 > begin && at[-2] == ' ')
            at--;
    }
    return true;
}

static bool is_run(const struct sieve *s, const char *at)
{
    for (size_t i = s->len; i > 0; i--)
        if (s->same[(unsigned char)at[i - 1]] != s->run[i - 1])
            return false;
    return true;
}

/* Horspool's: the window moves by what its last byte allows. */
static const char *find_run(const struct sieve *s, struct span in)
{
    const unsigned char end_of_run = s->run[s->len - 1];
    const char *at = in.at, *end = in.at + in.len;
    while ((size_t)(end - at) >= s->len) {
        unsigned char last = (unsigned char)at[s->len - 1];
        if (s->same[last] == end_of_run && is_run(s, at) && may_have_begun(s, at, in.at) &&
            may_go_on(s, at + s->len, end))
            return at;
        at += s->skip[last];
    }
    return NULL;
}

/* A \u00XX that is one of the run's bytes; or what looks like one, behind an escaped backslash. */
static const char *find_escape(const struct sieve *s, struct span in)
{
    const char *end = in.at + in.len;
    for (const char *at = in.at; (at = memchr(at, '\\', (size_t)(end - at))); at += 2) {
        if (end - at < 6)
            return NULL;
        if (memcmp(at, "\\u00", 4) != 0)
            continue;
        int high = hex(at[4]), low = hex(at[5]);
        if (high >= 0 && low >= 0 && s->in_run[s->same[16 * high + low]])
            return at;
    }
    return NULL;
}

const char *sieve_find(const struct sieve *s, struct span in)
{
    if (s->len == 0 || in.len == 0)
        return in.len ? in.at : NULL;
    const char *run = find_run(s, in);
    const char *escape = find_escape(s, (struct span){in.at, run ? (size_t)(run - in.at) : in.len});
    return escape ? escape : run;
}
