#ifndef RUN_RUNS_H
#define RUN_RUNS_H

/* The record of each run: STATE/runs/ID.json (schemas/run.json), replaced durably at every change,
 * and only under one lock, so that whoever reads it finds it old or new and nobody writes over what
 * another has just written. Beside it are ID, the directory that the pipeline works in, and ID.log,
 * what make and the stages said; whoever works on a run holds that log locked, and so does every
 * process that may still write to it.
 *
 * The id is NAME-STAMP: of the schedule (by hand "analyze" or "sync") and of the slot, which is the
 * time the run goes by, in whole seconds of UTC. So a firing that comes late or twice finds the run
 * that is there. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/lock.h"
#include "lib/base/span.h"
#include "lib/base/when.h"

enum { RUNS_ID = 65, RUNS_STAMP = 17 /* "-20261116T080000Z" */, RUNS_NAME = RUNS_ID - RUNS_STAMP };

enum runs_state {
    RUNS_QUEUED, /* waits: for its turn, or for its next phase */
    RUNS_RUNNING,
    RUNS_COMPLETED,
    RUNS_PARTIAL, /* some of it could not be had */
    RUNS_FAILED,
    RUNS_CANCELLED,
    RUNS_NO_MATCH, /* no call was listed, or none matched */
    RUNS_STATES
};
enum runs_phase { RUNS_OVER, RUNS_FETCH, RUNS_ANALYZE, RUNS_REPORT, RUNS_DELIVER, RUNS_PHASES };
const char *runs_state_name(enum runs_state s);
const char *runs_phase_name(enum runs_phase p); /* NULL: RUNS_OVER */

struct runs_counts {
    int64_t listed, matched, answered, requests; /* -1: not known yet */
};

/* One record. */
struct runs_entry {
    char id[RUNS_ID], schedule[RUNS_NAME]; /* schedule "": by hand, of none */
    bool sync;                             /* pipelines/sync.mk, not analyze.mk */
    bool by_schedule;                      /* triggered by it, not by a person */
    when slot;
    enum runs_state state;
    enum runs_phase phase; /* in which it is, or which comes next */
    int status;            /* of the table of exit statuses; -1: none yet */
    int64_t holder;        /* the process that works on it or waits to, or did last; 0: none did */
    struct runs_counts counts;
    struct span settings;  /* a JSON object: the pipeline's variables, {"WINDOW":"--last 7d"} */
    struct span delivered; /* a JSON array: ["slack"] */
    struct span history;   /* a JSON array, oldest first */
    struct buf text;       /* the file, in which they are */
};
void runs_entry_clear(struct runs_entry *e);

/* STATE/runs/ID + suffix, its directories made. STATUS_USAGE for what is no id. */
int runs_path(struct buf *path, const char *id, const char *suffix, struct fault *f);

/* What becomes of a run: a line more in its history. */
struct runs_change {
    when now;
    enum runs_state state;
    enum runs_phase phase;
    int status;                       /* -1: none */
    const char *cause;                /* in words of ours; NULL: none */
    int64_t holder;                   /* 0: as it was */
    const struct runs_counts *counts; /* NULL: as they were */
    const char *delivered;            /* one kind more; NULL: as it was */
    struct span settings;             /* SPAN_NONE: as they were */
    bool anew;                        /* also where it has ended */
    bool undelivered;                 /* what was delivered is not of it any more */
};

/* A new one: of *e are read schedule, sync, by_schedule, slot and settings, and *c is the first
 * line of its history; *e is all of it then. *there: a run of that id is there already, and *e is
 * that one. A run by hand never finds one: it takes the next second that is free. */
int runs_create(struct runs_entry *e, const struct runs_change *c, bool *there, struct fault *f);
/* Whether that run is there already; e->id is its name in any case. */
int runs_find(struct runs_entry *e, bool *there, struct fault *f);
/* What was read is on the disk: whoever wrote it may have been killed before that. */
int runs_settle(struct fault *f);
/* STATUS_NO_INPUT: there is none; STATUS_CONFIG: it cannot be read. Clear it in any case. */
int runs_read(struct runs_entry *e, const char *id, struct fault *f);

/* The record is read again, changed and written; *e is as it is then. 1: it was cancelled, or came
 * to its end, meanwhile, and nothing is changed but *e, which says so. */
int runs_change(struct runs_entry *e, const struct runs_change *c, struct fault *f);

/* All of them, or those of one schedule, by their slots. */
struct runs_list {
    struct runs_entry *at;
    size_t n;
};
int runs_list(struct runs_list *l, const char *schedule, struct fault *f);
void runs_list_clear(struct runs_list *l);

/* To work on it: the lock is the log, open for adding to it. Waits for processes of the run that
 * are just coming to their end; STATUS_TRY_LATER when they do not. */
int runs_take(struct lock *log, const struct runs_entry *e, struct fault *f);
/* Whether somebody works on it. */
int runs_held(bool *held, const struct runs_entry *e, struct fault *f);
/* Whether it came to no end and nobody is there who would bring it to one: its process died. A
 * run of a schedule that waits for its next phase is not dead. */
int runs_died(bool *died, const struct runs_entry *e, struct fault *f);

/* Why it is as it is, the last of its history, added to *b; nothing where nothing is said. */
void runs_cause(struct buf *b, const struct runs_entry *e);
/* The connection to Gong that it goes by, added to *b. */
void runs_profile(struct buf *b, const struct runs_entry *e);
/* The value of a setting, added to *b; false when it has none. */
bool runs_setting(struct buf *b, const struct runs_entry *e, const char *name);

#endif
