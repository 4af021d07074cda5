#include "lib/analyze/codebook.h"
#include <string.h>
#include "lib/analyze/calendar.h"
#include "lib/base/buf.h"

enum { DESCRIPTION_LIMIT = 64 << 10 };

static bool is_day(const char *text)
{
    struct day d;
    return strlen(text) == 10 && day_of(span_of(text), &d) && day_is_real(&d);
}

static int read_theme(struct theme *t, struct yaml *y, struct fy_node *node, struct arena *a,
                      struct fault *f)
{
    struct yaml_list cues = {0}, hints = {0};
    const struct yaml_row rows[] = {
        {"id", YAML_ID, &t->id, true, NULL},
        {"label", YAML_TEXT, &t->label, true, NULL},
        {"definition", YAML_TEXT, &t->definition, true, NULL},
        {"include", YAML_TEXT, &t->include, false, NULL},
        {"exclude", YAML_TEXT, &t->exclude, false, NULL},
        {"example", YAML_TEXT, &t->example, false, NULL},
        {"parent", YAML_ID, &t->parent, false, NULL},
        {"since", YAML_TEXT, &t->since, false, NULL},
        {"cues", YAML_LIST, &cues, false, NULL},
        {"hints", YAML_LIST, &hints, false, NULL},
    };
    if (yaml_members(y, node, "a theme", rows, sizeof rows / sizeof *rows, f) != 0)
        return -1;
    if (t->since && !is_day(t->since))
        return yaml_fault(y, node, f, "expected a day such as 2026-01-31 for since of the theme %s",
                          t->id);
    return cue_list_read(&t->cues, y, &cues, a, f) != 0 ? -1
                                                        : cue_list_read(&t->hints, y, &hints, a, f);
}

static const struct theme *find(const struct codebook *c, const char *id)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->themes[i].id, id) == 0)
            return &c->themes[i];
    return NULL;
}

/* A theme stands below another, that one below a third, and so on, but never in a ring. */
static int check_parents(const struct codebook *c, struct yaml *y, const struct yaml_list *list,
                         struct fault *f)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct theme *t = &c->themes[i];
        size_t up = 0;
        for (; t && t->parent && up <= c->n; up++)
            t = find(c, t->parent);
        if (!t || up > c->n)
            return yaml_fault(y, yaml_element(list, i), f,
                              "expected another theme of the codebook for parent of %s",
                              c->themes[i].id);
    }
    return 0;
}

static const char *describe(const struct theme *t, struct arena *a)
{
    struct buf b = BUF(DESCRIPTION_LIMIT);
    buf_text(&b, t->definition);
    if (t->include)
        buf_format(&b, " Include: %s", t->include);
    if (t->exclude)
        buf_format(&b, " Exclude: %s", t->exclude);
    if (t->example)
        buf_format(&b, " Example: %s", t->example);
    const char *text = b.state == BUF_SOUND ? arena_text(a, buf_view(&b)) : NULL;
    buf_free(&b);
    return text;
}

static int make_choices(struct codebook *c, struct yaml *y, const struct yaml_list *list,
                        struct arena *a, struct fault *f)
{
    struct choice *at = arena_take(a, c->n * sizeof *at);
    if (!at)
        return arena_check(a, "the question sets", f);
    for (size_t i = 0; i < c->n; i++) {
        const struct theme *t = &c->themes[i];
        at[i] = (struct choice){.id = t->id,
                                .label = t->label,
                                .description = describe(t, a),
                                .cues = t->cues,
                                .hints = t->hints};
        if (arena_check(a, "the question sets", f) != 0)
            return -1;
        if (!at[i].description)
            return yaml_fault(y, yaml_element(list, i), f, "expected less text for the theme %s",
                              t->id);
    }
    c->choices = (struct choice_list){at, c->n};
    return 0;
}

int codebook_read(struct codebook *c, struct yaml *y, const struct yaml_list *list, struct arena *a,
                  struct fault *f)
{
    *c = (struct codebook){0};
    if (!list->node)
        return 0;
    if (list->n == 0 || list->n > CHOICES_AT_MOST)
        return yaml_fault(y, list->node, f, "expected 1 to %d themes", CHOICES_AT_MOST);
    c->themes = arena_take(a, list->n * sizeof *c->themes);
    if (!c->themes)
        return arena_check(a, "the question sets", f);
    for (; c->n < list->n; c->n++) {
        struct theme *t = &c->themes[c->n];
        struct fy_node *node = yaml_element(list, c->n);
        if (read_theme(t, y, node, a, f) != 0)
            return -1;
        if (find(c, t->id))
            return yaml_fault(y, node, f, "expected another id: the theme %s is there already",
                              t->id);
    }
    return check_parents(c, y, list, f) != 0 ? -1 : make_choices(c, y, list, a, f);
}
