#include "lib/report/pdf_sheet.h"

#include <math.h>
#include <stdlib.h>
#include "lib/report/words.h"

void pdf_sheet_init(struct pdf_sheet *s, struct pdf_fonts *fonts, struct out *out)
{
    *s = (struct pdf_sheet){.fonts = fonts, .context = pdf_fonts_context(fonts), .out = out};
    s->places = typeset.g_hash_table_new_full(typeset.g_str_hash, typeset.g_str_equal,
                                              typeset.g_free, NULL);
}

static cairo_status_t put(void *self, const unsigned char *bytes, unsigned n)
{
    struct out *out = self;
    out_add(out, bytes, n);
    return out_check(out, &(struct fault){0}) == 0 ? CAIRO_STATUS_SUCCESS
                                                   : CAIRO_STATUS_WRITE_ERROR;
}

void pdf_sheet_begin(struct pdf_sheet *s, bool draws, const char *time)
{
    s->page = 0;
    s->fresh = true;
    s->y = sheet_top;
    s->parents[0] = s->parents[1] = s->parents[2] = CAIRO_PDF_OUTLINE_ROOT;
    if (!draws)
        return;
    s->surface =
        typeset.cairo_pdf_surface_create_for_stream(put, s->out, sheet_width, sheet_height);
    typeset.cairo_pdf_surface_restrict_to_version(s->surface, CAIRO_PDF_VERSION_1_5);
    typeset.cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATOR,
                                           "callmine " VERSION);
    typeset.cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_AUTHOR,
                                           "callmine " VERSION);
    typeset.cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
    typeset.cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_MOD_DATE, time);
    s->cr = typeset.cairo_create(s->surface);
    pdf_sheet_tag(s, "Document");
}

void pdf_sheet_clear(struct pdf_sheet *s)
{
    if (s->cr)
        typeset.cairo_destroy(s->cr);
    if (s->surface)
        typeset.cairo_surface_destroy(s->surface);
    if (s->places)
        typeset.g_hash_table_destroy(s->places);
    pdf_text_clear(&s->text);
    buf_free(&s->title);
}

int pdf_sheet_check(struct pdf_sheet *s, struct fault *f)
{
    if (s->text.broken)
        return fault(f, STATUS_NO_MEMORY, "no memory for a page of the pdf");
    cairo_status_t status = s->cr ? typeset.cairo_status(s->cr) : CAIRO_STATUS_SUCCESS;
    if (status == CAIRO_STATUS_SUCCESS && s->surface)
        status = typeset.cairo_surface_status(s->surface);
    if (out_check(s->out, f) != 0)
        return -1;
    if (status == CAIRO_STATUS_NO_MEMORY)
        return fault(f, STATUS_NO_MEMORY, "no memory for a page of the pdf");
    if (status != CAIRO_STATUS_SUCCESS)
        return fault(f, STATUS_BUG, "pdf: cairo: %s", typeset.cairo_status_to_string(status));
    return 0;
}

int pdf_sheet_end(struct pdf_sheet *s, struct fault *f)
{
    s->pages = s->page;
    if (!s->cr)
        return 0;
    pdf_sheet_untag(s, "Document");
    typeset.cairo_show_page(s->cr);
    typeset.cairo_surface_finish(s->surface);
    return pdf_sheet_check(s, f);
}

void pdf_sheet_title(struct pdf_sheet *s, struct span title)
{
    buf_clear(&s->title);
    buf_span(&s->title, title);
    if (s->surface && s->title.at)
        typeset.cairo_pdf_surface_set_metadata(s->surface, CAIRO_PDF_METADATA_TITLE, s->title.at);
}

/* The edges: the title but on the first page, and the page's number. */
static void edges(struct pdf_sheet *s)
{
    static const struct pdf_look look = {FACE_SANS, 7.5, false, INK_MUTED, 1};
    struct buf b = BUF(0);
    double foot = sheet_bottom + 20;
    if (s->page > 1) {
        pdf_sheet_label(s, buf_view(&s->title), &look, sheet_left, 30, sheet_span, false);
        pdf_sheet_stroke(s, INK_LINE, .5, sheet_left, 43, sheet_right, 43);
    }
    buf_text(&b, "Page ");
    words_number(&b, (int64_t)s->page);
    buf_text(&b, " of ");
    words_number(&b, (int64_t)s->pages);
    pdf_sheet_label(s, span_of("callmine"), &look, sheet_left, foot, 100, false);
    pdf_sheet_label(s, buf_view(&b), &look, sheet_right, foot, 200, true);
    buf_free(&b);
}

void pdf_sheet_turn(struct pdf_sheet *s)
{
    if (s->cr && s->page > 0)
        typeset.cairo_show_page(s->cr);
    s->page++;
    edges(s);
    s->y = sheet_top;
    s->fresh = true;
}

double pdf_sheet_room(const struct pdf_sheet *s)
{
    return s->page == 0 ? 0 : sheet_bottom - s->y;
}

static void ink(struct pdf_sheet *s, enum pdf_ink which)
{
    typeset.cairo_set_source_rgb(s->cr, pdf_inks[which][0], pdf_inks[which][1], pdf_inks[which][2]);
}

void pdf_sheet_box(struct pdf_sheet *s, enum pdf_ink which, double x, double y, double width,
                   double height)
{
    if (!s->cr)
        return;
    ink(s, which);
    typeset.cairo_rectangle(s->cr, x, y, width, height);
    typeset.cairo_fill(s->cr);
}

void pdf_sheet_frame(struct pdf_sheet *s, enum pdf_ink which, double x, double y, double width,
                     double height)
{
    if (!s->cr)
        return;
    ink(s, which);
    typeset.cairo_set_line_width(s->cr, .6);
    typeset.cairo_rectangle(s->cr, x, y, width, height);
    typeset.cairo_stroke(s->cr);
}

void pdf_sheet_stroke(struct pdf_sheet *s, enum pdf_ink which, double width, double x, double y,
                      double x2, double y2)
{
    if (!s->cr)
        return;
    ink(s, which);
    typeset.cairo_set_line_width(s->cr, width);
    typeset.cairo_move_to(s->cr, x, y);
    typeset.cairo_line_to(s->cr, x2, y2);
    typeset.cairo_stroke(s->cr);
}

/* A string of a tag's attributes: in ' ', which and \ stand behind a \. */
static void attribute(struct buf *b, struct span s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c <= 0x20 || c >= 0x7f) /* of an address: as RFC 3986 writes it */
            buf_format(b, "%%%02X", c);
        else
            buf_format(b, c == '\'' || c == '\\' ? "\\%c" : "%c", c);
    }
}

static bool leads(const struct pdf_sheet *s, struct span link, struct span place)
{
    return link.at || (place.at && pdf_sheet_page(s, place) > 0);
}

static void link_begin(void *self, struct span link, struct span place)
{
    struct pdf_sheet *s = self;
    struct buf b = BUF(0);
    if (leads(s, link, place)) {
        buf_text(&b, link.at ? "uri='" : "dest='");
        attribute(&b, link.at ? link : place);
        buf_text(&b, "'");
        typeset.cairo_tag_begin(s->cr, CAIRO_TAG_LINK, b.at ? b.at : "");
        s->text.broken |= b.state != BUF_SOUND;
        buf_free(&b);
    }
}

static void link_end(void *self, struct span link, struct span place)
{
    struct pdf_sheet *s = self;
    if (leads(s, link, place))
        typeset.cairo_tag_end(s->cr, CAIRO_TAG_LINK);
}

void pdf_sheet_text(struct pdf_sheet *s, const struct pdf_text *t, double x, double y, size_t from,
                    size_t to)
{
    s->text.broken |= t->broken;
    if (t->broken)
        return;
    if (from == 0)
        pdf_fonts_note(s->fonts, t->layout);
    if (s->cr)
        pdf_text_draw(t, s->cr, x, y, from, to, &(struct pdf_links){s, link_begin, link_end});
}

void pdf_sheet_label(struct pdf_sheet *s, struct span text, const struct pdf_look *look, double x,
                     double y, double width, bool right)
{
    pdf_text_line(&s->text, s->context, text, look, 0);
    if (s->text.broken)
        return;
    typeset.pango_layout_set_ellipsize(s->text.layout, PANGO_ELLIPSIZE_END);
    typeset.pango_layout_set_width(s->text.layout, (int)(width * PANGO_SCALE));
    if (right)
        x -= fmin(width, pdf_text_width(&s->text));
    pdf_sheet_text(s, &s->text, x, y, 0, 1);
}

void pdf_sheet_tag(struct pdf_sheet *s, const char *name)
{
    if (s->cr)
        typeset.cairo_tag_begin(s->cr, name, NULL);
}

void pdf_sheet_untag(struct pdf_sheet *s, const char *name)
{
    if (s->cr)
        typeset.cairo_tag_end(s->cr, name);
}

size_t pdf_sheet_page(const struct pdf_sheet *s, struct span place)
{
    char *name = typeset.g_strndup(place.at, place.len);
    size_t page = GPOINTER_TO_SIZE(typeset.g_hash_table_lookup(s->places, name));
    typeset.g_free(name);
    return page;
}

void pdf_sheet_link(struct pdf_sheet *s, struct span place)
{
    if (s->cr && place.at)
        link_begin(s, SPAN_NONE, place);
}

void pdf_sheet_unlink(struct pdf_sheet *s, struct span place)
{
    if (s->cr && place.at)
        link_end(s, SPAN_NONE, place);
}

static void bookmark(struct pdf_sheet *s, const char *dest, int level, struct span text)
{
    char *label = typeset.g_strndup(text.at, text.len);
    int parent = level > 1 ? s->parents[level - 1] : CAIRO_PDF_OUTLINE_ROOT;
    int id = typeset.cairo_pdf_surface_add_outline(s->surface, parent, label, dest, 0);
    for (size_t i = (size_t)level; i < 3; i++)
        s->parents[i] = id;
    typeset.g_free(label);
}

void pdf_sheet_place(struct pdf_sheet *s, struct span place, int level, struct span text)
{
    struct buf b = BUF(0), dest = BUF(0);
    if (!s->cr) {
        typeset.g_hash_table_insert(s->places, typeset.g_strndup(place.at, place.len),
                                    GSIZE_TO_POINTER(s->page));
        return;
    }
    buf_text(&b, "name='");
    attribute(&b, place);
    buf_format(&b, "' x=%d y=%d internal", (int)sheet_left, (int)fmax(0, s->y - 8));
    buf_text(&dest, "dest='");
    attribute(&dest, place);
    buf_text(&dest, "'");
    s->text.broken |= b.state != BUF_SOUND || dest.state != BUF_SOUND;
    if (!s->text.broken) {
        typeset.cairo_tag_begin(s->cr, CAIRO_TAG_DEST, b.at);
        typeset.cairo_tag_end(s->cr, CAIRO_TAG_DEST);
        if (level > 0)
            bookmark(s, dest.at, level, text);
    }
    buf_free(&b);
    buf_free(&dest);
}
