/* How cells look: one type, few colours, and what Excel's own number formats can say: "_)" is a
 * blank as wide as a bracket, that a number may not touch the text at its right. */

#include "lib/report/xlsx.h"

enum {
    INK = 0x1F2933,
    FAINT = 0x616E7C,
    ACCENT = 0x1F4E79,
    PALE = 0xDCE6F1,
    RULE = 0xBCCCDC,
    GREEN = 0x1E6B3A,
    RED = 0xA61B1B,
};

/* Parts of a look beside its number format. */
enum { BOLD = 1, WRAP = 2, BORDER = 4, FILL = 8, INDENT = 16, RIGHT = 32, LEFT = 64 };

static const struct {
    const char *number;
    lxw_color_t color;
    double size;
    int parts;
} looks[LOOKS] = {
    [LOOK_TEXT] = {"@", INK, 11, 0},
    [LOOK_WRAPPED] = {"@", INK, 11, WRAP},
    /* Excel shows TRUE in any format, LibreOffice 1 in most. */
    [LOOK_BOOL] = {"\"TRUE\";\"TRUE\";\"FALSE\"", INK, 11, LEFT},
    [LOOK_LINK] = {NULL, 0x0B5CAD, 11, 0},
    [LOOK_COUNT] = {"#,##0_)", INK, 11, 0},
    [LOOK_REAL] = {"#,##0.##_)", INK, 11, 0},
    [LOOK_MONEY] = {"#,##0.00_)", INK, 11, 0},
    /* More than none does not become 0%. */
    [LOOK_SHARE] = {"[=0]0%_);[<0.005]0.0%_);0%_)", INK, 11, 0},
    [LOOK_POINTS] = {"+0_);-0_);0_)", INK, 11, 0},
    [LOOK_SECONDS] = {"0.0_)", INK, 11, 0},
    [LOOK_CLOCK] = {"[m]:ss_)", INK, 11, 0},
    [LOOK_DATE] = {"yyyy-mm-dd", INK, 11, LEFT},
    [LOOK_TIME] = {"yyyy-mm-dd hh:mm", INK, 11, LEFT},
    [LOOK_HEAD] = {"@", ACCENT, 11, BOLD | WRAP | FILL | BORDER},
    [LOOK_HEAD_RIGHT] = {"@", ACCENT, 11, BOLD | WRAP | FILL | BORDER | RIGHT},
    [LOOK_NONE] = {"@", FAINT, 11, RIGHT},
    [LOOK_TITLE] = {"@", ACCENT, 20, BOLD},
    [LOOK_LEDE] = {"@", FAINT, 12, 0},
    [LOOK_SECTION] = {"@", ACCENT, 15, BOLD | BORDER},
    [LOOK_QUESTION] = {"@", INK, 12, BOLD | WRAP},
    [LOOK_STRONG] = {"@", INK, 11, BOLD},
    [LOOK_FAINT] = {"@", FAINT, 10, 0},
    [LOOK_SENTENCE] = {"@", INK, 11, WRAP},
    [LOOK_QUOTE] = {"@", INK, 11, WRAP | INDENT},
    [LOOK_BYLINE] = {"@", FAINT, 10, WRAP | INDENT},
    [LOOK_GOOD] = {"@", GREEN, 11, WRAP},
    [LOOK_BAD] = {"@", RED, 11, WRAP | BOLD},
    [LOOK_OPEN] = {"@", FAINT, 11, WRAP},
};

static lxw_format *add_look(struct xlsx *x, const char *number, lxw_color_t color, double size,
                            int parts)
{
    lxw_format *f = x->lib->workbook_add_format(x->book);
    if (!f) {
        x->no_memory = true;
        return NULL;
    }
    if (number)
        x->lib->format_set_num_format(f, number);
    x->lib->format_set_font_color(f, color);
    x->lib->format_set_font_size(f, size);
    x->lib->format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (parts & BOLD)
        x->lib->format_set_bold(f);
    if (parts & WRAP)
        x->lib->format_set_text_wrap(f);
    if (parts & RIGHT)
        x->lib->format_set_align(f, LXW_ALIGN_RIGHT);
    if (parts & LEFT)
        x->lib->format_set_align(f, LXW_ALIGN_LEFT);
    if (parts & INDENT)
        x->lib->format_set_indent(f, 1);
    if (parts & FILL)
        x->lib->format_set_bg_color(f, PALE);
    if (parts & BORDER) {
        x->lib->format_set_bottom(f, LXW_BORDER_THIN);
        x->lib->format_set_bottom_color(f, RULE);
    }
    return f;
}

void xlsx_looks(struct xlsx *x)
{
    for (int i = 0; i < LOOKS; i++) {
        x->looks[i] = add_look(x, looks[i].number, looks[i].color, looks[i].size, looks[i].parts);
        if (x->looks[i] && i == LOOK_LINK)
            x->lib->format_set_underline(x->looks[i], LXW_UNDERLINE_SINGLE);
    }
}

/* Only what looks like a code of ISO 4217 gets into a format: in any other way a name from the CRM
 * would be read as one. */
static bool is_code(struct span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < 'A' || s.at[i] > 'Z')
            return false;
    return s.at && s.len == 3;
}

lxw_format *xlsx_money(struct xlsx *x, struct span currency)
{
    struct buf b = BUF(0);
    if (!x->book || !is_code(currency))
        return x->looks[LOOK_MONEY];
    for (size_t i = 0; i < x->ncurrencies; i++)
        if (span_is(currency, x->currencies[i].code))
            return x->currencies[i].look;
    if (x->ncurrencies == XLSX_CURRENCIES)
        return x->looks[LOOK_MONEY];
    buf_format(&b, "\"%.*s\" #,##0.00_)", (int)currency.len, currency.at);
    lxw_format *look = add_look(x, b.at, INK, 11, 0);
    buf_free(&b);
    memcpy(x->currencies[x->ncurrencies].code, currency.at, 3);
    x->currencies[x->ncurrencies++].look = look;
    return look;
}
