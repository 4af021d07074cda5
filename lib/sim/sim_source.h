#ifndef SIM_SOURCE_H
#define SIM_SOURCE_H

/* Where calls and users come from: the invented company, or files. The routes see only this. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"
#include "lib/base/when.h"
#include "lib/sim/sim_company.h"

/* What the server must know of a call without making its record. */
struct sim_entry {
    char id[64];
    char host[SIM_ID];      /* primaryUserId; "" = none */
    char workspace[SIM_ID]; /* "" = none */
    when scheduled, started;
    when shown;  /* listed from then on */
    when spoken; /* its transcript can be had from then on */
    bool conference;
    int64_t key; /* what the source knows it by */
};

/* What the statistics and lookups need of a user. */
struct sim_person {
    char id[64];
    char email[160];
    when created;
    bool avatar; /* stands for Gong's own staff: only with includeAvatars */
};

struct sim_source;

struct sim_source_ops {
    /* Each adds JSON to *out: metaData; the record with every block but the transcript; the
     * monologues. */
    int (*meta)(struct sim_source *s, const struct sim_entry *e, struct buf *out, struct fault *f);
    int (*record)(struct sim_source *s, const struct sim_entry *e, when now, struct buf *out,
                  struct fault *f);
    int (*transcript)(struct sim_source *s, const struct sim_entry *e, struct buf *out,
                      struct fault *f);
    int (*user)(struct sim_source *s, int number, struct buf *out, struct fault *f);
    void (*person)(struct sim_source *s, int number, struct sim_person *p);
    void (*free)(struct sim_source *s);
};

struct sim_source {
    const struct sim_source_ops *ops;
    struct sim_entry *entries; /* by scheduled time, then id */
    int n;
    when slack; /* no call started further than that from its scheduled time */
    int *by_id; /* indices into entries, by id */
    int users;
    uint64_t seed;
    int workspaces;
};

/* Sort the entries and index them. */
int sim_source_index(struct sim_source *s, struct fault *f);
int sim_source_find(const struct sim_source *s, struct span id); /* index of an entry, or -1 */
/* The entries [*low, *high) hold every call that was scheduled or started in [from, to). */
void sim_source_range(const struct sim_source *s, when from, when to, int *low, int *high);
int sim_source_user(struct sim_source *s, struct span id); /* number of a user, or -1 */
void sim_source_free(struct sim_source *s);

/* The invented company's calls: a year before `now` and more than a year behind it, by the
 * calendar; or exactly `count` calls evenly over the `days` before `now`, all of them listed. */
struct sim_invention {
    int64_t seed, users, per_year, workspaces;
    int64_t count; /* 0 = by the calendar */
    int64_t days;
    int64_t late_calls, late_transcripts; /* percent (sim_late.h); -1 = nothing said */
    const char *phrasings;                /* one of sim_phrasings by name; NULL = ours */
};
#define SIM_INVENTION                                                                              \
    {                                                                                              \
        .seed = 1, .users = 40, .per_year = 1600, .workspaces = 1, .days = 30, .late_calls = -1,   \
        .late_transcripts = -1                                                                     \
    }
struct sim_source *sim_invent(const struct sim_invention *i, when now, struct fault *f);
/* The call of an entry of such a source. */
struct sim_call;
void sim_invented_call(struct sim_source *s, const struct sim_entry *e, struct sim_call *call);
const struct sim_company *sim_invented_company(const struct sim_source *s);

/* Gong-shaped records in files and folders (sim_files.c). */
struct sim_source *sim_files(char *const *paths, int n, struct fault *f);

#endif
