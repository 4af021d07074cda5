#ifndef BIN_FORGET_H
#define BIN_FORGET_H

/* What cm-retain forget takes out of what: lib/archive knows files and bundles and no records,
 * lib/analyze people and records and no archive; a program sees both. */

#include <stdio.h>
#include "bin/remake.h"
#include "lib/analyze/erase.h"
#include "lib/archive/retain.h"
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/digest.h"
#include "lib/state/store.h"

#define FORGET_ROWS(to)                                                                            \
    {"as",                                                                                         \
     0,                                                                                            \
     OPTION_CHOICE,                                                                                \
     &(to)->as,                                                                                    \
     "KIND",                                                                                       \
     "forget: what PERSON is (what it looks like)",                                                \
     "email|name|phone|id"},                                                                       \
        {"all-of-that-name",                                                                       \
         0,                                                                                        \
         OPTION_FLAG,                                                                              \
         &(to)->all_of_name,                                                                       \
         NULL,                                                                                     \
         "forget: everybody whom PERSON stands for",                                               \
         NULL},                                                                                    \
        {"call", 0, OPTION_LIST, &(to)->calls, "ID", "forget: a call", NULL},                      \
    {                                                                                              \
        "calls", 0, OPTION_FILE, &(to)->list, "FILE",                                              \
            "forget: calls, by id, or as gong-list-calls --reconcile has them", NULL               \
    }

struct forget_glue {
    const struct forget_said *said;
    struct roster roster;
    struct subject person;
    struct ids calls;
    struct erase erase;
    struct store_key key;
};

static inline struct forgot forget_so_far(const struct erase *e)
{
    return (struct forgot){e->n.calls, e->n.sentences, e->n.quotes, e->n.mentions};
}

static inline void forget_since(struct forgot *n, const struct erase *e, struct forgot then)
{
    n->calls += e->n.calls - then.calls;
    n->sentences += e->n.sentences - then.sentences;
    n->quotes += e->n.quotes - then.quotes;
    n->mentions += e->n.mentions - then.mentions;
}

static inline int forget_meets(void *who, struct span record, struct fault *f)
{
    struct forget_glue *g = who;
    bool calls = g->said->calls.n > 0 || g->said->list;
    return calls ? 0 : roster_add(&g->roster, record, f);
}

static inline int forget_reads(void *who, const char *file, struct span text, struct fault *f)
{
    struct forget_glue *g = who;
    bool calls = g->said->calls.n > 0 || g->said->list;
    return calls ? 0 : roster_text(&g->roster, file, text, f);
}

/* The key that nobody else has makes marks and hashes that say nothing without it. */
static inline int forget_begins(struct forget_glue *g, struct span of, bool person, struct fault *f)
{
    if (!g->key.at && store_key_own(&g->key, "forget.key", f) != 0)
        return -1;
    g->erase.person = person ? &g->person : NULL;
    g->erase.calls = person ? NULL : &g->calls;
    g->erase.mind = true;
    return erase_begin(&g->erase, (struct span){(const char *)g->key.at, STORE_KEY}, of, f);
}

static inline void forget_writes(const struct forget_glue *g, struct span of, bool person,
                                 struct buf *journal)
{
    struct json_writer w = {.b = journal};
    unsigned char raw[DIGEST_BYTES];
    char hash[DIGEST_TEXT] = "";
    digest_keyed((struct span){(const char *)g->key.at, STORE_KEY}, of, raw);
    for (int i = 0; person && i < DIGEST_BYTES; i++)
        snprintf(hash + 2 * i, 3, "%02x", raw[i]);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "forgot", span_of(person ? "person" : "calls"));
    json_put_text(&w, "who", person ? span_of(hash) : SPAN_NONE);
    json_put_text(&w, "of", of);
    json_open(&w, "calls", '[');
    for (size_t i = 0; i < g->calls.n; i++)
        json_put_text(&w, NULL, ids_at(&g->calls, i));
    json_close(&w, ']');
    struct buf own = BUF(64 << 20);
    subject_write(&g->person, &own);
    json_put(&w, "person", buf_view(&own));
    json_close(&w, '}');
    buf_free(&own);
}

/* A line of the file: an id; or what a listing found, of which only what is gone is meant. */
static inline int forget_line(struct forget_glue *g, struct span line, struct fault *f)
{
    struct span value, change;
    struct fault ignored;
    while (line.len && strchr(" \t\r", line.at[line.len - 1]))
        line.len--;
    if (line.len == 0)
        return 0;
    if (json_check(line, &value, &ignored) != 0 || json_kind(value) == JSON_NUMBER)
        return ids_add_text(&g->calls, line, NULL, NULL, f);
    change = json_get(value, "change");
    if (json_kind(json_get(value, "id")) != JSON_STRING)
        return fault(f, STATUS_BAD_RECORD, "no id of a call, and no line of a listing");
    bool gone =
        !change.at || json_text_is(change, "vanished") || json_text_is(change, "became_private");
    return gone ? ids_add(&g->calls, json_get(value, "id"), NULL, NULL, f) : 0;
}

static inline int forget_list(struct forget_glue *g, const char *path, struct fault *f)
{
    struct buf b = BUF(0);
    int rc = file_read(&b, path, f);
    int64_t number = 1;
    for (const char *at = b.at, *end = b.at + b.len; rc == 0 && at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((newline ? newline : end) - at);
        rc = forget_line(g, (struct span){at, len}, f);
        if (rc != 0)
            fault_at(f, "%s:%lld", path, (long long)number);
        at += len + 1;
    }
    buf_free(&b);
    return rc;
}

static inline int forget_chooses(void *who, const char *person, struct buf *said,
                                 struct buf *journal, struct fault *f)
{
    static const char *const kinds[] = {"an e-mail address", "a name", "a phone number", "an id"};
    struct forget_glue *g = who;
    size_t several;
    struct span of = span_of(person ? person : "calls");
    enum subject_as as = subject_guess(of);
    for (size_t i = 0; !person && i < g->said->calls.n; i++)
        if (ids_add_text(&g->calls, span_of(g->said->calls.at[i]), NULL, NULL, f) != 0)
            return -1;
    if (!person && g->said->list && forget_list(g, g->said->list, f) != 0)
        return -1;
    for (int i = 0; g->said->as && i < SUBJECT_KINDS; i++)
        if (strcmp(subject_as_name[i], g->said->as) == 0)
            as = (enum subject_as)i;
    if (person &&
        subject_find(&g->person, &g->roster, of, as, g->said->all_of_name, &several, f) != 0)
        return -1;
    if (forget_begins(g, of, person != NULL, f) != 0)
        return -1;
    if (person)
        buf_format(said, "taken for %s; names %zu, addresses %zu, numbers %zu, ids %zu", kinds[as],
                   g->person.names.n, g->person.mails.n, g->person.phones.n, g->person.ids.n);
    forget_writes(g, of, person != NULL, journal);
    return 0;
}

static inline int forget_goes_on(void *who, struct span journal, struct fault *f)
{
    struct forget_glue *g = who;
    struct json_walk w;
    struct buf of = BUF(1 << 16);
    bool person = json_text_is(json_get(journal, "forgot"), "person");
    json_text(&of, json_get(journal, "of"));
    int rc = buf_check(&of, "the journal", f);
    for (json_walk(&w, json_get(journal, "calls")); rc == 0 && json_next(&w);)
        rc = ids_add(&g->calls, w.value, NULL, NULL, f);
    if (rc == 0)
        rc = subject_read(&g->person, json_get(journal, "person"), f);
    if (rc == 0)
        rc = forget_begins(g, buf_view(&of), person, f);
    buf_free(&of);
    return rc;
}

static inline int forget_record(void *who, struct span record, struct buf *to, bool *gone,
                                struct forgot *n, struct fault *f)
{
    struct forget_glue *g = who;
    const struct forgot then = forget_so_far(&g->erase);
    int rc = erase_record(&g->erase, record, to, gone, f);
    forget_since(n, &g->erase, then);
    return rc;
}

static inline int forget_text(void *who, const char *file, struct span text, struct buf *to,
                              struct forgot *n, struct fault *f)
{
    struct forget_glue *g = who;
    const struct forgot then = forget_so_far(&g->erase);
    int rc = erase_text(&g->erase, file, text, to, f);
    forget_since(n, &g->erase, then);
    return rc;
}

static inline int forget_remembers(void *who, struct span record, bool *yes, struct fault *f)
{
    return erase_reminds(&((struct forget_glue *)who)->erase, record, yes, f);
}

static inline struct ids *forget_left(void *who)
{
    return &((struct forget_glue *)who)->erase.left;
}

/* A forgetting begins anew: nobody is known any more. */
static inline void forget_clears(void *who)
{
    struct forget_glue *g = who;
    roster_clear(&g->roster);
    subject_clear(&g->person);
    ids_clear(&g->calls);
    erase_clear(&g->erase);
}

/* Run a verb of cm-retain. Before it forgets or prunes, a forgetting that was killed is ended; one
 * that cannot be ended yet keeps nothing from being pruned, and is told afterwards, but for one
 * that waits for a hold to end. */
static inline int forget_with(struct retain *r, retain_verb *verb, char *const *operands, int n,
                              struct fault *f)
{
    struct forget_glue glue = {.said = &r->forget};
    const struct forgetter by = {.who = &glue,
                                 .meet = forget_meets,
                                 .read = forget_reads,
                                 .choose = forget_chooses,
                                 .again = forget_goes_on,
                                 .record = forget_record,
                                 .text = forget_text,
                                 .reminds = forget_remembers,
                                 .left = forget_left,
                                 .clear = forget_clears,
                                 .files = remake_files,
                                 .make = remake};
    r->forget.by = &by;
    struct fault left = {0};
    int rc = verb == retain_prune && !r->dry_run ? retain_forget_rest(r, &left, f) : 0;
    if (rc == 0)
        rc = verb(r, operands, n, f);
    if (rc == 0 && left.status != STATUS_OK && left.status != STATUS_PARTIAL) {
        *f = left;
        rc = -1;
    }
    forget_clears(&glue);
    store_key_clear(&glue.key);
    r->forget.by = NULL;
    return rc;
}

#endif
