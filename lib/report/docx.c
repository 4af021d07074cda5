/* The package: its parts in a fixed order, the text first, then what the text was found to need. */

#include "lib/report/docx.h"

#include <stdio.h>
#include "lib/base/when.h"
#include "lib/report/dress.h"
#include "lib/report/page.h"

#define XML                  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN                 " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define PACKAGE              "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE               "http://schemas.openxmlformats.org/officeDocument/2006/"
#define WORD                 "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OVERRIDE(part, type) "<Override PartName=\"" part "\" ContentType=\"" type "+xml\"/>"
#define RELATED(id, type, target)                                                                  \
    "<Relationship Id=\"" id "\" Type=\"" type "\" Target=\"" target "\"/>"

static const char content_types[] = XML
    "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType=\""
    "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
    "ContentType=\"application/xml\"/><Default Extension=\"png\" "
    "ContentType=\"image/png\"/>" OVERRIDE("/word/document.xml", WORD "document.main") OVERRIDE(
        "/word/styles.xml", WORD "styles") OVERRIDE("/word/settings.xml",
                                                    WORD "settings") OVERRIDE("/word/fontTable.xml",
                                                                              WORD "fontTable")
        OVERRIDE("/word/numbering.xml", WORD "numbering") OVERRIDE(
            "/word/footer.xml",
            WORD "footer") OVERRIDE("/docProps/core.xml",
                                    "application/vnd.openxmlformats-package.core-properties")
            OVERRIDE(
                "/docProps/app.xml",
                "application/vnd.openxmlformats-officedocument.extended-properties") "</Types>\n";

static const char package_relations[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">" RELATED(
        "rIdDocument", OFFICE "relationships/officeDocument", "word/document.xml")
        RELATED("rIdCore", PACKAGE "relationships/metadata/core-properties", "docProps/core.xml")
            RELATED("rIdApp", OFFICE "relationships/extended-properties",
                    "docProps/app.xml") "</Relationships>\n";

static const char app[] =
    XML "<Properties xmlns=\"" OFFICE "extended-properties\"><Application>callmine</Application>"
        "</Properties>\n";

static const char relations[] =
    XML "<Relationships xmlns=\"" PACKAGE
        "relationships\">" RELATED("rIdStyles", OFFICE "relationships/styles", "styles.xml")
            RELATED("rIdSettings", OFFICE "relationships/settings", "settings.xml")
                RELATED("rIdFonts", OFFICE "relationships/fontTable", "fontTable.xml")
                    RELATED("rIdNumbering", OFFICE "relationships/numbering", "numbering.xml")
                        RELATED("rIdFooter", OFFICE "relationships/footer", "footer.xml");

static int part(struct docx *d, const char *name, const char *text, struct fault *f)
{
    return zip_entry(d->zip, name, f) == 0 ? zip_data(d->zip, span_of(text), f) : -1;
}

/* A part that was made in d->b. */
static int made_part(struct docx *d, const char *name, struct fault *f)
{
    int rc = buf_check(&d->b, "a part of the report", f);
    if (rc == 0)
        rc = zip_entry(d->zip, name, f);
    if (rc == 0)
        rc = zip_data(d->zip, buf_view(&d->b), f);
    buf_clear(&d->b);
    return rc;
}

/* Made when the newest call began: the same calls give the same date. */
static int core(struct docx *d, const struct report *r, struct fault *f)
{
    static const char *const dates[] = {"created", "modified"};
    buf_text(&d->b, XML "<cp:coreProperties xmlns:cp=\"" PACKAGE
                        "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                        "xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/"
                        "2001/XMLSchema-instance\"><dc:title>");
    dress_xml(&d->b, d->title);
    buf_text(&d->b, "</dc:title><dc:creator>callmine</dc:creator>");
    for (size_t i = 0; i < 2; i++) {
        buf_format(&d->b, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">", dates[i]);
        when_format(&d->b, r->has_window ? r->last / WHEN_SECOND * WHEN_SECOND : 0);
        buf_format(&d->b, "</dcterms:%s>", dates[i]);
    }
    buf_text(&d->b, "<dc:language>en-US</dc:language></cp:coreProperties>\n");
    return made_part(d, "docProps/core.xml", f);
}

static int footer(struct docx *d, struct fault *f)
{
    struct document_run run;
    struct document_text title = docx_plain(&run, d->title);
    buf_text(&d->b, XML "<w:ftr" MAIN "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>");
    docx_runs(d, title, false);
    buf_text(&d->b, "<w:r><w:tab/><w:t xml:space=\"preserve\">Page </w:t></w:r><w:fldSimple "
                    "w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t "
                    "xml:space=\"preserve\"> of </w:t></w:r><w:fldSimple w:instr=\" NUMPAGES "
                    "\"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>\n");
    return made_part(d, "word/footer.xml", f);
}

/* Every list of the text is one of its own, so that it begins at 1. */
static int numbering(struct docx *d, struct fault *f)
{
    buf_text(&d->b,
             XML "<w:numbering" MAIN "><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType "
                 "w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
                 "w:val=\"decimal\"/><w:lvlText w:val=\"%1\"/><w:lvlJc w:val=\"left\"/><w:pPr>"
                 "<w:ind w:left=\"425\" w:hanging=\"425\"/></w:pPr><w:rPr><w:color "
                 "w:val=\"56606C\"/></w:rPr></w:lvl></w:abstractNum>");
    for (size_t i = 1; i <= d->lists; i++)
        buf_format(&d->b,
                   "<w:num w:numId=\"%zu\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride "
                   "w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
                   i);
    buf_text(&d->b, "</w:numbering>\n");
    return made_part(d, "word/numbering.xml", f);
}

static const struct docx_related *related(const struct docx *d, size_t *n)
{
    *n = d->related.len / sizeof(struct docx_related);
    return (const struct docx_related *)(const void *)d->related.at;
}

static int document_relations(struct docx *d, struct fault *f)
{
    size_t n;
    const struct docx_related *all = related(d, &n);
    buf_text(&d->b, relations);
    for (size_t i = 0; i < n; i++) {
        buf_format(&d->b, "<Relationship Id=\"rId%zu\" Type=\"" OFFICE "relationships/%s\" ", i + 1,
                   all[i].picture ? "image" : "hyperlink");
        if (all[i].picture) {
            buf_format(&d->b, "Target=\"media/%zu.png\"/>", i + 1);
        } else {
            buf_text(&d->b, "TargetMode=\"External\" Target=\"");
            dress_xml(&d->b, all[i].text);
            buf_text(&d->b, "\"/>");
        }
    }
    buf_text(&d->b, "</Relationships>\n");
    return made_part(d, "word/_rels/document.xml.rels", f);
}

static int pictures(struct docx *d, struct fault *f)
{
    size_t n;
    const struct docx_related *all = related(d, &n);
    for (size_t i = 0; i < n; i++) {
        char name[48];
        if (!all[i].picture)
            continue;
        docx_picture(&d->b, all[i].text);
        snprintf(name, sizeof name, "word/media/%zu.png", i + 1);
        if (made_part(d, name, f) != 0)
            return -1;
    }
    return 0;
}

static int text(struct docx *d, const struct rollup *u, const struct format_options *o,
                struct fault *f)
{
    const struct pen contents = docx_contents_pen(d), pen = docx_pen(d);
    if (document_contents(u, o, &contents, f) != 0 ||
        zip_entry(d->zip, "word/document.xml", f) != 0)
        return -1;
    docx_begin(d);
    return document_write(u, o, &pen, f) == 0 ? docx_end(d, f) : -1;
}

static int package(struct docx *d, const struct rollup *u, const struct format_options *o,
                   struct fault *f)
{
    bool done = part(d, "[Content_Types].xml", content_types, f) == 0 &&
                part(d, "_rels/.rels", package_relations, f) == 0 && core(d, u->report, f) == 0 &&
                part(d, "docProps/app.xml", app, f) == 0 && text(d, u, o, f) == 0 &&
                part(d, "word/styles.xml", docx_styles, f) == 0 &&
                part(d, "word/settings.xml", docx_settings, f) == 0 &&
                part(d, "word/fontTable.xml", docx_fonts, f) == 0 && numbering(d, f) == 0 &&
                footer(d, f) == 0 && document_relations(d, f) == 0 && pictures(d, f) == 0 &&
                zip_end(d->zip, f) == 0;
    return done ? 0 : -1;
}

static int begin(struct docx *d, const struct rollup *u, struct out *out, struct fault *f)
{
    struct buf title = BUF(0);
    d->zip = zip_new(out, f);
    d->seen = seen_new();
    if (!d->zip)
        return -1;
    dress_name(&title, u->report->title, DRESS_CELL);
    d->title = arena_copy(&d->arena, buf_view(&title));
    int rc = buf_check(&title, "the title", f);
    buf_free(&title);
    if (rc == 0 && (!d->seen || d->arena.broken))
        rc = fault(f, STATUS_NO_MEMORY, "no memory for the report");
    return rc;
}

int docx_write(const struct rollup *u, const struct format_options *o, struct out *out,
               struct fault *f)
{
    struct docx d = {0};
    int rc = begin(&d, u, out, f);
    if (rc == 0)
        rc = package(&d, u, o, f);
    struct buf *all[] = {&d.b, &d.related, &d.contents, &d.places};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        buf_free(all[i]);
    zip_free(d.zip);
    seen_free(d.seen);
    arena_free(&d.arena);
    return rc;
}
