#include "lib/state/audit.h"

#include <errno.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/state/audit_log.h"
#include "lib/state/digest.h"

void audit_who(struct buf *b)
{
    const struct passwd *user = getpwuid(getuid());
    buf_format(b, "%s (%ld)", user && user->pw_name ? user->pw_name : "?", (long)getuid());
}

static int make_line(struct buf *b, const struct audit_log *l, const struct audit_entry *e,
                     char hash[static DIGEST_TEXT], struct fault *f)
{
    struct buf who = BUF(256);
    struct json_writer w = {.b = b};
    audit_who(&who);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_int(&w, "n", l->n + 1);
    json_put_time(&w, "time", e->time);
    json_put_text(&w, "who", buf_view(&who));
    json_put_text(&w, "program", span_of(e->program ? e->program : program_invocation_short_name));
    json_put_text(&w, "profile", span_of(e->profile));
    json_put_text(&w, "what", span_of(e->what));
    json_put(&w, "detail", e->detail);
    json_put_text(&w, "prev", span_of(l->hash));
    digest_of(buf_view(b), hash);
    json_put_text(&w, "hash", span_of(hash));
    json_close(&w, '}');
    buf_byte(b, '\n');
    buf_free(&who);
    return buf_check(b, "a line of the audit log", f);
}

/* The last line is on the disk before the head names it; also one of a process that was killed in
 * between. */
static int put_head(struct audit_log *l, struct fault *f)
{
    struct buf head = BUF(128);
    if (fsync(l->fd) != 0)
        return fault_errno(f, STATUS_IO, "%s", l->path.at);
    buf_format(&head, "%" PRId64 " %s\n", l->n, l->hash);
    int ok = buf_check(&head, "the audit log's head", f);
    if (ok == 0)
        ok = file_replace(l->head_path.at, 0600, buf_view(&head), f);
    buf_free(&head);
    return ok;
}

/* What could not be written whole is taken off again; if that fails too, the next one does it. */
static int append(struct audit_log *l, const struct audit_entry *e, struct fault *f)
{
    struct buf line = BUF(AUDIT_LINE);
    char hash[DIGEST_TEXT];
    int ok = make_line(&line, l, e, hash, f);
    if (ok == 0 && file_write(l->fd, buf_view(&line), l->path.at, f) != 0) {
        ok = -1;
        if (ftruncate(l->fd, l->size) != 0)
            fault_at(f, "the line stays torn until the next");
    }
    if (ok == 0) {
        l->n++;
        l->size += (off_t)line.len;
        memcpy(l->hash, hash, sizeof hash);
        ok = put_head(l, f);
    }
    buf_free(&line);
    return ok;
}

static int mend(struct audit_log *l, const struct audit_entry *e, struct fault *f)
{
    struct buf detail = BUF(64);
    if (l->torn == l->size)
        return 0;
    if (ftruncate(l->fd, l->torn) != 0)
        return fault_errno(f, STATUS_IO, "%s", l->path.at);
    buf_format(&detail, "{\"bytes\":%lld}", (long long)(l->size - l->torn));
    l->size = l->torn;
    struct audit_entry mended = {.time = e->time,
                                 .program = e->program,
                                 .what = "audit-repaired",
                                 .detail = buf_view(&detail)};
    int ok = append(l, &mended, f);
    buf_free(&detail);
    return ok;
}

/* Open, and it ends as it should. */
static int open_sound(struct audit_log *l, bool make, struct fault *f)
{
    struct fault why = {0};
    if (audit_log_open(l, make, f) != 0)
        return -1;
    if (audit_log_head(l, &why) == 0 && audit_log_end(l, &why) == 0 &&
        audit_log_ends_right(l, l->n, l->hash, &why) == 0)
        return 0;
    if (why.status != STATUS_BAD_RECORD)
        return *f = why, -1;
    return fault(f, STATUS_BAD_RECORD,
                 "%s; see cm-audit verify, then put back a copy of audit.log and audit.head, or "
                 "move both away: a new log begins",
                 why.text);
}

int audit_check(struct fault *f)
{
    struct audit_log l;
    int ok = open_sound(&l, false, f);
    audit_log_close(&l);
    return ok;
}

int audit_add(const struct audit_entry *e, struct fault *f)
{
    struct audit_log l;
    int ok = open_sound(&l, true, f);
    if (ok == 0 &&
        l.n > l.head_n) /* one was killed between the two; a second would be one too many */
        ok = put_head(&l, f);
    if (ok == 0)
        ok = mend(&l, e, f);
    if (ok == 0)
        ok = append(&l, e, f);
    audit_log_close(&l);
    return ok;
}

void audit_differ(struct json_writer *w, const char *field, struct span from, struct span to)
{
    if (from.at && to.at ? json_equal(from, to) : from.at == to.at)
        return;
    json_open(w, field, '{');
    json_put(w, "from", from);
    json_put(w, "to", to);
    json_close(w, '}');
}

void audit_differ_text(struct json_writer *w, const char *field, const char *from, const char *to)
{
    struct buf a = BUF(AUDIT_LINE), b = BUF(AUDIT_LINE);
    json_quote(&a, span_of(from));
    json_quote(&b, span_of(to));
    audit_differ(w, field, *from ? buf_view(&a) : SPAN_NONE, *to ? buf_view(&b) : SPAN_NONE);
    buf_free(&a);
    buf_free(&b);
}
