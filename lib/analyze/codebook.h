#ifndef ANALYZE_CODEBOOK_H
#define ANALYZE_CODEBOOK_H

/* The themes of a set, by ids that stay the same from run to run, so that what calls say can be
 * counted for years. Written by people; a question takes them as its values. */

#include <stddef.h>
#include "lib/analyze/choice.h"

struct theme {
    const char *id, *label, *definition;
    const char *include, *exclude, *example; /* may be NULL */
    const char *parent;                      /* another theme's id; may be NULL */
    const char *since;                       /* 2026-01-31; may be NULL */
    struct cue_list cues, hints;
};

struct codebook {
    struct theme *themes;
    struct choice_list choices; /* the themes as values: what they take in is their description */
    size_t n;
};

/* An absent list has no themes. A parent that is no theme, or its own, is refused. */
int codebook_read(struct codebook *c, struct yaml *y, const struct yaml_list *list, struct arena *a,
                  struct fault *f);

#endif
