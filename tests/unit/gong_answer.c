/* What Gong's answers mean, from its own wordings; and that nobody else's words are passed on. */

#include <stdio.h>
#include <string.h>
#include "lib/gong/answer.h"
#include "lib/json/json.h"
#include "tests/unit/check.h"

static struct fault f;
static struct page page;
static struct buf body;

static enum verdict judge(enum gong_endpoint what, int status, const char *text)
{
    f = (struct fault){0};
    page = (struct page){0};
    buf_clear(&body);
    buf_text(&body, text);
    return answer_judge(endpoint_of(what), status, &body, "trace01", &page, &f);
}

static void empty_and_missing(void)
{
    CHECK(judge(GONG_CALLS, 404,
                "{\"errors\":[\"No calls found corresponding to the provided filters\"]}") ==
          ANSWER_EMPTY);
    CHECK(judge(GONG_TRANSCRIPTS, 404,
                "{\"errors\":[\"no calls FOUND corresponding to the Provided Filters.\"]}") ==
          ANSWER_EMPTY);
    CHECK(judge(GONG_CALLS, 404, "{\"errors\":[\"Call ID 894 was not found\"]}") == ANSWER_FAULT);
    CHECK(f.status == STATUS_REFUSED && strstr(f.text, "was not found"));
    CHECK(judge(GONG_CALLS, 404, "<html>404</html>") == ANSWER_FAULT);
    CHECK(f.status == STATUS_REFUSED && strstr(f.text, "trace01"));
    /* The endpoint's own words; and nobody else's. */
    CHECK(judge(GONG_ANSWERED, 404,
                "{\"errors\":[\"No answered scorecards found corresponding to the provided "
                "filters.\"]}") == ANSWER_EMPTY);
    CHECK(judge(GONG_STATS_DAY, 404, "{\"errors\":[\"User not found\"]}") == ANSWER_EMPTY);
    CHECK(judge(GONG_TRACKERS, 404, "{\"errors\":[\"Workspace not found\"]}") == ANSWER_FAULT);
    /* An endpoint without a filter is never empty by 404. */
    CHECK(judge(GONG_USERS, 404,
                "{\"errors\":[\"No users found corresponding to the provided filters\"]}") ==
          ANSWER_FAULT);
}

static void unauthorized(void)
{
    CHECK(judge(GONG_TRANSCRIPTS, 401,
                "{\"requestId\":\"2q7hd0\",\"errors\":[\"You don't have permission to use "
                "'api:calls:read:transcript' in your app.\"]}") == ANSWER_FAULT);
    CHECK(f.status == STATUS_RECONNECT);
    CHECK(strstr(f.text, "scope api:calls:read:transcript,") && strstr(f.text, "2q7hd0"));
    CHECK(judge(GONG_USERS, 401, "{\"errors\":[\"You don't have permission to use this\"]}") ==
          ANSWER_FAULT);
    CHECK(strstr(f.text, "api:users:read"));
    CHECK(judge(GONG_CALLS, 401, "{\"errors\":[\"access token has been revoked\"]}") ==
          ANSWER_UNKNOWN);
    CHECK(judge(GONG_CALLS, 401, "") == ANSWER_UNKNOWN);
    CHECK(judge(GONG_CALLS, 403, "{\"errors\":[\"Forbidden\"]}") == ANSWER_FAULT);
    CHECK(f.status == STATUS_REFUSED && strstr(f.text, "trusted IPs"));
}

static void again(void)
{
    static const int may_pass[] = {408, 425, 429, 500, 502, 503, 504, 520, 530};
    for (size_t i = 0; i < sizeof may_pass / sizeof *may_pass; i++) {
        CHECK(judge(GONG_CALLS, may_pass[i], "<html>") == ANSWER_AGAIN);
        CHECK(f.status == STATUS_TRY_LATER);
    }
    CHECK(judge(GONG_CALLS, 400, "{\"errors\":[\"cursor has expired\"]}") == ANSWER_EXPIRED);
    CHECK(judge(GONG_CALLS, 400, "{\"errors\":[\"Failed to verify cursor\"]}") == ANSWER_EXPIRED);
}

static void for_good(void)
{
    CHECK(judge(GONG_CALLS, 400,
                "{\"errors\":[\"Json parse error, verify Json format matches the API "
                "description.\"]}") == ANSWER_FAULT);
    CHECK(f.status == STATUS_PROTOCOL && strstr(f.text, "Json parse error"));
    CHECK(judge(GONG_CALLS, 405, "") == ANSWER_FAULT && f.status == STATUS_PROTOCOL);
    CHECK(judge(GONG_CALLS, 410, "") == ANSWER_FAULT && f.status == STATUS_REFUSED);
    CHECK(judge(GONG_CALLS, 302, "") == ANSWER_FAULT && f.status == STATUS_REFUSED);
    CHECK(judge(GONG_CALLS, 204, "") == ANSWER_FAULT && f.status == STATUS_PROTOCOL);
    CHECK(judge(GONG_CALLS, 501, "") == ANSWER_FAULT && f.status == STATUS_PROTOCOL);
}

/* One of Gong's wordings: what it means, with what status, and what of it a person sees. */
struct wording {
    enum gong_endpoint what;
    int status;
    const char *words;
    enum verdict verdict;
    enum status fault;
    const char *shown;
};

static void wordings(void)
{
    static const struct wording all[] = {
        {GONG_USERS, 401, "The provided access key or token is not valid.", ANSWER_UNKNOWN,
         STATUS_RECONNECT, "does not accept the credential"},
        {GONG_USERS, 401, "access token has been revoked", ANSWER_UNKNOWN, STATUS_RECONNECT,
         "does not accept the credential"},
        {GONG_ANSWERED, 401, "You don't have permission to use 'api:stats:scorecards' in your app.",
         ANSWER_FAULT, STATUS_RECONNECT, "api:stats:scorecards"},
        {GONG_CRM_STATUS, 401, "You don't have permission to use 'api:crm:upload' in your app.",
         ANSWER_FAULT, STATUS_RECONNECT, "api:crm:upload"},
        {GONG_STATS_TOTAL, 400, "filter.fromDate: may not be null", ANSWER_FAULT, STATUS_PROTOCOL,
         "may not be null"},
        {GONG_CALLS, 400, "filter.fromDateTime: must be before toDateTime", ANSWER_FAULT,
         STATUS_PROTOCOL, "must be before toDateTime"},
        {GONG_STATS_DAY, 400, "The date(s) should not exceed the current day.", ANSWER_FAULT,
         STATUS_PROTOCOL, "should not exceed the current day"},
        {GONG_CALLS, 400, "The cursor has expired", ANSWER_EXPIRED, 0, NULL},
        {GONG_EXTENSIVE, 404, "No calls found corresponding to the provided filters", ANSWER_EMPTY,
         0, NULL},
        {GONG_ANSWERED, 404, "No answered scorecards found corresponding to the provided filters.",
         ANSWER_EMPTY, 0, NULL},
        {GONG_STATS_TALK, 404, "No stats found", ANSWER_EMPTY, 0, NULL},
        {GONG_SCORECARDS, 404, "Scorecards not found", ANSWER_EMPTY, 0, NULL},
        {GONG_FOLDERS, 404, "No folders found", ANSWER_EMPTY, 0, NULL},
        {GONG_WORKSPACES, 404, "Workspace not found", ANSWER_FAULT, STATUS_REFUSED,
         "no /v2/workspaces at this base URL"},
        {GONG_CALLS, 404, "Call ID 2960418827735519406 was not found", ANSWER_FAULT, STATUS_REFUSED,
         "was not found"},
        {GONG_CRM_ENTITIES, 404, "No objects found corresponding to the provided filters",
         ANSWER_FAULT, STATUS_REFUSED, "no /v2/crm/entities"},
        {GONG_CRM_ENTITIES, 415, "Unsupported Media Type", ANSWER_FAULT, STATUS_PROTOCOL,
         "415: Unsupported Media Type"},
        {GONG_CALLS, 405, "Method Not Allowed", ANSWER_FAULT, STATUS_PROTOCOL,
         "405: Method Not Allowed"},
        {GONG_CALLS, 403, "Forbidden", ANSWER_FAULT, STATUS_REFUSED, "trusted IPs"},
        {GONG_CALLS, 429, "API request limit exceeded", ANSWER_AGAIN, STATUS_TRY_LATER,
         "request limit is reached"},
        {GONG_CALLS, 500, "Internal server error occurred", ANSWER_AGAIN, STATUS_TRY_LATER,
         "out of order"},
    };
    char text[512];
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const struct wording *w = &all[i];
        snprintf(text, sizeof text, "{\"requestId\":\"2q7hd0\",\"errors\":[\"%s\"]}", w->words);
        CHECK(judge(w->what, w->status, text) == w->verdict);
        CHECK((enum status)f.status == w->fault);
        CHECK(!w->shown || (strstr(f.text, w->shown) && strstr(f.text, "(request 2q7hd0)")));
    }
}

/* Text that Gong, or who plays Gong, sends never reaches a person. */
static void silence(void)
{
    static const int statuses[] = {200, 302, 400, 401, 402, 403, 404, 405, 409, 429, 500, 502};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        judge(GONG_CALLS, statuses[i],
              "{\"requestId\":\"x\\u001b[2J canary\",\"errors\":[\"canary api:canary!\"],"
              "\"records\":{},\"calls\":[{\"id\":7,\"title\":\"canary\"}]}");
        CHECK(f.text[0] != '\0' || statuses[i] == 200);
        CHECK(!strstr(f.text, "canary") || strstr(f.text, "scope api:canary,"));
        CHECK(!strchr(f.text, '\033'));
    }
}

static void pages(void)
{
    CHECK(judge(GONG_CALLS, 200,
                "{\n \"records\": {\"totalRecords\": 102,\r\n \"cursor\": \"abc\"},\n "
                "\"calls\": [\n{\"id\": \"1\",\n\"title\": \"a\\nb\"}]}") == ANSWER_PAGE);
    CHECK(page.total == 102 && json_text_is(page.its.cursor, "abc") &&
          json_count(page.its.items) == 1);
    CHECK(span_is(page.its.items, "[{\"id\": \"1\",\"title\": \"a\\nb\"}]"));
    CHECK(judge(GONG_CALLS, 200, "{\"records\":{\"cursor\":null},\"calls\":[]}") == ANSWER_PAGE);
    CHECK(!page.its.cursor.at);
    CHECK(judge(GONG_CALLS, 200, "{\"records\":{\"cursor\":\"\"},\"calls\":[]}") == ANSWER_PAGE);
    CHECK(!page.its.cursor.at);
    static const char *const bad[] = {
        "",
        "{",
        "<html>",
        "[]",
        "{\"calls\":[]}",
        "{\"records\":{}}",
        "{\"records\":{},\"calls\":{}}",
        "{\"records\":{},\"calls\":[{\"id\":1}]}",
        "{\"records\":{},\"calls\":[{\"id\":\"\"}]}",
        "{\"records\":{},\"calls\":[{\"id\":\"1\"},7]}",
        "{\"records\":{\"cursor\":7},\"calls\":[]}",
        "{\"records\":{},\"calls\":[{\"id\":\"1\n\"}]}",
        "{\"records\":{},\"calls\":[]} x",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fault no = {0};
        struct span value;
        bool json = json_check(span_of(bad[i]), &value, &no) == 0;
        CHECK(judge(GONG_CALLS, 200, bad[i]) == (json ? ANSWER_FAULT : ANSWER_AGAIN));
        CHECK(f.status == STATUS_PROTOCOL);
    }
    CHECK(judge(GONG_EXTENSIVE, 200,
                "{\"records\":{},\"calls\":[{\"metaData\":{\"id\":\"1\"}}]}") == ANSWER_PAGE);
    CHECK(judge(GONG_EXTENSIVE, 200, "{\"records\":{},\"calls\":[{\"id\":\"1\"}]}") ==
          ANSWER_FAULT);
    CHECK(judge(GONG_TRANSCRIPTS, 200,
                "{\"records\":{},\"callTranscripts\":[{\"callId\":\"1\"}]}") == ANSWER_PAGE);
    CHECK(judge(GONG_USERS, 200, "{\"records\":{},\"users\":[{\"id\":\"1\"}]}") == ANSWER_PAGE);
}

/* Lists without "records", answers that are one thing, ids that are numbers. */
static void other_shapes(void)
{
    CHECK(judge(GONG_SCORECARDS, 200, "{\"scorecards\":[]}") == ANSWER_PAGE);
    CHECK(json_kind(page.its.items) == JSON_ARRAY && !page.its.cursor.at);
    CHECK(judge(GONG_SCORECARDS, 200, "{\"scorecards\":[{\"scorecardId\":6002914477381150938}]}") ==
          ANSWER_PAGE);
    CHECK(judge(GONG_SCORECARDS, 200, "{\"scorecards\":[{\"scorecardId\":6.5}]}") == ANSWER_FAULT);
    CHECK(judge(GONG_SCORECARDS, 200, "{\"scorecards\":[{\"scorecardId\":6e3}]}") == ANSWER_FAULT);
    CHECK(judge(GONG_SCORECARDS, 200, "{\"scorecards\":[{}]}") == ANSWER_FAULT);
    CHECK(judge(GONG_CALLS, 200, "{\"records\":{},\"calls\":[{\"id\":1}]}") == ANSWER_FAULT);
    CHECK(judge(GONG_FOLDER, 200, "{\"id\":\"5\",\"calls\":[]}") == ANSWER_PAGE);
    CHECK(span_is(page.its.items, "{\"id\":\"5\",\"calls\":[]}"));
    CHECK(judge(GONG_FOLDER, 200, "{\"calls\":[]}") == ANSWER_FAULT);
    CHECK(judge(GONG_CRM_ENTITIES, 200, "{\"crmObjectsMap\":{\"deal-1\":null}}") == ANSWER_PAGE);
    CHECK(judge(GONG_CRM_INTEGRATIONS, 200,
                "{\"integrations\":[{\"integrationId\":6174920038851177463}]}") == ANSWER_PAGE);
    CHECK(json_count(page.its.items) == 1);
}

/* A page of an endpoint with one item, its id as `token`; cut after `length` bytes. */
static enum verdict page_with(enum gong_endpoint what, const char *token, size_t length)
{
    const struct endpoint *e = endpoint_of(what);
    const char *dot = strchr(e->id, '.');
    struct buf text = BUF(1 << 20);
    buf_text(&text, "{\"requestId\":\"r\",\"records\":{\"totalRecords\":1,\"cursor\":\"next\"},");
    if (e->items)
        buf_format(&text, "\"%s\":[{", e->items);
    if (dot)
        buf_format(&text, "\"%.*s\":{\"%s\":%s}", (int)(dot - e->id), e->id, dot + 1, token);
    else
        buf_format(&text, "\"%s\":%s", e->id, token);
    buf_text(&text, e->items ? "}]}" : "}");
    CHECK(text.state == BUF_SOUND);
    if (length < text.len)
        text.at[text.len = length] = '\0';
    enum verdict v = judge(what, 200, text.at);
    buf_free(&text);
    return v;
}

/* Whatever the endpoint: nothing of an answer that was cut, or whose ids are none, is a page. */
static void broken(void)
{
    static const char *const bad[] = {"-1", "1.5", "1e3",  "-0",      "true", "null",
                                      "[]", "{}",  "\"\"", "[\"1\"]", "0.0"};
    struct buf longest = BUF(1000);
    for (size_t i = 0; i < 300; i++)
        buf_byte(&longest, i == 0 || i == 299 ? '"' : '7');
    for (enum gong_endpoint e = 0; e < GONG_ENDPOINTS; e++) {
        size_t n = 0;
        while (page_with(e, "\"7782342274025937895\"", n) != ANSWER_PAGE) {
            CHECK(f.status == STATUS_PROTOCOL);
            n++;
        }
        CHECK(page_with(e, "\"7782342274025937895\"", n + 1) == ANSWER_PAGE && n > 60 && n < 200);
        if (!endpoint_of(e)->items)
            continue;
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
            CHECK(page_with(e, bad[i], 1000) == ANSWER_FAULT && f.status == STATUS_PROTOCOL);
        CHECK(page_with(e, longest.at, 1000) == ANSWER_FAULT && f.status == STATUS_PROTOCOL);
        CHECK((page_with(e, "7782342274025937895", 1000) == ANSWER_PAGE) == endpoint_of(e)->number);
    }
    buf_free(&longest);
    buf_clear(&body);
    buf_text(&body, "{\"records\":{},\"users\":[{\"id\":\"1\"}");
    for (int i = 1; i < 10000; i++)
        buf_text(&body, ",{\"id\":\"1\"}");
    struct buf most = BUF(1 << 20);
    buf_span(&most, buf_view(&body));
    buf_text(&most, "]}");
    CHECK(judge(GONG_USERS, 200, most.at) == ANSWER_PAGE);
    most.len -= 2;
    buf_text(&most, ",{\"id\":\"1\"}]}");
    CHECK(judge(GONG_USERS, 200, most.at) == ANSWER_FAULT && strstr(f.text, "more than 10000"));
    buf_free(&most);
}

int main(void)
{
    broken();
    empty_and_missing();
    other_shapes();
    unauthorized();
    wordings();
    again();
    for_good();
    silence();
    pages();
    buf_free(&body);
    return check_end();
}
