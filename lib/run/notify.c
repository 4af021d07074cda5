#include "lib/run/notify.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/child.h"
#include "lib/run/stages.h"

enum { WORDS = 64, TEXT = 4096 };

const char *const notify_kinds[NOTIFY_KINDS] = {"slack", "mail"};

bool notify_wants(const char *words, const char *kind)
{
    for (const char *s = words; s && *(s += strspn(s, " \t"));) {
        size_t n = strcspn(s, " \t");
        if (span_is((struct span){s, n}, kind))
            return true;
        s += n;
    }
    return false;
}

/* A command whose words live in an arena. */
struct command {
    struct arena arena;
    char *argv[WORDS];
    size_t n;
};

static void word(struct command *c, const char *text)
{
    if (c->n < WORDS - 1)
        c->argv[c->n++] = arena_text(&c->arena, span_of(text));
}

static void option(struct command *c, const char *name, const char *value)
{
    word(c, name);
    word(c, value);
}

/* path NULL: what it says goes to the log. */
static int run_command(struct command *c, const char *path, int log, int *status, struct fault *f)
{
    const struct child child = {.argv = c->argv, .out = log, .log = log};
    if (arena_check(&c->arena, "a command", f) != 0)
        return -1;
    if (c->n == WORDS - 1)
        return fault(f, STATUS_CONFIG, "%s is to be told too much: attach fewer files", c->argv[0]);
    return path ? child_file(&child, path, status, f) : child_run(&child, status, f);
}

/* ---- a report ---- */

/* Files of the run, by their names. */
static int attach(struct command *c, const struct runs_entry *e, const char *dir, struct fault *f)
{
    struct buf names = BUF(TEXT);
    char file[2 * TEXT];
    runs_setting(&names, e, "ATTACH");
    int rc = buf_check(&names, "ATTACH", f);
    for (const char *s = names.at; rc == 0 && s && *(s += strspn(s, " \t"));) {
        size_t n = strcspn(s, " \t");
        if (memchr(s, '/', n) || n > 255)
            rc = fault(f, STATUS_CONFIG, "ATTACH are names of files of the run: report.pdf");
        snprintf(file, sizeof file, "%s/%.*s", dir, (int)n, s);
        option(c, "--attach", file);
        s += n;
    }
    buf_free(&names);
    return rc;
}

/* "{id}" in the link is the run's id. */
static void link_to(struct command *c, const struct runs_entry *e)
{
    struct buf text = BUF(64 << 10), link = BUF(64 << 10);
    runs_setting(&text, e, "LINK");
    for (const char *s = text.at, *id; s && *s; s = id ? id + 4 : s + strlen(s)) {
        id = strstr(s, "{id}");
        buf_add(&link, s, id ? (size_t)(id - s) : strlen(s));
        buf_text(&link, id ? e->id : "");
    }
    if (link.len)
        option(c, "--link", link.at);
    buf_free(&text);
    buf_free(&link);
}

/* A roll-up of no call, with where they all went. */
static int roll_up_none(const char *dir, int log, struct fault *f)
{
    static const char *const ledgers[] = {"list", "extensive", "filter"};
    struct command c = {0};
    char path[TEXT];
    int status = 0;
    snprintf(path, sizeof path, "%s/rollup.json", dir);
    word(&c, "cm-summarize");
    for (size_t i = 0; i < sizeof ledgers / sizeof ledgers[0]; i++) {
        char ledger[TEXT];
        snprintf(ledger, sizeof ledger, "%s/ledger/%s.ndjson", dir, ledgers[i]);
        option(&c, "--ledger", ledger);
    }
    int rc = run_command(&c, path, log, &status, f);
    arena_free(&c.arena);
    if (rc == 0 && status != 0)
        rc = fault(f, stages_status(status), "cm-summarize ended with %d", status);
    return rc;
}

static void times(struct command *c, const struct host *h)
{
    struct buf now = BUF(64);
    if (h->has_now) {
        host_seconds(&now, h->now);
        option(c, "--now", now.at);
    }
    buf_free(&now);
}

int notify_report(const struct host *h, const struct runs_entry *e, const char *dir,
                  const char *kind, int log, bool *unsure, struct fault *f)
{
    static const char *const said[][2] = {{"TITLE", "--title"}, {"ZONE", "--zone"}};
    struct command c = {0};
    struct buf value = BUF(64 << 10);
    char rollup[TEXT];
    bool none = e->counts.matched == 0;
    int status = 0;
    *unsure = false;
    if (none && roll_up_none(dir, log, f) != 0)
        return -1;
    snprintf(rollup, sizeof rollup, "%s/rollup.json", dir);
    word(&c, "cm-notify");
    word(&c, kind);
    option(&c, "--run", e->id);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        buf_clear(&value);
        if (runs_setting(&value, e, said[i][0]) && value.len)
            option(&c, said[i][1], value.at);
    }
    if (!none)
        link_to(&c, e);
    int rc = strcmp(kind, "mail") == 0 && !none ? attach(&c, e, dir, f) : 0;
    times(&c, h);
    word(&c, rollup);
    buf_free(&value);
    if (rc == 0)
        rc = run_command(&c, NULL, log, &status, f);
    arena_free(&c.arena);
    *unsure = rc == 0 && status == STATUS_PARTIAL;
    if (rc == 0 && status != 0 && !*unsure)
        rc = fault(f, stages_status(status), "cm-notify %s ended with %d: %s.log says why", kind,
                   status, e->id);
    return rc;
}

/* ---- a failure ---- */

static int failure_as(const struct host *h, const char *kind, const char *run, int status,
                      const char *stage, int log, struct fault *f)
{
    struct command c = {0};
    char number[16];
    int ended = 0;
    snprintf(number, sizeof number, "%d", status);
    word(&c, "cm-notify");
    word(&c, kind);
    option(&c, "--run", run);
    option(&c, "--failed", number);
    if (*stage)
        option(&c, "--stage", stage);
    times(&c, h);
    int rc = run_command(&c, NULL, log, &ended, f);
    arena_free(&c.arena);
    return rc == 0 && ended != 0
               ? fault(f, stages_status(ended), "cm-notify %s ended with %d", kind, ended)
               : rc;
}

int notify_failure(const struct host *h, const char *words, const char *run, int status,
                   const char *stage, int log, struct fault *f)
{
    int rc = 0;
    for (size_t i = 0; i < NOTIFY_KINDS; i++) {
        struct fault why = {0};
        if (!notify_wants(words, notify_kinds[i]) ||
            failure_as(h, notify_kinds[i], run, status, stage, log, &why) == 0 || rc != 0)
            continue;
        *f = why;
        rc = -1;
    }
    return rc;
}
