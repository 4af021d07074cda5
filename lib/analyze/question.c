#include "lib/analyze/question.h"
#include "lib/analyze/yaml.h"

static const char types[] = "bool|enum|multi_enum|short|para|number|date";
static const char sides[] = "customer|rep|any";
static const char picks[] = "most|first|last|listed";
static const char units[] = "any|money|percent|count";

enum { VALUES_AT_MOST = 200, QUESTIONS_AT_MOST = 200, CUES_AT_MOST = 2000, ITEMS = 3 };

static int read_cues(struct yaml *y, const struct yaml_list *list, struct cue_list *cues,
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

static int read_choices(struct yaml *y, struct question *q, const struct yaml_list *list,
                        struct arena *a, struct fault *f)
{
    if (list->n > VALUES_AT_MOST)
        return yaml_fault(y, list->node, f, "expected at most %d values", VALUES_AT_MOST);
    q->choices = arena_take(a, (list->n + 1) * sizeof *q->choices);
    if (!q->choices)
        return arena_check(a, "the question sets", f);
    for (; q->nchoices < list->n; q->nchoices++) {
        struct choice *v = &q->choices[q->nchoices];
        struct yaml_list cues = {0}, hints = {0};
        struct fy_node *node = yaml_element(list, q->nchoices);
        const struct yaml_row rows[] = {
            {"id", YAML_ID, &v->id, true, NULL},
            {"label", YAML_TEXT, &v->label, false, NULL},
            {"cues", YAML_LIST, &cues, false, NULL},
            {"hints", YAML_LIST, &hints, false, NULL},
        };
        if (yaml_members(y, node, "a value", rows, sizeof rows / sizeof *rows, f) != 0 ||
            read_cues(y, &cues, &v->cues, a, f) != 0 || read_cues(y, &hints, &v->hints, a, f) != 0)
            return -1;
        if (!v->label)
            v->label = v->id;
        for (size_t i = 0; i < q->nchoices; i++)
            if (strcmp(q->choices[i].id, v->id) == 0)
                return yaml_fault(y, node, f, "expected another id: the value %s is there already",
                                  v->id);
    }
    return 0;
}

static int read_question(struct yaml *y, struct question *q, struct fy_node *node, struct arena *a,
                         struct fault *f)
{
    struct yaml_list cues = {0}, hints = {0}, denials = {0}, values = {0};
    q->side = ASKED_ANY;
    q->max_items = ITEMS;
    q->min_evidence = 1;
    const struct yaml_row rows[] = {
        {"id", YAML_ID, &q->id, true, NULL},
        {"text", YAML_TEXT, &q->text, true, NULL},
        {"type", YAML_CHOICE, &q->type, true, types},
        {"side", YAML_CHOICE, &q->side, false, sides},
        {"max_items", YAML_COUNT, &q->max_items, false, NULL},
        {"min_evidence", YAML_COUNT, &q->min_evidence, false, NULL},
        {"silence", YAML_TEXT, &q->silence, false, NULL},
        {"pick", YAML_CHOICE, &q->pick, false, picks},
        {"unit", YAML_CHOICE, &q->unit, false, units},
        {"cues", YAML_LIST, &cues, false, NULL},
        {"hints", YAML_LIST, &hints, false, NULL},
        {"denials", YAML_LIST, &denials, false, NULL},
        {"cues_of", YAML_ID, &q->cues_of, false, NULL},
        {"near", YAML_ID, &q->near_to, false, NULL},
        {"values", YAML_LIST, &values, false, NULL},
    };
    if (yaml_members(y, node, "a question", rows, sizeof rows / sizeof *rows, f) != 0)
        return -1;
    yaml_place(node, &q->line, &q->column);
    bool chooses = q->type == ANSWER_ENUM || q->type == ANSWER_MULTI_ENUM;
    if (chooses != (values.n > 0))
        return yaml_fault(y, node, f,
                          chooses ? "expected values for the question %s"
                                  : "expected no values for the question %s",
                          q->id);
    if (denials.n && q->type != ANSWER_BOOL)
        return yaml_fault(y, denials.node, f, "expected denials in a bool question only");
    if (q->max_items < 1 || q->max_items > 100)
        return yaml_fault(y, node, f, "expected 1 to 100 for max_items of the question %s", q->id);
    if (q->min_evidence > q->max_items)
        return yaml_fault(
            y, node, f, "expected min_evidence of the question %s to be at most max_items", q->id);
    return read_cues(y, &cues, &q->cues, a, f) != 0 || read_cues(y, &hints, &q->hints, a, f) != 0 ||
                   read_cues(y, &denials, &q->denials, a, f) != 0 ||
                   read_choices(y, q, &values, a, f) != 0
               ? -1
               : 0;
}

static const struct question *find(const struct question_set *s, const char *id,
                                   const struct question *but)
{
    for (size_t i = 0; i < s->n; i++)
        if (&s->questions[i] != but && strcmp(s->questions[i].id, id) == 0)
            return &s->questions[i];
    return NULL;
}

/* Members that name another question of the set. */
static int find_others(struct yaml *y, struct question_set *s, const struct yaml_list *list,
                       struct fault *f)
{
    for (size_t i = 0; i < s->n; i++) {
        struct question *q = &s->questions[i];
        q->like = q->cues_of ? find(s, q->cues_of, q) : NULL;
        q->near = q->near_to ? find(s, q->near_to, q) : NULL;
        if ((q->cues_of && !q->like) || (q->near_to && !q->near))
            return yaml_fault(y, yaml_element(list, i), f,
                              "expected another question of the set for %s of %s",
                              q->near_to && !q->near ? "near" : "cues_of", q->id);
    }
    return 0;
}

static int read_questions(struct yaml *y, struct question_set *s, const struct yaml_list *list,
                          struct fault *f)
{
    if (list->n == 0 || list->n > QUESTIONS_AT_MOST)
        return yaml_fault(y, list->node, f, "expected 1 to %d questions", QUESTIONS_AT_MOST);
    s->questions = arena_take(&s->arena, list->n * sizeof *s->questions);
    if (!s->questions)
        return arena_check(&s->arena, "the question sets", f);
    for (; s->n < list->n; s->n++) {
        struct fy_node *node = yaml_element(list, s->n);
        struct question *q = &s->questions[s->n];
        if (read_question(y, q, node, &s->arena, f) != 0)
            return -1;
        for (size_t i = 0; i < s->n; i++)
            if (strcmp(s->questions[i].id, q->id) == 0)
                return yaml_fault(y, node, f,
                                  "expected another id: the question %s is there already", q->id);
    }
    return find_others(y, s, list, f);
}

static int read_lists(struct yaml *y, struct question_set *s, struct fy_node *map, struct fault *f)
{
    size_t n = yaml_pairs(map);
    s->lists = arena_take(&s->arena, (n + 1) * sizeof *s->lists);
    if (!s->lists)
        return arena_check(&s->arena, "the question sets", f);
    for (; s->nlists < n; s->nlists++) {
        struct named_list *l = &s->lists[s->nlists];
        struct fy_node *value;
        struct yaml_list list;
        if (yaml_pair(y, map, s->nlists, &l->name, &value, f) != 0)
            return -1;
        if (yaml_list(y, value, l->name, &list, f) != 0 ||
            read_cues(y, &list, &l->words, &s->arena, f) != 0)
            return -1;
    }
    return 0;
}

static int read_set(struct yaml *y, struct question_set *s, struct fault *f)
{
    struct yaml_list questions = {0};
    struct fy_node *lists = NULL;
    s->version = 1;
    s->language = "eng";
    const struct yaml_row rows[] = {
        {"id", YAML_ID, &s->id, true, NULL},
        {"version", YAML_COUNT, &s->version, false, NULL},
        {"title", YAML_TEXT, &s->title, true, NULL},
        {"about", YAML_TEXT, &s->about, false, NULL},
        {"language", YAML_ID, &s->language, false, NULL},
        {"lists", YAML_MAP, &lists, false, NULL},
        {"questions", YAML_LIST, &questions, true, NULL},
    };
    if (yaml_members(y, yaml_root(y), "a question set", rows, sizeof rows / sizeof *rows, f) != 0 ||
        read_lists(y, s, lists, f) != 0)
        return -1;
    return read_questions(y, s, &questions, f);
}

int question_set_read(struct question_set *s, const char *path, struct fault *f)
{
    *s = (struct question_set){0};
    s->path = arena_text(&s->arena, span_of(path));
    struct yaml *y = s->path ? yaml_open(s->path, &s->arena, f) : NULL;
    if (!y)
        return s->path ? -1 : arena_check(&s->arena, "the question sets", f);
    int status = read_set(y, s, f);
    yaml_close(y);
    return status;
}

void question_set_clear(struct question_set *s)
{
    arena_free(&s->arena);
    *s = (struct question_set){0};
}

const char *answer_type_name(int type)
{
    static const char *const names[] = {"bool", "enum",   "multi_enum", "short",
                                        "para", "number", "date"};
    return names[type];
}

const char *asked_side_name(int side)
{
    static const char *const names[] = {"customer", "rep", "any"};
    return names[side];
}

bool asked_side_fits(int asked, enum side said)
{
    return asked == ASKED_ANY || (asked == ASKED_CUSTOMER && said == SIDE_CUSTOMER) ||
           (asked == ASKED_REP && said == SIDE_REP);
}
