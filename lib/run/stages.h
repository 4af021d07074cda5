#ifndef RUN_STAGES_H
#define RUN_STAGES_H

/* What a run's directory says: how each stage ended (status/STAGE), how many calls there are, and
 * whether the ledger closes. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/run/runs.h"

enum { STAGES_NAME = 32 };

struct stages {
    char failed[STAGES_NAME]; /* the first that ended otherwise than with 0 or 3; "": none did */
    int status;               /* ... and how, as the table of exit statuses has it */
    int raw;                  /* ... and as it was written down: 128 + N after signal N */
    struct buf partial;       /* those that ended with 3, with blanks between */
    bool in_part;             /* the pipeline ended so, and says it */
};

/* dir: the run's. sync: what the sync says of itself decides. Clear it in any case. */
int stages_read(struct stages *s, const char *dir, bool sync, struct fault *f);
void stages_clear(struct stages *s);
/* What failed before is forgotten, so that it is not taken for what fails next. */
int stages_forget(const char *dir, struct fault *f);

/* Whether the roll-up and the reports are there: a forgetting takes them out of a run. */
bool stages_reported(const char *dir);

/* A status as the table has it: what is not in it is 70, and a stage that was killed is to be tried
 * again. */
int stages_status(int raw);
/* Whether a run that ended so may end otherwise if it is only gone on with. */
bool stages_again(int status);

/* The lines of a file, packed or not; -1: it is not there. */
int stages_lines(int64_t *n, const char *dir, const char *file, struct fault *f);
/* What is known by now. */
int stages_count(struct runs_counts *n, const char *dir, struct fault *f);
/* listed = answered + every reason: else STATUS_BAD_RECORD says what is missing. */
int stages_balance(const char *dir, struct fault *f);

#endif
