#include "lib/report/format.h"

#include <string.h>
#include "lib/base/file.h"

const struct format formats[] = {
    {"html", "html", "report.html", html_write},
    {"html-cards", NULL, "report-calls.html", html_cards_write},
    {"md", "md", "report.md", markdown_write},
    {"txt", "txt", "report.txt", plain_write},
    {"csv", "csv", "calls.csv", csv_write},
    {"evidence-csv", NULL, "evidence.csv", csv_evidence_write},
    {"json", "json", "report.json", json_write},
    {"xlsx", "xlsx", "report.xlsx", xlsx_write},
    {"docx", "docx", "report.docx", docx_write},
    {"pdf", "pdf", "report.pdf", pdf_write},
    {NULL, NULL, NULL, NULL},
};

/* "pdf" of "runs/week.d/report.pdf"; "" if nothing says what is in the file. */
static const char *ending(const char *path)
{
    const char *name = strrchr(path, '/');
    const char *dot = strrchr(name ? name + 1 : path, '.');
    return dot ? dot + 1 : "";
}

const struct format *format_find(const char *name, const char *path)
{
    const char *end = path ? ending(path) : "";
    if (!name && end[0] == '\0')
        return &formats[0];
    for (const struct format *f = formats; f->name; f++)
        if (name ? strcmp(f->name, name) == 0 : f->end && strcmp(f->end, end) == 0)
            return f;
    return NULL;
}

int format_into(struct file *file, const struct format *format, const struct rollup *u,
                const struct format_options *options, struct fault *f)
{
    struct out out;
    out_init(&out, file->fd, file->path);
    int rc = format->write(u, options, &out, f);
    return out_clear(&out, rc == 0 ? f : &(struct fault){0}) == 0 ? rc : -1;
}

int format_file(const struct format *format, const struct rollup *u,
                const struct format_options *options, const char *path, struct fault *f)
{
    struct file file;
    int rc = file_output(&file, path, 0644, f);
    if (rc == 0)
        rc = format_into(&file, format, u, options, f);
    if (rc == 0)
        rc = file_commit(&file, f);
    file_abandon(&file);
    return rc;
}
