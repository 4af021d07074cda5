#include "lib/report/format.h"

#include <string.h>

const struct format formats[] = {
    {"html", ".html", html_write},
    {"md", ".md", markdown_write},
    {"txt", ".txt", plain_write},
    {"csv", ".csv", csv_write},
    {"evidence-csv", NULL, csv_evidence_write},
    {"json", ".json", json_write},
    {NULL, NULL, NULL},
};

const struct format *format_find(const char *name, const char *path)
{
    for (const struct format *f = formats; f->name; f++) {
        size_t n = path ? strlen(path) : 0, end = f->end ? strlen(f->end) : 0;
        if (name ? strcmp(f->name, name) == 0
                 : end && n > end && strcmp(path + n - end, f->end) == 0)
            return f;
    }
    return name ? NULL : &formats[0];
}
