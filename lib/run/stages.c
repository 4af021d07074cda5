#include "lib/run/stages.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/json/source.h"
#include "lib/json/stream.h"
#include "lib/state/ledger.h"

enum { DIR_PATH = 4096 };

/* In the order in which they work. */
static const char *const order[] = {"check",     "about",       "list",   "extensive",
                                    "filter",    "transcripts", "users",  "analyze",
                                    "summarize", "render",      "archive"};
enum { STAGES = sizeof order / sizeof order[0] };
static const char *const ledgers[] = {"list", "extensive", "filter", "analyze"};
enum { LEDGERS = sizeof ledgers / sizeof ledgers[0] };

int stages_status(int raw)
{
    if (raw == 0 || (raw >= 3 && raw <= 5) || (raw >= 64 && raw <= 78) || raw == 128 + SIGPIPE)
        return raw;
    return raw > 128 ? STATUS_TRY_LATER : STATUS_BUG;
}

bool stages_again(int status)
{
    return status == STATUS_TRY_LATER || status == STATUS_IO || status == STATUS_NO_MEMORY;
}

/* -1: there is none, or it says nothing. */
static int status_of(const char *dir, const char *stage)
{
    char path[DIR_PATH];
    struct buf text = BUF(64);
    struct fault ignored = {0};
    int n = -1;
    snprintf(path, sizeof path, "%s/status/%s", dir, stage);
    if (access(path, F_OK) == 0 && file_read(&text, path, &ignored) == 0 && text.len)
        n = (int)strtol(text.at, NULL, 10) & 255;
    buf_free(&text);
    return n;
}

static void take(struct stages *s, const char *stage, int status)
{
    if (status == STATUS_PARTIAL)
        buf_format(&s->partial, "%s%s", s->partial.len ? " " : "", stage);
    if (status <= 0 || status == STATUS_PARTIAL || s->failed[0])
        return;
    snprintf(s->failed, sizeof s->failed, "%s", stage);
    s->raw = status;
    s->status = stages_status(status);
}

int stages_read(struct stages *s, const char *dir, bool sync, struct fault *f)
{
    *s = (struct stages){.partial = BUF(1024)};
    if (sync)
        take(s, "sync", status_of(dir, "sync"));
    for (size_t i = 0; !sync && i < STAGES; i++)
        take(s, order[i], status_of(dir, order[i]));
    s->in_part = status_of(dir, sync ? "sync" : "whole") == STATUS_PARTIAL;
    return buf_check(&s->partial, "the names of stages", f);
}

void stages_clear(struct stages *s)
{
    buf_free(&s->partial);
}

int stages_forget(const char *dir, struct fault *f)
{
    static const char *const ends[] = {"whole", "sync"}; /* what a pipeline says at its end */
    char path[DIR_PATH];
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < STAGES + 2; i++) {
        const char *stage = i < STAGES ? order[i] : ends[i - STAGES];
        int status = status_of(dir, stage);
        snprintf(path, sizeof path, "%s/status/%s", dir, stage);
        if (status > 0 && (status != STATUS_PARTIAL || i >= STAGES))
            rc = file_remove(path, f);
    }
    return rc;
}

bool stages_reported(const char *dir)
{
    char path[DIR_PATH];
    snprintf(path, sizeof path, "%s/rollup.json", dir);
    return access(path, F_OK) == 0 && status_of(dir, "render") == 0;
}

/* ---- counting ---- */

static int count_pieces(int64_t *n, struct source *s, struct fault *f)
{
    struct piece p = {0};
    struct zst_unpacker u = {0};
    int rc = zst_init(&u, f);
    while (rc == 0 && source_claim(s, &p) == 1) {
        source_fill(s, &p, &u);
        for (const char *at = p.lines.at, *end = at + p.lines.len; at && at < end; ++*n) {
            const char *newline = memchr(at, '\n', (size_t)(end - at));
            at = newline ? newline + 1 : end;
        }
        if (p.fault.status != STATUS_OK) {
            *f = p.fault;
            rc = -1;
        }
    }
    piece_clear(&p);
    zst_clear(&u);
    return rc;
}

int stages_lines(int64_t *n, const char *dir, const char *file, struct fault *f)
{
    char path[DIR_PATH], *files[] = {path};
    *n = -1;
    snprintf(path, sizeof path, "%s/%s", dir, file);
    if (access(path, F_OK) != 0)
        return 0;
    *n = 0;
    struct source *s = source_new(files, 1, STREAM_LINE_LIMIT, f);
    int rc = s ? count_pieces(n, s, f) : -1;
    source_free(s);
    return rc;
}

static int balance(struct balance *b, const char *dir, struct fault *f)
{
    char path[DIR_PATH];
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < LEDGERS; i++) {
        snprintf(path, sizeof path, "%s/ledger/%s.ndjson", dir, ledgers[i]);
        if (access(path, F_OK) == 0)
            rc = balance_read(b, path, f);
    }
    return rc;
}

int stages_count(struct runs_counts *n, const char *dir, struct fault *f)
{
    struct balance b = {0};
    char path[DIR_PATH];
    int rc = balance(&b, dir, f);
    snprintf(path, sizeof path, "%s/ledger/list.ndjson", dir);
    n->listed = access(path, F_OK) == 0 ? b.listed : -1;
    balance_clear(&b);
    return rc != 0 || stages_lines(&n->matched, dir, "filtered.ndjson.zst", f) != 0 ||
                   stages_lines(&n->answered, dir, "answers.ndjson.zst", f) != 0
               ? -1
               : stages_lines(&n->requests, dir, "requests", f);
}

int stages_balance(const char *dir, struct fault *f)
{
    struct balance b = {0};
    int64_t answered;
    int rc = balance(&b, dir, f);
    if (rc == 0)
        rc = stages_lines(&answered, dir, "answers.ndjson.zst", f);
    if (rc == 0 && answered < 0)
        rc = fault(f, STATUS_BAD_RECORD, "there are no answers to balance the ledger with");
    if (rc == 0 && b.listed != answered + b.left)
        rc = fault(f, STATUS_BAD_RECORD,
                   "the ledger does not close: %lld calls were listed, %lld answered and %lld left "
                   "on the way",
                   (long long)b.listed, (long long)answered, (long long)b.left);
    balance_clear(&b);
    return rc;
}
