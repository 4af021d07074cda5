#include "lib/analyze/pseudonym.h"

#include "lib/analyze/contact.h"
#include "lib/state/digest.h"

enum { CODE = 4, VARIANT = 2 }; /* letters of a token, and of another spelling's behind them */

static const char *const kinds[] = {
    [IDENTITY_PERSON] = "Person", [IDENTITY_COMPANY] = "Company", [IDENTITY_MAIL] = "Mail",
    [IDENTITY_PHONE] = "Phone",   [IDENTITY_LOOKALIKE] = "Token",
};
static const char mail_domain[] = "@example.invalid";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The kind whose name the text ends with, or -1. */
static int kind_before(struct span text, size_t end)
{
    for (int k = 0; k < (int)(sizeof kinds / sizeof *kinds); k++) {
        size_t n = strlen(kinds[k]);
        if (end >= n && memcmp(text.at + end - n, kinds[k], n) == 0)
            return k;
    }
    return -1;
}

/* ---- tokens ---- */

/* n letters of the hash of what is in p->sum, for the round'th try; the first is a digit when it
 * begins a code. */
static void put_letters(struct pseudonyms *p, size_t n, size_t round, bool code)
{
    static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";
    unsigned char raw[DIGEST_BYTES];
    size_t len = p->sum.len;
    buf_format(&p->sum, ":%zu", round);
    digest_keyed(p->key, buf_view(&p->sum), raw);
    p->sum.len = len;
    for (size_t i = 0; i < n; i++)
        buf_byte(&p->token, letters[raw[i % DIGEST_BYTES] % (i == 0 && code ? 10 : 32)]);
}

static void begin_token(struct pseudonyms *p, const struct identity *i)
{
    buf_clear(&p->token);
    buf_clear(&p->sum);
    buf_format(&p->token, "%s-", kinds[i->kind]);
    buf_format(&p->sum, "%s:%zu:", kinds[i->kind], i->same.len);
    buf_span(&p->sum, i->same);
}

static int end_token(struct pseudonyms *p, const struct identity *i, bool *fresh, struct fault *f)
{
    if (i->kind == IDENTITY_MAIL)
        buf_text(&p->token, mail_domain);
    if (buf_check(&p->token, "a pseudonym", f) != 0 || buf_check(&p->sum, "a pseudonym", f) != 0)
        return -1;
    return ids_add_text(&p->tokens, buf_view(&p->token), NULL, fresh, f);
}

static int put_key(struct pseudonyms *p, size_t identity, struct span spelling, size_t *number,
                   bool *fresh, struct fault *f)
{
    uint32_t n = (uint32_t)identity;
    buf_clear(&p->sum);
    buf_add(&p->sum, &n, sizeof n);
    buf_span(&p->sum, spelling);
    if (buf_check(&p->sum, "a pseudonym", f) != 0)
        return -1;
    return ids_add_text(&p->spellings, buf_view(&p->sum), number, fresh, f);
}

/* The token an identity is named by. It and its spelling have the same number, as all have. */
static int name_identity(struct pseudonyms *p, size_t identity, struct fault *f)
{
    const struct identity *i = &p->identities.at[identity];
    bool fresh = false;
    if (put_key(p, identity, i->spelling, NULL, NULL, f) != 0)
        return -1;
    for (size_t round = 0; !fresh; round++) {
        begin_token(p, i);
        put_letters(p, CODE + round, round, true);
        if (end_token(p, i, &fresh, f) != 0)
            return -1;
    }
    return 0;
}

/* All that have none yet, in their order. */
static int name_identities(struct pseudonyms *p, struct fault *f)
{
    for (; p->named < p->identities.n; p->named++)
        if (name_identity(p, p->named, f) != 0)
            return -1;
    return 0;
}

/* The code of an identity's token, without what is before and behind it. */
static struct span code_of(const struct pseudonyms *p, size_t identity, size_t number)
{
    struct span token = ids_at(&p->tokens, number);
    size_t before = strlen(kinds[p->identities.at[identity].kind]) + 1;
    size_t behind = p->identities.at[identity].kind == IDENTITY_MAIL ? sizeof mail_domain - 1 : 0;
    return (struct span){token.at + before, token.len - before - behind};
}

static int name_variant(struct pseudonyms *p, size_t identity, struct span spelling,
                        struct fault *f)
{
    const struct identity *i = &p->identities.at[identity];
    bool fresh = false;
    size_t own;
    if (put_key(p, identity, i->spelling, &own, NULL, f) != 0)
        return -1;
    for (size_t round = 0; !fresh; round++) {
        begin_token(p, i);
        buf_span(&p->token, code_of(p, identity, own));
        buf_byte(&p->sum, ':');
        buf_span(&p->sum, spelling);
        put_letters(p, VARIANT + round, round, false);
        if (end_token(p, i, &fresh, f) != 0)
            return -1;
    }
    return 0;
}

static int put_token(struct pseudonyms *p, size_t identity, struct span spelling, struct buf *to,
                     struct fault *f)
{
    size_t number;
    bool fresh;
    if (name_identities(p, f) != 0 || put_key(p, identity, spelling, &number, &fresh, f) != 0 ||
        (fresh && name_variant(p, identity, spelling, f) != 0))
        return -1;
    buf_span(to, ids_at(&p->tokens, number));
    return 0;
}

int pseudonyms_call(struct pseudonyms *p, const struct call *c, struct span key, struct fault *f)
{
    ids_empty(&p->tokens);
    ids_empty(&p->spellings);
    p->named = 0;
    p->key = key;
    if (identities_call(&p->identities, c, f) != 0)
        return -1;
    return name_identities(p, f);
}

void pseudonyms_clear(struct pseudonyms *p)
{
    identities_clear(&p->identities);
    spelling_clear(&p->spelling);
    ids_clear(&p->tokens);
    ids_clear(&p->spellings);
    buf_free(&p->token);
    buf_free(&p->sum);
    *p = (struct pseudonyms){0};
}

/* ---- hiding ---- */

/* What begins with a word and is to be hidden: up to, without, the word `end`; 0: nothing. */
struct hit {
    size_t end, identity;
    enum identity_kind kind; /* of one that is not known */
    bool known;
};

/* Text that would be read as a token: a kind's name, a hyphen, a digit. */
static size_t find_lookalike(const struct spelling *s, size_t word)
{
    struct span gap = word + 1 < s->n ? spelling_gap(s, word) : SPAN_NONE;
    if (gap.at && span_is(gap, "-") && is_digit(s->text.at[s->at[word + 1].at]) &&
        kind_before(s->text, s->at[word].end) >= 0)
        return word + 2;
    return 0;
}

/* The longest counts; of those as long, what is known. */
static struct hit find(const struct pseudonyms *p, size_t word, size_t *barren)
{
    const struct spelling *s = &p->spelling;
    struct hit h = {.known = true};
    h.end = identity_find(&p->identities, s, word, &h.identity);
    size_t other[] = {[IDENTITY_MAIL] = contact_mail(s, word, barren),
                      [IDENTITY_PHONE] = contact_phone(s, word),
                      [IDENTITY_LOOKALIKE] = find_lookalike(s, word)};
    for (enum identity_kind k = IDENTITY_MAIL; k <= IDENTITY_LOOKALIKE; k++)
        if (other[k] > h.end)
            h = (struct hit){.end = other[k], .kind = k};
    return h;
}

/* A character that stands alone may have letters right behind it, which would be read as the
 * token's: they are hidden with it, unless they begin something themselves. */
static void widen(const struct pseudonyms *p, struct hit *h, size_t *barren)
{
    const struct spelling *s = &p->spelling;
    if (h->end < s->n && s->at[h->end - 1].end == s->at[h->end].at && !s->at[h->end].alone &&
        find(p, h->end, barren).end == 0)
        h->end++;
}

static int hide_hit(struct pseudonyms *p, const struct hit *h, size_t word, size_t *done,
                    struct buf *to, struct fault *f)
{
    const struct spelling *s = &p->spelling;
    struct span hidden = spelling_run(s, word, h->end - 1), text = s->text;
    size_t from = s->at[word].at, identity = h->identity;
    if (!h->known) {
        struct identities *d = &p->identities;
        const char *between = h->kind == IDENTITY_PHONE ? "" : NULL;
        struct span same =
            h->kind == IDENTITY_LOOKALIKE ? hidden : identity_same(d, s, word, h->end - 1, between);
        if (identity_of(d, h->kind, same, same, &identity, f) != 0)
            return -1;
    }
    buf_add(to, text.at + *done, from - *done);
    *done = s->at[h->end - 1].end;
    return put_token(p, identity, hidden, to, f);
}

int pseudonyms_hide(struct pseudonyms *p, struct span text, struct buf *to, struct fault *f)
{
    struct spelling *s = &p->spelling;
    size_t done = 0, barren = 0;
    if (spelling_read(s, text, f) != 0)
        return -1;
    for (size_t i = 0; i < s->n;) {
        struct hit h = find(p, i, &barren);
        if (h.end == 0) {
            i++;
            continue;
        }
        widen(p, &h, &barren);
        if (hide_hit(p, &h, i, &done, to, f) != 0)
            return -1;
        i = h.end;
    }
    if (done < text.len)
        buf_add(to, text.at + done, text.len - done);
    return buf_check(to, "what is sent", f);
}

/* ---- restoring ---- */

/* The token whose hyphen is there: where it begins and ends, or false. */
static bool token_at(struct span text, size_t hyphen, size_t *from, size_t *end)
{
    int kind = kind_before(text, hyphen);
    size_t i = hyphen + 1;
    if (kind < 0 || i == text.len || !is_digit(text.at[i]))
        return false;
    while (i < text.len && (is_digit(text.at[i]) || (text.at[i] >= 'a' && text.at[i] <= 'z')))
        i++;
    if (kind == IDENTITY_MAIL) {
        size_t n = sizeof mail_domain - 1;
        if (text.len - i < n || memcmp(text.at + i, mail_domain, n) != 0)
            return false;
        i += n;
    }
    *from = hyphen - strlen(kinds[kind]);
    *end = i;
    return true;
}

int pseudonyms_restore(const struct pseudonyms *p, struct span text, struct buf *to,
                       struct fault *f)
{
    size_t done = 0;
    for (size_t hyphen = 0; hyphen < text.len; hyphen++) {
        const char *at = memchr(text.at + hyphen, '-', text.len - hyphen);
        size_t from, end;
        if (!at)
            break;
        hyphen = (size_t)(at - text.at);
        if (!token_at(text, hyphen, &from, &end))
            continue;
        struct span token = {text.at + from, end - from};
        long number = ids_find_text(&p->tokens, token);
        if (number < 0)
            continue;
        struct span spelling = ids_at(&p->spellings, (size_t)number);
        buf_add(to, text.at + done, from - done);
        buf_add(to, spelling.at + sizeof(uint32_t), spelling.len - sizeof(uint32_t));
        done = end;
    }
    if (done < text.len)
        buf_add(to, text.at + done, text.len - done);
    return buf_check(to, "what came back", f);
}
