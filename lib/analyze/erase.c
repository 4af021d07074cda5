#include "lib/analyze/erase.h"

#include <stdlib.h>
#include <string.h>
#include "lib/analyze/array.h"
#include "lib/analyze/erase_value.h"
#include "lib/json/json.h"

int erase_begin(struct erase *e, struct span key, struct span of, struct fault *f)
{
    static const struct subject nobody;
    return blot_begin(&e->blot, e->person ? e->person : &nobody, key, of, f);
}

void erase_clear(struct erase *e)
{
    blot_clear(&e->blot);
    roster_clear(&e->roster);
    call_clear(&e->call);
    ids_clear(&e->left);
    ids_clear(&e->local);
    free(e->sentences);
    free(e->others);
    buf_free(&e->said);
    buf_free(&e->text);
    buf_free(&e->other);
    buf_free(&e->joined);
    *e = (struct erase){0};
}

/* ---- a call ---- */

static int hear(struct erase *e, struct fault *f)
{
    struct json_walk w, sentences;
    e->nsentences = 0;
    buf_clear(&e->said);
    for (json_walk(&w, e->call.transcript); json_next(&w);) {
        bool theirs = e->person && erase_has_id(e, json_get(w.value, "speakerId"));
        for (json_walk(&sentences, json_get(w.value, "sentences")); json_next(&sentences);) {
            if (array_room(&e->sentences, &e->room_sentences, e->nsentences + 1,
                           sizeof *e->sentences, f) != 0)
                return -1;
            struct span text = json_get(sentences.value, "text");
            e->sentences[e->nsentences++] = (struct erase_sentence){text, theirs};
            if (!theirs)
                continue;
            if (e->said.len)
                buf_byte(&e->said, ' ');
            json_text(&e->said, text);
        }
        if (theirs)
            buf_byte(&e->said, '\n');
    }
    return buf_check(&e->said, "what was said", f);
}

static int mind(struct erase *e, bool all, struct fault *f)
{
    for (size_t i = 0; e->mind && i < e->nsentences; i++)
        if ((all || e->sentences[i].theirs) &&
            blot_mind(&e->blot, erase_read(&e->text, e->sentences[i].text), f) != 0)
            return -1;
    return 0;
}

/* Who else is there; whether they are. */
static int look_round(struct erase *e, size_t *n, struct fault *f)
{
    struct named named;
    struct json_walk w;
    *n = 0;
    e->near = false;
    arena_reset(&e->roster.arena);
    if (array_room(&e->others, &e->room_others, e->call.nparties, sizeof *e->others, f) != 0)
        return -1;
    for (size_t i = 0; i < e->call.nparties; i++) {
        if (roster_party(&e->roster, &e->call.parties[i], &named, f) != 0)
            return -1;
        if (!subject_is(e->person, &named)) {
            e->others[(*n)++] = named.name;
            continue;
        }
        e->near = true;
        if ((named.voice.len && ids_add_text(&e->local, named.voice, NULL, NULL, f) != 0) ||
            (named.party.len && ids_add_text(&e->local, named.party, NULL, NULL, f) != 0))
            return -1;
    }
    e->near |= subject_has_id(e->person, json_get(e->call.meta, "primaryUserId"));
    for (json_walk(&w, json_get(e->call.callmine, "users")); json_next(&w);)
        e->near |= subject_has_id(e->person, json_get(w.value, "id"));
    return 0;
}

static int call(struct erase *e, struct span record, bool *gone, struct fault *f)
{
    size_t others = 0;
    if (call_read(&e->call, record, f) != 0 || (e->person && look_round(e, &others, f) != 0) ||
        hear(e, f) != 0)
        return -1;
    if (erase_call_goes(e, e->call.id)) {
        *gone = true;
        e->n.calls++;
        return ids_add(&e->left, e->call.id, NULL, NULL, f) != 0 ? -1 : mind(e, true, f);
    }
    if (!e->person)
        return 0;
    if (mind(e, false, f) != 0)
        return -1;
    return e->near ? blot_near(&e->blot, e->others, others, f) : 0;
}

int erase_record(struct erase *e, struct span record, struct buf *to, bool *gone, struct fault *f)
{
    const struct erased before = e->n;
    bool is_call = json_kind(json_get(record, "metaData.id")) == JSON_STRING;
    e->near = *gone = false;
    e->nsentences = 0;
    ids_empty(&e->local);
    buf_clear(&e->said);
    if (is_call && call(e, record, gone, f) != 0)
        return -1;
    if (!is_call && e->person && roster_is_user(record) && erase_is_person(e, record, gone, f) != 0)
        return -1;
    e->n.mentions += !is_call && *gone;
    if (*gone)
        return 0;
    e->to = to;
    e->done = record.at;
    if (erase_value(e, record, 0, f) != 0)
        return -1;
    buf_add(to, e->done, (size_t)(record.at + record.len - e->done));
    e->n.calls += is_call && (e->n.sentences > before.sentences || e->n.quotes > before.quotes ||
                              e->n.mentions > before.mentions);
    return buf_check(to, "a record", f);
}

/* ---- what reminds of it ---- */

static int reminds(struct erase *e, struct span v, int depth, bool *yes, struct fault *f)
{
    struct json_walk w;
    if (json_kind(v) == JSON_STRING)
        return blot_reminds(&e->blot, erase_read(&e->text, v), yes, f);
    for (json_walk(&w, v); !*yes && depth < ERASE_NESTED && json_next(&w);)
        if (reminds(e, w.value, depth + 1, yes, f) != 0)
            return -1;
    return 0;
}

int erase_reminds(struct erase *e, struct span record, bool *yes, struct fault *f)
{
    return reminds(e, record, 0, yes, f);
}
