#ifndef ARCHIVE_BIND_H
#define ARCHIVE_BIND_H

/* Binding a run into a bundle: `<id>.tar.zst`, a tar stream of exactly the run's files, cut into
 * frames (cut.h), with the list of contents (contents.h) and the seek table behind them. The same
 * run, id, class, time and level give the same bytes. */

#include "lib/archive/card.h"
#include "lib/archive/run.h"
#include "lib/base/fault.h"
#include "lib/base/out.h"

/* id, class and created of *card say what to write; the rest of it is filled in. STATUS_TRY_LATER
 * when a file changes meanwhile, STATUS_BAD_RECORD when one is not what the run's manifest says. */
int bind_run(struct card *card, const struct run *run, int level, int64_t threads, struct out *out,
             struct fault *f);

#endif
