#ifndef RUN_TIMETABLE_H
#define RUN_TIMETABLE_H

/* The schedules of this machine, or of a person: made, changed, set going and stopped.
 *
 * A schedule is in three places: its file, drop-ins of systemd's units, and what systemd itself
 * knows. They are changed in that order (removed in the other), each durably, and the audit log is
 * told before any of them. So a process that was killed leaves one ahead of the others, which
 * timetable_list shows, and the same verb, given again, brings all to the same. One verb works at a
 * time. */

#include <stdbool.h>
#include "lib/base/out.h"
#include "lib/run/host.h"
#include "lib/run/manager.h"
#include "lib/run/schedule.h"

struct timetable {
    const struct host *host; /* the time, who is told, where our programs are */
    struct manager manager;
    bool yes; /* also what was not reviewed as it is */
};

/* A draft. pairs: KEY=VALUE; zone is the machine's own where none is said, and the window follows
 * from the cadence. STATUS_USAGE: there is one of that name; STATUS_CONFIG: something is wrong with
 * what is said, and nothing was made. */
int timetable_create(const struct timetable *t, const char *name, char *const *pairs, int n,
                     struct fault *f);
/* KEY=VALUE; without a value the key says nothing any more. Of a schedule that is active it holds
 * from the next firing on. */
int timetable_edit(const struct timetable *t, const char *name, char *const *pairs, int n,
                   struct fault *f);
/* The same with the text of the whole file, which was made from `from`. STATUS_TRY_LATER: another
 * has changed it meanwhile. */
int timetable_replace(const struct timetable *t, const char *name, struct span from,
                      struct span text, struct fault *f);

/* STATUS_USAGE: it was not reviewed as it is now, or another that is active writes to its folder.
 * Of one that is active: its timer is as it should
 * be from here on. */
int timetable_activate(const struct timetable *t, const char *name, struct fault *f);
int timetable_pause(const struct timetable *t, const char *name, struct fault *f);
/* What would have fired meanwhile is not caught up. */
int timetable_resume(const struct timetable *t, const char *name, struct fault *f);
/* The file and the timer; runs and reports stay. */
int timetable_remove(const struct timetable *t, const char *name, struct fault *f);

#endif
