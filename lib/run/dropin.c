#include "lib/run/dropin.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/file.h"

enum { TIMER, FETCH, REPORT, SYNC, DROPINS };
static const struct {
    const char *before, *behind; /* the name of the schedule */
} units[DROPINS] = {{"callmine@", ".timer.d"},
                    {"callmine-fetch@", ".service.d"},
                    {"callmine-report@", ".service.d"},
                    {"callmine-sync@", ".service.d"}};
enum { PATH = 4096, TEXT = 64 << 10 };

static void path_of(char path[static PATH], const char *dir, int which, const char *name,
                    const char *file)
{
    snprintf(path, PATH, "%s/%s%s%s%s", dir, units[which].before, name, units[which].behind, file);
}

/* ---- what they say ---- */

/* So that what a timer says does not change by the day, the years to come are counted from a day
 * on that moves once in a while. */
static when gaps_from(const struct schedule *s, when now)
{
    const when step = (CADENCE_YEARS - 2) * 365 * WHEN_DAY;
    return now > s->since ? s->since + (now - s->since) / step * step : s->since;
}

static void add_next(struct buf *b, const char *what, const char *name)
{
    buf_format(b,
               "[Service]\nExecStartPost=+systemctl $MANAGER start --no-block "
               "callmine-%s@%s.service\n",
               what, name);
}

/* Of the signs that are systemd's own none is in it: schedule_check. One that is not there fails
 * the run, which says why, and not the unit, of which nobody would hear. */
static void add_outlet(struct buf *b, const char *out)
{
    buf_format(b, "[Service]\nReadWritePaths=-%s\n", out);
}

static int add_timer(struct buf *b, const struct schedule *s, when now, struct fault *f)
{
    buf_text(b, "[Timer]\n");
    if (cadence_calendar(b, &s->cadence, gaps_from(s, now), f) != 0)
        return -1;
    buf_format(b, "Unit=callmine-%s@%s.service\n", s->kind == SCHEDULE_SYNC ? "sync" : "fetch",
               s->name);
    return 0;
}

static bool is_wanted(int which, const struct schedule *s)
{
    return s && s->state != SCHEDULE_DRAFT &&
           (which == TIMER || (which == SYNC) == (s->kind == SCHEDULE_SYNC)) &&
           (which != REPORT || s->slack || s->mail);
}

/* Empty: it should not be there. */
static int text_of(struct buf *b, int which, const struct schedule *s, when now, struct fault *f)
{
    static const char head[] = "# Written by cm-schedule; callmine-schedule(5).\n";
    buf_clear(b);
    if (!is_wanted(which, s))
        return 0;
    buf_text(b, head);
    if (which == TIMER && add_timer(b, s, now, f) != 0)
        return -1;
    if (which == FETCH)
        add_next(b, s->hosted ? "ask" : "analyze", s->name);
    if (which == REPORT)
        add_next(b, "deliver", s->name);
    if (which == SYNC)
        add_outlet(b, s->value[SCHEDULE_OUT]);
    return buf_check(b, "a drop-in", f);
}

/* ---- what is there ---- */

static int read_one(struct buf *b, const char *path, struct fault *f)
{
    buf_clear(b);
    if (access(path, F_OK) != 0)
        return errno == ENOENT || errno == ENOTDIR ? 0 : fault_errno(f, STATUS_IO, "%s", path);
    return file_read(b, path, f);
}

int dropin_look(enum dropin_state *state, const char *dir, const char *name,
                const struct schedule *s, when now, struct fault *f)
{
    struct buf want = BUF(TEXT), got = BUF(TEXT);
    char path[PATH];
    bool right = true, any = false;
    int rc = 0;
    for (int i = 0; rc == 0 && i < DROPINS; i++) {
        path_of(path, dir, i, name, "/schedule.conf");
        rc = text_of(&want, i, s, now, f) != 0 || read_one(&got, path, f) != 0 ? -1 : 0;
        right = right && span_equal(buf_view(&want), buf_view(&got));
        any = any || got.len;
    }
    *state = right ? (any ? DROPIN_RIGHT : DROPIN_NONE) : any ? DROPIN_OTHER : DROPIN_NONE;
    buf_free(&want);
    buf_free(&got);
    return rc;
}

/* ---- writing ---- */

static int remove_one(const char *dir, int which, const char *name, struct fault *f)
{
    char path[PATH];
    path_of(path, dir, which, name, "/schedule.conf");
    if (file_remove(path, f) != 0)
        return -1;
    path_of(path, dir, which, name, "");
    return rmdir(path) == 0 || errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT
               ? 0
               : fault_errno(f, STATUS_IO, "%s", path);
}

/* Directories that came or went, by us or by one that was killed before they were on the disk. */
static int settle(const char *dir, struct fault *f)
{
    return access(dir, F_OK) == 0 ? file_sync_dir(dir, f) : 0;
}

static int put_one(const char *dir, int which, const struct schedule *s, struct span text,
                   struct buf *got, struct fault *f)
{
    char path[PATH];
    path_of(path, dir, which, s->name, "");
    if (!text.len)
        return remove_one(dir, which, s->name, f);
    if (file_make_dirs(path, 0755, f) != 0)
        return -1;
    path_of(path, dir, which, s->name, "/schedule.conf");
    if (read_one(got, path, f) != 0)
        return -1;
    if (!span_equal(text, buf_view(got)))
        return file_replace(path, 0644, text, f);
    path_of(path, dir, which, s->name, "");
    return file_sync_dir(path, f);
}

int dropin_put(const char *dir, const struct schedule *s, when now, struct fault *f)
{
    struct buf text = BUF(TEXT), got = BUF(TEXT);
    int rc = 0;
    for (int i = 0; rc == 0 && i < DROPINS; i++)
        rc = text_of(&text, i, s, now, f) != 0 ? -1 : put_one(dir, i, s, buf_view(&text), &got, f);
    buf_free(&text);
    buf_free(&got);
    return rc == 0 ? settle(dir, f) : -1;
}

int dropin_remove(const char *dir, const char *name, struct fault *f)
{
    for (int i = 0; i < DROPINS; i++)
        if (remove_one(dir, i, name, f) != 0)
            return -1;
    return settle(dir, f);
}

/* ---- whose they are ---- */

/* "callmine@weekly.timer.d" is weekly's. */
static struct span name_in(const char *entry)
{
    for (int i = 0; i < DROPINS; i++) {
        size_t before = strlen(units[i].before), behind = strlen(units[i].behind),
               all = strlen(entry);
        if (all > before + behind && memcmp(entry, units[i].before, before) == 0 &&
            strcmp(entry + all - behind, units[i].behind) == 0)
            return (struct span){entry + before, all - before - behind};
    }
    return SPAN_NONE;
}

int dropin_names(struct arena *a, const char *dir, struct names *names, struct fault *f)
{
    DIR *d = opendir(dir);
    int rc = 0;
    if (!d)
        return errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", dir);
    for (struct dirent *e; rc == 0 && (e = readdir(d));) {
        struct span name = name_in(e->d_name);
        if (name.at)
            rc = names_add(names, a, name, f);
    }
    closedir(d);
    return rc;
}
