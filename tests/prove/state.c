/* state: changes of the state as programs make them amid a longer run.
 *
 *   state audit WHAT                    a line in the audit log
 *   state quota CALL TIME               a unit of the quota
 *   state crowd NAME ARCHIVE RUN TIME   one of many: all in turn until it is killed
 *
 * crowd says on stdout what it is about to do, what is done, and what was refused for there is no
 * unit left ("try quota NAME-7", "did quota NAME-7", "out quota NAME-8"), a line each, written at
 * once. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/retain.h"
#include "lib/base/out.h"
#include "lib/state/audit.h"
#include "lib/state/digest.h"
#include "lib/state/quota.h"

/* ---- what is done, once ---- */

static int add(const char *what, const char *id, struct fault *f)
{
    char detail[128];
    snprintf(detail, sizeof detail, "{\"id\":\"%s\"}", id);
    return audit_add(
        &(struct audit_entry){
            .time = when_now(), .program = "state", .what = what, .detail = span_of(detail)},
        f);
}

static int take(const char *call, when now, struct fault *f)
{
    char key[DIGEST_TEXT];
    digest_of(span_of(call), key);
    return quota_take(key, now, f);
}

static int archive(const char *dir, char *run, const char *id, struct fault *f)
{
    struct out out = {0};
    char *runs[] = {run};
    out_hold(&out, "the ids of bundles");
    struct retain r = {
        .dir = dir, .id = id, .level = 1, .threads = 1, .now = when_now(), .out = &out};
    int done = retain_add(&r, runs, 1, f);
    out_clear(&out, &(struct fault){0});
    return done;
}

/* ---- one of many ---- */

static void say(const char *verb, const char *what, const char *id)
{
    char line[160];
    int len = snprintf(line, sizeof line, "%s %s %s\n", verb, what, id);
    if (write(STDOUT_FILENO, line, (size_t)len) != len)
        exit(1);
}

static int crowd(const char *name, const char *dir, char *run, when now, struct fault *f)
{
    char id[80];
    for (long n = 1;; n++) {
        snprintf(id, sizeof id, "%s-%ld", name, n);
        say("try", "audit", id);
        if (add("run-started", id, f) != 0)
            return -1;
        say("did", "audit", id);
        say("try", "quota", id);
        bool taken = take(id, now, f) == 0;
        if (!taken && (f->status != STATUS_TRY_LATER || !strstr(f->text, "quota_exceeded")))
            return -1;
        say(taken ? "did" : "out", "quota", id);
        *f = (struct fault){0};
        if (n % 4)
            continue;
        say("try", "archive", id);
        if (archive(dir, run, id, f) != 0)
            return -1;
        say("did", "archive", id);
    }
}

int main(int argc, char **argv)
{
    struct fault f = {0};
    when now = 0;
    if (argc >= 4 && when_parse(&now, span_of(argv[argc - 1]), &f) != 0)
        fault_at(&f, "TIME");
    else if (argc == 3 && strcmp(argv[1], "audit") == 0)
        add(argv[2], "one", &f);
    else if (argc == 4 && strcmp(argv[1], "quota") == 0)
        take(argv[2], now, &f);
    else if (argc == 6 && strcmp(argv[1], "crowd") == 0)
        crowd(argv[2], argv[3], argv[4], now, &f);
    else
        fault(&f, STATUS_USAGE, "see the head of tests/prove/state.c");
    if (f.status)
        fprintf(stderr, "state: %s\n", f.text);
    return f.status;
}
