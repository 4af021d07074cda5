#include "lib/gong/scope.h"

const char scope_default[] = "api:calls:read:basic api:calls:read:extensive "
                             "api:calls:read:transcript api:users:read";

/* Gong tells the state of a deletion only to who may upload (its API reference). */
const char scope_crm_delete[] =
    "api:crm:integrations:read api:crm:integration:delete api:crm:upload";

/* Those that Gong has (its API reference). */
static const struct {
    const char *name, *purpose;
    bool writes;
} known[] = {
    {"api:calls:read:basic", "list the calls of a stretch of time", false},
    {"api:calls:read:extensive", "parties, CRM deals and companies of a call", false},
    {"api:calls:read:transcript", "what was said: the text that is analyzed", false},
    {"api:users:read", "names and titles of your own people", false},
    {"api:calls:read:media-url", "links to recordings", false},
    {"api:calls:create", "upload calls", true},
    {"api:stats:user-actions", "activity figures of users", false},
    {"api:stats:user-actions:detailed", "daily activity of users", false},
    {"api:stats:interaction", "interaction figures of users", false},
    {"api:stats:scorecards", "answered scorecards", false},
    {"api:settings:scorecards:read", "scorecards", false},
    {"api:settings:trackers:read", "trackers", false},
    {"api:library:read", "library folders", false},
    {"api:workspaces:read", "workspaces", false},
    {"api:crm:integrations:read", "the generic CRM integration", false},
    {"api:crm:integration:register", "register a generic CRM integration", true},
    {"api:crm:integration:delete", "delete the generic CRM integration", true},
    {"api:crm:upload", "upload CRM objects, and the state of an upload", true},
    {"api:crm:get-objects", "CRM objects", false},
    {"api:crm:schema", "fields of CRM objects", true},
    {"api:logs:read", "logs", false},
    {"api:coaching:read", "coaching figures", false},
    {"api:call-outcomes:read", "outcomes of calls", false},
    {"api:data-privacy:read", "what is kept of a person", false},
    {"api:data-privacy:delete", "erase what is kept of a person", true},
};

const char *scope_purpose(struct span name)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (span_is(name, known[i].name))
            return known[i].purpose;
    return NULL;
}

bool scope_writes(struct span name)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (span_is(name, known[i].name))
            return known[i].writes;
    return false;
}

bool scope_next(struct span *list, struct span *one)
{
    while (list->len > 0 && (*list->at == ' ' || *list->at == ','))
        *list = (struct span){list->at + 1, list->len - 1};
    size_t n = 0;
    while (n < list->len && list->at[n] != ' ' && list->at[n] != ',')
        n++;
    *one = (struct span){list->at, n};
    if (n > 0)
        *list = (struct span){list->at + n, list->len - n};
    return n > 0;
}

bool scope_in(struct span list, struct span one)
{
    struct span s;
    while (scope_next(&list, &s))
        if (span_equal(s, one))
            return true;
    return false;
}

void scope_without(struct buf *b, struct span a, struct span b_list)
{
    struct span s;
    while (scope_next(&a, &s)) {
        if (scope_in(b_list, s))
            continue;
        if (b->len > 0)
            buf_byte(b, ' ');
        buf_span(b, s);
    }
}
