#ifndef SIM_BEAT_H
#define SIM_BEAT_H

/* A beat: some lines of a table, with the blanks filled in for one call. */

#include <stdbool.h>
#include "lib/base/buf.h"
#include "lib/sim/sim_call.h"
#include "lib/sim/sim_lines.h"

struct sim_beat {
    const struct sim_line *lines; /* behind the row that begins it */
    int n;
    const char *topic; /* NULL = none */
    enum sim_pool pool;
};

/* What one use of a beat fills in. */
struct sim_slots {
    const struct sim_call *call;
    struct sim_rng rng;
    int competitor; /* index into sim_competitors */
    int thousands;  /* the amount */
    int64_t due;    /* a day after the call's, and how it is said */
    int due_style;
};

struct sim_competitor {
    const char *id, *shown;
};
extern const struct sim_competitor sim_competitors[];
extern const int sim_ncompetitors;

/* All beats of a pool, in these phrasings, that fit a call of this kind: how many; at most `room`
 * are put at `to`. */
int sim_beats(enum sim_phrasings phrasings, enum sim_pool pool, char kind, struct sim_beat *to,
              int room);
char sim_kind_letter(const struct sim_call *call, bool won);

void sim_slots(struct sim_slots *s, const struct sim_company *c, const struct sim_call *call,
               uint64_t use);
void sim_say(struct buf *b, const char *words, struct sim_slots *s); /* the words, filled in */

/* Walk the facts of a line: its question and its value with the slots filled in ("" for a bool). */
bool sim_next_fact(const char **facts, const struct sim_slots *s, int *question, char value[48]);

#endif
