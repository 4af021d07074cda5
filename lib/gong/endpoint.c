#include "lib/gong/endpoint.h"

/* In the order of enum gong_endpoint. */
static const struct endpoint endpoints[GONG_ENDPOINTS] = {
    {GONG_CALLS, "GET", "/v2/calls", "calls", "id", "calls", "api:calls:read:basic",
     "no calls found", .paged = true},
    {GONG_EXTENSIVE, "POST", "/v2/calls/extensive", "calls", "metaData.id", "calls",
     "api:calls:read:extensive", "no calls found", .paged = true},
    {GONG_TRANSCRIPTS, "POST", "/v2/calls/transcript", "callTranscripts", "callId", "transcripts",
     "api:calls:read:transcript", "no calls found", .paged = true},
    {GONG_USERS, "GET", "/v2/users", "users", "id", "users", "api:users:read", .paged = true},
    {GONG_STATS_TOTAL, "POST", "/v2/stats/activity/aggregate", "usersAggregateActivityStats",
     "userId", "users", "api:stats:user-actions", "user not found", .paged = true, .number = true},
    {GONG_STATS_PERIOD, "POST", "/v2/stats/activity/aggregate-by-period", "usersAggregateActivity",
     "userId", "users", "api:stats:user-actions", "user not found", .paged = true, .number = true},
    {GONG_STATS_DAY, "POST", "/v2/stats/activity/day-by-day", "usersDetailedActivities", "userId",
     "users", "api:stats:user-actions:detailed", "user not found", .paged = true, .number = true},
    {GONG_STATS_TALK, "POST", "/v2/stats/interaction", "peopleInteractionStats", "userId", "users",
     "api:stats:interaction", "no stats found", .paged = true, .number = true},
    {GONG_ANSWERED, "POST", "/v2/stats/activity/scorecards", "answeredScorecards",
     "answeredScorecardId", "answered scorecards", "api:stats:scorecards",
     "answered scorecards not found", .paged = true, .number = true},
    {GONG_SCORECARDS, "GET", "/v2/settings/scorecards", "scorecards", "scorecardId", "scorecards",
     "api:settings:scorecards:read", "scorecards not found", .number = true},
    {GONG_TRACKERS, "GET", "/v2/settings/trackers", "keywordTrackers", "trackerId", "trackers",
     "api:settings:trackers:read", NULL, .number = true},
    {GONG_WORKSPACES, "GET", "/v2/workspaces", "workspaces", "id", "workspaces",
     "api:workspaces:read", NULL, .number = true},
    {GONG_FOLDERS, "GET", "/v2/library/folders", "folders", "id", "folders", "api:library:read",
     "no folders found", .number = true},
    {GONG_FOLDER, "GET", "/v2/library/folder-content", NULL, "id", "folders", "api:library:read",
     "no folders found", .number = true},
    {GONG_CRM_INTEGRATIONS, "GET", "/v2/crm/integrations", "integrations", "integrationId",
     "CRM integrations", "api:crm:integrations:read", NULL, .number = true},
    {GONG_CRM_ENTITIES, "GET", "/v2/crm/entities", NULL, "crmObjectsMap", "CRM objects",
     "api:crm:get-objects", NULL, .paged = false},
    {GONG_CRM_STATUS, "GET", "/v2/crm/request-status", NULL, "status", "CRM requests",
     "api:crm:upload", NULL, .paged = false},
};

const struct endpoint *endpoint_of(enum gong_endpoint what)
{
    return &endpoints[what];
}
