#include "lib/report/xlsx_library.h"

static struct xlsx_library all;
static const char *const names[] = {XLSX_LIBRARY(LIBRARY_NAME)};
static struct library library = LIBRARY("libxlsxwriter.so.4", "libxlsxwriter4", names, all);

const struct xlsx_library *xlsx_library(struct fault *f)
{
    return library_load(&library, f) == 0 ? &all : NULL;
}
