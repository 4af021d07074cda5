#include "lib/report/pdf_fonts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/base/plain.h"
#include "lib/report/pdf_files.h"
#include "lib/state/digest.h"

/* A font in a file, as it was used. A file with several fonts is one file. */
struct used {
    const char *path;
    FcPattern *pattern;
    int index; /* in the file */
    bool forgotten;
    char sha256[DIGEST_TEXT];
};

struct pdf_fonts {
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    GHashTable *seen; /* PangoFont -> itself: whose file is noted */
    struct used *used;
    size_t nused, room;
    size_t missing;
    bool broken; /* no memory */
};

static const char *const languages[] = {"zh", "ja", "ko"};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };

void pdf_scripts_note(struct pdf_scripts *s, struct span text)
{
    while (text.len) {
        unsigned char first = (unsigned char)*text.at;
        if (first < 0x80) {
            text.at++;
            text.len--;
            continue;
        }
        long c = plain_next(&text);
        if (c >= 0)
            s->blocks[c >> 12] |= 1ULL << (c >> 6 & 63);
    }
}

const char *pdf_fonts_family(enum pdf_face face, const char *language)
{
    static const char *const names[FACES][LANGUAGES] = {
        {"callmine-sans-zh", "callmine-sans-ja", "callmine-sans-ko"},
        {"callmine-serif-zh", "callmine-serif-ja", "callmine-serif-ko"},
        {"callmine-mono-zh", "callmine-mono-ja", "callmine-mono-ko"}};
    for (size_t i = 0; language && i < LANGUAGES; i++)
        if (strcmp(language, languages[i]) == 0)
            return names[face][i];
    return names[face][0];
}

/* How early the face asks that family, from 0. */
static int turn(const struct pdf_file *file, enum pdf_face face, const char *language)
{
    if (file->faces)
        return file->faces & 1U << face ? 0 : 3;
    return file->language && strcmp(file->language, language) == 0 ? 1 : 2;
}

/* The families of a face in their order. Strong: fontconfig heeds the order before it heeds the
 * languages of the environment, which it always adds to what is looked for. */
static void rule(struct buf *xml, enum pdf_face face, const char *language, bool noto)
{
    buf_format(xml,
               "<match target=\"pattern\"><test name=\"family\"><string>%s</string></test>"
               "<edit name=\"family\" mode=\"assign_replace\" binding=\"strong\">",
               pdf_fonts_family(face, language));
    if (face == FACE_SANS && !noto) /* else it comes behind the scripts' own fonts */
        buf_text(xml, "<string>DejaVu Sans</string>");
    for (int when = 0; when <= 3; when++)
        for (size_t i = 0; i < pdf_files_n; i++)
            if (turn(&pdf_files[i], face, language) == when)
                buf_format(xml, "<string>%s</string>", pdf_files[i].family);
    buf_text(xml, "</edit></match>\n");
}

static int configure(struct pdf_fonts *fonts, bool noto, struct fault *f)
{
    struct buf xml = BUF(1 << 20);
    buf_text(&xml, "<?xml version=\"1.0\"?>\n<fontconfig>\n");
    for (int face = 0; face < FACES; face++)
        for (size_t i = 0; i < LANGUAGES; i++)
            rule(&xml, face, languages[i], noto);
    buf_text(&xml, "</fontconfig>\n");
    int rc = buf_check(&xml, "the font configuration", f);
    if (rc == 0 &&
        !typeset.FcConfigParseAndLoadFromMemory(fonts->config, (const FcChar8 *)xml.at, FcTrue))
        rc = fault(f, STATUS_BUG, "pdf: fontconfig does not read our configuration");
    buf_free(&xml);
    return rc;
}

static bool has(const struct pdf_scripts *s, const struct pdf_file *file)
{
    for (size_t i = 0; i < PDF_RANGES && file->ranges[i].last; i++)
        for (long block = file->ranges[i].first >> 6; block <= file->ranges[i].last >> 6; block++)
            if (s->blocks[block >> 6] >> (block & 63) & 1)
                return true;
    return file->ranges[0].last == 0; /* of every report */
}

static size_t load(struct pdf_fonts *fonts, const char *name)
{
    char path[256];
    if (!name)
        return 0;
    snprintf(path, sizeof path, "/usr/share/fonts/%s", name);
    return access(path, R_OK) == 0 &&
           typeset.FcConfigAppFontAddFile(fonts->config, (const FcChar8 *)path);
}

static int load_all(struct pdf_fonts *fonts, const struct pdf_scripts *needed, struct fault *f)
{
    size_t n = 0, noto = 0;
    unsigned faces = 0; /* that have a family; the others for them are not needed */
    fonts->config = typeset.FcConfigCreate();
    if (!fonts->config)
        return fault(f, STATUS_NO_MEMORY, "no memory for fonts");
    for (size_t i = 0; i < pdf_files_n; i++) {
        size_t before = n;
        if (has(needed, &pdf_files[i]) && !(pdf_files[i].faces & faces))
            n += load(fonts, pdf_files[i].regular) + load(fonts, pdf_files[i].bold);
        faces |= n > before ? pdf_files[i].faces : 0;
        noto = i == 0 ? n : noto;
    }
    if (n == 0)
        return fault(
            f, STATUS_NO_INPUT,
            "no fonts for a pdf: install the package fonts-noto-core or fonts-dejavu-core");
    return configure(fonts, noto > 0, f);
}

struct pdf_fonts *pdf_fonts_new(const struct pdf_scripts *needed, struct fault *f)
{
    struct pdf_fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) {
        fault(f, STATUS_NO_MEMORY, "no memory for fonts");
        return NULL;
    }
    if (load_all(fonts, needed, f) != 0) {
        pdf_fonts_free(fonts);
        return NULL;
    }
    /* Else Pango has fontconfig read the user's configuration too, though it is not asked. */
    typeset.FcConfigSetCurrent(fonts->config);
    fonts->map = typeset.pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    typeset.pango_fc_font_map_set_config((PangoFcFontMap *)fonts->map, fonts->config);
    typeset.pango_cairo_font_map_set_resolution((PangoCairoFontMap *)fonts->map, 72);
    fonts->context = typeset.pango_font_map_create_context(fonts->map);
    cairo_font_options_t *options = typeset.cairo_font_options_create();
    typeset.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    typeset.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    typeset.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    typeset.pango_cairo_context_set_font_options(fonts->context, options);
    typeset.cairo_font_options_destroy(options);
    typeset.pango_context_set_round_glyph_positions(fonts->context, FALSE);
    /* No language: Pango would ask the environment for one that is written in the script at hand.
     */
    typeset.pango_context_set_language(fonts->context, typeset.pango_language_from_string("xx"));
    fonts->seen = typeset.g_hash_table_new_full(NULL, NULL, typeset.g_object_unref, NULL);
    return fonts;
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
    if (!fonts)
        return;
    if (fonts->seen)
        typeset.g_hash_table_destroy(fonts->seen);
    if (fonts->context)
        typeset.g_object_unref(fonts->context);
    if (fonts->map) {
        /* Else Pango 1.50 keeps what it was given for good. */
        typeset.pango_fc_font_map_set_config((PangoFcFontMap *)fonts->map, NULL);
        typeset.g_object_unref(fonts->map);
    }
    if (fonts->config) {
        typeset.FcConfigSetCurrent(NULL);
        typeset.FcConfigDestroy(fonts->config);
    }
    free(fonts->used);
    free(fonts);
}

PangoContext *pdf_fonts_context(struct pdf_fonts *fonts)
{
    return fonts->context;
}

/* The font's pattern as the file has it: what Pango holds was made to fit the languages of the
 * environment. */
static FcPattern *origin(const struct pdf_fonts *fonts, const char *path, int index)
{
    const FcFontSet *all = typeset.FcConfigGetFonts(fonts->config, FcSetApplication);
    for (int i = 0; all && i < all->nfont; i++) {
        FcChar8 *file;
        int at;
        if (typeset.FcPatternGetString(all->fonts[i], FC_FILE, 0, &file) == FcResultMatch &&
            typeset.FcPatternGetInteger(all->fonts[i], FC_INDEX, 0, &at) == FcResultMatch &&
            at == index && strcmp((const char *)file, path) == 0)
            return all->fonts[i];
    }
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    const struct used *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    return order ? order : x->index - y->index;
}

static void use(struct pdf_fonts *fonts, PangoFont *font)
{
    FcPattern *pattern = typeset.pango_fc_font_get_pattern((PangoFcFont *)font);
    FcChar8 *file;
    int index = 0;
    if (typeset.FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
        return;
    typeset.FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    pattern = origin(fonts, (const char *)file, index);
    if (!pattern)
        return;
    for (size_t i = 0; i < fonts->nused; i++)
        if (fonts->used[i].pattern == pattern) {
            fonts->used[i].forgotten = false;
            return;
        }
    if (fonts->nused == fonts->room) {
        size_t room = fonts->room ? 2 * fonts->room : 16;
        struct used *more = reallocarray(fonts->used, room, sizeof *more);
        if (!more) {
            fonts->broken = true;
            return;
        }
        fonts->used = more;
        fonts->room = room;
    }
    typeset.FcPatternGetString(pattern, FC_FILE, 0, &file);
    fonts->used[fonts->nused++] = (struct used){(const char *)file, pattern, index, false, ""};
    qsort(fonts->used, fonts->nused, sizeof fonts->used[0], by_name);
}

void pdf_fonts_note(struct pdf_fonts *fonts, PangoLayout *layout)
{
    for (GSList *line = typeset.pango_layout_get_lines_readonly(layout); line; line = line->next)
        for (GSList *run = ((PangoLayoutLine *)line->data)->runs; run; run = run->next) {
            PangoFont *font = ((PangoGlyphItem *)run->data)->item->analysis.font;
            if (font && typeset.g_hash_table_add(fonts->seen, typeset.g_object_ref(font)))
                use(fonts, font);
        }
    fonts->missing += (size_t)typeset.pango_layout_get_unknown_glyphs_count(layout);
}

size_t pdf_fonts_missing(const struct pdf_fonts *fonts)
{
    return fonts->missing;
}

void pdf_fonts_forget(struct pdf_fonts *fonts)
{
    typeset.g_hash_table_remove_all(fonts->seen);
    for (size_t i = 0; i < fonts->nused; i++)
        fonts->used[i].forgotten = true;
    fonts->missing = 0;
}

static int hash(struct used *used, struct fault *f)
{
    static const size_t room = 1 << 16;
    struct digest d;
    char *bytes = malloc(room);
    int fd = bytes ? open(used->path, O_RDONLY | O_CLOEXEC) : -1;
    ssize_t n = fd < 0 ? -1 : 1;
    digest_begin(&d);
    while (n > 0) {
        n = read(fd, bytes, room);
        if (n > 0)
            digest_add(&d, bytes, (size_t)n);
        else if (n < 0 && errno == EINTR)
            n = 1;
    }
    digest_end(&d, used->sha256);
    if (n < 0)
        fault_errno(f, STATUS_IO, "%s", used->path);
    if (fd >= 0)
        close(fd);
    free(bytes);
    return n < 0 ? -1 : 0;
}

int pdf_fonts_used(struct pdf_fonts *fonts, size_t i, struct pdf_font_used *to, struct fault *f)
{
    *to = (struct pdf_font_used){0};
    if (fonts->broken)
        return fault(f, STATUS_NO_MEMORY, "no memory for fonts");
    size_t at = 0;
    while (at < fonts->nused && (fonts->used[at].forgotten || i-- > 0))
        at++;
    if (at == fonts->nused)
        return 0;
    struct used *used = &fonts->used[at];
    FcChar8 *text;
    int version = 0;
    if (!used->sha256[0] && hash(used, f) != 0)
        return -1;
    if (typeset.FcPatternGetString(used->pattern, FC_FAMILY, 0, &text) == FcResultMatch)
        buf_text(&to->name, (const char *)text);
    if (typeset.FcPatternGetString(used->pattern, FC_STYLE, 0, &text) == FcResultMatch)
        buf_format(&to->name, " %s", (const char *)text);
    typeset.FcPatternGetInteger(used->pattern, FC_FONTVERSION, 0, &version);
    buf_format(&to->name, " %d.%03d", version >> 16, ((version & 0xffff) * 1000 + 0x8000) >> 16);
    buf_text(&to->file, strrchr(used->path, '/') + 1);
    buf_text(&to->sha256, used->sha256);
    return 1;
}

void pdf_font_used_clear(struct pdf_font_used *used)
{
    buf_free(&used->name);
    buf_free(&used->file);
    buf_free(&used->sha256);
}
