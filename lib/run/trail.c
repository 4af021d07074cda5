#include "lib/run/trail.h"

#include <string.h>
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"
#include "lib/state/digest.h"

enum { DETAIL = 4096, CORRECTIONS_BYTES = 64 << 20 };

/* An event on its way; its detail is an object that begins with the run. */
struct event {
    struct buf text;
    struct json_writer w;
};

static void begin(struct event *v, const struct runs_entry *e)
{
    *v = (struct event){.text = BUF(DETAIL)};
    v->w.b = &v->text;
    json_open(&v->w, NULL, '{');
    json_put_text(&v->w, "id", span_of(e->id));
}

static int end(struct event *v, const struct host *h, const struct runs_entry *e, const char *what,
               struct fault *f)
{
    struct buf profile = BUF(256);
    json_close(&v->w, '}');
    runs_profile(&profile, e);
    int rc = buf_check(&v->text, "a line of the audit log", f);
    if (rc == 0)
        rc = audit_add(&(struct audit_entry){.time = host_now(h),
                                             .profile = profile.at,
                                             .what = what,
                                             .detail = buf_view(&v->text)},
                       f);
    buf_free(&profile);
    buf_free(&v->text);
    return rc;
}

int trail_started(const struct host *h, const struct runs_entry *e, struct fault *f)
{
    struct event v;
    begin(&v, e);
    json_put_text(&v.w, "pipeline", span_of(e->sync ? "sync" : "analyze"));
    json_put_text(&v.w, "schedule", e->schedule[0] ? span_of(e->schedule) : SPAN_NONE);
    json_put_text(&v.w, "triggered_by", span_of(e->by_schedule ? "schedule" : "hand"));
    json_put_time(&v.w, "slot", e->slot);
    return end(&v, h, e, "run-started", f);
}

static void put_count(struct event *v, const char *key, int64_t n)
{
    if (n >= 0)
        json_put_int(&v->w, key, n);
}

int trail_ended(const struct host *h, const struct runs_entry *e, const struct runs_change *c,
                struct fault *f)
{
    struct event v;
    const struct runs_counts *n = c->counts ? c->counts : &e->counts;
    begin(&v, e);
    json_put_text(&v.w, "state", span_of(runs_state_name(c->state)));
    if (c->status >= 0)
        json_put_int(&v.w, "status", c->status);
    json_put_text(&v.w, "phase", span_of(runs_phase_name(c->phase)));
    put_count(&v, "listed", n->listed);
    put_count(&v, "matched", n->matched);
    put_count(&v, "answered", n->answered);
    put_count(&v, "requests", n->requests);
    return end(&v, h, e, "run-ended", f);
}

int trail_skipped(const struct host *h, const struct runs_entry *e, const char *cause,
                  struct fault *f)
{
    struct event v;
    begin(&v, e);
    json_put_time(&v.w, "slot", e->slot);
    json_put_text(&v.w, "cause", span_of(cause));
    return end(&v, h, e, "run-skipped", f);
}

int trail_exported(const struct host *h, const struct runs_entry *e, struct fault *f)
{
    struct event v;
    struct buf formats = BUF(1024);
    begin(&v, e);
    runs_setting(&formats, e, "FORMATS");
    json_put_text(&v.w, "formats",
                  formats.len ? buf_view(&formats) : span_of("html md csv evidence"));
    buf_free(&formats);
    return end(&v, h, e, "report-exported", f);
}

int trail_delivered(const struct host *h, const struct runs_entry *e, const char *kind,
                    struct fault *f)
{
    struct event v;
    begin(&v, e);
    json_put_text(&v.w, "kind", span_of(kind));
    return end(&v, h, e, "report-delivered", f);
}

int trail_override(const struct host *h, const struct runs_entry *e, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(CORRECTIONS_BYTES);
    char sha256[DIGEST_TEXT];
    struct event v;
    int64_t lines = 0;
    int rc = 0;
    if (runs_setting(&path, e, "CORRECTIONS") && path.len &&
        (rc = file_read(&text, path.at, f)) == 0) {
        for (size_t i = 0; i < text.len; i++)
            lines += text.at[i] == '\n' || i + 1 == text.len;
        digest_of(buf_view(&text), sha256);
        begin(&v, e);
        json_put_int(&v.w, "corrections", lines > 0 ? lines - 1 : 0); /* the first names columns */
        json_put_text(&v.w, "sha256", span_of(sha256));
        rc = end(&v, h, e, "override", f);
    }
    buf_free(&path);
    buf_free(&text);
    return rc;
}
