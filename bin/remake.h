#ifndef BIN_REMAKE_H
#define BIN_REMAKE_H

/* Reports made again for cm-retain verify: lib/archive knows no reports, lib/report no archive; a
 * program sees both. */

#include "lib/archive/rerender.h"
#include "lib/report/again.h"

static inline int remake(const struct recipe *r, recipe_made *made, void *who, struct fault *f)
{
    return again_render(&(struct again){.formats = r->formats,
                                        .title = r->title,
                                        .zone = r->zone,
                                        .enough = r->min_calls,
                                        .answers = r->answers,
                                        .rollup = r->rollup,
                                        .about = r->about,
                                        .ledgers = r->ledgers,
                                        .against = r->against,
                                        .amends = r->amends},
                        made, who, f);
}

#endif
