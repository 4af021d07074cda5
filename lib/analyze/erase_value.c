/* What a record without them has in the place of each of its values. */

#include <string.h>
#include "lib/analyze/erase_value.h"
#include "lib/json/json.h"

enum { SAID = 16 /* bytes of a text that may be what somebody said */ };

/* ---- putting something else in a value's place ---- */

static void put(struct erase *e, struct span old, struct span json)
{
    if (old.at < e->done) /* a member that is there twice */
        return;
    buf_add(e->to, e->done, (size_t)(old.at - e->done));
    buf_span(e->to, json);
    e->done = old.at + old.len;
}

static void put_text(struct erase *e, struct span old, struct span text)
{
    if (old.at < e->done)
        return;
    buf_add(e->to, e->done, (size_t)(old.at - e->done));
    json_quote(e->to, text);
    e->done = old.at + old.len;
}

/* An id or a phone number may be a number: no mark is one. */
static void put_mark(struct erase *e, struct span old)
{
    if (json_kind(old) == JSON_NUMBER)
        put(e, old, span_of("null"));
    if (json_kind(old) == JSON_STRING && old.len > 2)
        put_text(e, old, span_of(e->blot.mark));
}

struct span erase_read(struct buf *b, struct span string)
{
    buf_clear(b);
    json_text(b, string);
    struct span text = buf_view(b);
    return text.at ? text : (struct span){"", 0};
}

bool erase_has_id(const struct erase *e, struct span token)
{
    return subject_has_id(e->person, token) ||
           (json_kind(token) == JSON_STRING && e->local.n && ids_find(&e->local, token) >= 0);
}

/* A text of somebody else's, with their names in it; or one that they said. */
static int string(struct erase *e, struct span token, struct fault *f)
{
    struct span text = erase_read(&e->text, token);
    int64_t hits = 0;
    buf_clear(&e->other);
    if (text.len >= SUBJECT_ID_LEAST && erase_has_id(e, token)) {
        put_mark(e, token);
        e->n.mentions++;
        return 0;
    }
    if (text.len >= SAID && e->said.len && memchr(text.at, ' ', text.len) &&
        memmem(e->said.at, e->said.len, text.at, text.len)) {
        blot_said(&e->blot, text, &e->other);
        e->n.quotes++;
        hits++;
    } else if (blot_names(&e->blot, text, e->near, &e->other, &hits, f) != 0) {
        return -1;
    } else {
        e->n.mentions += hits;
    }
    if (hits)
        put_text(e, token, buf_view(&e->other));
    return buf_check(&e->other, "a text", f);
}

/* primaryUserId, speaker_id; not id alone, which may be anything's. */
static bool is_id(struct span key)
{
    return key.len > 4 && (key.at[key.len - 3] == 'I' || key.at[key.len - 3] == 'i') &&
           key.at[key.len - 2] == 'd' && (key.at[key.len - 3] == 'I' || key.at[key.len - 4] == '_');
}

static int members(struct erase *e, struct span object, int depth, struct fault *f)
{
    struct json_walk w;
    for (json_walk(&w, object); json_next(&w);) {
        bool id = is_id(w.key) && e->person && erase_has_id(e, w.value);
        e->n.mentions += id;
        if (id)
            put_mark(e, w.value);
        else {
            e->listed = e->calls && json_text_is(w.key, "calls");
            if (erase_value(e, w.value, depth + 1, f) != 0)
                return -1;
        }
    }
    return 0;
}

/* ---- who somebody is ---- */

static bool is_any(struct span key, const char *const *names)
{
    for (; *names; names++)
        if (json_text_is(key, *names))
            return true;
    return false;
}

static const char *const own[] = {"name",
                                  "firstName",
                                  "lastName",
                                  "emailAddress",
                                  "email",
                                  "phoneNumber",
                                  "extension",
                                  "trustedEmailAddress",
                                  "meetingConsentPageUrl",
                                  "id",
                                  "userId",
                                  "speakerId",
                                  NULL};

/* An object that is they. */
static int person(struct erase *e, struct span object, int depth, struct fault *f)
{
    struct json_walk w;
    e->n.mentions++;
    for (json_walk(&w, object); json_next(&w);) {
        if (is_any(w.key, own))
            put_mark(e, w.value);
        else if (json_text_is(w.key, "title") && json_kind(w.value) == JSON_STRING)
            put(e, w.value, span_of("null"));
        else if (json_text_is(w.key, "context") && json_kind(w.value) == JSON_ARRAY)
            put(e, w.value, span_of("[]"));
        else if (erase_value(e, w.value, depth + 1, f) != 0)
            return -1;
    }
    return 0;
}

/* Is this party, user or host they? One that was erased is nobody. */
int erase_is_person(struct erase *e, struct span object, bool *yes, struct fault *f)
{
    struct named n;
    arena_reset(&e->roster.arena);
    if (json_get(object, "speakerId").at || json_get(object, "userId").at ||
        json_get(object, "methods").at) {
        const struct party p = {.id = json_get(object, "id"),
                                .name = json_get(object, "name"),
                                .email = json_get(object, "emailAddress"),
                                .phone = json_get(object, "phoneNumber"),
                                .user_id = json_get(object, "userId"),
                                .speaker_id = json_get(object, "speakerId"),
                                .context = json_get(object, "context")};
        if (roster_party(&e->roster, &p, &n, f) != 0)
            return -1;
    } else if (roster_user(&e->roster, object, &n, f) != 0) {
        return -1;
    }
    *yes = subject_is(e->person, &n);
    return 0;
}

static bool names_somebody(struct span object)
{
    return json_get(object, "emailAddress").at || json_get(object, "email").at ||
           json_get(object, "phoneNumber").at || json_get(object, "speakerId").at ||
           json_get(object, "firstName").at;
}

/* What the CRM holds of them: a contact with a field that is theirs. */
static int contact(struct erase *e, struct span object, bool *yes, struct fault *f)
{
    struct json_walk w;
    int64_t hits = 0;
    *yes = subject_has_id(e->person, json_get(object, "objectId"));
    for (json_walk(&w, json_get(object, "fields")); !*yes && json_next(&w);) {
        struct span text = erase_read(&e->text, json_get(w.value, "value"));
        buf_clear(&e->other);
        if (blot_names(&e->blot, text, false, &e->other, &hits, f) != 0)
            return -1;
        *yes = hits > 0 && span_is(buf_view(&e->other), e->blot.mark);
    }
    if (!*yes)
        return 0;
    e->n.mentions++;
    for (json_walk(&w, object); json_next(&w);) {
        struct json_walk fields;
        if (json_text_is(w.key, "objectId"))
            put_mark(e, w.value);
        if (json_text_is(w.key, "fields"))
            for (json_walk(&fields, w.value); json_next(&fields);)
                put_mark(e, json_get(fields.value, "value"));
    }
    return 0;
}

/* ---- what somebody said ---- */

/* What somebody else said is theirs in no word, though they said the same. */
static int of_another(struct erase *e, struct span object, struct span speaker, int depth,
                      struct fault *f)
{
    size_t said = e->said.len;
    if (json_kind(speaker) == JSON_STRING)
        e->said.len = 0;
    int rc = members(e, object, depth, f);
    e->said.len = said;
    return rc;
}

/* A quote of theirs: as many bytes from the beginning of what stands now for its sentences, so that
 * it is found there. */
static int quote(struct erase *e, struct span evidence, struct fault *f)
{
    struct json_walk w;
    int64_t from = -1, to = -1;
    struct span old = json_get(evidence, "quote"), text = erase_read(&e->text, old);
    json_walk(&w, json_get(evidence, "sentences"));
    if (json_next(&w) && json_integer(w.value, &from) && json_next(&w))
        json_integer(w.value, &to);
    buf_clear(&e->joined);
    if (from >= 0 && to >= from && (uint64_t)to < e->nsentences)
        for (int64_t i = from; i <= to; i++) {
            struct span said = erase_read(&e->other, e->sentences[i].text);
            if (i > from)
                buf_byte(&e->joined, ' ');
            blot_said(&e->blot, said, &e->joined);
        }
    else
        blot_said(&e->blot, text, &e->joined);
    struct span now = buf_view(&e->joined);
    size_t len = text.len > BLOT_LEAST ? text.len : BLOT_LEAST;
    now.len = now.len < len ? now.len : len;
    if (text.len)
        put_text(e, old, now);
    e->n.quotes++;
    return buf_check(&e->joined, "a quote", f);
}

static int is_quote_of_theirs(struct erase *e, struct span evidence, bool *yes, struct fault *f)
{
    struct span id = json_get(evidence, "speaker_id"), speaker = json_get(evidence, "speaker");
    int64_t hits = 0;
    int64_t first;
    struct json_walk w;
    *yes = erase_has_id(e, id);
    json_walk(&w, json_get(evidence, "sentences"));
    if (!*yes && json_next(&w) && json_integer(w.value, &first) && first >= 0)
        *yes = (uint64_t)first < e->nsentences && e->sentences[first].theirs;
    if (*yes || json_kind(id) == JSON_STRING || json_kind(speaker) != JSON_STRING)
        return 0;
    struct span name = erase_read(&e->text, speaker);
    buf_clear(&e->other);
    if (blot_names(&e->blot, name, e->near, &e->other, &hits, f) != 0)
        return -1;
    *yes = hits > 0 && span_is(buf_view(&e->other), e->blot.mark);
    return 0;
}

static int evidence(struct erase *e, struct span object, int depth, struct fault *f)
{
    bool yes;
    struct json_walk w;
    if (is_quote_of_theirs(e, object, &yes, f) != 0)
        return -1;
    if (!yes)
        return of_another(e, object, json_get(object, "speaker_id"), depth, f);
    for (json_walk(&w, object); json_next(&w);) {
        int rc = 0;
        if (json_text_is(w.key, "quote"))
            rc = quote(e, object, f);
        else if (json_text_is(w.key, "speaker_id") || json_text_is(w.key, "speaker"))
            put_mark(e, w.value);
        else if (json_text_is(w.key, "title") && json_kind(w.value) == JSON_STRING)
            put(e, w.value, span_of("null"));
        else
            rc = erase_value(e, w.value, depth + 1, f);
        if (rc != 0)
            return -1;
    }
    return 0;
}

static void sentences(struct erase *e, struct span list)
{
    struct json_walk w;
    for (json_walk(&w, list); json_next(&w);) {
        struct span old = json_get(w.value, "text");
        struct span text = erase_read(&e->text, old);
        if (json_kind(old) != JSON_STRING || text.len == 0)
            continue;
        buf_clear(&e->other);
        blot_said(&e->blot, text, &e->other);
        put_text(e, old, buf_view(&e->other));
        e->n.sentences++;
    }
}

static int monologue(struct erase *e, struct span object, int depth, struct fault *f)
{
    struct json_walk w;
    struct span speaker = json_get(object, "speakerId");
    if (!erase_has_id(e, speaker))
        return of_another(e, object, speaker, depth, f);
    for (json_walk(&w, object); json_next(&w);) {
        if (json_text_is(w.key, "speakerId"))
            put_mark(e, w.value);
        else if (json_text_is(w.key, "sentences"))
            sentences(e, w.value);
        else if (erase_value(e, w.value, depth + 1, f) != 0)
            return -1;
    }
    return buf_check(&e->other, "a sentence", f);
}

/* ---- values ---- */

bool erase_call_goes(const struct erase *e, struct span id)
{
    return e->calls && json_kind(id) == JSON_STRING && ids_find(e->calls, id) >= 0;
}

/* What quotes a call that goes, in a roll-up's list; or its id, in a list of calls. */
static bool goes_with_call(const struct erase *e, struct span v, bool listed)
{
    return json_kind(v) == JSON_OBJECT ? erase_call_goes(e, json_get(v, "call"))
                                       : listed && erase_call_goes(e, v);
}

static int array(struct erase *e, struct span v, int depth, struct fault *f)
{
    struct json_walk w;
    const char *open = v.at + 1;
    bool kept = false, went = false, listed = e->listed;
    e->listed = false;
    for (json_walk(&w, v); json_next(&w);) {
        if (goes_with_call(e, w.value, listed)) {
            /* with the comma before it; the first one's is behind it */
            const char *from = kept ? w.value.at - 1 : went ? e->done : open;
            while (kept && *from != ',')
                from--;
            buf_add(e->to, e->done, (size_t)(from - e->done));
            e->done = w.value.at + w.value.len;
            e->n.quotes += !listed;
            e->n.mentions += listed;
            went = true;
            continue;
        }
        if (went && !kept) {
            while (*e->done != ',')
                e->done++;
            e->done++;
        }
        kept = true;
        if (erase_value(e, w.value, depth + 1, f) != 0)
            return -1;
    }
    return 0;
}

static int object(struct erase *e, struct span v, int depth, struct fault *f)
{
    bool yes = false;
    if (!e->person)
        return members(e, v, depth, f);
    if (json_get(v, "quote").at && json_get(v, "speaker_id").at)
        return evidence(e, v, depth, f);
    if (json_get(v, "sentences").at && json_get(v, "speakerId").at)
        return monologue(e, v, depth, f);
    if (roster_is_person(v)) {
        if (contact(e, v, &yes, f) != 0)
            return -1;
    } else if (names_somebody(v)) {
        if (erase_is_person(e, v, &yes, f) != 0)
            return -1;
        if (yes)
            return person(e, v, depth, f);
    }
    return yes ? 0 : members(e, v, depth, f);
}

int erase_value(struct erase *e, struct span v, int depth, struct fault *f)
{
    if (depth > ERASE_NESTED)
        return fault(f, STATUS_BAD_RECORD, "nested too deep");
    switch (json_kind(v)) {
    case JSON_STRING: return e->person ? string(e, v, f) : 0;
    case JSON_ARRAY: return array(e, v, depth, f);
    case JSON_OBJECT: return object(e, v, depth, f);
    case JSON_NUMBER:
        if (e->person && v.len >= SAID && subject_has_id(e->person, v))
            put(e, v, span_of("null"));
        return 0;
    default: return 0;
    }
}
