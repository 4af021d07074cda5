#ifndef GONG_CRITERIA_SAY_H
#define GONG_CRITERIA_SAY_H

/* The criteria in words, for whoever reads a report: "deal stage is Negotiation or Proposal". */

#include "lib/base/span.h"
#include "lib/gong/criteria.h"

/* Each of them, in the order of the flags' table; a sentence ends with `say`. None: nothing was
 * asked for. What --not turns round is one sentence. */
void criteria_say(const struct criteria_args *args, void (*say)(void *who, struct span sentence),
                  void *who);

#endif
