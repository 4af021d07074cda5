#include "lib/archive/retain.h"

#include <string.h>
#include "lib/archive/journal.h"
#include "lib/archive/reach.h"
#include "lib/archive/trash.h"
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/state/purging.h"

/* ---- a table: columns as wide as what is in them ---- */

enum { COLUMNS = 7 };

struct table {
    int columns;
    bool right[COLUMNS]; /* numbers stand at the right */
    size_t width[COLUMNS];
    struct buf cells; /* each ended by a NUL, row after row */
};

static void cell(struct table *t, int column, const char *text)
{
    size_t width = strlen(text);
    if (width > t->width[column])
        t->width[column] = width;
    buf_add(&t->cells, text, width + 1);
}

static void cell_int(struct table *t, int column, int64_t n)
{
    struct buf text = BUF(32);
    buf_int(&text, n);
    cell(t, column, text.at ? text.at : "");
    buf_free(&text);
}

static void cell_when(struct table *t, int column, when at)
{
    struct buf text = BUF(64);
    if (at == WHEN_NEVER)
        buf_text(&text, "never");
    else
        when_format(&text, at);
    cell(t, column, text.at ? text.at : "");
    buf_free(&text);
}

static int print(struct table *t, struct out *out, struct fault *f)
{
    struct buf line = BUF(1 << 16);
    int done = buf_check(&t->cells, "the table", f);
    const char *at = t->cells.at;
    for (int column = 0; done == 0 && at < t->cells.at + t->cells.len; at += strlen(at) + 1) {
        bool last = column == t->columns - 1;
        int width = (int)t->width[column];
        buf_format(&line, "%*s%s",
                   last && !t->right[column] ? 0
                   : t->right[column]        ? width
                                             : -width,
                   at, last ? "\n" : "  ");
        column = last ? 0 : column + 1;
        if (!last)
            continue;
        out_span(out, buf_view(&line));
        buf_clear(&line);
    }
    buf_free(&line);
    buf_free(&t->cells);
    return done == 0 ? out_flush(out, f) : -1;
}

static void cell_ends(struct table *t, int column, const char *class, const char *plan,
                      when created)
{
    struct fault ignored;
    when at;
    if (class_expiry(&at, class, plan, created, &ignored) == 0)
        cell_when(t, column, at);
    else
        cell(t, column, class_known(class) ? "unknown plan" : "unknown class");
}

static void cell_plain(struct table *t, int column, const char *text)
{
    struct buf plain = BUF(1 << 14);
    plain_add(&plain, span_of(text));
    cell(t, column, plain.at ? plain.at : "");
    buf_free(&plain);
}

/* NULL: it is not known. */
static const char *plan_now(void)
{
    struct fault ignored;
    const char *plan;
    return class_of_plan(&plan, &ignored) == 0 ? plan : NULL;
}

/* ---- list ---- */

static void put_hold(struct json_writer *w, const struct hold *h)
{
    json_open(w, "held", '{');
    json_put_time(w, "time", h->time);
    json_put_text(w, "who", span_of(h->who));
    json_put_text(w, "why", span_of(h->why));
    json_close(w, '}');
}

/* A run that was never archived: it is in no index. */
static bool is_held_run(const struct shelf *s, const struct hold *h)
{
    return !shelf_find(s, h->id) && reach_run(s->dir, h->id);
}

static int list_json(const struct retain *r, const struct shelf *s, struct fault *f)
{
    struct buf line = BUF(64 << 20);
    const char *plan = plan_now();
    for (size_t i = 0; i < s->n; i++) {
        struct json_writer w = {.b = &line};
        const struct hold *h = holds_find(&s->holds, s->cards[i].id);
        buf_clear(&line);
        json_open(&w, NULL, '{');
        card_put(&w, &s->cards[i], plan);
        if (h)
            put_hold(&w, h);
        json_close(&w, '}');
        out_line(r->out, buf_view(&line));
    }
    buf_clear(&line);
    for (size_t i = 0; i < s->holds.n; i++)
        if (is_held_run(s, &s->holds.at[i]))
            hold_line(&line, &s->holds.at[i]);
    int done = buf_check(&line, "the list", f);
    out_span(r->out, buf_view(&line));
    buf_free(&line);
    return done == 0 ? out_flush(r->out, f) : -1;
}

static int list_table(const struct retain *r, const struct shelf *s, struct fault *f)
{
    static const char *const titles[] = {"ID",    "CLASS", "CREATED", "EXPIRES",
                                         "FILES", "SIZE",  "HELD"};
    struct table t = {
        .columns = s->holds.n ? 7 : 6, .right = {[4] = true, [5] = true}, .cells = BUF(0)};
    const char *plan = plan_now();
    for (int i = 0; s->n + s->holds.n > 0 && i < t.columns; i++)
        cell(&t, i, titles[i]);
    for (size_t i = 0; i < s->n; i++) {
        const struct card *c = &s->cards[i];
        const struct hold *h = holds_find(&s->holds, c->id);
        cell(&t, 0, c->id);
        cell(&t, 1, c->class);
        cell_when(&t, 2, c->created);
        cell_ends(&t, 3, c->class, plan, c->created);
        cell_int(&t, 4, c->members);
        cell_int(&t, 5, c->size);
        if (t.columns > 6)
            cell_plain(&t, 6, h ? h->why : "-");
    }
    for (size_t i = 0; i < s->holds.n; i++)
        if (is_held_run(s, &s->holds.at[i])) {
            cell(&t, 0, s->holds.at[i].id);
            cell(&t, 1, "run");
            for (int k = 2; k < 6; k++)
                cell(&t, k, "-");
            cell_plain(&t, 6, s->holds.at[i].why);
        }
    return print(&t, r->out, f);
}

static void trash_line(struct buf *line, const struct trash_item *item, const struct hold *h)
{
    struct json_writer w = {.b = line};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("trash"));
    json_put_text(&w, "id", span_of(item->id));
    json_put_time(&w, "until", item->until);
    json_put_int(&w, "size", item->size);
    if (h)
        put_hold(&w, h);
    json_close(&w, '}');
    buf_byte(line, '\n');
}

static int list_trash(const struct retain *r, struct shelf *s, struct fault *f)
{
    struct trash trash;
    struct table t = {.columns = 5, .right = {[3] = true}, .cells = BUF(0)};
    struct buf lines = BUF(0);
    static const char *const titles[] = {"ID", "CLASS", "UNTIL", "SIZE", "HELD"};
    int done = trash_open(&trash, s, f);
    for (int i = 0; trash.n > 0 && i < t.columns; i++)
        cell(&t, i, titles[i]);
    for (size_t i = 0; i < trash.n; i++) {
        const struct trash_item *item = &trash.at[i];
        const struct hold *h = holds_find(&s->holds, item->id);
        trash_line(&lines, item, h);
        cell(&t, 0, item->id);
        cell(&t, 1, item->class[0] != '\0' ? item->class : "?");
        cell_when(&t, 2, item->until);
        cell_int(&t, 3, item->size);
        cell_plain(&t, 4, h ? h->why : "-");
    }
    if (done == 0 && r->json) {
        out_span(r->out, buf_view(&lines));
        done = buf_check(&lines, "the list", f) == 0 ? out_flush(r->out, f) : -1;
    } else if (done == 0) {
        done = print(&t, r->out, f);
    }
    buf_free(&t.cells);
    buf_free(&lines);
    trash_close(&trash);
    return done;
}

int retain_list(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    (void)operands, (void)n;
    struct shelf s;
    struct buf path = BUF(4000);
    purging_tell(r->listener);
    int done = reach_shelf(r, &s, &path, SHELF_LOOK, false, f);
    if (done == 0)
        done = r->trash  ? list_trash(r, &s, f)
               : r->json ? list_json(r, &s, f)
                         : list_table(r, &s, f);
    shelf_close(&s);
    buf_free(&path);
    return done;
}

/* ---- show ---- */

static int show_table(const struct retain *r, const struct bundle *b, struct fault *f)
{
    struct table about = {.columns = 2, .cells = BUF(0)},
                 t = {.columns = 3, .right = {[1] = true}, .cells = BUF(0)};
    const struct contents_head *h = &b->head;
    struct contents_walk w;
    char name[NAME_MEMBER];
    cell(&about, 0, "bundle"), cell(&about, 1, h->id);
    cell(&about, 0, "class"), cell(&about, 1, h->class);
    cell(&about, 0, "created"), cell_when(&about, 1, h->created);
    cell(&about, 0, "expires"), cell_ends(&about, 1, h->class, plan_now(), h->created);
    cell(&about, 0, "files"), cell_int(&about, 1, h->members);
    cell(&about, 0, "bytes"), cell_int(&about, 1, h->bytes);
    cell(&about, 0, "size"), cell_int(&about, 1, b->frames.size);
    cell(&about, 0, "callmine"), cell(&about, 1, h->callmine);
    cell(&about, 0, "path"), cell(&about, 1, b->path);
    int done = print(&about, r->out, f);
    out_line(r->out, (struct span){"", 0});
    for (contents_walk(&w, buf_view(&b->text)); contents_next(&w);) {
        if (w.kind != CONTENTS_MEMBER)
            continue;
        memcpy(name, w.member.name.at, w.member.name.len);
        name[w.member.name.len] = '\0';
        cell(&t, 0, name), cell_int(&t, 1, w.member.size), cell(&t, 2, w.member.sha256);
    }
    if (done == 0)
        return print(&t, r->out, f);
    buf_free(&t.cells);
    return -1;
}

int retain_show(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    (void)n;
    struct bundle b;
    struct buf path = BUF(4096);
    int done = reach_bundle(r, &b, &path, operands[0], f);
    if (done == 0)
        done = bundle_contents(&b, f);
    if (done == 0 && r->json) {
        out_span(r->out, buf_view(&b.text));
        done = out_flush(r->out, f);
    } else if (done == 0) {
        done = show_table(r, &b, f);
    }
    bundle_close(&b);
    buf_free(&path);
    return done;
}

/* ---- cat ---- */

/* As pipelines/analyze.mk calls them. */
static bool is_report(const char *member)
{
    size_t n = strlen(member);
    return strncmp(member, "report", 6) == 0 || (n > 4 && strcmp(member + n - 4, ".csv") == 0);
}

/* The line of the audit log stands before the first byte is out. */
static int note_reports(const struct retain *r, struct bundle *b, char *const *members, int n,
                        struct fault *f)
{
    struct buf dir = BUF(4096);
    int done = reach_place(r, &dir, f);
    for (int i = 0; done == 0 && i < n; i++) {
        int there = is_report(members[i]) ? bundle_has(b, members[i], f) : 0;
        done = there < 0 ? -1
               : there   ? journal_note_bundle(dir.at, "report-exported", r->now, b->head.id,
                                               members[i], f)
                         : 0;
    }
    buf_free(&dir);
    return done;
}

int retain_cat(const struct retain *r, char *const *operands, int n, struct fault *f)
{
    struct bundle b;
    struct buf path = BUF(4096);
    int done = reach_bundle(r, &b, &path, operands[0], f);
    if (done == 0)
        done = note_reports(r, &b, operands + 1, n - 1, f);
    for (int i = 1; done == 0 && i < n; i++)
        done = bundle_cat(&b, operands[i], r->out, f);
    struct fault late = {0};
    if (out_flush(r->out, &late) != 0 && done == 0) {
        *f = late;
        done = -1;
    }
    bundle_close(&b);
    buf_free(&path);
    return done;
}
