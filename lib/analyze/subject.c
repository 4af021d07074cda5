#include "lib/analyze/subject.h"

#include <stdlib.h>
#include <string.h>
#include "lib/analyze/identity_learn.h"
#include "lib/analyze/ordinary.h"
#include "lib/json/json.h"

enum { ID_DIGITS = 15, PHONE_END = 7, NAME_WORDS = 8 };

const char *const subject_as_name[SUBJECT_KINDS] = {"email", "name", "phone", "id"};

enum subject_as subject_guess(struct span text)
{
    size_t digits = 0, others = 0;
    if (text.len && memchr(text.at, '@', text.len))
        return SUBJECT_MAIL;
    for (size_t i = 0; i < text.len; i++) {
        digits += text.at[i] >= '0' && text.at[i] <= '9';
        others += !strchr("0123456789+-(). /", text.at[i]);
    }
    if (digits == 0 || others > 0)
        return SUBJECT_NAME;
    return digits == text.len && digits >= ID_DIGITS ? SUBJECT_ID : SUBJECT_PHONE;
}

static bool has(const struct ids *s, struct span text)
{
    return text.len > 0 && s->n > 0 && ids_find_text(s, text) >= 0;
}

/* ---- who is they ---- */

bool subject_is(const struct subject *p, const struct named *n)
{
    for (int i = 0; i < ROSTER_IDS; i++)
        if (has(&p->ids, n->id[i]))
            return true;
    if (has(&p->ids, n->voice) || has(&p->ids, n->party))
        return true;
    if (n->box.at)
        return has(&p->boxes, n->box);
    return n->same.at ? has(&p->same, n->same) : has(&p->digits, n->digits);
}

bool subject_has_id(const struct subject *p, struct span token)
{
    if (json_kind(token) == JSON_NUMBER)
        return has(&p->ids, token);
    return json_kind(token) == JSON_STRING && p->ids.n > 0 && ids_find(&p->ids, token) >= 0;
}

/* A text and how it is compared. */
static int take(struct ids *as_is, struct ids *folded, struct span text, struct span same,
                bool *more, struct fault *f)
{
    bool fresh = false, news = false;
    if (!text.len || !same.len)
        return 0;
    if (ids_add_text(as_is, text, NULL, &fresh, f) != 0 ||
        ids_add_text(folded, same, NULL, &news, f) != 0)
        return -1;
    *more |= fresh || news;
    return 0;
}

static int take_all(struct subject *p, const struct named *n, bool *more, struct fault *f)
{
    if (take(&p->names, &p->same, n->name, n->same, more, f) != 0 ||
        take(&p->mails, &p->boxes, n->mail, n->box, more, f) != 0 ||
        take(&p->phones, &p->digits, n->phone, n->digits, more, f) != 0)
        return -1;
    for (int i = 0; i < ROSTER_IDS; i++) {
        bool fresh = false;
        if (n->id[i].len && ids_add_text(&p->ids, n->id[i], NULL, &fresh, f) != 0)
            return -1;
        *more |= fresh;
    }
    return 0;
}

/* Until nothing comes to be known any more. */
static int gather(struct subject *p, const struct roster *r, struct fault *f)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < r->n; i++)
            if (subject_is(p, &r->at[i]) && take_all(p, &r->at[i], &more, f) != 0)
                return -1;
    }
    return 0;
}

/* ---- who is meant ---- */

static int fold(struct subject *p, struct span text, enum subject_as as, struct fault *f)
{
    buf_clear(&p->text);
    switch (as) {
    case SUBJECT_MAIL: spelling_fold(&p->text, text); break;
    case SUBJECT_PHONE: roster_digits(text, &p->text); break;
    case SUBJECT_ID: buf_span(&p->text, text); break;
    default: return roster_fold(&p->spelling, text, &p->text, f);
    }
    return buf_check(&p->text, "a name", f);
}

static bool same_number(struct span a, struct span b)
{
    struct span longer = a.len > b.len ? a : b, shorter = a.len > b.len ? b : a;
    return shorter.len >= PHONE_END &&
           memcmp(longer.at + longer.len - shorter.len, shorter.at, shorter.len) == 0;
}

static bool is_meant(const struct named *n, struct span same, enum subject_as as)
{
    if (as == SUBJECT_MAIL)
        return n->box.at && span_equal(n->box, same);
    if (as == SUBJECT_NAME)
        return n->same.at && span_equal(n->same, same);
    if (as == SUBJECT_PHONE)
        return n->digits.at && same_number(n->digits, same);
    for (int i = 0; i < ROSTER_IDS; i++)
        if (n->id[i].at && span_equal(n->id[i], same))
            return true;
    return (n->voice.at && span_equal(n->voice, same)) ||
           (n->party.at && span_equal(n->party, same));
}

/* Each entry that is meant and is nobody yet is somebody more. */
static int find_all(struct subject *p, const struct roster *r, enum subject_as as, size_t *people,
                    struct fault *f)
{
    bool more = false;
    struct buf same = BUF(1 << 16);
    buf_span(&same, buf_view(&p->text));
    int rc = buf_check(&same, "a name", f);
    /* With an address first: who has none is then one of them. */
    for (int bare = 0; bare < 2; bare++)
        for (size_t i = 0; rc == 0 && i < r->n; i++) {
            const struct named *n = &r->at[i];
            if ((n->box.at == NULL) != (bare == 1) || !is_meant(n, buf_view(&same), as))
                continue;
            *people += !subject_is(p, n);
            rc = take_all(p, n, &more, f);
            if (rc == 0)
                rc = gather(p, r, f);
        }
    buf_free(&same);
    return rc;
}

int subject_find(struct subject *p, const struct roster *r, struct span text, enum subject_as as,
                 bool all, size_t *several, struct fault *f)
{
    bool more = false;
    *several = 0;
    if (fold(p, text, as, f) != 0)
        return -1;
    if (p->text.len == 0)
        return fault(f, STATUS_USAGE, "whom? that is no %s", subject_as_name[as]);
    if (find_all(p, r, as, several, f) != 0)
        return -1;
    if (*several > 1 && !all)
        return fault(f, STATUS_USAGE,
                     "that stands for %zu people: give an address or an id of the one, or "
                     "--all-of-that-name",
                     *several);
    if (fold(p, text, as, f) != 0)
        return -1;
    struct span same = buf_view(&p->text);
    if (as == SUBJECT_NAME && *several == 0 && !memchr(same.at, ' ', same.len))
        return fault(f, STATUS_USAGE,
                     "no record names anybody so, and one word is too little to go by: give the "
                     "full name or an address");
    if (as == SUBJECT_ID)
        return ids_add_text(&p->ids, text, NULL, NULL, f);
    return take(as == SUBJECT_MAIL   ? &p->mails
                : as == SUBJECT_NAME ? &p->names
                                     : &p->phones,
                as == SUBJECT_MAIL   ? &p->boxes
                : as == SUBJECT_NAME ? &p->same
                                     : &p->digits,
                text, same, &more, f);
}

void subject_clear(struct subject *p)
{
    struct ids *const all[] = {&p->names, &p->mails,  &p->phones, &p->same,
                               &p->boxes, &p->digits, &p->ids};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        ids_clear(all[i]);
    spelling_clear(&p->spelling);
    buf_free(&p->text);
    *p = (struct subject){0};
}

/* ---- as JSON ---- */

static void write_list(struct json_writer *w, const char *name, const struct ids *s)
{
    json_open(w, name, '[');
    for (size_t i = 0; i < s->n; i++)
        json_put_text(w, NULL, ids_at(s, i));
    json_close(w, ']');
}

void subject_write(const struct subject *p, struct buf *json)
{
    struct json_writer w = {.b = json};
    json_open(&w, NULL, '{');
    write_list(&w, "names", &p->names);
    write_list(&w, "mails", &p->mails);
    write_list(&w, "phones", &p->phones);
    write_list(&w, "ids", &p->ids);
    json_close(&w, '}');
}

static int read_list(struct subject *p, struct span list, struct ids *as_is, struct ids *folded,
                     enum subject_as as, struct fault *f)
{
    struct json_walk w;
    bool more = false;
    struct buf text = BUF(1 << 20);
    int rc = 0;
    for (json_walk(&w, list); rc == 0 && json_next(&w);) {
        buf_clear(&text);
        json_text(&text, w.value);
        rc = buf_check(&text, "a name", f);
        if (rc == 0)
            rc = fold(p, buf_view(&text), as, f);
        if (rc == 0)
            rc = take(as_is, folded, buf_view(&text), buf_view(&p->text), &more, f);
    }
    buf_free(&text);
    return rc;
}

int subject_read(struct subject *p, struct span json, struct fault *f)
{
    if (read_list(p, json_get(json, "names"), &p->names, &p->same, SUBJECT_NAME, f) != 0 ||
        read_list(p, json_get(json, "mails"), &p->mails, &p->boxes, SUBJECT_MAIL, f) != 0 ||
        read_list(p, json_get(json, "phones"), &p->phones, &p->digits, SUBJECT_PHONE, f) != 0)
        return -1;
    return read_list(p, json_get(json, "ids"), &p->ids, &p->ids, SUBJECT_ID, f);
}

/* ---- how they are spelled ---- */

/* Words of a name in this order, some of them without anything between: bit i of glued, the one
 * behind the i-th. */
static int spell_words(struct identities *d, size_t person, const struct span *words, size_t n,
                       unsigned glued, struct fault *f)
{
    buf_clear(&d->text);
    for (size_t i = 0; i < n; i++) {
        buf_span(&d->text, words[i]);
        if (i + 1 < n && !(glued >> i & 1))
            buf_byte(&d->text, ' ');
    }
    return identity_term(d, person, identity_kept(d), TERM_WHOLE, f);
}

/* "Ana Ruiz", "AnaRuiz"; "Ruiz, Ana", "Ruiz Ana": what is between does not matter. Of many words,
 * all are glued or none. */
static int spell_turned(struct identities *d, size_t person, const struct span *words, size_t n,
                        struct fault *f)
{
    struct span turned[NAME_WORDS];
    unsigned all = (1u << (n - 1)) - 1;
    for (size_t first = 0; first < n; first++) {
        for (size_t i = 0; i < n; i++)
            turned[i] = words[(first + i) % n];
        for (unsigned glued = 0; glued <= all; glued = n > 4 && glued == 0 ? all : glued + 1)
            if (spell_words(d, person, turned, n, glued, f) != 0)
                return -1;
    }
    return 0;
}

/* "A. Ruiz"; but "I will" is nobody. */
static int spell_initial(struct identities *d, size_t person, const struct span *words, size_t n,
                         bool near, struct fault *f)
{
    size_t len = 1;
    while (len < words[0].len && ((unsigned char)words[0].at[len] & 0xc0) == 0x80)
        len++;
    struct span initial = {words[0].at, len};
    if (len == words[0].len || (n == 2 && ordinary_is(ORDINARY_WORD, words[1])) ||
        (!near && len == 1 && strchr("AEIOYaeioy", *initial.at)))
        return 0;
    buf_clear(&d->text);
    buf_span(&d->text, initial);
    for (size_t i = 1; i < n; i++) {
        buf_byte(&d->text, ' ');
        buf_span(&d->text, words[i]);
    }
    return identity_term(d, person, identity_kept(d), TERM_CAPITAL, f);
}

/* As it stands in the address of a page; blank: what a blank is there. */
static int spell_encoded(struct identities *d, size_t identity, struct span text, const char *blank,
                         struct fault *f)
{
    buf_clear(&d->text);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == ' ')
            buf_text(&d->text, blank);
        else if (c < 0x80 && (strchr("._~-", c) || (c >= '0' && c <= '9') ||
                              ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
            buf_byte(&d->text, (char)c);
        else
            buf_format(&d->text, "%%%02X", c);
    }
    return identity_term(d, identity, identity_kept(d), TERM_WHOLE, f);
}

/* A name of one word stands for anybody who has it, but near them. */
static int spell_name(struct identities *d, struct span name, bool near, struct fault *f)
{
    size_t person;
    if (spelling_read(&d->spelling, name, f) != 0)
        return -1;
    size_t words = d->spelling.n;
    if (words == 0 || (words < 2 && !near))
        return 0;
    if (near && identity_learn_person(d, name, SPAN_NONE, SPAN_NONE, f) != 0)
        return -1;
    if (identity_of(d, IDENTITY_PERSON, name, name, &person, f) != 0 ||
        identity_term(d, person, name, TERM_WHOLE, f) != 0)
        return -1;
    if (spelling_read(&d->spelling, name, f) != 0)
        return -1;
    struct span own[NAME_WORDS];
    for (size_t i = 0; i < words && i < NAME_WORDS; i++)
        own[i] = spelling_word(&d->spelling, i);
    if (words < 2 || words > NAME_WORDS)
        return 0;
    if (spell_turned(d, person, own, words, f) != 0 ||
        spell_initial(d, person, own, words, near, f) != 0 ||
        spell_encoded(d, person, name, "%20", f) != 0)
        return -1;
    return spell_encoded(d, person, name, "+", f);
}

static int spell_as_it_is(struct identities *d, enum identity_kind kind, struct span text,
                          struct fault *f)
{
    size_t identity;
    if (identity_of(d, kind, text, text, &identity, f) != 0 ||
        identity_term(d, identity, text, TERM_WHOLE, f) != 0)
        return -1;
    return kind == IDENTITY_MAIL ? spell_encoded(d, identity, text, "+", f) : 0;
}

static size_t count_digits(struct span phone)
{
    size_t n = 0;
    for (size_t i = 0; i < phone.len; i++)
        n += phone.at[i] >= '0' && phone.at[i] <= '9';
    return n;
}

int subject_spell(const struct subject *p, struct identities *d, bool near, struct fault *f)
{
    for (size_t i = 0; i < p->names.n; i++)
        if (spell_name(d, ids_at(&p->names, i), near, f) != 0)
            return -1;
    for (size_t i = 0; i < p->mails.n; i++) {
        struct span mail = ids_at(&p->mails, i);
        if (spell_as_it_is(d, IDENTITY_MAIL, mail, f) != 0 ||
            (near && identity_learn_person(d, SPAN_NONE, mail, SPAN_NONE, f) != 0))
            return -1;
    }
    for (size_t i = 0; i < p->phones.n; i++)
        if ((near || count_digits(ids_at(&p->phones, i)) >= PHONE_END) &&
            identity_learn_phone(d, ids_at(&p->phones, i), f) != 0)
            return -1;
    for (size_t i = 0; i < p->ids.n; i++)
        if (ids_at(&p->ids, i).len >= SUBJECT_ID_LEAST &&
            spell_as_it_is(d, IDENTITY_PERSON, ids_at(&p->ids, i), f) != 0)
            return -1;
    return 0;
}
