#ifndef JSON_CALL_H
#define JSON_CALL_H

/* A call record seen as a call: the members of Gong's that callmine reads, as spans of JSON values
 * into the record (SPAN_NONE where absent; check json_kind before trusting a type). Every member
 * may be null, absent or of another type; only metaData.id (or a bare `id`, as gong-list-calls'
 * source has it) is needed. */

#include <stddef.h>
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum side {
    SIDE_UNKNOWN,
    SIDE_REP,
    SIDE_CUSTOMER
};                                  /* affiliation Internal = rep, External = customer */
const char *side_name(enum side s); /* "unknown", "rep", "customer" */

struct party {
    struct span id, name, email, title, user_id, speaker_id, phone, context, affiliation;
    enum side side;
};

struct call {
    struct span record;
    struct span meta; /* the metaData object */
    struct span id;   /* JSON string token */
    struct span url, title, scheduled, started, duration, host_id, direction, scope, language,
        private_;
    struct span context, transcript; /* arrays; transcript SPAN_NONE if it is not there */
    struct span callmine;            /* what callmine added */
    struct span people;              /* the parties as they came */
    bool parties_read;
    struct party *parties;
    size_t nparties, room;
};

/* Read; the struct is reused from record to record (zero it at first). STATUS_BAD_RECORD without an
 * id. */
int call_read(struct call *c, struct span record, struct fault *f);
/* In two steps, for who may not need the parties: the call without them, and the parties, which are
 * read once. */
int call_open(struct call *c, struct span record, struct fault *f);
int call_parties(struct call *c, struct fault *f);
void call_clear(struct call *c);

bool call_started(const struct call *c, when *t); /* false when absent or not RFC 3339 */
int64_t call_seconds(const struct call *c);       /* duration, 0 when unknown */
bool call_is_private(const struct call *c);       /* unless it is false, null or absent */
/* The party that speaks with this voice, or NULL. speaker_id is a JSON value. */
const struct party *call_speaker(const struct call *c, struct span speaker_id);
/* The host's party: the one whose userId is primaryUserId; NULL if none. */
const struct party *call_host(const struct call *c);

/* An id as text in a fixed buffer, for file names, ledgers and messages: only [A-Za-z0-9_-], at
 * most 64; false (and "") when it is anything else. */
struct call_id {
    char text[65];
};
bool call_id(struct span id, struct call_id *out);

#endif
