#include "lib/report/pdf_text.h"

#include <math.h>
#include <stdlib.h>
#include "lib/base/plain.h"
#include "lib/report/pdf_shown.h"
#include "lib/report/words.h"

#define RGB(hex)                                                                                   \
    {                                                                                              \
        ((hex) >> 16) / 255., ((hex) >> 8 & 255) / 255., ((hex)&255) / 255.                        \
    }

const double pdf_inks[INKS][3] = {
    [INK_NONE] = RGB(0xffffff), [INK_TEXT] = RGB(0x1c2127),     [INK_MUTED] = RGB(0x56606c),
    [INK_LINE] = RGB(0xe0ddd6), [INK_TRACK] = RGB(0xeceae4),    [INK_ACCENT] = RGB(0x0a58a6),
    [INK_BAR] = RGB(0x3b86c8),  [INK_MID] = RGB(0x9aa7b5),      [INK_OK] = RGB(0x17663a),
    [INK_BAD] = RGB(0xb3261e),  [INK_CUSTOMER] = RGB(0x8f4a00),
};

void pdf_text_clear(struct pdf_text *t)
{
    if (t->layout)
        typeset.g_object_unref(t->layout);
    free(t->runs);
    buf_free(&t->bytes);
    buf_free(&t->links);
    buf_free(&t->lines);
    *t = (struct pdf_text){0};
}

/* What the text has of scripts that need more than a font. */
struct traits {
    bool right;           /* letters that read from the right */
    const char *language; /* whose Chinese characters they are */
};

static struct traits traits_of(struct span s)
{
    bool han = false, kana = false, hangul = false, right = false;
    while (s.len) {
        if ((unsigned char)*s.at < 0xd6) { /* below U+0580 */
            s.at++;
            s.len--;
            continue;
        }
        long c = plain_next(&s);
        right |= (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
                 (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) ||
                 (c >= 0x1e800 && c <= 0x1efff);
        kana |= c >= 0x3040 && c <= 0x30ff;
        hangul |= (c >= 0x1100 && c <= 0x11ff) || (c >= 0xac00 && c <= 0xd7ff);
        han |= (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
    }
    return (struct traits){right, kana ? "ja" : hangul ? "ko" : han ? "zh" : NULL};
}

enum pdf_ink pdf_text_side(struct span badge)
{
    return span_equal(badge, words_side(SIDE_CUSTOMER)) ? INK_CUSTOMER
           : span_equal(badge, words_side(SIDE_REP))    ? INK_ACCENT
                                                        : INK_MUTED;
}

static enum pdf_ink ink_of(const struct document_run *run, const struct pdf_look *look)
{
    if (run->style == RUN_BADGE)
        return pdf_text_side(run->text);
    if (run->link.at || run->place.at)
        return INK_ACCENT;
    return run->style == RUN_FAINT ? INK_MUTED : look->ink;
}

static struct span keep(struct pdf_text *t, struct span s)
{
    size_t from = t->links.len;
    if (!s.at)
        return SPAN_NONE;
    buf_span(&t->links, s);
    buf_byte(&t->links, '\0');
    return (struct span){(const char *)(uintptr_t)(from + 1), s.len};
}

static void add_run(struct pdf_text *t, const struct document_run *run, const struct pdf_look *look,
                    bool alone)
{
    static const char apart[] = "\u2068", together[] = "\u2069", gap[] = "\u00a0";
    bool isolated = !alone && run->style != RUN_QUOTE && traits_of(run->text).right;
    if (t->n == t->room) {
        size_t room = t->room ? 2 * t->room : 8;
        struct pdf_run *more = reallocarray(t->runs, room, sizeof *more);
        if (!more) {
            t->broken = true;
            return;
        }
        t->runs = more;
        t->room = room;
    }
    struct pdf_run *to = &t->runs[t->n++];
    *to = (struct pdf_run){.style = run->style, .ink = ink_of(run, look)};
    to->link = keep(t, run->link);
    to->place = keep(t, run->place);
    buf_text(&t->bytes, isolated ? apart : "");
    to->from = t->bytes.len;
    buf_text(&t->bytes, run->style == RUN_BADGE ? gap : "");
    pdf_shown_add(&t->bytes, run->text);
    buf_text(&t->bytes, run->style == RUN_BADGE ? gap : "");
    to->to = t->bytes.len;
    buf_text(&t->bytes, isolated ? together : "");
}

static void put(PangoAttrList *list, PangoAttribute *a, const struct pdf_run *run)
{
    a->start_index = (guint)run->from;
    a->end_index = (guint)run->to;
    typeset.pango_attr_list_insert(list, a);
}

/* Colours are no more than borders here: what has another colour is another piece of the line. */
static PangoAttrList *attributes(const struct pdf_text *t, const struct pdf_look *look,
                                 const char *language)
{
    PangoAttrList *list = typeset.pango_attr_list_new();
    typeset.pango_attr_list_insert(list, typeset.pango_attr_insert_hyphens_new(FALSE));
    /* No ligature that a script can do without: what reads the page finds the letters. */
    typeset.pango_attr_list_insert(list, typeset.pango_attr_font_features_new("liga=0, clig=0"));
    if (language)
        typeset.pango_attr_list_insert(
            list, typeset.pango_attr_language_new(typeset.pango_language_from_string(language)));
    for (size_t i = 0; t->n > 1 && i < t->n; i++) {
        const struct pdf_run *run = &t->runs[i];
        put(list, typeset.pango_attr_foreground_new((guint16)run->ink, (guint16)(i & 1), 0), run);
        if (run->style == RUN_STRONG && !look->bold)
            put(list, typeset.pango_attr_weight_new(PANGO_WEIGHT_BOLD), run);
        if (run->style == RUN_BADGE)
            put(list, typeset.pango_attr_scale_new(.88), run);
        if (run->style == RUN_FAINT && look->bold) { /* small print of a heading */
            put(list, typeset.pango_attr_weight_new(PANGO_WEIGHT_NORMAL), run);
            put(list, typeset.pango_attr_scale_new(.78), run);
        }
        if (run->style == RUN_QUOTE && look->face != FACE_SERIF)
            put(list, typeset.pango_attr_family_new(pdf_fonts_family(FACE_SERIF, language)), run);
    }
    return list;
}

/* Whether the text reads as somebody's own words do, from the right if they do; else it is a line
 * of ours with such words in it. */
static bool speaks(const struct pdf_text *t)
{
    bool quote = t->n <= 1;
    for (size_t i = 0; i < t->n; i++)
        quote |= t->runs[i].style == RUN_QUOTE;
    return quote;
}

static void lay(struct pdf_text *t, const struct pdf_look *look, const char *language, double width)
{
    PangoFontDescription *font = typeset.pango_font_description_new();
    PangoAttrList *list = attributes(t, look, language);
    typeset.pango_font_description_set_family_static(font, pdf_fonts_family(look->face, language));
    typeset.pango_font_description_set_weight(font,
                                              look->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    typeset.pango_font_description_set_size(font, (gint)(look->size * PANGO_SCALE));
    typeset.pango_layout_set_font_description(t->layout, font);
    typeset.pango_font_description_free(font);
    typeset.pango_layout_set_attributes(t->layout, list);
    typeset.pango_attr_list_unref(list);
    typeset.pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
    typeset.pango_layout_set_line_spacing(t->layout, (float)look->leading);
    typeset.pango_layout_set_auto_dir(t->layout, speaks(t));
    typeset.pango_layout_set_width(t->layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    typeset.pango_layout_set_text(t->layout, t->bytes.at ? t->bytes.at : "", (int)t->bytes.len);
}

/* Pango finds a line by a walk from the first one; over many pages that is too often. */
static void note_lines(struct pdf_text *t)
{
    enum { LONG = 16384 };
    if (t->bytes.len < LONG)
        return;
    PangoLayoutIter *iter = typeset.pango_layout_get_iter(t->layout);
    do {
        int edges[2];
        typeset.pango_layout_iter_get_line_yrange(iter, &edges[0], &edges[1]);
        buf_add(&t->lines, edges, sizeof edges);
    } while (typeset.pango_layout_iter_next_line(iter));
    typeset.pango_layout_iter_free(iter);
    t->broken |= t->lines.state != BUF_SOUND;
}

void pdf_text_set(struct pdf_text *t, PangoContext *context, struct document_text text,
                  const struct pdf_look *look, double width)
{
    if (!t->layout)
        t->layout = typeset.pango_layout_new(context);
    t->n = 0;
    buf_clear(&t->bytes);
    buf_clear(&t->links);
    buf_clear(&t->lines);
    for (size_t i = 0; i < text.n && !t->broken; i++)
        add_run(t, &text.runs[i], look, text.n == 1);
    for (size_t i = 0; i < t->n; i++) {
        struct pdf_run *run = &t->runs[i];
        if (run->link.at)
            run->link.at = t->links.at + (uintptr_t)run->link.at - 1;
        if (run->place.at)
            run->place.at = t->links.at + (uintptr_t)run->place.at - 1;
    }
    if (t->bytes.state != BUF_SOUND || t->links.state != BUF_SOUND)
        t->broken = true;
    else
        lay(t, look, traits_of(buf_view(&t->bytes)).language, width);
    if (!t->broken && width > 0)
        note_lines(t);
}

void pdf_text_line(struct pdf_text *t, PangoContext *context, struct span text,
                   const struct pdf_look *look, double width)
{
    const struct document_run run = {.text = text};
    pdf_text_set(t, context, (struct document_text){&run, 1}, look, width);
}

double pdf_text_base(const struct pdf_text *t)
{
    return (double)typeset.pango_layout_get_baseline(t->layout) / PANGO_SCALE;
}

double pdf_text_height(const struct pdf_text *t)
{
    int width, height;
    typeset.pango_layout_get_size(t->layout, &width, &height);
    return (double)height / PANGO_SCALE;
}

double pdf_text_width(const struct pdf_text *t)
{
    int width, height;
    typeset.pango_layout_get_size(t->layout, &width, &height);
    return (double)width / PANGO_SCALE;
}

size_t pdf_text_lines(const struct pdf_text *t)
{
    return (size_t)typeset.pango_layout_get_line_count(t->layout);
}

static size_t measure_noted(const struct pdf_text *t, size_t from, size_t to, double room,
                            double *height)
{
    const int(*lines)[2] = (const int(*)[2])(const void *)t->lines.at;
    size_t line = from, n = t->lines.len / sizeof *lines;
    *height = 0;
    for (; line < to && line < n; line++) {
        double high = (double)(lines[line][1] - lines[from][0]) / PANGO_SCALE;
        if (high > room + .01)
            break;
        *height = high;
    }
    return line - from;
}

/* Lines [from, to), but only while they are no higher than `room`. */
static size_t measure(const struct pdf_text *t, size_t from, size_t to, double room, double *height)
{
    if (t->lines.len > 0)
        return measure_noted(t, from, to, room, height);
    PangoLayoutIter *iter = typeset.pango_layout_get_iter(t->layout);
    size_t line = 0;
    int first = 0;
    *height = 0;
    do {
        int top, bottom; /* without the leading, which stands between lines only */
        if (line < from)
            continue;
        typeset.pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        if (line == from)
            first = top;
        if ((double)(bottom - first) / PANGO_SCALE > room + .01)
            break;
        *height = (double)(bottom - first) / PANGO_SCALE;
    } while (++line < to && typeset.pango_layout_iter_next_line(iter));
    typeset.pango_layout_iter_free(iter);
    return line - from;
}

size_t pdf_text_fit(const struct pdf_text *t, size_t from, double room, double *height)
{
    return measure(t, from, SIZE_MAX, room, height);
}

double pdf_text_span(const struct pdf_text *t, size_t from, size_t to)
{
    double height;
    measure(t, from, to, HUGE_VAL, &height);
    return height;
}

static const struct pdf_run *run_at(const struct pdf_text *t, size_t offset)
{
    size_t i = 0;
    while (i + 1 < t->n && t->runs[i].to <= offset)
        i++;
    return t->n ? &t->runs[i] : NULL;
}

static void ink(cairo_t *cr, enum pdf_ink which)
{
    typeset.cairo_set_source_rgb(cr, pdf_inks[which][0], pdf_inks[which][1], pdf_inks[which][2]);
}

/* The border around a badge. */
static void border(cairo_t *cr, double x, double y, double width, double height)
{
    static const double r = 2;
    static const double quarter = 1.5707963267948966;
    typeset.cairo_new_sub_path(cr);
    typeset.cairo_arc(cr, x + width - r, y + r, r, -quarter, 0);
    typeset.cairo_arc(cr, x + width - r, y + height - r, r, 0, quarter);
    typeset.cairo_arc(cr, x + r, y + height - r, r, quarter, 2 * quarter);
    typeset.cairo_arc(cr, x + r, y + r, r, 2 * quarter, 3 * quarter);
    typeset.cairo_close_path(cr);
    typeset.cairo_set_line_width(cr, .5);
    typeset.cairo_stroke(cr);
}

static void draw_line(const struct pdf_text *t, cairo_t *cr, PangoLayoutLine *line, double x,
                      double y, const struct pdf_links *links)
{
    const char *bytes = typeset.pango_layout_get_text(t->layout);
    const struct pdf_run *linked = NULL;
    for (GSList *l = line->runs; l; l = l->next) {
        PangoGlyphItem *item = l->data;
        PangoRectangle box;
        const struct pdf_run *run = run_at(t, (size_t)item->item->offset);
        typeset.pango_glyph_string_extents(item->glyphs, item->item->analysis.font, NULL, &box);
        if (linked && linked != run)
            links->end(links->self, linked->link, linked->place);
        if (run && run != linked && (run->link.at || run->place.at))
            links->begin(links->self, run->link, run->place);
        linked = run && (run->link.at || run->place.at) ? run : NULL;
        ink(cr, run ? run->ink : INK_TEXT);
        double width = (double)box.width / PANGO_SCALE;
        if (run && run->style == RUN_BADGE)
            border(cr, x + .5, y + (double)box.y / PANGO_SCALE + .6, width - 1,
                   (double)box.height / PANGO_SCALE - 1.2);
        typeset.cairo_move_to(cr, x, y);
        typeset.pango_cairo_show_glyph_item(cr, bytes, item);
        x += width;
    }
    if (linked)
        links->end(links->self, linked->link, linked->place);
}

void pdf_text_draw(const struct pdf_text *t, cairo_t *cr, double x, double y, size_t from,
                   size_t to, const struct pdf_links *links)
{
    PangoLayoutIter *iter = typeset.pango_layout_get_iter(t->layout);
    size_t line = 0;
    double shift = 0;
    do {
        PangoRectangle box;
        int top, bottom;
        typeset.pango_layout_iter_get_line_yrange(iter, &top, &bottom);
        if (line == from)
            shift = y - (double)top / PANGO_SCALE;
        if (line >= from && line < to) {
            typeset.pango_layout_iter_get_line_extents(iter, NULL, &box);
            draw_line(t, cr, typeset.pango_layout_iter_get_line_readonly(iter),
                      x + (t->left ? 0 : (double)box.x / PANGO_SCALE),
                      shift + (double)typeset.pango_layout_iter_get_baseline(iter) / PANGO_SCALE,
                      links);
        }
        line++;
    } while (line < to && typeset.pango_layout_iter_next_line(iter));
    typeset.pango_layout_iter_free(iter);
}
