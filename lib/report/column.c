#include "lib/report/column.h"

#include <stdlib.h>
#include "lib/json/json.h"
#include "lib/json/members.h"

/* What is asked for most, as the table in cm-render(1) has it. */
static const char *const short_names[][2] = {
    {"id", "metaData.id"},
    {"url", "metaData.url"},
    {"title", "metaData.title"},
    {"started", "metaData.started"},
    {"duration", "metaData.duration"},
    {"direction", "metaData.direction"},
    {"scope", "metaData.scope"},
    {"language", "metaData.language"},
    {"host", "metaData.primaryUserId"},
    {"account", "callmine.company.name"},
    {"deal", "callmine.deal.name"},
    {"stage", "callmine.deal.stage"},
    {"amount", "callmine.deal.amount"},
};

static struct span long_name(struct span path)
{
    for (size_t i = 0; i < sizeof short_names / sizeof short_names[0]; i++)
        if (span_is(path, short_names[i][0]))
            return span_of(short_names[i][1]);
    return path;
}

/* The part before the next `mark`, off the front of *rest; `mark` goes too. */
static struct span part(struct span *rest, char mark)
{
    const char *cut = memchr(rest->at, mark, rest->len);
    struct span first = {rest->at, cut ? (size_t)(cut - rest->at) : rest->len};
    size_t used = first.len + (cut != NULL);
    *rest = (struct span){rest->at + used, rest->len - used};
    return first;
}

static size_t place_of(struct span name)
{
    size_t n = 0;
    if (name.len == 0 || name.len > 9 || (name.at[0] == '0' && name.len > 1))
        return SIZE_MAX;
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] < '0' || name.at[i] > '9')
            return SIZE_MAX;
        n = 10 * n + (size_t)(name.at[i] - '0');
    }
    return n;
}

/* The step `name` behind another one; made if nobody went there before. 0: no memory. */
static size_t next_step(struct columns *c, size_t from, struct span name)
{
    uint32_t *to = &c->steps[from].child;
    for (; *to; to = &c->steps[*to].sibling)
        if (span_equal(c->steps[*to].name, name))
            return *to;
    struct column_step *s = &c->steps[c->nsteps], *parent = &c->steps[from];
    const char *text = arena_text(&c->arena, name);
    if (!text)
        return 0;
    *s = (struct column_step){.name = {text, name.len}, .place = place_of(name)};
    *to = (uint32_t)c->nsteps;
    if (s->place != SIZE_MAX && s->place >= parent->places)
        parent->places = s->place + 1;
    return c->nsteps++;
}

static int read_path(struct columns *c, struct span path, size_t *step, struct fault *f)
{
    size_t depth = 0;
    struct span rest =
        path.len && path.at[0] == '.' ? (struct span){path.at + 1, path.len - 1} : long_name(path);
    *step = 0;
    do {
        bool more = memchr(rest.at, '.', rest.len) != NULL;
        struct span name = part(&rest, '.');
        if (name.len == 0 || memchr(name.at, '\\', name.len) || ++depth > COLUMN_DEPTH)
            return fault(f, STATUS_USAGE,
                         "\"%.*s\" is no column: names of members with dots between, as "
                         "metaData.title",
                         (int)(path.len < 80 ? path.len : 80), path.at);
        *step = next_step(c, *step, name);
        if (*step == 0)
            return arena_check(&c->arena, "the columns", f);
        if (!more)
            return 0;
    } while (true);
}

static int read_list(struct columns *c, struct span rest, struct fault *f)
{
    for (; c->n < COLUMNS_MAX; c->n++) {
        bool more = memchr(rest.at, ',', rest.len) != NULL;
        struct span path = part(&rest, ','), heading = path;
        if (memchr(path.at, '=', path.len))
            heading = part(&path, '=');
        c->at[c->n].heading = heading;
        if (read_path(c, path, &c->at[c->n].step, f) != 0)
            return -1;
        if (!more) {
            c->n++;
            return 0;
        }
    }
    return fault(f, STATUS_USAGE, "more than %d columns", COLUMNS_MAX);
}

/* Each step's children as members_read wants them: the shortest names first. */
static void make_rows(struct columns *c)
{
    for (size_t at = 0; at < c->nsteps; at++) {
        struct column_step *s = &c->steps[at];
        s->first = c->nrows;
        for (uint32_t i = s->child; i; i = c->steps[i].sibling) {
            size_t row = s->first + s->n++;
            for (; row > s->first && c->rows[row - 1].len > c->steps[i].name.len; row--)
                c->rows[row] = c->rows[row - 1];
            c->rows[row] =
                (struct member){c->steps[i].name.at, c->steps[i].name.len, i * sizeof(struct span)};
        }
        c->nrows += s->n;
    }
}

int columns_read(struct columns *c, const char *list, struct fault *f)
{
    size_t most = 1 + 3 * COLUMNS_MAX; /* a step for the record, up to three for a short name */
    for (const char *at = list; *at; at++)
        most += *at == '.' || *at == ',';
    *c = (struct columns){.nsteps = 1};
    c->at = calloc(COLUMNS_MAX, sizeof *c->at);
    c->steps = calloc(most, sizeof *c->steps);
    c->rows = calloc(most, sizeof *c->rows);
    if (!c->at || !c->steps || !c->rows)
        return fault(f, STATUS_NO_MEMORY, "no memory for the columns");
    if (read_list(c, span_of(list), f) != 0)
        return -1;
    make_rows(c);
    return 0;
}

void columns_clear(struct columns *c)
{
    free(c->at);
    free(c->steps);
    free(c->rows);
    arena_free(&c->arena);
    *c = (struct columns){0};
}

static size_t step_of(const struct member *row)
{
    return row->to / sizeof(struct span);
}

static void elements(const struct columns *c, const struct column_step *s, struct span array,
                     struct span *values)
{
    const struct member *rows = c->rows + s->first;
    struct json_walk w;
    for (size_t i = 0; i < s->n; i++)
        values[step_of(&rows[i])] = SPAN_NONE;
    json_walk(&w, array);
    for (size_t place = 0; place < s->places && json_next(&w); place++)
        for (size_t i = 0; i < s->n; i++)
            if (c->steps[step_of(&rows[i])].place == place)
                values[step_of(&rows[i])] = w.value;
}

static void follow(const struct columns *c, size_t at, struct span *values)
{
    const struct column_step *s = &c->steps[at];
    const struct member *rows = c->rows + s->first;
    if (json_kind(values[at]) == JSON_ARRAY)
        elements(c, s, values[at], values);
    else
        members_read(values[at], rows, s->n, values);
    for (size_t i = 0; i < s->n; i++)
        if (c->steps[step_of(&rows[i])].n)
            follow(c, step_of(&rows[i]), values);
}

void columns_fetch(const struct columns *c, struct span record, struct span *values)
{
    values[0] = record;
    follow(c, 0, values);
}
