#ifndef ANALYZE_CHOICE_H
#define ANALYZE_CHOICE_H

/* The values of an enum or multi_enum: what each means, and what people say who mean it. */

#include <stddef.h>
#include "lib/analyze/cue_text.h"

enum { CHOICES_AT_MOST = 200 };

struct choice {
    const char *id, *label, *description; /* description may be NULL */
    const char *cues_of; /* a question of the set, whose cues are this value's too; may be NULL */
    struct cue_list cues, hints;
};

struct choice_list {
    const struct choice *at;
    size_t n;
};

/* The `values` of a question; two with one id are refused. An absent list has none. */
int choice_list_read(struct choice_list *c, struct yaml *y, const struct yaml_list *list,
                     struct arena *a, struct fault *f);

/* Who said it: customer, rep. The values that `values_of: side` stands for. */
struct choice_list choice_list_sides(void);

#endif
