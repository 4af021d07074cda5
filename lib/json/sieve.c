#include "lib/json/sieve.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/scan.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* A byte of the run, at this distance from its first; `any_case` is 0x20 where both cases do. */
struct rare {
    size_t at;
    unsigned char byte, any_case;
};

/* What may begin another spelling: a backslash, and the first bytes of the characters that fold to
 * ASCII. There are these: U+0130 and U+0131 to i, U+017F to s, U+212A to k. */
enum { LEADS = 4 };
enum { MAY_BEGIN = 1, MAY_LEAD = 2 };

struct sieve {
    const char *(*find)(const struct sieve *s, const char *at, const char *end);
    struct rare rare[2];
    unsigned char leads[LEADS]; /* filled up with the first */
    unsigned char may[256];     /* MAY_BEGIN, MAY_LEAD, of each byte */
    bool fold;
    size_t worth, len;
    const char *run; /* lower case when folded */
    size_t before, after;
    char text[]; /* `before` bytes, the run, `after` bytes */
};

/* ---- one place ---- */

static unsigned char small(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

static bool same(const struct sieve *s, const char *at, const char *run, size_t n)
{
    if (!s->fold)
        return memcmp(at, run, n) == 0;
    for (size_t i = 0; i < n; i++)
        if (small((unsigned char)at[i]) != (unsigned char)run[i])
            return false;
    return true;
}

/* The character of a run that a code point stands for; 0: none. */
static char plain_of(const struct sieve *s, long code)
{
    if (code < 0x80)
        return (char)(s->fold ? small((unsigned char)code) : (unsigned char)code);
    if (!s->fold)
        return 0;
    switch (code) {
    case 0x130:
    case 0x131: return 'i';
    case 0x17f: return 's';
    case 0x212a: return 'k';
    default: return 0;
    }
}

/* The character that is spelled at `at` in another way than as itself, and how long that is; 0 if
 * it can be none of a run. */
static char spelled(const struct sieve *s, const char *at, const char *end, size_t *len)
{
    size_t left = (size_t)(end - at);
    if (left < 2)
        return 0;
    *len = 2;
    if (*at != '\\') {
        struct span rest = {at, left};
        long code = plain_next(&rest);
        *len = left - rest.len;
        return code < 0 ? 0 : plain_of(s, code);
    }
    if (at[1] != 'u')
        return at[1] == '/' ? '/' : 0;
    if (left < 6)
        return 0;
    long code = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex(at[i]);
        if (digit < 0)
            return 0;
        code = code << 4 | digit;
    }
    *len = 6;
    return plain_of(s, code);
}

static bool leads(const struct sieve *s, char c)
{
    return s->may[(unsigned char)c] & MAY_LEAD;
}

/* Is the rest of the run here, spelled in any way? */
static bool goes_on(const struct sieve *s, const char *at, const char *end, size_t k)
{
    for (size_t len; k < s->len; k++, at += len) {
        len = 1;
        if (at == end)
            return false;
        if (!same(s, at, s->run + k, 1) &&
            !(leads(s, *at) && spelled(s, at, end, &len) == s->run[k]))
            return false;
    }
    return true;
}

/* Does the run's first character in another spelling stand here? What comes before it is plain. */
static bool is_odd(const struct sieve *s, const char *start, const char *at, const char *end)
{
    size_t len, before = (size_t)(at - start);
    char c = spelled(s, at, end, &len);
    if (!c)
        return false;
    for (size_t k = 0; k < s->len && k <= before; k++)
        if (s->run[k] == c && same(s, at - k, s->run, k) && goes_on(s, at + len, end, k + 1))
            return true;
    return false;
}

/* ---- what stands around a plain run: a look at it saves the caller most of what is none ---- */

/* What is known of the text's next byte, c: there, not there, or it may be in some other spelling
 * or another sentence. */
enum answer { IS_NOT, IS, MAY_BE };

static enum answer compare(const struct sieve *s, char c, char raw)
{
    unsigned char u = (unsigned char)raw;
    if (u >= 0x80 || raw == '\\' || (s->fold && c == ' ' && raw == '"'))
        return MAY_BE;
    return (unsigned char)c == (s->fold ? small(u) : u) ? IS : IS_NOT;
}

static bool may_follow(const struct sieve *s, const char *at, const char *end)
{
    const char *text = s->run + s->len;
    for (size_t i = 0; i < s->after && at < end; i++, at++) {
        enum answer a = compare(s, text[i], *at);
        if (a != IS)
            return a == MAY_BE;
        if (s->fold && text[i] == ' ') {
            while (at + 1 < end && at[1] == ' ')
                at++;
            if (at + 1 < end && at[1] == '"')
                return true;
        }
    }
    return true;
}

/* Backwards, a byte may be the last of an escape. */
static bool may_precede(const struct sieve *s, const char *start, const char *at)
{
    enum { LONGEST = 6 };
    for (size_t i = s->before; i > 0 && at > start; i--, at--) {
        size_t left = (size_t)(at - start), n = left < LONGEST ? left : LONGEST;
        enum answer a = memchr(at - n, '\\', n) ? MAY_BE : compare(s, s->text[i - 1], at[-1]);
        if (a != IS)
            return a == MAY_BE;
        if (s->fold && s->text[i - 1] == ' ') {
            while (at - 1 > start && at[-2] == ' ')
                at--;
            if (at - 1 > start && at[-2] == '"')
                return true;
        }
    }
    return true;
}

static bool is_plain(const struct sieve *s, const char *start, const char *at, const char *end)
{
    return (size_t)(end - at) >= s->len && same(s, at, s->run, s->len) &&
           may_follow(s, at + s->len, end) && may_precede(s, start, at);
}

static bool is_here(const struct sieve *s, const char *start, const char *at, const char *end)
{
    return is_plain(s, start, at, end) || (leads(s, *at) && is_odd(s, start, at, end));
}

/* ---- many places ---- */

static const char *find_rest(const struct sieve *s, const char *start, const char *at,
                             const char *end)
{
    for (; at < end; at++)
        if (s->may[(unsigned char)*at] && is_here(s, start, at, end))
            return at;
    return NULL;
}

static const char *find_plain(const struct sieve *s, const char *at, const char *end)
{
    return find_rest(s, at, at, end);
}

#ifdef __x86_64__
enum { WIDE = 32 };

/* clang-format off */
__attribute__((target("avx2")))
static inline __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

__attribute__((target("avx2")))
static const char *find_avx2(const struct sieve *s, const char *start, const char *end)
/* clang-format on */
{
    const struct rare *x = &s->rare[0], *y = &s->rare[1];
    const __m256i xb = _mm256_set1_epi8((char)x->byte), xc = _mm256_set1_epi8((char)x->any_case);
    const __m256i yb = _mm256_set1_epi8((char)y->byte), yc = _mm256_set1_epi8((char)y->any_case);
    __m256i lead[LEADS];
    for (int i = 0; i < LEADS; i++)
        lead[i] = _mm256_set1_epi8((char)s->leads[i]);
    const char *at = start;
    for (; (size_t)(end - at) >= WIDE + s->len; at += WIDE) {
        __m256i here = load(at);
        __m256i odd = _mm256_or_si256(
            _mm256_or_si256(_mm256_cmpeq_epi8(here, lead[0]), _mm256_cmpeq_epi8(here, lead[1])),
            _mm256_or_si256(_mm256_cmpeq_epi8(here, lead[2]), _mm256_cmpeq_epi8(here, lead[3])));
        __m256i both =
            _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(load(at + x->at), xc), xb),
                             _mm256_cmpeq_epi8(_mm256_or_si256(load(at + y->at), yc), yb));
        uint32_t places = (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(odd, both));
        for (; places; places &= places - 1) {
            const char *place = at + __builtin_ctz(places);
            if (is_here(s, start, place, end))
                return place;
        }
    }
    return find_rest(s, start, at, end);
}
#endif

const char *sieve_find(const struct sieve *s, struct span in)
{
    if (!s->len)
        return in.at;
    return in.len ? s->find(s, in.at, in.at + in.len) : NULL;
}

const char *sieve_find_plain(const struct sieve *s, struct span in)
{
    return s->len ? find_plain(s, in.at, in.at + in.len) : in.at;
}

/* ---- what to look for ---- */

/* How rare a byte is: its place in this order, which is that of calls with and without transcripts.
 * Capitals are rarer than any, unless they do for the small ones. */
static size_t rarity(const struct sieve *s, char c)
{
    static const char common_first[] =
        "etnas:i,or0dlcu1253p46m7h89{}yxfgbkw.][vj-'?_qz/!@+=&|<>()%;$*#";
    const char *at = strchr(common_first, c);
    size_t n = at ? (size_t)(at - common_first) : sizeof common_first;
    return s->fold || c < 'A' || c > 'Z' ? n : sizeof common_first;
}

static bool in_run(char c, bool fold)
{
    return (unsigned char)c < 0x80 && c > (fold ? ' ' : 0x1f) && c != '"' && c != '\\';
}

/* The run whose bytes are the rarest together. */
static struct span best_run(struct sieve *s, struct span text)
{
    enum { MOST_COMMON = 20 }; /* on the scale of rarity: each byte makes it much rarer */
    struct span best = {text.at, 0};
    for (size_t i = 0, n; i < text.len; i += n + 1) {
        size_t worth = 0;
        for (n = 0; i + n < text.len && in_run(text.at[i + n], s->fold); n++)
            worth += MOST_COMMON + rarity(s, text.at[i + n]);
        if (worth > s->worth) {
            s->worth = worth;
            best = (struct span){text.at + i, n};
        }
    }
    return best;
}

static struct rare rare_at(const struct sieve *s, size_t i)
{
    char c = s->run[i];
    bool letter = c >= 'a' && c <= 'z';
    return (struct rare){i, (unsigned char)c, s->fold && letter ? 0x20 : 0};
}

/* The two rarest bytes; of a run of one they are the same. */
static void find_rare(struct sieve *s)
{
    size_t first = 0, second = s->len > 1;
    for (size_t i = 0; i < s->len; i++)
        if (rarity(s, s->run[i]) > rarity(s, s->run[first]))
            first = i;
    if (second == first)
        second = 0;
    for (size_t i = 0; i < s->len; i++)
        if (i != first && rarity(s, s->run[i]) > rarity(s, s->run[second]))
            second = i;
    s->rare[0] = rare_at(s, first);
    s->rare[1] = rare_at(s, second);
}

static void find_leads(struct sieve *s)
{
    static const struct {
        char letter;
        unsigned char lead;
    } others[LEADS - 1] = {{'i', 0xc4}, {'s', 0xc5}, {'k', 0xe2}};
    unsigned char first = (unsigned char)s->run[0];
    memset(s->leads, '\\', LEADS);
    for (int i = 0; i < LEADS - 1; i++)
        if (s->fold && memchr(s->run, others[i].letter, s->len))
            s->leads[1 + i] = others[i].lead;
    for (int i = 0; i < LEADS; i++)
        s->may[s->leads[i]] |= MAY_LEAD;
    for (int c = 0; c < 256; c++)
        if ((s->fold ? small((unsigned char)c) : c) == first)
            s->may[c] |= MAY_BEGIN;
}

struct sieve *sieve_new(struct span text, bool fold, struct fault *f)
{
    struct sieve *s = calloc(1, sizeof *s + text.len);
    if (!s) {
        fault(f, STATUS_NO_MEMORY, "no memory for a text to look for");
        return NULL;
    }
    s->fold = fold;
    if (text.len)
        memcpy(s->text, text.at, text.len);
    struct span run = best_run(s, (struct span){s->text, text.len});
    s->run = run.at;
    s->len = run.len;
    s->before = (size_t)(run.at - s->text);
    s->after = text.len - run.len - s->before;
    if (run.len) {
        find_rare(s);
        find_leads(s);
    }
    s->find = find_plain;
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2"))
        s->find = find_avx2;
#endif
    return s;
}

void sieve_free(struct sieve *s)
{
    free(s);
}

size_t sieve_worth(const struct sieve *s)
{
    return s->worth;
}
