#include "lib/sim/sim_route.h"
#include "lib/state/base64.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct sim_route routes[] = {
    {"GET", "/v2/calls", "api:calls:read:basic", sim_calls_list},
    {"GET", "/v2/calls/{}", "api:calls:read:basic", sim_calls_one},
    {"POST", "/v2/calls/extensive", "api:calls:read:extensive", sim_calls_extensive},
    {"POST", "/v2/calls/transcript", "api:calls:read:transcript", sim_calls_transcript},
    {"GET", "/v2/users", "api:users:read", sim_users_list},
    {"POST", "/v2/users/extensive", "api:users:read", sim_users_extensive},
    {"GET", "/v2/users/{}", "api:users:read", sim_users_one},
    {"GET", "/v2/users/{}/settings-history", "api:users:read", sim_users_history},
    {"POST", "/v2/stats/activity/aggregate", "api:stats:user-actions", sim_stats_aggregate},
    {"POST", "/v2/stats/activity/aggregate-by-period", "api:stats:user-actions",
     sim_stats_by_period},
    {"POST", "/v2/stats/activity/day-by-day", "api:stats:user-actions:detailed", sim_stats_by_day},
    {"POST", "/v2/stats/interaction", "api:stats:interaction", sim_stats_interaction},
    {"POST", "/v2/stats/activity/scorecards", "api:stats:scorecards", sim_answered},
    {"GET", "/v2/settings/scorecards", "api:settings:scorecards:read", sim_scorecards},
    {"GET", "/v2/settings/trackers", "api:settings:trackers:read", sim_trackers},
    {"GET", "/v2/library/folders", "api:library:read", sim_folders},
    {"GET", "/v2/library/folder-content", "api:library:read", sim_folder},
    {"GET", "/v2/workspaces", "api:workspaces:read", sim_workspaces},
    {"GET", "/v2/call-outcomes", "api:call-outcomes:read", sim_outcomes},
    {"GET", "/v2/crm/integrations", "api:crm:integrations:read", sim_crm_list},
    {"DELETE", "/v2/crm/integrations", "api:crm:integration:delete", sim_crm_delete},
    {"GET", "/v2/crm/request-status", "api:crm:upload", sim_crm_status},
    {"GET", "/v2/crm/entities", "api:crm:get-objects", sim_crm_entities},
};

static bool holds(const char *scopes, const char *scope)
{
    size_t n = strlen(scope);
    if (strcmp(scopes, "*") == 0)
        return true;
    for (const char *at = strstr(scopes, scope); at; at = strstr(at + 1, scope))
        if ((at == scopes || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

/* The scopes of the credential that came, or NULL when it is none. */
static const char *credential(struct sim_request *q, const char **complaint)
{
    struct sim *s = q->sim;
    const char *header =
        MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Authorization");
    const char *scopes = NULL;
    *complaint = "The provided access key or token is not valid.";
    if (header && strncasecmp(header, "Basic ", 6) == 0) {
        struct buf b = BUF(2000);
        if (base64_read(&b, span_of(header + 6)) && b.len > 0 &&
            span_equal(buf_view(&b), buf_view(&s->key))) {
            q->credential = "key";
            scopes = s->revoked ? NULL : s->scopes;
        }
        buf_free(&b);
    } else if (header && strncasecmp(header, "Bearer ", 7) == 0) {
        struct sim_token *t = sim_oauth_find(&s->oauth, SIM_ACCESS, span_of(header + 7));
        if (t) {
            q->credential = "oauth";
            if (t->dead || s->revoked)
                *complaint = "access token has been revoked";
            else if (t->expires > q->now)
                scopes = t->scopes;
        }
    }
    return scopes;
}

bool sim_scope(struct sim_request *q, struct sim_answer *a, const char *scope)
{
    const char *complaint, *scopes = credential(q, &complaint);
    /* Both must allow it: what the credential was given, and what the simulator grants at the
     * moment. */
    if (scopes && holds(scopes, scope) && holds(q->sim->scopes, scope))
        return true;
    sim_error(a, 401, "You don't have permission to use '%s' in your app.", scope);
    return false;
}

static bool matches(const char *pattern, const char *path, char id[SIM_ID])
{
    const char *hole = strstr(pattern, "{}");
    if (!hole)
        return strcmp(pattern, path) == 0;
    size_t before = (size_t)(hole - pattern);
    if (strncmp(pattern, path, before) != 0)
        return false;
    size_t n = strcspn(path + before, "/");
    if (n == 0 || n >= SIM_ID || strcmp(path + before + n, hole + 2) != 0)
        return false;
    memcpy(id, path + before, n);
    id[n] = '\0';
    return true;
}

int sim_route(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim *s = q->sim;
    const char *complaint;
    const struct sim_route *found = NULL;
    bool known = false;
    if (s->o->revoke_after > 0 && s->requests > s->o->revoke_after) {
        s->revoked = true;
        sim_oauth_revoke(&s->oauth);
    }
    if (!credential(q, &complaint))
        return sim_error(a, 401, "%s", complaint);
    for (size_t i = 0; i < sizeof routes / sizeof routes[0] && !found; i++) {
        const struct sim_route *r = &routes[i];
        if (!matches(r->path, q->path, q->id))
            continue;
        known = true;
        if (strcmp(r->method, q->method) == 0)
            found = r;
    }
    if (!found)
        return known ? sim_error(a, 405, "Method Not Allowed") : sim_error(a, 404, "Not Found");
    return sim_scope(q, a, found->scope) ? found->serve(q, a, f) : 0;
}
