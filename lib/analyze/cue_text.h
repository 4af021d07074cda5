#ifndef ANALYZE_CUE_TEXT_H
#define ANALYZE_CUE_TEXT_H

/* Cues as an author wrote them, with their places in the file. What they mean is read in cue.h. */

#include <stddef.h>
#include "lib/analyze/yaml.h"
#include "lib/base/arena.h"
#include "lib/base/fault.h"

struct cue_text {
    const char *text;
    int line, column; /* in the file, from 1 */
};

struct cue_list {
    struct cue_text *at;
    size_t n;
};

/* The texts of a list, into the arena; an absent list has none. */
int cue_list_read(struct cue_list *cues, struct yaml *y, const struct yaml_list *list,
                  struct arena *a, struct fault *f);

#endif
