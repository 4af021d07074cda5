#ifndef RUN_SCHEDULE_H
#define RUN_SCHEDULE_H

/* A schedule: CONFIG/schedules/NAME.conf, lines "name = value" (callmine-schedule(5)). People write
 * it, by hand or with cm-schedule, and may keep it where they keep other files; what a program
 * notes about it stands in STATE/schedules. */

#include <stdbool.h>
#include <stddef.h>
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/when.h"
#include "lib/run/cadence.h"
#include "lib/run/names.h"

/* A name: [A-Za-z0-9][A-Za-z0-9_-]*, so long at most, for a run's id is made of it; not "analyze"
 * or "sync", which stand in ids of runs by hand. STATUS_USAGE. */
enum { SCHEDULE_NAME = 40, SCHEDULE_LIMIT = 64 << 10 /* bytes of a file */ };
int schedule_name(const char *name, struct fault *f);

enum schedule_key {
    SCHEDULE_STATE,
    SCHEDULE_SINCE,
    SCHEDULE_KIND,
    SCHEDULE_CADENCE,
    SCHEDULE_ZONE,
    SCHEDULE_CATCH_UP,
    SCHEDULE_PROFILE,
    SCHEDULE_WINDOW,
    SCHEDULE_FILTER,
    SCHEDULE_QUESTIONS,
    SCHEDULE_ENGINE,
    SCHEDULE_CORRECTIONS,
    SCHEDULE_TITLE,
    SCHEDULE_FORMATS,
    SCHEDULE_MIN_CALLS,
    SCHEDULE_AGAINST,
    SCHEDULE_CLASS,
    SCHEDULE_DELIVER,
    SCHEDULE_LINK,
    SCHEDULE_ATTACH,
    SCHEDULE_TYPES,
    SCHEDULE_OUT,
    SCHEDULE_KEYS
};

enum schedule_kind { SCHEDULE_ANALYZE = 1, SCHEDULE_SYNC = 2 };

/* What there is to know of a key: the one table. */
struct schedule_row {
    const char *name;
    int kinds;            /* of which kinds of schedule */
    const char *fallback; /* what counts where the file does not say it; NULL: nothing */
    const char *variable; /* of the pipeline; NULL: none */
    const char *example;
    const char *about; /* the comment above it, a line or more without the # */
};
extern const struct schedule_row schedule_rows[SCHEDULE_KEYS];

enum schedule_state { SCHEDULE_DRAFT, SCHEDULE_ACTIVE, SCHEDULE_PAUSED };

struct schedule {
    struct arena arena;
    const char *name, *path; /* path NULL: there is no file yet */
    struct buf text;         /* the file as it is */
    /* What the file says, or else the row's fallback; NULL: nothing. */
    const char *value[SCHEDULE_KEYS];
    /* Made of it: */
    enum schedule_state state;
    when since; /* active or paused since; 0: never */
    enum schedule_kind kind;
    struct cadence cadence;
    int catch_up;
    const char *window_asked; /* options of gong-list-calls */
    bool slack, mail;         /* deliver */
    bool hosted;              /* engine: a model is asked, over the network and with its key */
    bool last_run;            /* against: compared with the run before */
};

/* Read and check: everything that can be seen in the file itself. STATUS_NO_INPUT where there is
 * none; STATUS_CONFIG, "PATH:LINE: KEY: what is wrong". Clear *s in any case. */
int schedule_read(struct schedule *s, const char *name, struct fault *f);
/* The same of a text that is to become the file; there: it has one, which faults name. */
int schedule_take(struct schedule *s, const char *name, struct span text, bool there,
                  struct fault *f);
void schedule_clear(struct schedule *s);

/* Active since a time that is still to come: the clock was ahead then. Nothing would fire. */
bool schedule_is_ahead(const struct schedule *s, when now);

/* "PATH:LINE: KEY: " before a fault that was found in the value of a key, or "KEY: ". -1. */
int schedule_at(const struct schedule *s, enum schedule_key key, struct fault *f);

/* path = CONFIG/schedules/NAME.conf, nothing made. */
int schedule_path(struct buf *path, const char *name, struct fault *f);
/* Add the names of all there are. */
int schedule_names(struct arena *a, struct names *names, struct fault *f);

/* What make is told, NAME=VALUE; values live as long as *s. WINDOW says the zone too. Which run it
 * is compared with, its id, and who began it are not in this. */
struct schedule_variable {
    const char *name, *value;
};
size_t schedule_variables(const struct schedule *s,
                          struct schedule_variable variables[static SCHEDULE_KEYS]);

#endif
