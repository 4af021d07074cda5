/* --log: a line for each request, written before the next is read. Never a secret: credentials by
 * name, the values of what is secret in a query redacted, of a body only its length and the ids it
 * asks for. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_server.h"

int sim_log_open(struct sim *s, const char *path, struct fault *f)
{
    if (!path)
        return 0;
    s->log = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    return s->log >= 0 ? 0 : fault_errno(f, STATUS_CANT_CREATE, "cannot write %s", path);
}

void sim_log_close(struct sim *s)
{
    if (s->log >= 0)
        close(s->log);
    s->log = -1;
}

static bool open_value(const char *name)
{
    static const char *const fine[] = {"fromDateTime",
                                       "toDateTime",
                                       "workspaceId",
                                       "includeAvatars",
                                       "folderId",
                                       "grant_type",
                                       "scope",
                                       "response_type",
                                       "decision",
                                       "limit",
                                       "code_challenge_method",
                                       "integrationId",
                                       "clientRequestId",
                                       "objectType"};
    for (int i = 0; i < SIM_COUNT(fine); i++)
        if (strcmp(name, fine[i]) == 0)
            return true;
    return false;
}

void sim_log(struct sim *s, const struct sim_request *q, const struct sim_answer *a)
{
    if (s->log < 0)
        return;
    struct buf line = BUF(1 << 20);
    struct json_writer w = {.b = &line};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_int(&w, "n", s->answered);
    json_put_int(&w, "ms", q->ms);
    sim_put_time(&w, "now", q->now);
    sim_put(&w, "method", q->method);
    sim_put(&w, "path", q->path);
    json_open(&w, "query", '{');
    for (int i = 0; i < q->nquery; i++)
        sim_put(&w, q->query[i].name, open_value(q->query[i].name) ? q->query[i].value : "…");
    json_close(&w, '}');
    json_put_int(&w, "bytes", (int64_t)q->body.len);
    sim_put(&w, "credential", q->credential);
    json_put(&w, "ids", a->ids.len ? buf_view(&a->ids) : span_of("[]"));
    json_put_int(&w, "status", a->status);
    if (a->items >= 0)
        json_put_int(&w, "items", a->items);
    else
        json_put(&w, "items", SPAN_NONE);
    sim_put(&w, "fault", q->rule ? sim_trouble_name(q->rule->kind) : NULL);
    sim_put(&w, "requestId", a->request_id);
    json_close(&w, '}');
    buf_byte(&line, '\n');
    if (buf_check(&line, "a log line", &s->log_fault) == 0 &&
        write(s->log, line.at, line.len) != (ssize_t)line.len)
        fault_errno(&s->log_fault, STATUS_IO, "cannot write %s", s->o->log);
    buf_free(&line);
}
