/* The workbook as a whole: its sheets, what it says of itself, and how it goes out. */

#include "lib/report/xlsx.h"

#include <stdlib.h>
#include "lib/report/xlsx_spool.h"

/* When the newest call began: the library would take the clock. */
static time_t made(const struct report *r)
{
    enum { NOT_KNOWN = 315532800 }; /* 1980-01-01, as the entries of the archive */
    time_t t = r->has_window ? (time_t)(r->last / WHEN_SECOND) : 0;
    return t > 0 && t < 253402300800 ? t : NOT_KNOWN;
}

static void properties(struct xlsx *x)
{
    enum { TITLE = 250 };
    struct buf title = BUF(0);
    dress_name(&title, x->p.r->title, DRESS_CELL);
    lxw_doc_properties said = {
        .title = title.len > 0 && title.len < TITLE ? title.at : (char[]){"Call report"},
        .author = (char[]){"callmine " VERSION},
        .created = made(x->p.r),
    };
    if (x->lib->workbook_set_properties(x->book, &said) != LXW_NO_ERROR)
        x->no_memory = true;
    buf_free(&title);
}

static void fill(struct xlsx *x, struct xlsx_sheets *all)
{
    xlsx_looks(x);
    if (x->no_memory)
        return;
    properties(x);
    xlsx_sheet_begin(&all->summary, x, "Summary");
    xlsx_sheet_begin(&all->calls, x, "Calls");
    xlsx_sheet_begin(&all->evidence, x, "Evidence");
    xlsx_sheet_begin(&all->themes, x, "Themes");
    if (x->p.u->trend)
        xlsx_sheet_begin(&all->trend, x, "Trend");
    xlsx_sheet_begin(&all->breakdowns, x, "Breakdowns");
    xlsx_sheet_begin(&all->lost, x, "Not counted");
    xlsx_sheet_begin(&all->method, x, "Method");
    if (x->no_memory)
        return;
    xlsx_summary(&all->summary, &all->counted);
    xlsx_calls(&all->calls);
    xlsx_evidence(&all->evidence);
    xlsx_themes(&all->themes);
    if (x->p.u->trend)
        xlsx_trend(&all->trend);
    xlsx_breakdowns(&all->breakdowns);
    xlsx_lost(&all->lost);
    struct xlsx_sheet *const limited[] = {&all->summary, &all->calls, &all->evidence,
                                          &all->breakdowns, &all->lost};
    xlsx_method(&all->method, limited, sizeof limited / sizeof limited[0]);
}

/* What went wrong so far, as a fault. */
static int check(const struct xlsx *x, struct fault *f)
{
    if (x->no_memory || x->p.b.state == BUF_NO_MEMORY || x->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        return fault(f, STATUS_NO_MEMORY, "no memory for the workbook");
    if (x->error != LXW_NO_ERROR)
        return fault(f, STATUS_BUG, "the workbook cannot be made: %s",
                     x->lib->lxw_strerror(x->error));
    return 0;
}

static int make(struct xlsx *x, struct xlsx_sheets *all, struct fault *f)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE};
    x->book = x->lib->workbook_new_opt("report.xlsx", &options);
    if (!x->book)
        return fault(f, STATUS_NO_MEMORY, "no memory for the workbook");
    fill(x, all);
    if (check(x, f) != 0) {
        x->lib->lxw_workbook_free(x->book);
        return -1;
    }
    x->error = x->lib->workbook_close(x->book);
    return check(x, f);
}

int xlsx_write(const struct rollup *u, const struct format_options *o, struct out *out,
               struct fault *f)
{
    struct xlsx x = {.lib = xlsx_library(f), .text = BUF(0)};
    struct xlsx_spool spool;
    if (!x.lib)
        return -1;
    struct xlsx_sheets *all = calloc(1, sizeof *all);
    int rc = -1;
    if (!all)
        return fault(f, STATUS_NO_MEMORY, "no memory for the workbook");
    page_init(&x.p, u, o, out, DRESS_CELL);
    if (xlsx_spool_begin(&spool, x.lib, f) == 0) {
        rc = make(&x, all, f);
        if (xlsx_spool_end(&spool, rc == 0 ? out : NULL, rc == 0 ? f : &(struct fault){0}) != 0)
            rc = -1;
    }
    buf_free(&x.p.b);
    buf_free(&x.text);
    free(x.cuts);
    free(all);
    return rc;
}
