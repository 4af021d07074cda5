#include "lib/analyze/question.h"
#include "lib/analyze/question_digest.h"
#include "lib/analyze/yaml.h"

static const char types[] = "bool|enum|multi_enum|short|para|number|date|list";
static const char field_types[] = "bool|enum|short|number|date";
static const char sides[] = "customer|rep|any";
static const char picks[] = "most|first|last|listed";
static const char wheres[] = "all|subject|late";
static const char eaches[] = "passage|sentence";
static const char units[] = "any|money|percent|count";

enum { QUESTIONS_AT_MOST = 200, FIELDS_AT_MOST = 20, ITEMS = 3 };

/* The lists of a question or field, before they are read. */
struct parts {
    struct yaml_list cues, hints, denials, values, fields;
};

/* What a question and a field have in common. */
static int check_parts(struct yaml *y, const struct question *q, const struct parts *p,
                       struct fy_node *node, struct fault *f)
{
    bool chooses = q->type == ANSWER_ENUM || q->type == ANSWER_MULTI_ENUM;
    if (p->values.node && q->values_of)
        return yaml_fault(y, node, f, "expected values or values_of for %s, not both", q->id);
    if (chooses != (p->values.n > 0 || q->values_of))
        return yaml_fault(y, node, f,
                          chooses ? "expected values for the question %s"
                                  : "expected no values for the question %s",
                          q->id);
    if (p->denials.n && q->type != ANSWER_BOOL)
        return yaml_fault(y, p->denials.node, f, "expected denials in a bool question only");
    return 0;
}

static int read_parts(struct yaml *y, struct question *q, const struct parts *p, struct arena *a,
                      struct fault *f)
{
    struct choice_list choices = {0};
    if (cue_list_read(&q->cues, y, &p->cues, a, f) != 0 ||
        cue_list_read(&q->hints, y, &p->hints, a, f) != 0 ||
        cue_list_read(&q->denials, y, &p->denials, a, f) != 0 ||
        choice_list_read(&choices, y, &p->values, a, f) != 0)
        return -1;
    q->choices = choices.at;
    q->nchoices = choices.n;
    return 0;
}

static int read_field(struct yaml *y, struct question *field, struct fy_node *node, struct arena *a,
                      struct fault *f)
{
    static const int of[] = {ANSWER_BOOL, ANSWER_ENUM, ANSWER_SHORT, ANSWER_NUMBER, ANSWER_DATE};
    struct parts p = {0};
    int type = 0;
    field->max_items = field->min_evidence = 1;
    const struct yaml_row rows[] = {
        {"id", YAML_ID, &field->id, true, NULL},
        {"text", YAML_TEXT, &field->text, true, NULL},
        {"type", YAML_CHOICE, &type, true, field_types},
        {"side", YAML_CHOICE, &field->side, false, sides},
        {"pick", YAML_CHOICE, &field->pick, false, picks},
        {"unit", YAML_CHOICE, &field->unit, false, units},
        {"cues", YAML_LIST, &p.cues, false, NULL},
        {"hints", YAML_LIST, &p.hints, false, NULL},
        {"denials", YAML_LIST, &p.denials, false, NULL},
        {"values", YAML_LIST, &p.values, false, NULL},
        {"values_of", YAML_ID, &field->values_of, false, NULL},
    };
    if (yaml_members(y, node, "a field", rows, sizeof rows / sizeof *rows, f) != 0)
        return -1;
    field->type = of[type];
    yaml_place(node, &field->line, &field->column);
    return check_parts(y, field, &p, node, f) != 0 ? -1 : read_parts(y, field, &p, a, f);
}

/* A field is of its question's side, if it says no other. */
static int read_fields(struct yaml *y, struct question *q, const struct yaml_list *list,
                       struct arena *a, struct fault *f)
{
    if (list->n > FIELDS_AT_MOST)
        return yaml_fault(y, list->node, f, "expected at most %d fields", FIELDS_AT_MOST);
    q->fields = list->n ? arena_take(a, list->n * sizeof *q->fields) : NULL;
    if (list->n && !q->fields)
        return arena_check(a, "the question sets", f);
    for (; q->nfields < list->n; q->nfields++) {
        struct fy_node *node = yaml_element(list, q->nfields);
        struct question *field = &q->fields[q->nfields];
        field->side = q->side;
        if (read_field(y, field, node, a, f) != 0)
            return -1;
        for (size_t i = 0; i < q->nfields; i++)
            if (strcmp(q->fields[i].id, field->id) == 0)
                return yaml_fault(y, node, f, "expected another id: the field %s is there already",
                                  field->id);
    }
    return 0;
}

static int check_question(struct yaml *y, const struct question *q, const struct parts *p,
                          struct fy_node *node, struct fault *f)
{
    bool lists = q->type == ANSWER_LIST;
    if (lists != (p->fields.n > 0))
        return yaml_fault(y, p->fields.n ? p->fields.node : node, f,
                          lists ? "expected fields for the list %s"
                                : "expected fields in a list only, which %s is not",
                          q->id);
    if (q->max_items < 1 || q->max_items > 100)
        return yaml_fault(y, node, f, "expected 1 to 100 for max_items of the question %s", q->id);
    if (q->min_evidence > q->max_items)
        return yaml_fault(
            y, node, f, "expected min_evidence of the question %s to be at most max_items", q->id);
    return 0;
}

static int read_question(struct yaml *y, struct question *q, struct fy_node *node, struct arena *a,
                         struct fault *f)
{
    struct parts p = {0};
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
        {"each", YAML_CHOICE, &q->each, false, eaches},
        {"where", YAML_CHOICE, &q->where, false, wheres},
        {"cues", YAML_LIST, &p.cues, false, NULL},
        {"hints", YAML_LIST, &p.hints, false, NULL},
        {"denials", YAML_LIST, &p.denials, false, NULL},
        {"cues_of", YAML_ID, &q->cues_of, false, NULL},
        {"near", YAML_ID, &q->near_to, false, NULL},
        {"values", YAML_LIST, &p.values, false, NULL},
        {"values_of", YAML_ID, &q->values_of, false, NULL},
        {"fields", YAML_LIST, &p.fields, false, NULL},
    };
    if (yaml_members(y, node, "a question", rows, sizeof rows / sizeof *rows, f) != 0)
        return -1;
    yaml_place(node, &q->line, &q->column);
    if (check_parts(y, q, &p, node, f) != 0 || check_question(y, q, &p, node, f) != 0 ||
        read_parts(y, q, &p, a, f) != 0)
        return -1;
    return read_fields(y, q, &p.fields, a, f);
}

const struct question *question_find(const struct question_set *s, const char *id)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->questions[i].id, id) == 0)
            return &s->questions[i];
    return NULL;
}

/* Another question than `but`. */
static const struct question *find(const struct question_set *s, const char *id,
                                   const struct question *but)
{
    const struct question *q = question_find(s, id);
    return q == but ? NULL : q;
}

static int wrong_name(const struct question_set *s, const struct question *at, const char *what,
                      const char *of, struct fault *f)
{
    return fault(f, STATUS_CONFIG, "%s:%d:%d: expected %s of %s", s->path, at->line, at->column,
                 what, of);
}

/* Whose cues the values have; where the values are from, if they are not its own: the codebook, who
 * spoke, a question that has some. */
static int lend_values(struct question_set *s, struct question *q, struct fault *f)
{
    struct choice_list from = {0};
    for (size_t i = 0; i < q->nchoices; i++)
        if (q->choices[i].cues_of && !find(s, q->choices[i].cues_of, q))
            return wrong_name(s, q, "another question of the set for cues_of of a value", q->id, f);
    if (!q->values_of)
        return 0;
    if (strcmp(q->values_of, "codebook") == 0) {
        from = s->codebook.choices;
    } else if (strcmp(q->values_of, "side") == 0) {
        from = choice_list_sides();
    } else {
        q->lender = find(s, q->values_of, q);
        if (q->lender && !q->lender->values_of)
            from = (struct choice_list){q->lender->choices, q->lender->nchoices};
    }
    q->choices = from.at;
    q->nchoices = from.n;
    return from.n ? 0
                  : wrong_name(s, q,
                               "codebook (with themes in the set), side, or a question that has "
                               "values of its own, for values_of",
                               q->id, f);
}

/* Members that name another question of the set, and what hangs on them. */
static int find_others(struct question_set *s, struct fault *f)
{
    for (size_t i = 0; i < s->n; i++) {
        struct question *q = &s->questions[i];
        q->like = q->cues_of ? find(s, q->cues_of, q) : NULL;
        q->near = q->near_to ? find(s, q->near_to, q) : NULL;
        if ((q->cues_of && !q->like) || (q->near_to && !q->near))
            return wrong_name(s, q,
                              q->near_to && !q->near ? "another question of the set for near"
                                                     : "another question of the set for cues_of",
                              q->id, f);
        if (lend_values(s, q, f) != 0)
            return -1;
        for (size_t k = 0; k < q->nfields; k++)
            if (lend_values(s, &q->fields[k], f) != 0)
                return -1;
        if (question_digest(q, f) != 0)
            return -1;
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
        q->where = s->where;
        if (read_question(y, q, node, &s->arena, f) != 0)
            return -1;
        for (size_t i = 0; i < s->n; i++)
            if (strcmp(s->questions[i].id, q->id) == 0)
                return yaml_fault(y, node, f,
                                  "expected another id: the question %s is there already", q->id);
    }
    return find_others(s, f);
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
            cue_list_read(&l->words, y, &list, &s->arena, f) != 0)
            return -1;
    }
    return 0;
}

static int read_set(struct yaml *y, struct question_set *s, struct fault *f)
{
    struct yaml_list questions = {0}, codebook = {0};
    struct fy_node *lists = NULL;
    s->version = 1;
    s->language = "eng";
    const struct yaml_row rows[] = {
        {"id", YAML_ID, &s->id, true, NULL},
        {"version", YAML_COUNT, &s->version, false, NULL},
        {"title", YAML_TEXT, &s->title, true, NULL},
        {"about", YAML_TEXT, &s->about, false, NULL},
        {"language", YAML_ID, &s->language, false, NULL},
        {"where", YAML_CHOICE, &s->where, false, wheres},
        {"lists", YAML_MAP, &lists, false, NULL},
        {"codebook", YAML_LIST, &codebook, false, NULL},
        {"questions", YAML_LIST, &questions, true, NULL},
    };
    if (yaml_members(y, yaml_root(y), "a question set", rows, sizeof rows / sizeof *rows, f) != 0 ||
        read_lists(y, s, lists, f) != 0 ||
        codebook_read(&s->codebook, y, &codebook, &s->arena, f) != 0)
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

bool question_has_cues(const struct question *q)
{
    size_t n = q->cues.n + q->hints.n + q->denials.n;
    for (size_t i = 0; i < q->nchoices; i++)
        n += q->choices[i].cues.n + q->choices[i].hints.n + (q->choices[i].cues_of != NULL);
    return n > 0 || q->like;
}

bool question_asks_side(const struct question *q)
{
    return q->values_of && strcmp(q->values_of, "side") == 0;
}

const char *answer_type_name(int type)
{
    static const char *const names[] = {"bool", "enum",   "multi_enum", "short",
                                        "para", "number", "date",       "list"};
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
