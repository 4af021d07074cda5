#include "lib/analyze/identity_learn.h"

#include <string.h>
#include "lib/analyze/contact.h"
#include "lib/analyze/ordinary.h"

enum { PART = 2, LABEL = 3, FIRST_WORD = 4, EXTENSION = 3 }; /* letters and digits, at least */

/* A name without its end would not be found: no memory for it is none at all. */
struct span identity_kept(struct identities *d)
{
    d->arena.broken |= d->text.state != BUF_SOUND;
    return arena_copy(&d->arena, buf_view(&d->text));
}

static size_t letters(struct span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.at[i] & 0xc0) != 0x80;
    return n;
}

static enum term_use use_of(struct span word, enum term_use otherwise)
{
    return letters(word) < PART || ordinary_is(ORDINARY_WORD, word) ||
                   ordinary_is(ORDINARY_FRAME, word)
               ? TERM_CAPITAL
               : otherwise;
}

/* A full name; of a single letter or ordinary word, one that must look like a name. */
static int learn_whole(struct identities *d, size_t identity, struct span name, struct fault *f)
{
    size_t added = d->nterms;
    if (identity_term(d, identity, name, TERM_WHOLE, f) != 0)
        return -1;
    if (d->nterms > added && d->terms[added].nwords == 1)
        d->terms[added].capital = use_of(d->terms[added].spelling, TERM_WHOLE) == TERM_CAPITAL;
    return 0;
}

/* Words first to last of d->spelling. */
static int learn_part(struct identities *d, size_t identity, size_t first, size_t last,
                      size_t shortest, struct fault *f)
{
    struct span part = spelling_run(&d->spelling, first, last);
    if (first == last && (letters(part) < shortest || d->spelling.at[first].digits ||
                          ordinary_is(ORDINARY_FRAME, part)))
        return 0;
    return identity_term(d, identity, part, first == last ? use_of(part, TERM_PART) : TERM_PART, f);
}

/* Whether words are one name with that between them; an apostrophe has two forms. */
static bool joins(struct span gap, const char *between)
{
    return gap.len == 0 || (gap.len == 1 && *gap.at && strchr(between, *gap.at)) ||
           (strchr(between, '\'') && span_is(gap, "\xe2\x80\x99"));
}

/* Each of the words, and those that only such a character is between, as one. */
static int learn_parts(struct identities *d, size_t identity, struct span text, const char *between,
                       size_t shortest, struct fault *f)
{
    if (spelling_read(&d->spelling, text, f) != 0)
        return -1;
    const struct spelling *s = &d->spelling;
    for (size_t i = 0, first = 0; i < s->n; i++) {
        struct span gap = i + 1 < s->n ? spelling_gap(s, i) : span_of(" ");
        if (learn_part(d, identity, i, i, shortest, f) != 0)
            return -1;
        if (joins(gap, between))
            continue;
        if (first < i && learn_part(d, identity, first, i, shortest, f) != 0)
            return -1;
        first = i + 1;
    }
    return 0;
}

static struct span outside_parentheses(struct span name)
{
    const char *open = name.len ? memchr(name.at, '(', name.len) : NULL;
    return open ? (struct span){name.at, (size_t)(open - name.at)} : name;
}

/* ---- numbers and addresses ---- */

static size_t count_digits(struct span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.at[i] >= '0' && text.at[i] <= '9';
    return n;
}

int identity_learn_phone(struct identities *d, struct span phone, struct fault *f)
{
    size_t identity, groups = SIZE_MAX;
    struct contact_digits digits;
    if (spelling_read(&d->spelling, phone, f) != 0)
        return -1;
    if (count_digits(phone) < EXTENSION || d->spelling.n == 0)
        return 0;
    contact_digits(&d->spelling, 0, &groups, &digits);
    struct span same = {digits.text, digits.n};
    if (digits.n < EXTENSION)
        same = identity_same(d, &d->spelling, 0, d->spelling.n - 1, "");
    if (identity_of(d, IDENTITY_PHONE, same, phone, &identity, f) != 0 ||
        (digits.n >= EXTENSION && identity_phone(d, identity, same, f) != 0))
        return -1;
    return identity_term(d, identity, phone, TERM_WHOLE, f);
}

/* "jane dot doe at acme dot com" */
static struct span as_spoken(struct identities *d, struct span address, bool dotted)
{
    const char *at = memchr(address.at, '@', address.len);
    buf_clear(&d->text);
    for (const char *p = address.at; p < address.at + address.len; p++)
        if (*p == '@')
            buf_text(&d->text, " at ");
        else if (*p == '.')
            buf_text(&d->text, dotted || (at && p > at) ? " dot " : " ");
        else
            buf_byte(&d->text, *p);
    return identity_kept(d);
}

/* The label of a domain that is the company's: acme of mail.acme.co.uk. */
static struct span own_label(const struct identities *d)
{
    const struct spelling *s = &d->spelling;
    if (s->n < 2)
        return SPAN_NONE;
    size_t end = s->n - 1, first, own;
    if (end >= 2 && s->at[end].end - s->at[end].at == 2 && letters(spelling_word(s, end - 1)) <= 3)
        end--;
    /* A label may have hyphens. */
    for (own = first = end - 1; first > 0 && span_is(spelling_gap(s, first - 1), "-");)
        first--;
    return spelling_run(s, first, own);
}

int identity_learn_domain(struct identities *d, struct span domain, struct fault *f)
{
    size_t identity;
    const char *scheme = domain.len ? memmem(domain.at, domain.len, "://", 3) : NULL;
    if (scheme)
        domain = (struct span){scheme + 3, domain.len - (size_t)(scheme + 3 - domain.at)};
    const char *path = domain.len ? memchr(domain.at, '/', domain.len) : NULL;
    if (path)
        domain.len = (size_t)(path - domain.at);
    if (domain.len > 4 && memcmp(domain.at, "www.", 4) == 0)
        domain = (struct span){domain.at + 4, domain.len - 4};
    if (spelling_read(&d->spelling, domain, f) != 0)
        return -1;
    struct span label = own_label(d);
    if (letters(label) < LABEL || ordinary_is(ORDINARY_HOST, label))
        return 0;
    if (spelling_read(&d->spelling, label, f) != 0)
        return -1;
    struct span same = identity_same(d, &d->spelling, 0, d->spelling.n - 1, "");
    if (identity_of(d, IDENTITY_COMPANY, same, label, &identity, f) != 0 ||
        identity_term(d, identity, domain, TERM_PART, f) != 0 ||
        identity_term(d, identity, as_spoken(d, domain, true), TERM_PART, f) != 0)
        return -1;
    return identity_term(d, identity, label, use_of(label, TERM_PART), f);
}

static int learn_mailbox(struct identities *d, size_t person, struct span mailbox, struct fault *f)
{
    if (spelling_read(&d->spelling, mailbox, f) != 0)
        return -1;
    if (d->spelling.n == 0)
        return 0;
    struct span same = identity_same(d, &d->spelling, 0, d->spelling.n - 1, " ");
    if (person == SIZE_MAX && identity_of(d, IDENTITY_PERSON, same, mailbox, &person, f) != 0)
        return -1;
    return learn_parts(d, person, mailbox, "._-+", LABEL, f);
}

/* person: whose address it is; SIZE_MAX: nobody's name is known. */
static int learn_mail(struct identities *d, size_t person, struct span address, struct fault *f)
{
    size_t identity;
    if (spelling_read(&d->spelling, address, f) != 0)
        return -1;
    if (d->spelling.n == 0)
        return 0;
    struct span same = identity_same(d, &d->spelling, 0, d->spelling.n - 1, NULL);
    if (identity_of(d, IDENTITY_MAIL, same, address, &identity, f) != 0 ||
        learn_whole(d, identity, address, f) != 0 ||
        identity_term(d, identity, as_spoken(d, address, true), TERM_WHOLE, f) != 0 ||
        identity_term(d, identity, as_spoken(d, address, false), TERM_WHOLE, f) != 0)
        return -1;
    const char *at = memrchr(address.at, '@', address.len);
    if (!at)
        return 0;
    struct span mailbox = {address.at, (size_t)(at - address.at)};
    struct span domain = {at + 1, address.len - mailbox.len - 1};
    if (!ordinary_is(ORDINARY_MAILBOX, mailbox) && learn_mailbox(d, person, mailbox, f) != 0)
        return -1;
    return identity_learn_domain(d, domain, f);
}

/* ---- people and companies ---- */

/* The words of a name behind its title: the number of the first. A title stays that has but an
 * initial behind it. */
static size_t past_title(const struct spelling *s)
{
    size_t i = 0;
    while (i + 1 < s->n && letters(spelling_word(s, i)) >= PART &&
           ordinary_is(ORDINARY_FRAME, spelling_word(s, i)))
        i++;
    return letters(spelling_run(s, i, s->n - 1)) < PART ? 0 : i;
}

static int learn_name(struct identities *d, struct span name, size_t *person, struct fault *f)
{
    struct span base = outside_parentheses(name);
    if (spelling_read(&d->spelling, base, f) != 0)
        return -1;
    if (d->spelling.n == 0 && spelling_read(&d->spelling, base = name, f) != 0)
        return -1;
    if (d->spelling.n == 0)
        return 0;
    size_t first = past_title(&d->spelling), last = d->spelling.n - 1;
    struct span own = spelling_run(&d->spelling, first, last);
    struct span same = identity_same(d, &d->spelling, first, last, " ");
    if (identity_of(d, IDENTITY_PERSON, same, own, person, f) != 0 ||
        learn_whole(d, *person, name, f) != 0 || learn_whole(d, *person, base, f) != 0 ||
        (first < last && learn_whole(d, *person, own, f) != 0))
        return -1;
    struct span aside = {base.at + base.len, name.len - base.len};
    if (learn_parts(d, *person, own, "'", PART, f) != 0 ||
        learn_parts(d, *person, own, "'-", PART, f) != 0 ||
        spelling_read(&d->spelling, aside, f) != 0)
        return -1;
    size_t n = d->spelling.n;
    return n ? learn_part(d, *person, 0, n - 1, PART, f) : 0;
}

int identity_learn_person(struct identities *d, struct span name, struct span mail,
                          struct span phone, struct fault *f)
{
    size_t person = SIZE_MAX;
    if (name.len && memchr(name.at, '@', name.len)) {
        if (learn_mail(d, SIZE_MAX, name, f) != 0)
            return -1;
    } else if (name.len && learn_name(d, name, &person, f) != 0) {
        return -1;
    }
    if (mail.len && learn_mail(d, person, mail, f) != 0)
        return -1;
    return phone.len ? identity_learn_phone(d, phone, f) : 0;
}

/* How many of the words are left when its legal form is off: "S.A." is two words. */
static size_t without_legal_form(struct identities *d)
{
    const struct spelling *s = &d->spelling;
    size_t n = s->n;
    while (n > 1) {
        size_t first = n - 1;
        while (first > 1 && s->at[first].end - s->at[first].at == 1 && n - first < 3 &&
               s->at[first - 1].end - s->at[first - 1].at == 1)
            first--;
        if (!ordinary_is(ORDINARY_LEGAL, identity_same(d, s, first, n - 1, "")))
            break;
        n = first;
    }
    return n;
}

int identity_learn_company(struct identities *d, struct span name, struct fault *f)
{
    static const struct span form = {"\xe6\xa0\xaa\xe5\xbc\x8f\xe4\xbc\x9a\xe7\xa4\xbe", 12};
    size_t identity, n;
    struct span bare = outside_parentheses(name);
    if (bare.len > form.len && memcmp(bare.at, form.at, form.len) == 0)
        bare = (struct span){bare.at + form.len, bare.len - form.len};
    else if (bare.len > form.len && memcmp(bare.at + bare.len - form.len, form.at, form.len) == 0)
        bare.len -= form.len;
    if (spelling_read(&d->spelling, bare, f) != 0)
        return -1;
    if (d->spelling.n == 0 && spelling_read(&d->spelling, name, f) != 0)
        return -1;
    if ((n = without_legal_form(d)) == 0)
        return 0;
    struct span own = spelling_run(&d->spelling, 0, n - 1), first = spelling_word(&d->spelling, 0);
    struct span same = identity_same(d, &d->spelling, 0, n - 1, "");
    if (identity_of(d, IDENTITY_COMPANY, same, own, &identity, f) != 0 ||
        learn_whole(d, identity, name, f) != 0 || learn_whole(d, identity, own, f) != 0)
        return -1;
    /* What it is called in one word, as in its domain: that is what makes it the same. */
    if (n > 1 && identity_term(d, identity, d->at[identity].same, TERM_PART, f) != 0)
        return -1;
    if (n == 1 || letters(first) < FIRST_WORD || use_of(first, TERM_PART) == TERM_CAPITAL)
        return 0;
    return identity_term(d, identity, first, TERM_CAPITAL, f);
}
