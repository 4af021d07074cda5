#include "lib/gong/answer.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include "lib/json/json.h"

/* Gong's own words that may be repeated to a person. */
static const char *const answer_wordings[] = {
    "Json parse error, verify Json format matches the API description.",
    "may not be null",
    "must be before toDateTime",
    "should not exceed the current day",
    "API request limit exceeded",
    "access token has been revoked",
    "Internal server error occurred",
    "Method Not Allowed",
    "Unsupported Media Type",
    "was not found",
    NULL,
};

enum {
    ANSWER_TEXT = 4096,
    ANSWER_ID = 256,      /* bytes of an id; Gong's own have 20 */
    ANSWER_ITEMS = 10000, /* on one page; Gong puts at most 100 there */
};

/* What Gong says went wrong, for comparing only: its texts one a line, as much as fits; and the
 * request's id, for people. Anything that is not Gong's JSON (a proxy's page) has no text. */
struct complaint {
    char text[ANSWER_TEXT];
    char request[80];
};

/* " (request 4f1...)", or nothing when there is no id or it does not look like one. */
static void complaint_request(struct complaint *c, struct span id)
{
    bool plain = id.at && id.len > 0 && id.len <= 40;
    for (size_t i = 0; plain && i < id.len; i++)
        plain = isalnum((unsigned char)id.at[i]) || id.at[i] == '-';
    if (plain)
        snprintf(c->request, sizeof c->request, " (request %.*s)", (int)id.len, id.at);
}

static void complaint_read(struct complaint *c, const struct buf *body, const char *trace)
{
    struct fault ignored = {0};
    struct span root;
    c->text[0] = c->request[0] = '\0';
    complaint_request(c, span_of(trace));
    if (json_check(buf_view(body), &root, &ignored) != 0)
        return;
    struct buf text = BUF(ANSWER_TEXT - 1);
    json_text(&text, json_get(root, "requestId"));
    if (text.len > 0)
        complaint_request(c, buf_view(&text));
    buf_clear(&text);
    struct json_walk w;
    for (json_walk(&w, json_get(root, "errors")); json_next(&w);) {
        json_text(&text, w.value);
        buf_byte(&text, '\n');
    }
    if (text.at)
        snprintf(c->text, sizeof c->text, "%s", text.at);
    buf_free(&text);
}

static bool complaint_says(const struct complaint *c, const char *words)
{
    return strcasestr(c->text, words) != NULL;
}

/* ": <known wording>", or "". */
static const char *complaint_wording(const struct complaint *c, const char **colon)
{
    for (size_t i = 0; answer_wordings[i]; i++)
        if (complaint_says(c, answer_wordings[i])) {
            *colon = ": ";
            return answer_wordings[i];
        }
    *colon = "";
    return "";
}

/* "No calls found corresponding to the provided filters", with or without a full stop, and its
 * like; or the endpoint's own words. A bare "404 is empty" would hide a wrong host or path. */
static bool complaint_none_found(const struct complaint *c, const struct endpoint *e)
{
    if (!e->none)
        return false;
    if (strncasecmp(c->text, e->none, strlen(e->none)) == 0)
        return true;
    const char *found = strncasecmp(c->text, "no ", 3) == 0 ? strcasestr(c->text, " found") : NULL;
    return found && strcasestr(found, "provided filters");
}

/* The scope that a 401 names. Only an "api:..." word made of scope characters is passed on. */
static bool complaint_scope(const struct complaint *c, const struct endpoint *e, char *scope,
                            size_t room)
{
    const char *at = strstr(c->text, "api:");
    size_t n = at ? strspn(at, "abcdefghijklmnopqrstuvwxyz:-") : 0;
    if (n > 4 && n < room)
        snprintf(scope, room, "%.*s", (int)n, at);
    else if (complaint_says(c, "permission to use"))
        snprintf(scope, room, "%s", e->scope);
    else
        return false;
    return true;
}

static enum verdict answer_401(const struct endpoint *e, const struct complaint *c, struct fault *f)
{
    char scope[80];
    if (!complaint_scope(c, e, scope, sizeof scope)) {
        fault(f, STATUS_RECONNECT, "Gong does not accept the credential%s", c->request);
        return ANSWER_UNKNOWN;
    }
    fault(
        f, STATUS_RECONNECT,
        "the connection lacks the scope %s, which %s need: an administrator adds it in Gong (Admin "
        "center > Settings > Ecosystem > API, or the OAuth app's page), then run gong-auth "
        "connect%s",
        scope, e->noun, c->request);
    return ANSWER_FAULT;
}

static enum verdict answer_4xx(const struct endpoint *e, int status, const struct complaint *c,
                               struct fault *f)
{
    const char *colon, *words = complaint_wording(c, &colon);
    switch (status) {
    case 401: return answer_401(e, c, f);
    case 403:
        fault(f, STATUS_REFUSED,
              "Gong refuses this machine (403): its address must be on the trusted IPs of the key "
              "or app "
              "in Gong%s",
              c->request);
        return ANSWER_FAULT;
    case 404:
        if (complaint_none_found(c, e))
            return ANSWER_EMPTY;
        fault(f, STATUS_REFUSED,
              "Gong has no %s at this base URL (404%s%s): check it with gong-auth status%s",
              e->path, colon, words, c->request);
        return ANSWER_FAULT;
    case 400:
        if (complaint_says(c, "cursor has expired") || complaint_says(c, "failed to verify cursor"))
            return ANSWER_EXPIRED;
        /* fall through */
    case 405:
    case 415:
        fault(f, STATUS_PROTOCOL, "Gong does not understand the request for %s (%d%s%s)%s", e->path,
              status, colon, words, c->request);
        return ANSWER_FAULT;
    default:
        fault(f, STATUS_REFUSED, "Gong refuses %s (%d%s%s)%s", e->path, status, colon, words,
              c->request);
        return ANSWER_FAULT;
    }
}

/* In JSON that was checked a line feed stands between tokens only; out it goes, so that an item is
 * a line. True if anything moved. */
static bool answer_one_line(struct buf *body)
{
    size_t n = 0, was = body->len;
    for (size_t i = 0; i < was; i++)
        if (body->at[i] != '\n' && body->at[i] != '\r')
            body->at[n++] = body->at[i];
    body->len = n;
    return n != was;
}

/* An id is text, or a whole number where the endpoint is known to send such. */
static bool answer_is_id(const struct endpoint *e, struct span token)
{
    if (token.len > ANSWER_ID)
        return false;
    if (json_kind(token) == JSON_NUMBER)
        return e->number && strspn(token.at, "0123456789") >= token.len;
    return json_kind(token) == JSON_STRING && token.len > 2;
}

/* Every item has its id. An answer that is one thing is looked at as a list of one. */
static int answer_items(const struct endpoint *e, const struct page *p, struct fault *f)
{
    struct json_walk w;
    size_t n = 0;
    if (!e->items) {
        if (!json_get(p->its.answer, e->id).at)
            return fault(f, STATUS_PROTOCOL, "the answer to %s has no %s", e->path, e->id);
        return 0;
    }
    for (json_walk(&w, p->its.items); json_next(&w); n++)
        if (!answer_is_id(e, json_get(w.value, e->id)))
            return fault(f, STATUS_PROTOCOL, "item %zu of the answer to %s has no %s", n + 1,
                         e->path, e->id);
        else if (n == ANSWER_ITEMS)
            return fault(f, STATUS_PROTOCOL, "the answer to %s has more than %d items on a page",
                         e->path, ANSWER_ITEMS);
    return 0;
}

static int answer_cursor(const struct endpoint *e, struct page *p, struct span cursor,
                         struct fault *f)
{
    if (json_kind(cursor) == JSON_STRING && cursor.len > 2)
        p->its.cursor = cursor;
    else if (json_kind(cursor) > JSON_NULL && !json_text_is(cursor, ""))
        return fault(f, STATUS_PROTOCOL, "the cursor in the answer to %s is no text", e->path);
    return 0;
}

static enum verdict answer_page(const struct endpoint *e, struct buf *body, struct page *p,
                                struct fault *f)
{
    struct span root;
    struct fault why = {0};
    if (json_check(buf_view(body), &root, &why) != 0) {
        fault(f, STATUS_PROTOCOL, "the answer to %s is not JSON (%s)", e->path, why.text);
        return ANSWER_AGAIN; /* it may have been cut on the way */
    }
    if (answer_one_line(body) && json_check(buf_view(body), &root, f) != 0)
        return ANSWER_FAULT;
    struct span records = json_get(root, "records");
    *p = (struct page){.its = {.items = e->items ? json_get(root, e->items) : root,
                               .answer = root,
                               .cursor = SPAN_NONE}};
    if ((e->items && json_kind(p->its.items) != JSON_ARRAY) ||
        (e->paged && json_kind(records) != JSON_OBJECT)) {
        fault(f, STATUS_PROTOCOL, "the answer to %s has no %s", e->path,
              e->paged && json_kind(records) != JSON_OBJECT ? "records" : e->items);
        return ANSWER_FAULT;
    }
    if (answer_items(e, p, f) != 0 ||
        (e->paged && answer_cursor(e, p, json_get(records, "cursor"), f) != 0))
        return ANSWER_FAULT;
    if (!json_integer(json_get(records, "totalRecords"), &p->total))
        p->total = 0;
    return ANSWER_PAGE;
}

/* 408 and 425 ask for another try; of the 5xx only 501 and 505 are final (a proxy's own are 520 to
 * 530). */
static bool answer_may_pass(int status)
{
    return status == 408 || status == 425 || status == 429 ||
           (status >= 500 && status != 501 && status != 505);
}

enum verdict answer_judge(const struct endpoint *e, int status, struct buf *body, const char *trace,
                          struct page *p, struct fault *f)
{
    if (status == 200)
        return answer_page(e, body, p, f);
    struct complaint c;
    complaint_read(&c, body, trace);
    if (answer_may_pass(status)) {
        fault(f, STATUS_TRY_LATER,
              status == 429 ? "Gong's request limit is reached (%d)%s: run again later"
                            : "Gong is out of order (%d)%s: run again later",
              status, c.request);
        return ANSWER_AGAIN;
    }
    if (status >= 400 && status < 500)
        return answer_4xx(e, status, &c, f);
    if (status >= 300 && status < 400)
        fault(f, STATUS_REFUSED,
              "Gong sends %s elsewhere (%d), which is not followed: check the base URL with "
              "gong-auth status",
              e->path, status);
    else
        fault(f, STATUS_PROTOCOL, "an answer to %s that no schema knows (%d)%s", e->path, status,
              c.request);
    return ANSWER_FAULT;
}
