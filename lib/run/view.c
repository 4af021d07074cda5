#include "lib/run/view.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/base/plain.h"
#include "lib/base/when.h"
#include "lib/run/stages.h"

enum { CHUNK = 64 << 10, LOG_LINE = 1000, TAIL = 64 << 10 };

enum stage { FETCH, TRANSCRIPTS, ANALYSIS, SUMMARY, REPORT, DELIVERY, STAGES };
static const char *const names[STAGES] = {"Gong fetch", "transcripts", "per-call analysis",
                                          "summary",    "report",      "delivery"};

static bool is_there(const struct view *v, const char *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", v->dir, file);
    return access(path, F_OK) == 0;
}

/* ---- how far ---- */

/* What a file that grows has by now; -1: it is not there. */
static int64_t lines_by_now(struct view *v, const char *file)
{
    struct view_file *c = &v->counted;
    char path[sizeof c->path], chunk[CHUNK];
    ssize_t n;
    snprintf(path, sizeof path, "%s/%s", v->dir, file);
    if (strcmp(path, c->path) != 0) {
        *c = (struct view_file){0};
        snprintf(c->path, sizeof c->path, "%s", path);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    while ((n = pread(fd, chunk, sizeof chunk, c->at)) > 0) {
        c->at += n;
        for (const char *p = chunk; (p = memchr(p, '\n', (size_t)(chunk + n - p))); p++)
            c->lines++;
    }
    close(fd);
    return c->lines;
}

/* The number that cm-analyze writes as it goes on. */
static int64_t analysed_by_now(const struct view *v)
{
    char path[4096];
    struct buf text = BUF(4096);
    struct fault ignored = {0};
    int64_t n = 0;
    snprintf(path, sizeof path, "%s/progress.part", v->dir);
    if (access(path, F_OK) == 0 && file_read(&text, path, &ignored) == 0 && text.len)
        n = strtoll(text.at, NULL, 10);
    buf_free(&text);
    return n;
}

/* The stage at hand, its calls by now and in all (-1: not known). */
static enum stage stage_of(struct view *v, int64_t *n, int64_t *of)
{
    struct fault ignored = {0};
    *n = *of = -1;
    switch (v->run->phase) {
    case RUNS_FETCH:
        if (is_there(v, "status/filter")) {
            if (v->counts.matched < 0)
                stages_count(&v->counts, v->dir, &ignored);
            *n = lines_by_now(v, "transcripts.ndjson.part");
            *of = v->counts.matched;
            return TRANSCRIPTS;
        }
        if (is_there(v, "status/list") && v->counts.listed < 0)
            stages_count(&v->counts, v->dir, &ignored);
        *of = v->counts.listed;
        *n = lines_by_now(v, *of < 0 ? "calls.ndjson.part" : "extensive.ndjson.part");
        return FETCH;
    case RUNS_ANALYZE:
        if (v->counts.matched < 0)
            stages_count(&v->counts, v->dir, &ignored);
        *n = analysed_by_now(v);
        *of = v->counts.matched;
        return ANALYSIS;
    case RUNS_REPORT: return is_there(v, "rollup.json") ? REPORT : SUMMARY;
    default: return DELIVERY;
    }
}

static void add_pace(struct buf *line, const struct view *v, int64_t n, int64_t of)
{
    int64_t ms = when_steady_ms() - v->began_ms, done = n - v->began_n;
    if (done <= 0 || ms < 1000)
        return;
    buf_format(line, ", %.1f/s", 1000.0 * (double)done / (double)ms);
    if (of > n)
        buf_format(line, ", %lld s left", (long long)((of - n) * ms / done / 1000 + 1));
}

/* Gong fetch, transcripts 12 of 57, 3.1/s, 15 s left -> per-call analysis -> summary -> report */
static void tell_progress(struct view *v)
{
    struct buf line = BUF(1024);
    int64_t n, of;
    enum stage at = stage_of(v, &n, &of);
    if ((int)at != v->stage) {
        v->stage = (int)at;
        v->began_ms = when_steady_ms();
        v->began_n = n < 0 ? 0 : n;
    }
    buf_format(&line, "%s: ", v->run->id);
    for (int i = v->run->sync ? STAGES : FETCH; i < (at == DELIVERY ? STAGES : DELIVERY); i++) {
        buf_format(&line, "%s%s%s", i ? " -> " : "", i == (int)at ? "* " : "", names[i]);
        if (i != (int)at || n < 0)
            continue;
        buf_format(&line, of < 0 ? " %lld" : " %lld of %lld", (long long)n, (long long)of);
        add_pace(&line, v, n, of);
    }
    if (v->run->sync)
        buf_format(&line, "sync");
    if (line.state == BUF_SOUND)
        progress(v->listener, "%s", line.at);
    buf_free(&line);
}

/* ---- what the stages say ---- */

/* make's own lines are for the log. */
static void tell_line(const struct view *v, struct span line)
{
    struct buf text = BUF(8 * LOG_LINE);
    if (line.len == 0 || (line.len > 4 && memcmp(line.at, "make", 4) == 0))
        return;
    plain_add(&text, (struct span){line.at, line.len < LOG_LINE ? line.len : LOG_LINE});
    if (text.state == BUF_SOUND)
        notice(v->listener, "%s", text.at);
    buf_free(&text);
}

static void tell_log(struct view *v)
{
    char chunk[CHUNK];
    ssize_t n;
    while (v->log >= 0 && (n = pread(v->log, chunk, sizeof chunk, v->told)) > 0) {
        const char *at = chunk, *end = chunk + n, *newline;
        while ((newline = memchr(at, '\n', (size_t)(end - at)))) {
            tell_line(v, (struct span){at, (size_t)(newline - at)});
            at = newline + 1;
        }
        if (at == chunk && n < (ssize_t)sizeof chunk)
            return; /* a line that is just being written */
        v->told += at == chunk ? n : at - chunk;
    }
}

void view_begin(struct view *v, const struct host *h, const struct runs_entry *run, const char *dir,
                int log, off_t from)
{
    *v = (struct view){.listener = h->listener,
                       .run = run,
                       .dir = dir,
                       .log = log,
                       .told = from,
                       .stage = -1,
                       .counts = {-1, -1, -1, -1}};
}

void view_look(void *view)
{
    struct view *v = view;
    tell_log(v);
    if (v->listener && v->listener->progress)
        tell_progress(v);
}

void view_end(struct view *v)
{
    tell_log(v);
    progress(v->listener, "%s", "");
}
