#include "lib/sim/sim_oauth.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include "lib/base/file.h"
#include "lib/sim/sim_server.h"
#include "lib/state/base64.h"
#include "lib/state/digest.h"

enum { CODE_LIFE_S = 600 };

static const char revoked_grant[] = "Token has been expired or revoked.";

int sim_oauth_init(struct sim_oauth *o, const char *client_file, int64_t life_s, struct fault *f)
{
    *o = (struct sim_oauth){.client = BUF(1000), .life = life_s * WHEN_SECOND};
    o->tokens = calloc(SIM_TOKENS, sizeof *o->tokens);
    if (!o->tokens)
        return fault(f, STATUS_NO_MEMORY, "no memory for tokens");
    if (client_file && file_read(&o->client, client_file, f) != 0)
        return -1;
    if (!client_file)
        buf_text(&o->client, SIM_CLIENT);
    while (o->client.len > 0 && strchr(" \r\n", o->client.at[o->client.len - 1]))
        o->client.len--;
    if (!memchr(o->client.at ? o->client.at : "", ':', o->client.len))
        return fault(f, STATUS_CONFIG, "%s: write the client as id:secret", client_file);
    return 0;
}

void sim_oauth_clear(struct sim_oauth *o)
{
    buf_free(&o->client);
    free(o->tokens);
    o->tokens = NULL;
}

struct sim_token *sim_oauth_find(struct sim_oauth *o, enum sim_token_kind kind, struct span text)
{
    for (int i = 0; i < SIM_TOKENS; i++)
        if (o->tokens[i].kind == kind && span_is(text, o->tokens[i].text))
            return &o->tokens[i];
    return NULL;
}

void sim_oauth_revoke(struct sim_oauth *o)
{
    for (int i = 0; i < SIM_TOKENS; i++)
        o->tokens[i].dead = true;
}

static void end_family(struct sim_oauth *o, int family)
{
    for (int i = 0; i < SIM_TOKENS; i++)
        if (o->tokens[i].family == family)
            o->tokens[i].dead = true;
}

void sim_oauth_expire(struct sim_oauth *o, when now)
{
    for (int i = 0; i < SIM_TOKENS; i++)
        if (o->tokens[i].kind == SIM_ACCESS)
            o->tokens[i].expires = now;
}

/* A new token that looks like a JWT. */
static struct sim_token *new_token(struct sim_oauth *o, enum sim_token_kind kind, int family,
                                   const char *scopes, when expires)
{
    struct sim_token *t = &o->tokens[o->next];
    uint8_t random[24];
    struct buf b = BUF(80);
    o->next = (o->next + 1) % SIM_TOKENS;
    if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
        return NULL;
    *t = (struct sim_token){.kind = kind, .family = family, .expires = expires};
    if (kind != SIM_CODE)
        buf_text(&b, "eyJhbGciOiJIUzI1NiJ9.e30.");
    base64_add(&b, (struct span){(const char *)random, sizeof random}, BASE64_URL);
    snprintf(t->text, sizeof t->text, "%s", b.at ? b.at : "");
    snprintf(t->scopes, sizeof t->scopes, "%s", scopes);
    buf_free(&b);
    return t;
}

static struct span client_id(const struct sim_oauth *o)
{
    const char *colon = memchr(o->client.at, ':', o->client.len);
    return (struct span){o->client.at, (size_t)(colon - o->client.at)};
}

/* Errors of OAuth have their own shape. */
static int oauth_error(struct sim_answer *a, int status, const char *error, const char *description)
{
    struct json_writer w = {.b = &a->body};
    buf_clear(&a->body);
    a->status = status;
    json_open(&w, NULL, '{');
    json_put_text(&w, "error", span_of(error));
    json_put_text(&w, "error_description", span_of(description));
    json_close(&w, '}');
    return 0;
}

/* --- parameters: from the query string, else from a form body --- */

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool form_value(struct span body, const char *name, char *out, size_t size)
{
    size_t n = strlen(name);
    for (const char *at = body.at, *end = body.at + body.len; at && at < end;) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        stop = stop ? stop : end;
        if ((size_t)(stop - at) > n && memcmp(at, name, n) == 0 && at[n] == '=') {
            size_t k = 0;
            for (const char *p = at + n + 1; p < stop && k + 1 < size; p++) {
                bool escape = *p == '%' && stop - p > 2 && hex(p[1]) >= 0 && hex(p[2]) >= 0;
                out[k++] = escape ? (char)(hex(p[1]) * 16 + hex(p[2])) : *p == '+' ? ' ' : *p;
                p += escape ? 2 : 0;
            }
            out[k] = '\0';
            return true;
        }
        at = stop + 1;
    }
    return false;
}

static const char *parameter(const struct sim_request *q, const char *name, char *room, size_t size)
{
    const char *given = sim_query(q, name);
    if (given)
        return given;
    return form_value(buf_view(&q->body), name, room, size) ? room : NULL;
}

/* --- the page where a person says yes --- */

static void add_escaped(struct buf *b, const char *text)
{
    for (; *text; text++)
        if (strchr("&<>\"'", *text))
            buf_format(b, "&#%d;", *text);
        else
            buf_byte(b, *text);
}

static void add_encoded(struct buf *b, const char *text)
{
    for (; *text; text++)
        if ((*text >= '0' && *text <= '9') || (*text >= 'a' && *text <= 'z') ||
            (*text >= 'A' && *text <= 'Z') || strchr("-._~", *text))
            buf_byte(b, *text);
        else
            buf_format(b, "%%%02X", (unsigned char)*text);
}

static const char *const asked[] = {
    "client_id",      "response_type",        "scope", "redirect_uri", "state",
    "code_challenge", "code_challenge_method"};

static int consent_page(struct sim_request *q, struct sim_answer *a)
{
    char room[2000];
    struct buf *b = &a->body;
    a->status = 200;
    a->type = "text/html; charset=utf-8";
    buf_text(b, "<!doctype html><meta charset=\"utf-8\"><title>gong-sim: allow access</title>\n"
                "<style>body{font:16px sans-serif;max-width:34em;margin:4em "
                "auto}button{font:inherit;padding:.5em 2em}</style>\n"
                "<h1>Allow access?</h1><p>This is gong-sim, a simulated Gong. A program asks for "
                "these scopes:</p><ul>\n");
    const char *scope = parameter(q, "scope", room, sizeof room);
    for (const char *p = scope ? scope : ""; *p;) {
        char one[100];
        size_t n = strcspn(p, " ");
        snprintf(one, sizeof one, "%.*s", (int)(n < 99 ? n : 99), p);
        buf_text(b, "<li><code>");
        add_escaped(b, one);
        buf_text(b, "</code></li>\n");
        p += n + strspn(p + n, " ");
    }
    buf_text(b, "</ul><form method=\"post\" action=\"/oauth2/authorize\">\n");
    for (int i = 0; i < SIM_COUNT(asked); i++) {
        const char *v = parameter(q, asked[i], room, sizeof room);
        if (!v)
            continue;
        buf_format(b, "<input type=\"hidden\" name=\"%s\" value=\"", asked[i]);
        add_escaped(b, v);
        buf_text(b, "\">\n");
    }
    buf_text(b, "<button name=\"decision\" value=\"allow\">Allow</button>\n"
                "<button name=\"decision\" value=\"deny\">Deny</button></form>\n");
    return 0;
}

static int redirect(struct sim_answer *a, const char *uri, const char *name, const char *value,
                    const char *state)
{
    struct buf b = BUF(sizeof a->location - 1);
    buf_format(&b, "%s%c%s=", uri, strchr(uri, '?') ? '&' : '?', name);
    add_encoded(&b, value);
    if (state) {
        buf_text(&b, "&state=");
        add_encoded(&b, state);
    }
    snprintf(a->location, sizeof a->location, "%s", b.at ? b.at : uri);
    buf_free(&b);
    a->status = 302;
    a->type = "text/html; charset=utf-8";
    return 0;
}

/* What was asked and what the simulator grants at the moment. */
static void grant(const struct sim *s, const char *scope, char out[SIM_SCOPES])
{
    size_t n = 0;
    out[0] = '\0';
    for (const char *p = scope; *p;) {
        size_t len = strcspn(p, " ");
        char padded[200];
        snprintf(padded, sizeof padded, " %.*s ", (int)(len < 190 ? len : 190), p);
        if (len > 0 && n + len + 2 < SIM_SCOPES &&
            (strcmp(s->scopes, "*") == 0 || strstr(s->scopes, padded)))
            n += (size_t)snprintf(out + n, SIM_SCOPES - n, "%s%.*s", n ? " " : "", (int)len, p);
        p += len + strspn(p + len, " ");
    }
}

static int authorize(struct sim_request *q, struct sim_answer *a)
{
    struct sim *s = q->sim;
    char rooms[6][2000];
    const char *client = parameter(q, "client_id", rooms[0], sizeof rooms[0]);
    const char *uri = parameter(q, "redirect_uri", rooms[1], sizeof rooms[1]);
    const char *scope = parameter(q, "scope", rooms[2], sizeof rooms[2]);
    const char *state = parameter(q, "state", rooms[3], sizeof rooms[3]);
    const char *challenge = parameter(q, "code_challenge", rooms[4], sizeof rooms[4]);
    char method[20] = "", type[20] = "", decision[20] = "";
    const char *m = parameter(q, "code_challenge_method", method, sizeof method);
    const char *t = parameter(q, "response_type", type, sizeof type);
    const char *said = parameter(q, "decision", decision, sizeof decision);
    if (!client || !span_is(client_id(&s->oauth), client))
        return oauth_error(a, 400, "invalid_client", "Unknown client_id.");
    if (!uri || strlen(uri) >= sizeof s->oauth.tokens->redirect ||
        (strncmp(uri, "http://127.0.0.1", 16) != 0 && strncmp(uri, "http://localhost", 16) != 0 &&
         strncmp(uri, "http://[::1]", 12) != 0))
        return oauth_error(a, 400, "invalid_request",
                           "redirect_uri is not registered: this simulator takes loopback only.");
    if (!t || strcmp(t, "code") != 0 || !scope || !*scope)
        return redirect(a, uri, "error", "invalid_request", state);
    if (challenge &&
        (!m || strcmp(m, "S256") != 0 || strlen(challenge) >= sizeof s->oauth.tokens->challenge))
        return redirect(a, uri, "error", "invalid_request", state);
    if (!said)
        return consent_page(q, a);
    if (strcmp(said, "allow") != 0)
        return redirect(a, uri, "error", "access_denied", state);
    char granted[SIM_SCOPES];
    grant(s, scope, granted);
    struct sim_token *code = new_token(&s->oauth, SIM_CODE, ++s->oauth.families, granted,
                                       q->now + CODE_LIFE_S * WHEN_SECOND);
    if (!code)
        return oauth_error(a, 500, "server_error", "No randomness.");
    snprintf(code->redirect, sizeof code->redirect, "%s", uri);
    snprintf(code->challenge, sizeof code->challenge, "%s", challenge ? challenge : "");
    return redirect(a, uri, "code", code->text, state);
}

/* --- the token endpoint --- */

static bool proves(const struct sim_token *code, const char *verifier)
{
    uint8_t digest[32];
    struct buf b = BUF(80);
    if (code->challenge[0] == '\0')
        return true;
    if (!verifier)
        return false;
    digest_raw(span_of(verifier), digest);
    base64_add(&b, (struct span){(const char *)digest, sizeof digest}, BASE64_URL);
    bool same = span_is(buf_view(&b), code->challenge);
    buf_free(&b);
    return same;
}

static int hand_out(struct sim_request *q, struct sim_answer *a, int family, const char *scopes)
{
    struct sim *s = q->sim;
    char kept[SIM_SCOPES], url[80];
    snprintf(kept, sizeof kept, "%s", scopes);
    struct sim_token *access =
        new_token(&s->oauth, SIM_ACCESS, family, kept, q->now + s->oauth.life);
    struct sim_token *refresh = new_token(&s->oauth, SIM_REFRESH, family, kept, INT64_MAX);
    if (!access || !refresh)
        return oauth_error(a, 500, "server_error", "No randomness.");
    struct json_writer w = {.b = &a->body};
    snprintf(url, sizeof url, "http://127.0.0.1:%d", s->port);
    a->status = 200;
    json_open(&w, NULL, '{');
    json_put_text(&w, "access_token", span_of(access->text));
    json_put_text(&w, "refresh_token", span_of(refresh->text));
    json_put_int(&w, "expires_in", s->oauth.life / WHEN_SECOND);
    json_put_text(&w, "scope", span_of(kept));
    json_put_text(&w, "token_type", span_of("bearer"));
    json_put_text(&w, "api_base_url_for_customer", span_of(url));
    json_close(&w, '}');
    return 0;
}

static bool client_proved(const struct sim_request *q)
{
    const char *header =
        MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Authorization");
    struct buf b = BUF(2000);
    bool good = header && strncasecmp(header, "Basic ", 6) == 0 &&
                base64_read(&b, span_of(header + 6)) && b.len > 0 &&
                span_equal(buf_view(&b), buf_view(&q->sim->oauth.client));
    buf_free(&b);
    return good;
}

static int exchange(struct sim_request *q, struct sim_answer *a)
{
    char rooms[4][2000];
    const char *text = parameter(q, "code", rooms[0], sizeof rooms[0]);
    const char *uri = parameter(q, "redirect_uri", rooms[1], sizeof rooms[1]);
    const char *verifier = parameter(q, "code_verifier", rooms[2], sizeof rooms[2]);
    const char *client = parameter(q, "client_id", rooms[3], sizeof rooms[3]);
    struct sim_token *code = text ? sim_oauth_find(&q->sim->oauth, SIM_CODE, span_of(text)) : NULL;
    if (!text || !uri || !client)
        return oauth_error(a, 400, "invalid_request",
                           "code, client_id and redirect_uri are needed.");
    if (!code || code->dead || code->expires <= q->now)
        return oauth_error(a, 400, "invalid_grant",
                           "Authorization code is invalid or has expired.");
    code->dead = true;
    if (strcmp(code->redirect, uri) != 0 || !proves(code, verifier))
        return oauth_error(a, 400, "invalid_grant",
                           "redirect_uri or code_verifier does not match.");
    return hand_out(q, a, code->family, code->scopes);
}

static int refresh(struct sim_request *q, struct sim_answer *a)
{
    char room[2000];
    const char *text = parameter(q, "refresh_token", room, sizeof room);
    struct sim_token *t = text ? sim_oauth_find(&q->sim->oauth, SIM_REFRESH, span_of(text)) : NULL;
    if (!text)
        return oauth_error(a, 400, "invalid_request", "refresh_token is needed.");
    if (t && t->dead)
        end_family(&q->sim->oauth, t->family);
    if (!t || t->dead || q->sim->revoked)
        return oauth_error(a, 400, "invalid_grant", revoked_grant);
    t->dead = true;
    return hand_out(q, a, t->family, t->scopes);
}

int sim_authorize(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    char room[60];
    (void)f;
    if (strcmp(q->path, "/oauth2/authorize") == 0)
        return strcmp(q->method, "GET") == 0 || strcmp(q->method, "POST") == 0
                   ? authorize(q, a)
                   : sim_error(a, 405, "Method Not Allowed");
    if (strcmp(q->path, "/oauth2/generate-customer-token") != 0)
        return sim_error(a, 404, "Not Found");
    if (strcmp(q->method, "POST") != 0)
        return sim_error(a, 405, "Method Not Allowed");
    if (!client_proved(q))
        return oauth_error(a, 401, "invalid_client", "Client authentication failed.");
    q->credential = "client";
    const char *type = parameter(q, "grant_type", room, sizeof room);
    if (type && strcmp(type, "authorization_code") == 0)
        return exchange(q, a);
    if (type && strcmp(type, "refresh_token") == 0)
        return refresh(q, a);
    return oauth_error(a, 400, "unsupported_grant_type",
                       "grant_type must be authorization_code or refresh_token.");
}
