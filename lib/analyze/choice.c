#include "lib/analyze/choice.h"
#include <string.h>

int choice_list_read(struct choice_list *c, struct yaml *y, const struct yaml_list *list,
                     struct arena *a, struct fault *f)
{
    if (list->n > CHOICES_AT_MOST)
        return yaml_fault(y, list->node, f, "expected at most %d values", CHOICES_AT_MOST);
    struct choice *at = arena_take(a, (list->n + 1) * sizeof *at);
    if (!at)
        return arena_check(a, "the question sets", f);
    for (*c = (struct choice_list){.at = at}; c->n < list->n; c->n++) {
        struct choice *v = &at[c->n];
        struct yaml_list cues = {0}, hints = {0};
        struct fy_node *node = yaml_element(list, c->n);
        const struct yaml_row rows[] = {
            {"id", YAML_ID, &v->id, true, NULL},
            {"label", YAML_TEXT, &v->label, false, NULL},
            {"description", YAML_TEXT, &v->description, false, NULL},
            {"cues", YAML_LIST, &cues, false, NULL},
            {"hints", YAML_LIST, &hints, false, NULL},
            {"cues_of", YAML_ID, &v->cues_of, false, NULL},
        };
        if (yaml_members(y, node, "a value", rows, sizeof rows / sizeof *rows, f) != 0 ||
            cue_list_read(&v->cues, y, &cues, a, f) != 0 ||
            cue_list_read(&v->hints, y, &hints, a, f) != 0)
            return -1;
        if (!v->label)
            v->label = v->id;
        for (size_t i = 0; i < c->n; i++)
            if (strcmp(c->at[i].id, v->id) == 0)
                return yaml_fault(y, node, f, "expected another id: the value %s is there already",
                                  v->id);
    }
    return 0;
}

struct choice_list choice_list_sides(void)
{
    static const struct choice sides[] = {
        {.id = "customer", .label = "The customer", .description = "said by the buyer's side"},
        {.id = "rep", .label = "The rep", .description = "said by the seller's side"},
    };
    return (struct choice_list){sides, sizeof sides / sizeof *sides};
}
