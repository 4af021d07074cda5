#include "lib/run/schedule.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/run/schedule_check.h"
#include "lib/state/place.h"
#include "lib/state/settings.h"

enum { BOTH = SCHEDULE_ANALYZE | SCHEDULE_SYNC };

const struct schedule_row schedule_rows[SCHEDULE_KEYS] = {
    [SCHEDULE_STATE] = {"state", BOTH, "draft", NULL, "active",
                        "draft, active or paused, and since when: cm-schedule writes these two."},
    [SCHEDULE_SINCE] = {"since", BOTH, NULL, NULL, "2026-11-16T07:00:00Z", ""},
    [SCHEDULE_KIND] = {"kind", BOTH, "analyze", NULL, "sync",
                       "analyze: questions asked of calls, and a report. sync: files of data."},
    [SCHEDULE_CADENCE] = {"cadence", BOTH, NULL, NULL, "weekly Mon 08:00",
                          "daily 08:00, weekdays 08:00 or weekly Mon 08:00, in the zone. Reports "
                          "give dates in it too."},
    [SCHEDULE_ZONE] = {"zone", BOTH, "UTC", "ZONE", "Europe/Paris", ""},
    [SCHEDULE_CATCH_UP] = {"catch_up", BOTH, "7", NULL, "7",
                           "Firings that were missed while the machine was off: the latest is made "
                           "good, and so many before it."},
    [SCHEDULE_PROFILE] = {"profile", BOTH, "default", "PROFILE", "emea",
                          "Which connection to Gong."},
    [SCHEDULE_WINDOW] = {"window", BOTH, NULL, "WINDOW", "last-week",
                         "Which calls: 1d (any number of days), last-week, last-month or "
                         "last-5-weekdays."},
    [SCHEDULE_FILTER] = {"filter", SCHEDULE_ANALYZE, NULL, "FILTER",
                         "--stage Negotiation --amount-min 50000",
                         "Which of them: options of cm-filter, quoted as in the shell."},
    [SCHEDULE_QUESTIONS] = {"questions", SCHEDULE_ANALYZE,
                            "win-loss competitors objections pricing next-steps", "QUESTIONS",
                            "competitors pricing", "The question sets, by name or file."},
    [SCHEDULE_ENGINE] = {"engine", SCHEDULE_ANALYZE, NULL, "ENGINE",
                         "--engine openai --model gpt-4.1-mini --max-cost 5",
                         "Who answers: options of cm-analyze. Without any, this machine."},
    [SCHEDULE_CORRECTIONS] = {"corrections", SCHEDULE_ANALYZE, NULL, "CORRECTIONS",
                              "/srv/callmine/fixes.tsv",
                              "A file of tabs with corrections, see cm-correct(1)."},
    [SCHEDULE_TITLE] = {"title", SCHEDULE_ANALYZE, "Call analysis", "TITLE",
                        "Competitors, week by week",
                        "The report: its title, and html md csv evidence txt json xlsx docx pdf."},
    [SCHEDULE_FORMATS] = {"formats", SCHEDULE_ANALYZE, "html md csv evidence", "FORMATS",
                          "html pdf csv", ""},
    [SCHEDULE_MIN_CALLS] = {"min_calls", SCHEDULE_ANALYZE, NULL, "MIN_CALLS", "5",
                            "Below so many calls asked: insufficient signal."},
    [SCHEDULE_AGAINST] = {"against", SCHEDULE_ANALYZE, "none", NULL, "last-run",
                          "last-run: what changed since the last one. none: no comparison."},
    [SCHEDULE_CLASS] = {"class", SCHEDULE_ANALYZE, NULL, "CLASS", "1y",
                        "How long it is kept: 30d 90d 1y unlimited, or plan: what the plan says."},
    [SCHEDULE_DELIVER] = {"deliver", SCHEDULE_ANALYZE, NULL, NULL, "slack mail",
                          "Who is told: slack, mail or both; see cm-notify(1) for where to."},
    [SCHEDULE_LINK] = {"link", SCHEDULE_ANALYZE, NULL, NULL, "https://reports.example.com/{id}/",
                       "Where the report is; {id} becomes the run's id."},
    [SCHEDULE_ATTACH] = {"attach", SCHEDULE_ANALYZE, NULL, NULL, "report.pdf calls.csv",
                         "Files of the run that go with the mail."},
    [SCHEDULE_TYPES] = {"types", SCHEDULE_SYNC, "all", "TYPES", "calls transcripts users",
                        "Which types of data, and the folder that they are written to."},
    [SCHEDULE_OUT] = {"out", SCHEDULE_SYNC, NULL, "OUT", "/srv/callmine/dataset", ""},
};

/* ---- names and places ---- */

static const char name_letters[] =
    "_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

int schedule_name(const char *name, struct fault *f)
{
    size_t n = strspn(name, name_letters);
    if (n == 0 || n > SCHEDULE_NAME || name[n] || strchr("_-", name[0]))
        return fault(f, STATUS_USAGE,
                     "a schedule's name is 1 to %d letters, digits, \"-\" and \"_\", a letter or a "
                     "digit first",
                     SCHEDULE_NAME);
    if (strcmp(name, "analyze") == 0 || strcmp(name, "sync") == 0)
        return fault(f, STATUS_USAGE, "runs by hand are called %s; give the schedule another name",
                     name);
    return 0;
}

int schedule_path(struct buf *path, const char *name, struct fault *f)
{
    char file[SCHEDULE_NAME + 32];
    if (schedule_name(name, f) != 0)
        return -1;
    snprintf(file, sizeof file, "schedules/%s.conf", name);
    return place_find(path, PLACE_CONFIG, file, f);
}

int schedule_names(struct arena *a, struct names *names, struct fault *f)
{
    static const char tail[] = ".conf";
    struct buf path = BUF(4095);
    int rc = place_find(&path, PLACE_CONFIG, "schedules", f);
    DIR *dir = rc == 0 ? opendir(path.at) : NULL;
    if (rc == 0 && !dir && errno != ENOENT)
        rc = fault_errno(f, STATUS_IO, "%s", path.at);
    for (struct dirent *e; dir && rc == 0 && (e = readdir(dir));) {
        size_t all = strlen(e->d_name), end = sizeof tail - 1;
        if (all > end && strcmp(e->d_name + all - end, tail) == 0)
            rc = names_add(names, a, (struct span){e->d_name, all - end}, f);
    }
    if (dir)
        closedir(dir);
    buf_free(&path);
    return rc;
}

/* ---- reading ---- */

int schedule_at(const struct schedule *s, enum schedule_key key, struct fault *f)
{
    const char *name = schedule_rows[key].name;
    int line = settings_line(buf_view(&s->text), name);
    if (f->status == STATUS_USAGE)
        f->status = STATUS_CONFIG;
    if (!s->path)
        return fault_at(f, "%s", name);
    return line ? fault_at(f, "%s:%d: %s", s->path, line, name)
                : fault_at(f, "%s: %s", s->path, name);
}

int schedule_take(struct schedule *s, const char *name, struct span text, bool there,
                  struct fault *f)
{
    struct setting rows[SCHEDULE_KEYS + 1] = {0};
    struct buf path = BUF(4095);
    *s = (struct schedule){.text = BUF(SCHEDULE_LIMIT)};
    int rc = schedule_path(&path, name, f);
    if (rc == 0) {
        s->name = arena_text(&s->arena, span_of(name));
        s->path = there ? arena_text(&s->arena, buf_view(&path)) : NULL;
        buf_span(&s->text, text);
        for (int i = 0; i < SCHEDULE_KEYS; i++)
            rows[i] = (struct setting){schedule_rows[i].name, &s->value[i]};
        if (buf_check(&s->text, "a schedule", f) != 0 || arena_check(&s->arena, name, f) != 0 ||
            settings_take(&s->arena, buf_view(&s->text), there ? s->path : name, rows, f) != 0)
            rc = -1;
    }
    buf_free(&path);
    return rc == 0 ? schedule_check(s, f) : -1;
}

int schedule_read(struct schedule *s, const char *name, struct fault *f)
{
    struct buf path = BUF(4095), text = BUF(SCHEDULE_LIMIT);
    *s = (struct schedule){0};
    int rc = schedule_path(&path, name, f);
    if (rc == 0 && access(path.at, F_OK) != 0 && errno == ENOENT)
        rc = fault(f, STATUS_NO_INPUT,
                   "there is no schedule %s (%s); cm-schedule list shows those that there are",
                   name, path.at);
    if (rc == 0)
        rc = file_read(&text, path.at, f);
    if (rc == 0)
        rc = schedule_take(s, name, buf_view(&text), true, f);
    buf_free(&path);
    buf_free(&text);
    return rc;
}

void schedule_clear(struct schedule *s)
{
    arena_free(&s->arena);
    buf_free(&s->text);
    *s = (struct schedule){0};
}

bool schedule_is_ahead(const struct schedule *s, when now)
{
    return s->state == SCHEDULE_ACTIVE && s->since > now;
}

/* ---- what a run is told ---- */

size_t schedule_variables(const struct schedule *s,
                          struct schedule_variable variables[static SCHEDULE_KEYS])
{
    size_t n = 0;
    for (int i = 0; i < SCHEDULE_KEYS; i++) {
        const struct schedule_row *row = &schedule_rows[i];
        if (!row->variable || !s->value[i])
            continue;
        variables[n++] = (struct schedule_variable){
            row->variable, i == SCHEDULE_WINDOW ? s->window_asked : s->value[i]};
    }
    return n;
}
