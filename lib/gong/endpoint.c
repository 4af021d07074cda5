#include "lib/gong/endpoint.h"

/* In the order of enum gong_endpoint. */
static const struct endpoint endpoints[] = {
    {GONG_CALLS, "GET", "/v2/calls", "calls", "id", "calls", "api:calls:read:basic", true},
    {GONG_EXTENSIVE, "POST", "/v2/calls/extensive", "calls", "metaData.id", "calls",
     "api:calls:read:extensive", true},
    {GONG_TRANSCRIPTS, "POST", "/v2/calls/transcript", "callTranscripts", "callId", "transcripts",
     "api:calls:read:transcript", true},
    {GONG_USERS, "GET", "/v2/users", "users", "id", "users", "api:users:read", false},
};

const struct endpoint *endpoint_of(enum gong_endpoint what)
{
    return &endpoints[what];
}
