#include "lib/run/glimpse.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/proof.h"
#include "lib/run/tool.h"
#include "lib/state/connection.h"

/* Of so many calls the transcripts are fetched: enough to know their length by. */
enum { SAMPLE = 10, TEXT = 4 << 20, RECORDS = 64 << 20 };

/* One look, and the options that the fetchers have in common. */
struct look {
    const struct schedule *s;
    const char *now, *clock; /* NULL: the clock's */
    struct out *out;
    struct arena a;
};

/* program, then the words, then --profile and the time. */
static int fetch(struct look *l, const char *program, const char *const *words, int in, int to,
                 struct fault *f)
{
    const char *argv[24] = {program};
    size_t n = 1;
    while (*words)
        argv[n++] = *words++;
    argv[n++] = "--profile";
    argv[n++] = l->s->value[SCHEDULE_PROFILE];
    if (l->now) {
        argv[n++] = "--now";
        argv[n++] = l->now;
    }
    if (l->clock) {
        argv[n++] = "--clock";
        argv[n++] = l->clock;
    }
    return tool_run((char *const *)(size_t)argv, in, to, f) == 0 && tool_rewind(to, f) == 0
               ? 0
               : fault_at(f, "%s", program);
}

static int show(struct look *l, char *const *argv, int in, const char *head, struct fault *f)
{
    struct buf said = BUF(TEXT);
    int rc = tool_read(argv, in, &said, f);
    if (rc == 0) {
        out_line(l->out, span_of(head));
        out_span(l->out, buf_view(&said));
        rc = out_flush(l->out, f);
    }
    buf_free(&said);
    return rc;
}

/* The first lines of one file into the other; *n how many there are. */
static int first_lines(int from, int to, int most, int *n, struct fault *f)
{
    struct buf all = BUF(RECORDS);
    int rc = file_read_open(&all, from, "a file in between", f);
    const char *at = all.at, *end = at + all.len;
    for (*n = 0; rc == 0 && *n < most && at && at < end; ++*n) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline ? newline + 1 : end;
    }
    if (rc == 0 && all.at)
        rc = file_write(to, (struct span){all.at, (size_t)(at - all.at)}, "a file in between", f);
    if (rc == 0)
        rc = tool_rewind(to, f);
    buf_free(&all);
    return rc;
}

/* ---- an analysis ---- */

enum { CALLS, FULL, MATCHING, FEW, SAID, FILES };

static int plan(struct look *l, const int *files, struct fault *f)
{
    char head[120], **argv;
    int n;
    if (first_lines(files[MATCHING], files[FEW], SAMPLE, &n, f) != 0)
        return -1;
    if (n == 0)
        return 0;
    if (fetch(l, "gong-transcripts", (const char *const[]){NULL}, files[FEW], files[SAID], f) != 0)
        return -1;
    snprintf(head, sizeof head, "\nWhat a model would be asked about %s%d of them, and the cost:",
             n == SAMPLE ? "the first " : "", n);
    return proof_ask(&argv, &l->a, l->s, "--plan", f) == 0 ? show(l, argv, files[SAID], head, f)
                                                           : -1;
}

static int look_at_calls(struct look *l, const int *files, struct fault *f)
{
    const struct schedule *s = l->s;
    char **filter, **preview;
    if (fetch(l, "gong-list-calls",
              (const char *const[]){"--last", s->value[SCHEDULE_WINDOW], "--zone", s->cadence.zone,
                                    NULL},
              0, files[CALLS], f) != 0 ||
        fetch(l, "gong-extensive", (const char *const[]){NULL}, files[CALLS], files[FULL], f) != 0)
        return -1;
    if (proof_filter(&preview, &l->a, s, "--preview", f) != 0 ||
        show(l, preview, files[FULL], "\nWhat a run would find now:", f) != 0)
        return -1;
    if (!s->hosted)
        return 0;
    return tool_rewind(files[FULL], f) == 0 && proof_filter(&filter, &l->a, s, NULL, f) == 0 &&
                   tool_run(filter, files[FULL], files[MATCHING], f) == 0 &&
                   tool_rewind(files[MATCHING], f) == 0
               ? plan(l, files, f)
               : -1;
}

static int look_at_analysis(struct look *l, struct fault *f)
{
    int files[FILES], n = 0, rc = 0;
    while (n < FILES && (files[n] = file_nameless(NULL, f)) >= 0)
        n++;
    rc = n == FILES ? look_at_calls(l, files, f) : -1;
    while (n > 0)
        close(files[--n]);
    return rc;
}

/* ---- a sync ---- */

static const char *told(struct look *l, const char *name, const char *value)
{
    struct buf b = BUF(8192);
    buf_format(&b, "%s=%s", name, value);
    const char *text = arena_text(&l->a, buf_view(&b));
    buf_free(&b);
    return text;
}

static int look_at_sync(struct look *l, const struct host *h, struct fault *f)
{
    struct schedule_variable v[SCHEDULE_KEYS];
    const char *argv[SCHEDULE_KEYS + 8] = {"make", "-f"};
    size_t n = 2, variables = schedule_variables(l->s, v);
    struct buf makefile = BUF(8192);
    buf_format(&makefile, "%s/sync.mk", h->pipelines);
    argv[n++] = arena_text(&l->a, buf_view(&makefile));
    argv[n++] = "estimate";
    for (size_t i = 0; i < variables; i++)
        argv[n++] = told(l, v[i].name, v[i].value);
    if (l->now)
        argv[n++] = told(l, "NOW", l->now);
    if (l->clock)
        argv[n++] = told(l, "CLOCK", l->clock);
    buf_free(&makefile);
    return arena_check(&l->a, "a command line", f) == 0
               ? show(l, (char *const *)(size_t)argv, 0, "\nWhat a sync would bring now:", f)
               : -1;
}

int glimpse(const struct host *h, const struct schedule *s, struct out *out, struct fault *f)
{
    enum connection_state state;
    when since;
    char why[200], now[64];
    struct buf time = BUF(64);
    struct look l = {.s = s, .clock = h->clock, .out = out};
    if (connection_state(&state, s->value[SCHEDULE_PROFILE], &since, why, f) != 0)
        return -1;
    if (state != CONNECTION_WELL) {
        notice(h->listener,
               state == CONNECTION_NONE
                   ? "%s: there is no such connection yet: gong-auth connect --profile %s; until "
                     "then firings fail with 78"
                   : "%s: the connection needs reconnecting: gong-auth connect --profile %s; until "
                     "then firings fail with 77",
               s->value[SCHEDULE_PROFILE], s->value[SCHEDULE_PROFILE]);
        return 0;
    }
    host_seconds(&time, host_now(h));
    snprintf(now, sizeof now, "%s", time.at ? time.at : "");
    l.now = h->has_now ? now : NULL;
    int rc = buf_check(&time, "a time", f);
    if (rc == 0)
        rc = s->kind == SCHEDULE_SYNC ? look_at_sync(&l, h, f) : look_at_analysis(&l, f);
    buf_free(&time);
    arena_free(&l.a);
    return rc;
}
