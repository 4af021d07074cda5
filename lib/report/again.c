#include "lib/report/again.h"

#include "lib/base/file.h"
#include "lib/report/formats.h"
#include "lib/report/render.h"
#include "lib/state/digest.h"

struct making {
    struct formats formats;
    const struct rollup *u;
    again_made *made;
    void *who;
    const char *dir, *rollup; /* again_files: where to */
};

typedef int rollup_put(void *who, const struct rollup *u, struct out *out, struct fault *f);

static int digest(void *who, struct span bytes, struct fault *f)
{
    (void)f;
    digest_add(who, bytes.at, bytes.len);
    return 0;
}

/* Packing and pages are made by libraries, and pages of fonts. */
static const char *also(const struct format *format)
{
    if (format->write == pdf_write)
        return "fonts, cairo and Pango; those it was made with are named at its end";
    return format->write == docx_write || format->write == xlsx_write ? "the library that packs it"
                                                                      : NULL;
}

static int make(void *who, const struct format *format, const struct format_options *options,
                struct fault *f)
{
    struct making *m = who;
    struct digest d;
    struct out out;
    char sha256[DIGEST_TEXT];
    digest_begin(&d);
    out_to(&out, digest, &d, format->file);
    int rc = format->write(m->u, options, &out, f);
    if (out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0 || rc != 0)
        return -1;
    digest_end(&d, sha256);
    return m->made(m->who, format->file, sha256, also(format), f);
}

static int put(void *who, const struct rollup *u, struct out *out, struct fault *f)
{
    struct making *m = who;
    (void)out;
    m->u = u;
    return formats_each(&m->formats, u, &(struct format_options){.bom = false}, make, m, f);
}

/* The records, and what is put of them; as_made: the roll-up of before must say the same. */
static int render(const struct again *a, struct making *m, rollup_put *with, bool as_made,
                  struct fault *f)
{
    struct render render = {
        .options = {.title = a->title, .zone = a->zone, .enough = a->enough},
        .sources = {.ledgers = a->ledgers,
                    .against = a->against,
                    .amends = a->amends,
                    .made = a->rollup},
        .about = a->about,
        .put = with,
        .who = m,
    };
    struct stage stage;
    char *file = (char *)(size_t)a->answers;
    struct stream stream = {.files = &file, .n = 1, .threads = 1};
    int rc = formats_read(&m->formats, a->formats, f);
    if (rc == 0)
        rc = render_begin(&render, &stage, f);
    if (!as_made)
        render.sources.made = NULL;
    if (rc == 0)
        rc = stream_run(&stream, &stage, f);
    render_clear(&render);
    return rc;
}

int again_render(const struct again *a, again_made *made, void *who, struct fault *f)
{
    struct making m = {.made = made, .who = who};
    return render(a, &m, put, true, f);
}

static int put_files(void *who, const struct rollup *u, struct out *out, struct fault *f)
{
    struct making *m = who;
    struct buf b = BUF(0);
    (void)out;
    rollup_json(u, &b);
    buf_byte(&b, '\n');
    int rc = buf_check(&b, "the roll-up", f);
    if (rc == 0 && m->rollup)
        rc = file_replace(m->rollup, 0600, buf_view(&b), f);
    buf_free(&b);
    return rc == 0
               ? formats_files(&m->formats, u, &(struct format_options){.bom = false}, m->dir, f)
               : -1;
}

int again_files(const struct again *a, const char *dir, struct fault *f)
{
    struct making m = {.dir = dir, .rollup = a->rollup};
    if (a->rollup) {
        if (render(a, &m, put_files, true, f) == 0)
            return 0;
        if (f->status != STATUS_BAD_RECORD) /* that says nothing against its summary */
            return -1;
        *f = (struct fault){0};
    }
    return render(a, &m, put_files, false, f);
}
