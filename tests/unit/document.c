/* lib/report/document*.c: a pen that writes text is told the whole report, in its order, and every
 * way inside it leads somewhere. With file names, those calls' report on stdout, to be read. */

#include <stdlib.h>
#include <string.h>
#include "lib/report/document.h"
#include "tests/unit/check.h"

static const char *const ledger[] = {"tests/golden/ledger.ndjson"};
static const char *const calls[] = {"tests/golden/calls.ndjson"};

/* What was told: the text; places as "<name>" and ways to them as ">name>"; blocks until it breaks.
 */
struct told {
    struct buf text, places, ways;
    size_t blocks, broken, columns;
    bool in_table, unclean;
};

static int next(struct told *t, struct fault *f)
{
    t->blocks++;
    if (t->broken && t->blocks == t->broken)
        return fault(f, STATUS_IO, "the pen broke");
    return 0;
}

static void say(struct told *t, struct span s)
{
    for (size_t i = 0; i < s.len; i++)
        t->unclean |= (unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f;
    buf_span(&t->text, s);
}

static void line(struct told *t, const char *before, struct document_text text)
{
    buf_text(&t->text, before);
    for (size_t i = 0; i < text.n; i++) {
        const struct document_run *run = &text.runs[i];
        bool badge = run->style == RUN_BADGE;
        t->unclean |= run->text.len == 0;
        buf_text(&t->text, badge ? "[" : "");
        say(t, run->text);
        buf_text(&t->text, badge ? "]" : "");
        if (run->place.at) {
            buf_text(&t->ways, "<");
            buf_span(&t->ways, run->place);
            buf_text(&t->ways, ">\n");
        }
        t->unclean |= run->link.at && strncmp(run->link.at, "http", 4) != 0;
    }
}

static int title(void *self, struct span text, struct fault *f)
{
    struct told *t = self;
    buf_text(&t->text, "TITLE ");
    say(t, text);
    buf_text(&t->text, "\n");
    return next(t, f);
}

static int heading(void *self, int level, struct span place, struct document_text text,
                   struct fault *f)
{
    static const char *const marks[] = {"", "\n# ", "\n## ", "\n### "};
    struct told *t = self;
    line(t, marks[level], text);
    buf_text(&t->text, "\n");
    if (place.at) {
        buf_text(&t->places, "<");
        buf_span(&t->places, place);
        buf_text(&t->places, ">\n");
    }
    return next(t, f);
}

static int paragraph(void *self, enum document_kind kind, struct document_text text,
                     struct fault *f)
{
    static const char *const marks[] = {
        [PARAGRAPH_BODY] = "",       [PARAGRAPH_KICKER] = "KICKER ", [PARAGRAPH_LEDE] = "LEDE ",
        [PARAGRAPH_GOOD] = "✓ ",     [PARAGRAPH_BAD] = "✗ ",         [PARAGRAPH_OPEN] = "○ ",
        [PARAGRAPH_ASKED] = "? ",    [PARAGRAPH_ITEM] = "* ",        [PARAGRAPH_QUOTE] = "  ",
        [PARAGRAPH_BYLINE] = "  — ", [PARAGRAPH_NOTE] = "-- ",       [PARAGRAPH_CODE] = "    "};
    struct told *t = self;
    t->unclean |= text.n == 0;
    line(t, marks[kind], text);
    buf_text(&t->text, "\n");
    return next(t, f);
}

static int facts(void *self, const struct document_fact *all, size_t n, struct fault *f)
{
    struct told *t = self;
    for (size_t i = 0; i < n; i++) {
        say(t, all[i].label);
        line(t, ": ", all[i].text);
        buf_text(&t->text, "\n");
    }
    return next(t, f);
}

static int chart(void *self, const struct document_chart *c, struct fault *f)
{
    struct told *t = self;
    buf_text(&t->text, "CHART ");
    say(t, c->title);
    buf_format(&t->text, " to %g\n", c->scale);
    for (size_t i = 0; i < c->n; i++) {
        const struct document_bar *b = &c->bars[i];
        t->unclean |= !(b->low <= b->share && b->share <= b->high && b->high <= c->scale);
        buf_text(&t->text, "  ");
        say(t, b->label);
        buf_text(&t->text, " = ");
        say(t, b->said);
        buf_format(&t->text, "%s\n", b->scant ? " (scant)" : "");
    }
    return next(t, f);
}

static int trend_line(void *self, const struct document_line *l, struct fault *f)
{
    struct told *t = self;
    buf_text(&t->text, "LINE ");
    say(t, l->title);
    for (size_t i = 0; i < l->n; i++)
        buf_format(&t->text, " %.4f", l->shares[i]);
    buf_text(&t->text, "\n");
    return next(t, f);
}

static int table(void *self, struct span caption, const struct document_column *columns, size_t n,
                 struct fault *f)
{
    struct told *t = self;
    t->unclean |= t->in_table;
    t->in_table = true;
    t->columns = n;
    buf_text(&t->text, "TABLE ");
    say(t, caption);
    for (size_t i = 0; i < n; i++) {
        buf_text(&t->text, i ? " | " : "\n");
        say(t, columns[i].head);
    }
    buf_text(&t->text, "\n");
    return next(t, f);
}

static int row(void *self, const struct document_text *cells, struct fault *f)
{
    struct told *t = self;
    for (size_t i = 0; i < t->columns; i++)
        line(t, i ? " | " : "", cells[i]);
    buf_text(&t->text, "\n");
    t->unclean |= !t->in_table;
    return next(t, f);
}

static int table_end(void *self, struct fault *f)
{
    struct told *t = self;
    t->in_table = false;
    return next(t, f);
}

static struct pen pen_of(struct told *t)
{
    return (struct pen){t,     title,      heading, paragraph, facts,    facts,
                        chart, trend_line, table,   row,       table_end};
}

static void forget(struct told *t)
{
    buf_free(&t->text);
    buf_free(&t->places);
    buf_free(&t->ways);
}

static int read_calls(struct report *r, const char *path, struct fault *f)
{
    FILE *file = fopen(path, "r");
    char *at = NULL;
    size_t room = 0;
    ssize_t n;
    int rc = file ? 0 : fault_errno(f, STATUS_NO_INPUT, "%s", path);
    while (rc == 0 && (n = getline(&at, &room, file)) > 0)
        rc = report_add(r, (struct span){at, (size_t)n - (at[n - 1] == '\n')}, f);
    free(at);
    if (file)
        fclose(file);
    return rc;
}

static const char *text(struct buf *b)
{
    return b->at ? b->at : "";
}

/* The headings come in the report's order, each once. */
static void order(struct told *t)
{
    static const char *const parts[] = {"<trust>",  "<summary>",     "<set-1>",  "<q-1>",
                                        "<themes>", "<metrics>",     "<calls>",  "<cards>",
                                        "<call-1>", "<not-counted>", "<absent>", "<method>"};
    const char *at = text(&t->places);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const char *found = strstr(at, parts[i]);
        CHECK(found != NULL);
        if (!found)
            return;
        at = found + 1;
        CHECK(strstr(at, parts[i]) == NULL);
    }
}

/* Every way leads to a place. */
static void ways(struct told *t)
{
    size_t n = 0;
    for (char *way = t->ways.at; way && *way; n++) {
        char *end = strchr(way, '\n');
        *end = '\0';
        CHECK(strstr(text(&t->places), way) != NULL);
        way = end + 1;
    }
    CHECK(n > 20);
}

static void contents(const struct rollup *u, struct told *whole)
{
    struct told t = {0};
    struct pen pen = pen_of(&t);
    struct format_options o = {0};
    struct fault f = {0};
    size_t n = 0;
    CHECK(document_contents(u, &o, &pen, &f) == 0);
    CHECK(!strstr(text(&t.text), "TABLE") && !strstr(text(&t.text), "### "));
    CHECK(!strstr(text(&t.places), "<call-"));
    for (const char *p = text(&t.places); *p; n++)
        p = strchr(p, '\n') + 1;
    CHECK(n == t.blocks);
    /* The same headings, and no others, are told with the report: but those of calls. */
    for (const char *p = text(&whole->places); *p; p = strchr(p, '\n') + 1)
        if (strncmp(p, "<call-", 6) == 0)
            n++;
    for (const char *p = text(&whole->places); *p; p = strchr(p, '\n') + 1)
        n--;
    CHECK(n == 0);
    forget(&t);
}

/* Wherever the pen breaks, that fault comes back and nothing more is told. */
static void faults(const struct rollup *u, size_t blocks)
{
    struct format_options o = {0};
    for (size_t i = 1; i <= blocks; i += 7) {
        struct told t = {.broken = i};
        struct pen pen = pen_of(&t);
        struct fault f = {0};
        CHECK(document_write(u, &o, &pen, &f) == -1 && f.status == STATUS_IO && t.blocks == i);
        forget(&t);
    }
}

static struct rollup *counted(struct report *r, const char *const *paths, size_t n, bool balance)
{
    struct rollup_sources sources = {0};
    struct fault f = {0};
    struct rollup *u = NULL;
    int rc = 0;
    if (balance)
        sources.ledgers = (struct texts){.at = (const char **)(void *)ledger, .n = 1};
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = read_calls(r, paths[i], &f);
    if (rc == 0)
        u = rollup_of(r, &sources, &f);
    if (!u)
        fprintf(stderr, "%s\n", f.text);
    return u;
}

int main(int argc, char **argv)
{
    struct report_options options = {.enough = 5};
    struct format_options o = {0};
    struct fault f = {0};
    struct told t = {0};
    struct pen pen = pen_of(&t);
    struct report *r = report_new(&options, &f);
    bool shown = argc > 1;
    struct rollup *u = counted(r, shown ? (const char *const *)argv + 1 : calls,
                               shown ? (size_t)argc - 1 : 1, !shown);
    CHECK(u && document_write(u, &o, &pen, &f) == 0);
    if (shown) {
        printf("%s", text(&t.text));
    } else if (u) {
        CHECK(!t.unclean && !t.in_table);
        order(&t);
        contents(u, &t);
        ways(&t);
        faults(u, t.blocks);
    }
    forget(&t);
    rollup_free(u);
    report_free(r);
    return check_end();
}
