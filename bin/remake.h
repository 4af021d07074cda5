#ifndef BIN_REMAKE_H
#define BIN_REMAKE_H

/* Reports made again for cm-retain verify and forget: lib/archive knows no reports, lib/report no
 * archive; a program sees both. */

#include "lib/archive/rerender.h"
#include "lib/report/again.h"

static inline struct again remake_by(const struct recipe *r)
{
    return (struct again){.formats = r->formats,
                          .title = r->title,
                          .zone = r->zone,
                          .enough = r->min_calls,
                          .answers = r->answers,
                          .rollup = r->rollup,
                          .about = r->about,
                          .ledgers = r->ledgers,
                          .against = r->against,
                          .amends = r->amends};
}

static inline int remake(const struct recipe *r, recipe_made *made, void *who, struct fault *f)
{
    const struct again again = remake_by(r);
    return again_render(&again, made, who, f);
}

static inline int remake_files(const struct recipe *r, const char *dir, struct fault *f)
{
    const struct again again = remake_by(r);
    return again_files(&again, dir, f);
}

#endif
