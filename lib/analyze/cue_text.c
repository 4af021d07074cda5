#include "lib/analyze/cue_text.h"

enum { CUES_AT_MOST = 2000 };

int cue_list_read(struct cue_list *cues, struct yaml *y, const struct yaml_list *list,
                  struct arena *a, struct fault *f)
{
    if (list->n > CUES_AT_MOST)
        return yaml_fault(y, list->node, f, "expected at most %d cues", CUES_AT_MOST);
    cues->at = list->n ? arena_take(a, list->n * sizeof *cues->at) : NULL;
    if (list->n && !cues->at)
        return arena_check(a, "the question sets", f);
    for (cues->n = 0; cues->n < list->n; cues->n++) {
        struct cue_text *cue = &cues->at[cues->n];
        struct fy_node *node = yaml_element(list, cues->n);
        if (yaml_text(y, node, "a cue", &cue->text, f) != 0)
            return -1;
        yaml_place(node, &cue->line, &cue->column);
    }
    return 0;
}
