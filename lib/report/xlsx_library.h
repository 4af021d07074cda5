#ifndef REPORT_XLSX_LIBRARY_H
#define REPORT_XLSX_LIBRARY_H

/* libxlsxwriter, loaded when it is first wanted, as lib/pack loads libarchive: it brings libcrypto,
 * which takes longer to start with than most reports take to write. Linked by name alone, so the
 * package depends on it all the same. */

#include <minizip/zip.h>
#include <xlsxwriter.h>
#include "lib/base/library.h"

#define XLSX_LIBRARY(X)                                                                            \
    X(format_set_align)                                                                            \
    X(format_set_bg_color)                                                                         \
    X(format_set_bold)                                                                             \
    X(format_set_bottom)                                                                           \
    X(format_set_bottom_color)                                                                     \
    X(format_set_font_color)                                                                       \
    X(format_set_font_size)                                                                        \
    X(format_set_indent)                                                                           \
    X(format_set_num_format)                                                                       \
    X(format_set_text_wrap)                                                                        \
    X(format_set_underline)                                                                        \
    X(lxw_col_to_name)                                                                             \
    X(lxw_rowcol_to_cell)                                                                          \
    X(lxw_strerror)                                                                                \
    X(lxw_workbook_free)                                                                           \
    X(workbook_add_format)                                                                         \
    X(workbook_add_worksheet)                                                                      \
    X(workbook_close)                                                                              \
    X(workbook_new_opt)                                                                            \
    X(workbook_set_properties)                                                                     \
    X(worksheet_autofilter)                                                                        \
    X(worksheet_conditional_format_range)                                                          \
    X(worksheet_fit_to_pages)                                                                      \
    X(worksheet_freeze_panes)                                                                      \
    X(worksheet_gridlines)                                                                         \
    X(worksheet_ignore_errors)                                                                     \
    X(worksheet_merge_range)                                                                       \
    X(worksheet_repeat_columns)                                                                    \
    X(worksheet_repeat_rows)                                                                       \
    X(worksheet_set_column)                                                                        \
    X(worksheet_set_footer)                                                                        \
    X(worksheet_set_landscape)                                                                     \
    X(worksheet_set_margins)                                                                       \
    X(worksheet_set_paper)                                                                         \
    X(worksheet_set_portrait)                                                                      \
    X(worksheet_set_row)                                                                           \
    X(worksheet_write_boolean)                                                                     \
    X(worksheet_write_number)                                                                      \
    X(worksheet_write_string)                                                                      \
    X(worksheet_write_url_opt)                                                                     \
    X(zipOpen2_64) /* of the libminizip that it brings */

struct xlsx_library {
    XLSX_LIBRARY(LIBRARY_MEMBER)
};

/* NULL: it cannot be loaded (library.h). */
const struct xlsx_library *xlsx_library(struct fault *f);

#endif
