/* A sheet as a whole, and its rows. */

#include "lib/report/xlsx.h"

#include <math.h>

void xlsx_told(struct xlsx_sheet *s, lxw_error error)
{
    if (error != LXW_NO_ERROR && s->x->error == LXW_NO_ERROR)
        s->x->error = error;
}

void xlsx_sheet_begin(struct xlsx_sheet *s, struct xlsx *x, const char *name)
{
    s->x = x;
    s->name = name;
    s->at = x->book ? x->lib->workbook_add_worksheet(x->book, name) : NULL;
    if (!s->at) {
        x->no_memory = true;
        return;
    }
    s->x->lib->worksheet_set_landscape(s->at);
    s->x->lib->worksheet_set_paper(s->at, 9); /* A4 */
    s->x->lib->worksheet_fit_to_pages(s->at, 1, 0);
    s->x->lib->worksheet_set_margins(s->at, .4, .4, .5, .6);
    xlsx_told(s, s->x->lib->worksheet_set_footer(s->at, "&L&A&R&P / &N"));
    xlsx_told(s, s->x->lib->worksheet_ignore_errors(s->at, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                                    "A1:XFD1048576"));
}

/* Columns as wide as what is in them, and how many pages beside each other they are printed on. */
static unsigned fit_columns(struct xlsx_sheet *s)
{
    enum { NARROW = 6, BUTTON = 3, PAGE = 320 };
    unsigned all = 0;
    for (uint16_t c = 0; c < s->columns; c++) {
        int width = s->widths[c] + BUTTON;
        width = width < NARROW ? NARROW : width > XLSX_WIDE ? XLSX_WIDE : width;
        all += (unsigned)width;
        xlsx_told(s, s->x->lib->worksheet_set_column(s->at, c, c, width, NULL));
    }
    return (all + PAGE - 1) / PAGE;
}

void xlsx_sheet_table(struct xlsx_sheet *s, uint32_t first)
{
    const struct xlsx_library *lib = s->x->lib;
    if (!s->at || s->columns == 0)
        return;
    lib->worksheet_freeze_panes(s->at, first + 1, 1);
    lib->worksheet_fit_to_pages(s->at, (uint16_t)fit_columns(s), 0);
    xlsx_told(s, lib->worksheet_repeat_rows(s->at, first, first));
    xlsx_told(s, lib->worksheet_repeat_columns(s->at, 0, 0));
    xlsx_told(s, lib->worksheet_autofilter(s->at, first, 0,
                                           s->row > first + 1 ? s->row - 1 : first + 1,
                                           (lxw_col_t)(s->columns - 1)));
}

void xlsx_height(struct xlsx_sheet *s, double points)
{
    if (s->at)
        xlsx_told(s, s->x->lib->worksheet_set_row(s->at, s->row, points, NULL));
}

void xlsx_lines(struct xlsx_sheet *s, double columns, double width)
{
    enum { LINE = 15, HIGHEST = 405 }; /* points; Excel's highest row is 409 */
    double lines = ceil(columns / width);
    if (lines > 1)
        xlsx_height(s, fmin(lines * LINE, HIGHEST));
}

void xlsx_next(struct xlsx_sheet *s)
{
    if (s->column > s->columns)
        s->columns = s->column;
    s->row++;
    s->column = 0;
}

bool xlsx_room(struct xlsx_sheet *s)
{
    if (s->row < XLSX_ROWS)
        return true;
    s->left_out++;
    return false;
}

const char *const xlsx_share_heads[XLSX_SHARE_CELLS] = {"Calls", "Asked", "Share", "95% from",
                                                        "95% to"};

void xlsx_share(struct xlsx_sheet *s, int64_t part, int64_t of)
{
    struct interval i = interval_of(part, of);
    xlsx_count(s, part);
    xlsx_count(s, of);
    if (rollup_scant(s->x->p.u, of)) {
        xlsx_words(s, "insufficient signal", LOOK_FAINT);
        xlsx_skip(s);
        xlsx_skip(s);
    } else {
        xlsx_real(s, i.share, LOOK_SHARE);
        xlsx_real(s, i.low, LOOK_SHARE);
        xlsx_real(s, i.high, LOOK_SHARE);
    }
}

void xlsx_heads(struct xlsx_sheet *s, const char *const *heads, size_t n, enum xlsx_look look)
{
    for (size_t i = 0; i < n; i++)
        xlsx_words(s, heads[i], look);
}

void xlsx_bars(struct xlsx_sheet *s, uint32_t first, uint32_t last, uint16_t column)
{
    lxw_conditional_format bar = {
        .type = LXW_CONDITIONAL_DATA_BAR,
        .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
        .min_value = 0,
        .max_value = 1,
        .bar_color = 0x9DC3E6,
        .data_bar_2010 = LXW_TRUE,
        .bar_solid = LXW_TRUE,
        .bar_no_border = LXW_TRUE,
    };
    if (s->at && last >= first)
        xlsx_told(s, s->x->lib->worksheet_conditional_format_range(s->at, first, column, last,
                                                                   column, &bar));
}
