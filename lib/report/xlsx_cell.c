/* Cells. */

#include "lib/report/xlsx.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include "lib/base/plain.h"

/* The cell's column; wide enough for what is in it. */
static uint16_t place(struct xlsx_sheet *s, size_t width)
{
    uint16_t c = s->column;
    if (c + 1 < XLSX_COLUMNS)
        s->column++;
    if (width > UINT8_MAX)
        width = UINT8_MAX;
    if (s->widths[c] < width)
        s->widths[c] = (unsigned char)width;
    return c;
}

static bool is_hex(const char *at)
{
    return isxdigit((unsigned char)at[0]) && isxdigit((unsigned char)at[1]) &&
           isxdigit((unsigned char)at[2]) && isxdigit((unsigned char)at[3]);
}

/* A spreadsheet reads _x0041_ as A (ISO/IEC 29500-1, ST_Xstring); the first _ written so is
 * itself. */
static void unread(struct buf *b, struct span s)
{
    const char *end = s.at + s.len, *mark;
    while ((mark = memmem(s.at, (size_t)(end - s.at), "_x", 2)) != NULL) {
        buf_add(b, s.at, (size_t)(mark - s.at));
        buf_text(b, end - mark >= 7 && is_hex(mark + 2) && mark[6] == '_' ? "_x005F_" : "_");
        s.at = mark + 1;
    }
    buf_add(b, s.at, (size_t)(end - s.at));
}

static void note_cut(struct xlsx_sheet *s, uint16_t column, int64_t units)
{
    struct xlsx *x = s->x;
    if (x->ncuts == x->room) {
        size_t room = x->room ? 2 * x->room : 16;
        struct xlsx_cut *cuts = reallocarray(x->cuts, room, sizeof *cuts);
        if (!cuts) {
            x->no_memory = true;
            return;
        }
        x->cuts = cuts;
        x->room = room;
    }
    x->cuts[x->ncuts++] = (struct xlsx_cut){s->name, s->row, column, units};
}

/* What stands in x->text is cut to what a cell holds. */
static void fit(struct xlsx_sheet *s, uint16_t column)
{
    static const char mark[] = " [cut]";
    struct span rest = buf_view(&s->x->text);
    int64_t units = 0;
    size_t keep = 0;
    if (rest.len <= XLSX_CELL)
        return;
    while (rest.len) {
        units += plain_next(&rest) > 0xffff ? 2 : 1;
        if (units <= XLSX_CELL - (int64_t)sizeof mark)
            keep = s->x->text.len - rest.len;
    }
    if (units <= XLSX_CELL)
        return;
    note_cut(s, column, units);
    s->x->text.len = keep;
    buf_text(&s->x->text, mark);
}

/* Dressed text, which is `shown` or in a buffer of the caller's. False: there is nothing to write.
 */
static bool ready(struct xlsx_sheet *s, struct span shown, uint16_t *column)
{
    struct buf *b = &s->x->text;
    *column = place(s, s->at ? plain_width(shown) : 0);
    if (!s->at)
        return false;
    buf_clear(b);
    unread(b, shown);
    fit(s, *column);
    if (b->state != BUF_SOUND)
        s->x->no_memory = true;
    return b->state == BUF_SOUND && b->len > 0;
}

static void put(struct xlsx_sheet *s, struct buf *shown, enum xlsx_look look)
{
    uint16_t column;
    lxw_format *format = s->x->looks[look];
    if (ready(s, buf_view(shown), &column))
        xlsx_told(s,
                  s->x->lib->worksheet_write_string(s->at, s->row, column, s->x->text.at, format));
    if (shown->state != BUF_SOUND)
        s->x->no_memory = true;
    buf_free(shown);
}

void xlsx_quote(struct xlsx_sheet *s, struct span text, enum xlsx_look look)
{
    struct buf b = BUF(0);
    if (text.at)
        dress_quote(&b, text, DRESS_CELL);
    put(s, &b, look);
}

void xlsx_name(struct xlsx_sheet *s, struct span text, enum xlsx_look look)
{
    struct buf b = BUF(0);
    if (text.at)
        dress_name(&b, text, DRESS_CELL);
    put(s, &b, look);
}

void xlsx_words(struct xlsx_sheet *s, const char *text, enum xlsx_look look)
{
    xlsx_quote(s, span_of(text), look);
}

void xlsx_buf(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look)
{
    if (b->state != BUF_SOUND)
        s->x->no_memory = true;
    xlsx_name(s, buf_view(b), look);
    buf_free(b);
}

void xlsx_json(struct xlsx_sheet *s, struct span json)
{
    struct buf b = BUF(0);
    if (json.at)
        dress_bare_json(&b, json);
    put(s, &b, LOOK_TEXT);
}

void xlsx_skip(struct xlsx_sheet *s)
{
    place(s, 0);
}

static void number(struct xlsx_sheet *s, double n, lxw_format *format, size_t width)
{
    uint16_t column = place(s, width);
    if (s->at)
        xlsx_told(s, s->x->lib->worksheet_write_number(s->at, s->row, column, n, format));
}

void xlsx_count(struct xlsx_sheet *s, int64_t n)
{
    struct buf b = BUF(0);
    words_number(&b, n);
    number(s, (double)n, s->x->looks[LOOK_COUNT], b.len);
    buf_free(&b);
}

void xlsx_real(struct xlsx_sheet *s, double n, enum xlsx_look look)
{
    if (isfinite(n)) /* "#,##0.##" would show 8 as "8." */
        number(s, n, s->x->looks[look == LOOK_REAL && n == floor(n) ? LOOK_COUNT : look], 8);
    else
        xlsx_skip(s);
}

void xlsx_bool(struct xlsx_sheet *s, bool value)
{
    uint16_t column = place(s, 5);
    if (s->at)
        xlsx_told(s, s->x->lib->worksheet_write_boolean(s->at, s->row, column, value,
                                                        s->x->looks[LOOK_BOOL]));
}

void xlsx_number(struct xlsx_sheet *s, struct span text, double n, lxw_format *money)
{
    enum { KEPT = 15 };
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++)
        digits += isdigit((unsigned char)text.at[i]) != 0;
    if (!text.len || !isfinite(n) || digits > KEPT)
        xlsx_quote(s, text, LOOK_TEXT);
    else
        number(s, n, money ? money : s->x->looks[n == floor(n) ? LOOK_COUNT : LOOK_REAL],
               text.len + text.len / 3 + (money ? 6 : 0));
}

void xlsx_amount(struct xlsx_sheet *s, double amount, struct span currency)
{
    struct buf b = BUF(0);
    words_money(&b, amount, currency);
    if (isfinite(amount))
        number(s, amount, xlsx_money(s->x, currency), b.len + 3);
    else
        xlsx_skip(s);
    buf_free(&b);
}

/* Days since the end of 1899, as Excel counts them; 1900 has a 29 February there, so what is before
 * March is no date here. False: Excel has no such date. */
static bool serial(when t, int64_t offset_s, double *days)
{
    *days = (double)(t / WHEN_SECOND + offset_s) / 86400 + 25569;
    return *days >= 61 && *days < 2958466;
}

void xlsx_date(struct xlsx_sheet *s, struct span iso)
{
    struct buf b = BUF(0);
    struct fault f;
    when t;
    double days;
    buf_span(&b, iso);
    buf_text(&b, "T00:00:00Z");
    if (iso.len == 10 && when_parse(&t, buf_view(&b), &f) == 0 && serial(t, 0, &days))
        number(s, days, s->x->looks[LOOK_DATE], 10);
    else
        xlsx_quote(s, iso, LOOK_TEXT);
    buf_free(&b);
}

void xlsx_started(struct xlsx_sheet *s, const struct report_call *c)
{
    struct civil civil;
    struct fault f;
    double days;
    if (c->has_started && when_civil(&civil, c->started, s->x->p.r->options.zone, &f) == 0 &&
        serial(c->started, civil.offset_s, &days))
        number(s, days, s->x->looks[LOOK_TIME], 16);
    else
        xlsx_quote(s, c->started_text, LOOK_TEXT);
}

/* The library takes "internal:" and "external:" anywhere in an address for its own, and cuts what
 * is longer than XLSX_LINK once it has escaped it. */
static bool is_linkable(const char *url)
{
    size_t len = strlen(url);
    for (const char *at = url; *at; at++)
        len += strchr("[]{}%", *at) ? 2 : 0;
    return len <= XLSX_LINK && !strstr(url, "internal:") && !strstr(url, "external:");
}

void xlsx_link(struct xlsx_sheet *s, struct span url, struct span text)
{
    struct buf address = BUF(0), shown = BUF(0);
    uint16_t column;
    buf_span(&address, url);
    dress_name(&shown, url.at ? text : SPAN_NONE, DRESS_CELL);
    if (url.at && (s->links >= XLSX_LINKS || !is_linkable(address.at ? address.at : ""))) {
        s->plain += s->at != NULL;
        buf_clear(&shown);
        dress_name(&shown, url, DRESS_CELL);
        put(s, &shown, LOOK_TEXT);
    } else {
        if (ready(s, buf_view(&shown), &column)) {
            s->links++;
            xlsx_told(s, s->x->lib->worksheet_write_url_opt(s->at, s->row, column, address.at,
                                                            s->x->looks[LOOK_LINK], s->x->text.at,
                                                            NULL));
        }
        buf_free(&shown);
    }
    buf_free(&address);
}

void xlsx_leads(struct xlsx_sheet *s, const char *to, struct span text)
{
    struct buf address = BUF(0), shown = BUF(0);
    uint16_t column;
    buf_format(&address, "internal:%s", to);
    dress_name(&shown, text, DRESS_CELL);
    if (s->links >= XLSX_LINKS) {
        put(s, &shown, LOOK_TEXT);
    } else if (ready(s, buf_view(&shown), &column)) {
        s->links++;
        xlsx_told(s,
                  s->x->lib->worksheet_write_url_opt(s->at, s->row, column, address.at,
                                                     s->x->looks[LOOK_LINK], s->x->text.at, NULL));
    }
    buf_free(&shown);
    buf_free(&address);
}

/* Dressed text over several cells. */
static void across(struct xlsx_sheet *s, struct buf *shown, enum xlsx_look look, uint16_t columns,
                   double width)
{
    static const double small = 1.15; /* times as many letters beside each other */
    unsigned char before = s->widths[s->column];
    uint16_t column;
    xlsx_lines(s, (double)plain_width(buf_view(shown)),
               look == LOOK_BYLINE ? width * small : width);
    if (ready(s, buf_view(shown), &column))
        xlsx_told(s, s->x->lib->worksheet_merge_range(s->at, s->row, column, s->row,
                                                      (lxw_col_t)(column + columns - 1),
                                                      s->x->text.at, s->x->looks[look]));
    s->widths[column] = before;
    s->column = (uint16_t)(column + columns);
    if (shown->state != BUF_SOUND)
        s->x->no_memory = true;
    buf_free(shown);
}

void xlsx_across(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look, uint16_t columns,
                 double width)
{
    struct buf shown = BUF(0);
    dress_name(&shown, buf_view(b), DRESS_CELL);
    if (b->state != BUF_SOUND)
        s->x->no_memory = true;
    buf_free(b);
    across(s, &shown, look, columns, width);
}

void xlsx_across_quote(struct xlsx_sheet *s, struct span quote, uint16_t columns, double width)
{
    struct buf shown = BUF(0);
    buf_text(&shown, "“");
    dress_quote(&shown, quote, DRESS_CELL);
    buf_text(&shown, "”");
    across(s, &shown, LOOK_QUOTE, columns, width);
}
