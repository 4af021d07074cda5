#include "lib/state/audit_put.h"

#include <string.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/state/audit_walk.h"

enum { ROW_BYTES = 64 << 10 };

int audit_what(const char *word, struct fault *f)
{
    const char *all = AUDIT_WHATS;
    for (size_t n; *all; all += n + (all[n] == '|')) {
        n = strcspn(all, "|");
        if (strlen(word) == n && strncmp(word, all, n) == 0)
            return 0;
    }
    return fault(f, STATUS_USAGE, "nothing is called \"%s\" in the audit log; see cm-audit(1)",
                 word);
}

/* ---- which ---- */

/* "ana", "1000" and "ana (1000)" are one. */
static bool is_actor(struct span who, const char *actor)
{
    struct buf text = BUF(512);
    json_text(&text, who);
    struct span s = buf_view(&text);
    size_t n = strlen(actor), name = 0;
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] == '(')
            name = i;
    bool is = span_is(s, actor) ||
              (name > 0 && (span_is((struct span){s.at, name - 1}, actor) ||
                            (s.len == name + n + 2 && memcmp(s.at + name + 1, actor, n) == 0)));
    buf_free(&text);
    return is;
}

static bool is_wanted(const struct audit_wanted *a, struct span line)
{
    struct span what = json_get(line, "what");
    bool is = a->whats.n == 0;
    when t;
    for (size_t i = 0; !is && i < a->whats.n; i++)
        is = json_text_is(what, a->whats.at[i]);
    return is && json_time(json_get(line, "time"), &t) && t >= a->since && t < a->until &&
           (!a->actor || is_actor(json_get(line, "who"), a->actor)) &&
           (!a->profile || json_text_is(json_get(line, "profile"), a->profile));
}

/* ---- in words ---- */

static void put_value(struct buf *b, struct span v)
{
    struct buf text = BUF(ROW_BYTES);
    struct json_walk w;
    switch (json_kind(v)) {
    case JSON_STRING: json_text(&text, v); break;
    case JSON_NULL:
    case JSON_NONE: buf_text(&text, "none"); break;
    case JSON_ARRAY:
        for (json_walk(&w, v); json_next(&w);) {
            if (text.len)
                buf_byte(&text, ' ');
            put_value(&text, w.value);
        }
        break;
    default: buf_span(&text, v);
    }
    plain_add(b, buf_view(&text));
    buf_free(&text);
}

/* "limit 5 -> 500, plan none -> Growth"; what has members of its own is those. */
static const char *put_members(struct buf *b, struct span detail, const char *between)
{
    struct json_walk w;
    for (json_walk(&w, detail); json_next(&w);) {
        struct span from = json_get(w.value, "from"), to = json_get(w.value, "to");
        bool differs = from.at || to.at;
        if (json_kind(w.value) == JSON_OBJECT && !differs) {
            between = put_members(b, w.value, between);
            continue;
        }
        buf_text(b, between);
        between = ", ";
        put_value(b, w.key);
        buf_byte(b, ' ');
        put_value(b, differs ? from : w.value);
        if (differs) {
            buf_text(b, " -> ");
            put_value(b, to);
        }
    }
    return between;
}

static void put_detail(struct buf *b, struct span profile, struct span detail)
{
    const char *between = "";
    if (json_kind(profile) == JSON_STRING) {
        buf_text(b, "profile ");
        put_value(b, profile);
        between = ", ";
    }
    put_members(b, detail, between);
}

static void put_column(struct buf *b, struct span value, size_t width)
{
    size_t before = b->len;
    put_value(b, value);
    for (size_t n = b->len - before; n < width; n++)
        buf_byte(b, ' ');
    buf_text(b, "  ");
}

struct listing {
    const struct audit_wanted *wanted;
    struct out *out;
    struct buf row;
};

static int list_line(void *who, struct span line, struct fault *f)
{
    struct listing *l = who;
    if (!is_wanted(l->wanted, line))
        return 0;
    buf_clear(&l->row);
    if (l->wanted->json) {
        buf_span(&l->row, line);
    } else {
        put_column(&l->row, json_get(line, "time"), 20);
        put_column(&l->row, json_get(line, "who"), 16);
        put_column(&l->row, json_get(line, "program"), 16);
        put_column(&l->row, json_get(line, "what"), 18);
        put_detail(&l->row, json_get(line, "profile"), json_get(line, "detail"));
    }
    if (buf_check(&l->row, "a row", f) != 0)
        return -1;
    out_line(l->out, buf_view(&l->row));
    return out_check(l->out, f);
}

static void count(void *who, const char *what)
{
    (void)who, (void)what;
}

int audit_put_list(const struct audit_wanted *a, struct out *out, struct fault *f)
{
    struct listing l = {.wanted = a, .out = out, .row = BUF(ROW_BYTES)};
    struct audit_walk w = {.found = count, .entry = list_line, .who = &l};
    int rc = audit_walk(&w, f);
    if (rc != 0 && w.findings && f->status == STATUS_BAD_RECORD)
        fault_at(f, "the list is not to be relied on, see cm-audit verify");
    buf_free(&l.row);
    return rc;
}

/* ---- the proof ---- */

static void put_finding(void *who, const char *what)
{
    out_line(who, span_of(what));
}

int audit_put_proof(const char *noted, struct out *out, struct fault *f)
{
    struct audit_walk w = {.found = put_finding, .who = out, .noted = noted};
    struct buf line = BUF(512);
    int rc = audit_walk(&w, f);
    if (rc != 0 && !(w.findings && f->status == STATUS_BAD_RECORD))
        return -1;
    if (rc == 0) {
        buf_format(&line, "%lld entr%s, head %s%s", (long long)w.audit.lines,
                   w.audit.lines == 1 ? "y" : "ies", w.audit.head,
                   w.audit.torn ? "; behind it a line that was never finished" : "");
        out_line(out, buf_view(&line));
    }
    buf_free(&line);
    if (noted && !w.noted_there && rc == 0)
        return fault(f, STATUS_BAD_RECORD,
                     "no entry has the head that was noted: the log was cut off before it, or made "
                     "anew");
    if (rc != 0)
        fault(f, STATUS_BAD_RECORD, "the audit log is not as it was written: %lld finding%s%s",
              (long long)w.findings, w.findings == 1 ? "" : "s",
              noted && !w.noted_there ? "; and no entry has the head that was noted" : "");
    return rc;
}
