#include "lib/run/alert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/json/json.h"
#include "lib/run/notify.h"
#include "lib/run/runs.h"
#include "lib/run/schedule.h"
#include "lib/run/table.h"
#include "lib/state/audit.h"

/* A run that failed longer ago was told of then, and is not what the unit failed with. */
#define LATELY (12 * 3600 * WHEN_SECOND)

/* What is told. */
struct alert {
    char run[128], stage[64];
    int status;
    bool untold;      /* the audit log is what failed */
    struct buf words; /* the ways it goes */
};

/* "weekly" of callmine-fetch@weekly.service; false: it is no such unit. */
static bool instance_of(char *name, size_t size, const char *unit)
{
    const char *at = strncmp(unit, "callmine-", 9) == 0 ? strchr(unit, '@') : NULL;
    size_t n = at ? strcspn(at + 1, ".") : 0;
    snprintf(name, size, "%.*s", (int)n, n ? at + 1 : "");
    return n > 0 && n < size;
}

/* "fetch" of callmine-fetch@weekly.service, and of what has no more to say. */
static void phase_of(char *phase, size_t size, const char *unit)
{
    const char *dash = strncmp(unit, "callmine-", 9) == 0 ? unit + 9 : unit;
    snprintf(phase, size, "%.*s", (int)strcspn(dash, "@."), dash);
}

/* A unit that fails tomorrow is told of again. */
static void name_unit(char *name, size_t size, const char *unit, when now)
{
    struct buf day = BUF(64);
    host_seconds(&day, now);
    snprintf(name, size, "%.100s %.10s", unit, day.at ? day.at : "");
    buf_free(&day);
}

static when changed(const struct runs_entry *e)
{
    struct json_walk w;
    when t = 0;
    for (json_walk(&w, e->history); json_next(&w);)
        json_time(json_get(w.value, "time"), &t);
    return t;
}

/* The one that failed last, with that status if one is known, or was found dead; NULL: none did
 * since `latest`. */
static int failed_last(const struct runs_entry **found, const struct runs_list *all, int status,
                       when latest, struct fault *f)
{
    *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        enum runs_state state;
        struct buf cause = BUF(8192);
        int rc = table_state(&state, &cause, &all->at[i], f);
        buf_free(&cause);
        if (rc != 0)
            return -1;
        bool died = state != all->at[i].state;
        if (state == RUNS_FAILED && (died || !status || all->at[i].status == status) &&
            changed(&all->at[i]) >= latest) {
            *found = &all->at[i];
            latest = changed(*found);
        }
    }
    return 0;
}

/* "list" of "list ended with 77: ...": the stage in which a run ended, else its phase. */
static void stage_of(char *stage, size_t size, const struct runs_entry *e)
{
    struct buf cause = BUF(8192);
    runs_cause(&cause, e);
    const char *told = cause.len ? strstr(cause.at, " ended with ") : NULL;
    size_t n = told ? (size_t)(told - cause.at) : 0;
    const char *phase = runs_phase_name(e->phase);
    if (n > 0 && n < size && !memchr(cause.at, ' ', n))
        snprintf(stage, size, "%.*s", (int)n, cause.at);
    else
        snprintf(stage, size, "%s", phase ? phase : "");
    buf_free(&cause);
}

/* An audit log that takes nothing stops every unit, before there is a run that could fail. */
static bool is_untold(int status)
{
    struct fault why = {0};
    return status == STATUS_BAD_RECORD && audit_check(&why) != 0 && why.status == STATUS_BAD_RECORD;
}

static int of_schedule(struct alert *a, const char *schedule, int status, when now, struct fault *f)
{
    struct runs_list all;
    struct schedule s = {0};
    struct fault ignored = {0};
    const struct runs_entry *e = NULL;
    int rc = runs_list(&all, schedule, f);
    if (rc == 0 && !a->untold)
        rc = failed_last(&e, &all, status, now - LATELY, f);
    if (rc == 0 && e) {
        snprintf(a->run, sizeof a->run, "%s", e->id);
        a->status = e->status > 0 ? e->status : STATUS_TRY_LATER;
        stage_of(a->stage, sizeof a->stage, e);
        runs_setting(&a->words, e, "DELIVER");
    } else if (rc == 0 && schedule_read(&s, schedule, &ignored) == 0) {
        buf_text(&a->words, s.value[SCHEDULE_DELIVER] ? s.value[SCHEDULE_DELIVER] : "");
    }
    schedule_clear(&s);
    runs_list_clear(&all);
    return rc;
}

int alert_unit(const struct host *h, const char *unit, struct fault *f)
{
    const char *said = getenv("MONITOR_EXIT_STATUS");
    struct alert a = {.words = BUF(1024)};
    char name[64];
    int status = said ? (int)strtol(said, NULL, 10) & 255 : 0;
    a.status = status ? status : STATUS_BUG;
    name_unit(a.run, sizeof a.run, unit, host_now(h));
    phase_of(a.stage, sizeof a.stage, unit);
    if ((a.untold = is_untold(status)))
        snprintf(a.stage, sizeof a.stage, "the audit log");
    int rc =
        instance_of(name, sizeof name, unit) ? of_schedule(&a, name, status, host_now(h), f) : 0;
    if (rc == 0 && a.words.len == 0)
        buf_text(&a.words, h->alert ? h->alert : "");
    if (rc == 0 && a.words.len == 0)
        rc = fault(f, STATUS_CONFIG,
                   "%.60s failed, and nothing says whom to tell: \"deliver\" of the schedule, or "
                   "\"alert = slack\" in run.conf in the configuration directory",
                   unit);
    if (rc == 0)
        rc = notify_failure(h, a.words.at, a.run, a.status, a.stage, STDERR_FILENO, f);
    buf_free(&a.words);
    return rc;
}
