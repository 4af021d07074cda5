#include "lib/report/pdf_contents.h"

#include <string.h>

/* With more entries than this the questions are left to the bookmarks. */
enum { CONTENTS_MOST = 34 };

static const double line_height = 13, between = 24;

int pdf_contents_add(struct pdf_contents *c, int level, struct span place, struct span text,
                     struct fault *f)
{
    struct pdf_entry *e = arena_take(&c->arena, sizeof *e);
    if (e) {
        *e = (struct pdf_entry){level, arena_copy(&c->arena, place), arena_copy(&c->arena, text),
                                NULL};
        *(c->last ? c->last : &c->first) = e;
        c->last = &e->next;
        c->all++;
        c->parts += level == 1;
    }
    return arena_check(&c->arena, "the contents", f);
}

static int heading(void *self, int level, struct span place, struct document_text text,
                   struct fault *f)
{
    struct buf b = BUF(0);
    for (size_t i = 0; i < text.n && (i == 0 || text.runs[i].style != RUN_FAINT); i++)
        buf_span(&b, text.runs[i].text);
    int rc = buf_check(&b, "the contents", f);
    if (rc == 0 && level <= 2)
        rc = pdf_contents_add(self, level, place, buf_view(&b), f);
    buf_free(&b);
    return rc;
}

int pdf_contents_read(struct pdf_contents *c, const struct rollup *u,
                      const struct format_options *o, struct fault *f)
{
    const struct pen pen = {.self = c, .heading = heading};
    return document_contents(u, o, &pen, f);
}

static void put(struct pdf_sheet *s, const struct pdf_entry *e, double x, double y, double width)
{
    static const struct pdf_look part = {FACE_SANS, 8.5, true, INK_ACCENT, 1};
    static const struct pdf_look question = {FACE_SANS, 8.5, false, INK_ACCENT, 1};
    static const struct pdf_look number = {FACE_SANS, 8.5, false, INK_MUTED, 1};
    double indent = e->level > 1 ? 10 : 0;
    size_t page = pdf_sheet_page(s, e->place);
    struct buf b = BUF(0);
    if (page)
        buf_format(&b, "%zu", page);
    pdf_sheet_tag(s, "TOCI");
    pdf_sheet_link(s, e->place);
    pdf_sheet_label(s, e->text, e->level > 1 ? &question : &part, x + indent, y,
                    width - indent - 28, false);
    pdf_sheet_unlink(s, e->place);
    pdf_sheet_label(s, buf_view(&b), &number, x + width, y, 26, true);
    pdf_sheet_untag(s, "TOCI");
    pdf_sheet_stroke(s, INK_LINE, .4, x, y + line_height - 1, x + width, y + line_height - 1);
    buf_free(&b);
}

void pdf_contents_put(const struct pdf_contents *c, struct pdf_flow *w)
{
    struct pdf_sheet *s = w->sheet;
    bool questions = c->all <= CONTENTS_MOST;
    size_t left = questions ? c->all : c->parts;
    double width = (sheet_span - between) / 2;
    const struct pdf_entry *e = c->first;
    while (left > 0) {
        pdf_flow_room(w, line_height);
        size_t most = (size_t)(pdf_sheet_room(s) / line_height), half = (left + 1) / 2;
        size_t rows = half < most ? half : most;
        pdf_sheet_tag(s, "TOC");
        for (size_t i = 0; i < 2 * rows && left > 0; e = e->next) {
            if (!e)
                return;
            if (e->level > 1 && !questions)
                continue;
            put(s, e, sheet_left + (i < rows ? 0 : width + between),
                s->y + (double)(i % rows) * line_height, width);
            i++;
            left--;
        }
        pdf_sheet_untag(s, "TOC");
        s->y += (double)rows * line_height + 6;
        s->fresh = false;
    }
}

void pdf_contents_clear(struct pdf_contents *c)
{
    arena_free(&c->arena);
}
