/* What connecting changes, for the audit log. */

#include "lib/gong/auth_parts.h"
#include "lib/gong/scope.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"

when auth_now(const struct auth *a)
{
    return a->now ? a->now : when_now();
}

static int add(const char *profile, const char *what, const struct buf *detail, when at,
               struct fault *f)
{
    struct audit_entry e = {.time = at, .profile = profile, .what = what};
    e.detail = buf_view(detail);
    return buf_check(detail, "a line of the audit log", f) != 0 ? -1 : audit_add(&e, f);
}

int auth_audit(const struct auth *a, const char *profile, const char *what, struct span detail,
               struct fault *f)
{
    struct audit_entry e = {
        .time = auth_now(a), .profile = profile, .what = what, .detail = detail};
    return audit_add(&e, f);
}

static const char *kind_of(const struct connection *c)
{
    return !c ? "" : c->kind == CONNECTION_KEY ? "key" : "oauth";
}

int auth_audit_connect(const struct auth *a, const struct connection *before,
                       const struct connection *c, struct fault *f)
{
    struct buf detail = BUF(AUDIT_LINE);
    struct json_writer w = {.b = &detail};
    bool both = before && before->kind == CONNECTION_OAUTH && c->kind == CONNECTION_OAUTH;
    json_open(&w, NULL, '{');
    audit_differ_text(&w, "kind", kind_of(before), kind_of(c));
    audit_differ_text(&w, "base_url", before ? before->base_url : "", c->base_url);
    if (!both)
        audit_differ_text(&w, "scopes", before && before->scopes.at ? before->scopes.at : "",
                          c->scopes.at ? c->scopes.at : "");
    audit_differ(&w, "may_delete",
                 before ? span_of(before->may_delete ? "true" : "false") : SPAN_NONE,
                 span_of(c->may_delete ? "true" : "false"));
    json_close(&w, '}');
    int ok = add(c->profile, "connect", &detail, auth_now(a), f);
    buf_free(&detail);
    if (ok == 0 && both)
        ok = scope_audit(c->profile, buf_view(&before->scopes), buf_view(&c->scopes), auth_now(a),
                         f);
    return ok;
}

int scope_audit(const char *profile, struct span from, struct span to, when at, struct fault *f)
{
    struct buf detail = BUF(AUDIT_LINE), gone = BUF(AUDIT_LINE), more = BUF(AUDIT_LINE);
    struct json_writer w = {.b = &detail};
    scope_without(&gone, from, to);
    scope_without(&more, to, from);
    int ok = buf_check(&gone, "the scopes", f) != 0 ? -1 : buf_check(&more, "the scopes", f);
    if (ok == 0 && gone.len + more.len > 0) {
        json_open(&w, NULL, '{');
        json_open(&w, "scopes", '{');
        json_put_text(&w, "from", from);
        json_put_text(&w, "to", to);
        json_close(&w, '}');
        json_close(&w, '}');
        ok = add(profile, "scopes-changed", &detail, at, f);
    }
    buf_free(&detail);
    buf_free(&gone);
    buf_free(&more);
    return ok;
}
