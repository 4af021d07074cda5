#include "lib/gong/types.h"

#include "lib/gong/scope.h"

#define BASIC     "api:calls:read:basic"
#define EXTENSIVE BASIC " api:calls:read:extensive"

/* Speakers have their names from the parties of the call, so transcripts need these too. What a
 * native CRM holds is read from the context of calls; a Generic CRM's objects can be asked for by
 * their ids as well. */
const struct data_type types_known[] = {
    {"calls", "calls with their parties, topics, trackers and CRM context", EXTENSIVE, false},
    {"transcripts", "what was said, by whom", EXTENSIVE " api:calls:read:transcript", false},
    {"users", "your own people", "api:users:read", false},
    {"user-stats", "activity by day and by period, and interaction",
     "api:stats:user-actions api:stats:user-actions:detailed api:stats:interaction", false},
    {"scorecards", "scorecards and their questions", "api:settings:scorecards:read", false},
    {"answered-scorecards", "scorecards as they were filled in", "api:stats:scorecards", false},
    {"libraries", "the library's folders and the calls in them",
     "api:library:read api:workspaces:read", false},
    {"trackers", "keyword trackers", "api:settings:trackers:read", false},
    {"crm-deals", "deals, from the context of calls", EXTENSIVE, false},
    {"crm-contacts", "contacts, from the context of calls", EXTENSIVE, false},
    {"crm-accounts", "accounts, from the context of calls", EXTENSIVE, false},
    {"crm-generic", "objects of a Generic CRM integration, by their ids",
     "api:crm:integrations:read api:crm:get-objects", true},
    {NULL, NULL, NULL, false},
};

static void add(struct buf *scopes, const struct data_type *t)
{
    for (struct span list = span_of(t->scopes), one; scope_next(&list, &one);) {
        if (scope_in(buf_view(scopes), one))
            continue;
        if (scopes->len > 0)
            buf_byte(scopes, ' ');
        buf_span(scopes, one);
    }
}

static int unknown(struct fault *f)
{
    struct buf names = BUF(1024);
    for (const struct data_type *t = types_known; t->name; t++)
        buf_format(&names, "%s, ", t->name);
    fault(f, STATUS_USAGE, "--types names a type that there is not; there are %sand all",
          names.at ? names.at : "");
    buf_free(&names);
    return -1;
}

int types_scopes(struct buf *scopes, const char *list, struct fault *f)
{
    struct span rest = span_of(list), one;
    size_t named = 0;
    for (; scope_next(&rest, &one); named++) {
        bool all = span_is(one, "all"), known = all;
        for (const struct data_type *t = types_known; t->name; t++)
            if (all ? !t->apart : span_is(one, t->name)) {
                known = true;
                add(scopes, t);
            }
        if (!known)
            return unknown(f);
    }
    return named > 0 ? buf_check(scopes, "the scopes", f) : unknown(f);
}
