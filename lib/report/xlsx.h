#ifndef REPORT_XLSX_H
#define REPORT_XLSX_H

/* The workbook, by libxlsxwriter: a few sheets, each written from its first row to its last and
 * held nowhere (the library's constant memory). Parts of it, for lib/report/xlsx*.c only.
 *
 * A cell is what it is said to be: text is text whatever it looks like, for nothing here guesses.
 * Text has the first layer of dress.h on; what XML cannot hold is not in it.
 *
 * What Excel cannot hold is not cut in silence: a text of more than 32,767 UTF-16 units ends with
 * [cut], a link beyond the 65,530th of a sheet is text, rows beyond the 1,048,576th are left out;
 * the sheet Method names all of them.
 * Source: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */

#include "lib/report/page.h"
#include "lib/report/xlsx_library.h"

enum xlsx_look {
    LOOK_TEXT, /* stays text also when it is edited */
    LOOK_WRAPPED,
    LOOK_LINK,
    LOOK_BOOL,
    LOOK_COUNT,
    LOOK_REAL,
    LOOK_MONEY,
    LOOK_SHARE,
    LOOK_POINTS,
    LOOK_SECONDS,
    LOOK_CLOCK, /* a length, of days */
    LOOK_DATE,
    LOOK_TIME, /* date and time */
    LOOK_HEAD, /* of a table */
    LOOK_HEAD_RIGHT,
    LOOK_NONE, /* where there is no number */
    LOOK_TITLE,
    LOOK_LEDE,
    LOOK_SECTION,
    LOOK_QUESTION,
    LOOK_STRONG,
    LOOK_FAINT,
    LOOK_SENTENCE,
    LOOK_QUOTE,
    LOOK_BYLINE,
    LOOK_GOOD, /* verdicts */
    LOOK_BAD,
    LOOK_OPEN,
    LOOKS
};

enum {
    XLSX_ROWS = 1048576,
    XLSX_COLUMNS = 4096,  /* more than the questions of a report take */
    XLSX_WIDE = 60,       /* characters: no column is wider */
    XLSX_LINKS = 65530,   /* of a sheet */
    XLSX_LINK = 2079,     /* characters of an address */
    XLSX_DISPLAY = 255,   /* characters that stand for an address */
    XLSX_CELL = 32767,    /* UTF-16 units of a text */
    XLSX_CURRENCIES = 64, /* that have a format of their own */
};

/* A text that was too long, by its place. */
struct xlsx_cut {
    const char *sheet;
    uint32_t row;
    uint16_t column;
    int64_t units;
};

struct xlsx {
    struct page p; /* first: what page_trend is given is what it gives back */
    const struct xlsx_library *lib;
    lxw_workbook *book;
    lxw_format *looks[LOOKS];
    struct {
        char code[4];
        lxw_format *look;
    } currencies[XLSX_CURRENCIES];
    size_t ncurrencies;
    struct xlsx_cut *cuts;
    size_t ncuts, room;
    struct buf text; /* of the cell that is being made */
    lxw_error error; /* the library's first */
    bool no_memory;
};

struct xlsx_sheet {
    struct xlsx *x;
    lxw_worksheet *at; /* NULL: nothing is written, but the rows are counted */
    const char *name;
    uint32_t row;
    uint16_t column;
    uint16_t columns; /* as many as there were in some row */
    unsigned char widths[XLSX_COLUMNS];
    int64_t links, plain; /* links; those that are text */
    int64_t left_out;     /* rows */
};

/* xlsx_sheet.c. */
void xlsx_told(struct xlsx_sheet *s, lxw_error error); /* what the library said: the first stays */
/* *s is zeroed at first. */
void xlsx_sheet_begin(struct xlsx_sheet *s, struct xlsx *x, const char *name);
/* A table from `first` on, whose head is one row: it stays in sight, has filters, is printed on
 * each page; columns as wide as what is in them, within reason. */
void xlsx_sheet_table(struct xlsx_sheet *s, uint32_t first);
void xlsx_height(struct xlsx_sheet *s, double points); /* of the row, before its first cell */
/* As high as text of so many columns of a terminal is, wrapped to `width` of them. Excel would find
 * it for itself, LibreOffice would not. */
void xlsx_lines(struct xlsx_sheet *s, double columns, double width);
void xlsx_next(struct xlsx_sheet *s); /* row */
bool xlsx_room(struct xlsx_sheet *s); /* for one more row; else it is left out, and counted */

/* xlsx_cell.c: a cell, and on to the next column. An absent text is an empty cell. */
void xlsx_quote(struct xlsx_sheet *s, struct span text, enum xlsx_look look); /* dress_quote */
void xlsx_name(struct xlsx_sheet *s, struct span text, enum xlsx_look look);  /* dress_name */
void xlsx_words(struct xlsx_sheet *s, const char *text, enum xlsx_look look);
void xlsx_buf(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look); /* a name; clears b */
void xlsx_json(struct xlsx_sheet *s, struct span json);
void xlsx_skip(struct xlsx_sheet *s);
void xlsx_count(struct xlsx_sheet *s, int64_t n);
void xlsx_real(struct xlsx_sheet *s, double n, enum xlsx_look look); /* NAN: empty */
void xlsx_bool(struct xlsx_sheet *s, bool value);
/* A number that came as text: a number unless it has more digits than Excel keeps (15). `money`:
 * what it looks like (xlsx_money), or NULL. */
void xlsx_number(struct xlsx_sheet *s, struct span text, double n, lxw_format *money);
void xlsx_amount(struct xlsx_sheet *s, double amount, struct span currency);
void xlsx_date(struct xlsx_sheet *s, struct span iso); /* a date unless it is none to Excel */
void xlsx_started(struct xlsx_sheet *s, const struct report_call *c); /* in the report's zone */
/* Text that leads to an address of the web, which was checked when it was read. */
void xlsx_link(struct xlsx_sheet *s, struct span url, struct span text);
/* Text that leads to a cell of this workbook, "Calls!A1". */
void xlsx_leads(struct xlsx_sheet *s, const char *place, struct span text);
/* Part, of, share, and its interval in two cells; where it is scant, words in place of a share. */
enum { XLSX_SHARE_CELLS = 5 };
void xlsx_share(struct xlsx_sheet *s, int64_t part, int64_t of);
extern const char *const xlsx_share_heads[XLSX_SHARE_CELLS];
/* Of a table's heads. Those of numbers stand at the right. */
void xlsx_heads(struct xlsx_sheet *s, const char *const *heads, size_t n, enum xlsx_look look);
/* Bars behind the shares of a column, from 0 to 1. */
void xlsx_bars(struct xlsx_sheet *s, uint32_t first, uint32_t last, uint16_t column);
/* One cell over so many columns, as high as its text needs when they are `width` characters wide.
 */
void xlsx_across(struct xlsx_sheet *s, struct buf *b, enum xlsx_look look, uint16_t columns,
                 double width);

void xlsx_across_quote(struct xlsx_sheet *s, struct span quote, uint16_t columns, double width);

/* xlsx_look.c */
void xlsx_looks(struct xlsx *x);
lxw_format *xlsx_money(struct xlsx *x, struct span currency);

/* The sheets. */
struct xlsx_sheets {
    struct xlsx_sheet summary, calls, evidence, themes, trend, breakdowns, lost, method;
    struct xlsx_sheet counted; /* the summary, before it is written */
};
void xlsx_summary(struct xlsx_sheet *s, struct xlsx_sheet *counted);
void xlsx_calls(struct xlsx_sheet *s);
void xlsx_evidence(struct xlsx_sheet *s);
void xlsx_themes(struct xlsx_sheet *s);
void xlsx_trend(struct xlsx_sheet *s);
void xlsx_breakdowns(struct xlsx_sheet *s);
void xlsx_lost(struct xlsx_sheet *s);
void xlsx_method(struct xlsx_sheet *s, struct xlsx_sheet *const *sheets, size_t n);
uint16_t xlsx_call_column(size_t question); /* of its answer in Calls */

#endif
