/* Text as runs: escaped, and cut where the script changes, for Word wants to be told what reads
 * from right to left and which font has the letters. */

#include "lib/base/plain.h"
#include "lib/report/docx.h"
#include "lib/report/dress.h"

enum script {
    SCRIPT_ANY, /* digits, punctuation, marks: goes with what is around it */
    SCRIPT_PLAIN,
    SCRIPT_LEFTWARD,
    SCRIPT_INDIC,
    SCRIPT_THAI,
    SCRIPT_HAN,
    SCRIPT_KANA,
    SCRIPT_HANGUL,
};

/* By blocks of Unicode; what is in none is a letter of an alphabet that the plain font has. */
static enum script script_of(long c)
{
    static const struct {
        long from, to;
        enum script script;
    } blocks[] = {
        {0, 0x40, SCRIPT_ANY},
        {0x5B, 0x60, SCRIPT_ANY},
        {0x7B, 0xA9, SCRIPT_ANY},
        {0xAB, 0xB4, SCRIPT_ANY},
        {0xB6, 0xB9, SCRIPT_ANY},
        {0xBB, 0xBF, SCRIPT_ANY},
        {0xD7, 0xD7, SCRIPT_ANY},
        {0xF7, 0xF7, SCRIPT_ANY},
        {0x300, 0x36F, SCRIPT_ANY},
        {0x590, 0x5FF, SCRIPT_LEFTWARD},
        {0x600, 0x605, SCRIPT_ANY},
        {0x660, 0x66C, SCRIPT_ANY},
        {0x6F0, 0x6F9, SCRIPT_ANY},
        {0x606, 0x8FF, SCRIPT_LEFTWARD},
        {0x900, 0xDFF, SCRIPT_INDIC},
        {0xE00, 0xE7F, SCRIPT_THAI},
        {0x1100, 0x11FF, SCRIPT_HANGUL},
        {0x200F, 0x200F, SCRIPT_LEFTWARD},
        {0x2000, 0x2BFF, SCRIPT_ANY},
        {0x2E80, 0x2FDF, SCRIPT_HAN},
        {0x3000, 0x3004, SCRIPT_ANY},
        {0x3008, 0x3020, SCRIPT_ANY},
        {0x3040, 0x30FF, SCRIPT_KANA},
        {0x3130, 0x318F, SCRIPT_HANGUL},
        {0x31F0, 0x31FF, SCRIPT_KANA},
        {0x3005, 0x9FFF, SCRIPT_HAN},
        {0xA960, 0xA97F, SCRIPT_HANGUL},
        {0xAC00, 0xD7FF, SCRIPT_HANGUL},
        {0xF900, 0xFAFF, SCRIPT_HAN},
        {0xFB1D, 0xFDFF, SCRIPT_LEFTWARD},
        {0xFE70, 0xFEFE, SCRIPT_LEFTWARD},
        {0xFE00, 0xFE4F, SCRIPT_ANY},
        {0xFF66, 0xFF9F, SCRIPT_KANA},
        {0xFF00, 0xFF20, SCRIPT_ANY},
        {0x10800, 0x10FFF, SCRIPT_LEFTWARD},
        {0x1E800, 0x1EFFF, SCRIPT_LEFTWARD},
        {0x1F000, 0x1FBFF, SCRIPT_ANY},
        {0x20000, 0x3FFFF, SCRIPT_HAN},
    };
    if (c < 0 || (c < 0x80 && ((c | 0x20) < 'a' || (c | 0x20) > 'z')))
        return SCRIPT_ANY;
    for (size_t i = 0; c >= 0x80 && i < sizeof blocks / sizeof blocks[0]; i++)
        if (c >= blocks[i].from && c <= blocks[i].to)
            return blocks[i].script;
    return SCRIPT_PLAIN;
}

void docx_place(struct buf *b, struct span place)
{
    for (size_t i = 0; i < place.len; i++)
        buf_byte(b, place.at[i] == '-' ? '_' : place.at[i]);
}

/* The script of the first letter. */
static enum script first_of(struct span s)
{
    enum script script = SCRIPT_ANY;
    while (s.len && script == SCRIPT_ANY)
        script = script_of(plain_next(&s));
    return script;
}

bool docx_leftward(struct document_text text, bool all)
{
    bool leftward = false;
    for (size_t i = 0; i < text.n; i++) {
        enum script script = first_of(text.runs[i].text);
        if (script == SCRIPT_ANY)
            continue;
        leftward = script == SCRIPT_LEFTWARD;
        if (!leftward || !all)
            break;
    }
    return leftward;
}

/* Han as it is written where there are kana or hangul too. */
static enum script han_of(struct span s)
{
    while (s.len) {
        enum script script = script_of(plain_next(&s));
        if (script == SCRIPT_KANA || script == SCRIPT_HANGUL)
            return script;
    }
    return SCRIPT_HAN;
}

static void piece(struct docx *d, const char *style, enum script script, struct span text)
{
    static const struct {
        const char *fonts, *rest;
    } of[] = {
        [SCRIPT_LEFTWARD] = {"", "<w:rtl/>"},
        [SCRIPT_INDIC] = {"<w:rFonts w:cs=\"Nirmala UI\"/>", "<w:cs/>"},
        [SCRIPT_THAI] = {"<w:rFonts w:cs=\"Leelawadee UI\"/>", "<w:cs/>"},
        [SCRIPT_HAN] = {"<w:rFonts w:hint=\"eastAsia\"/>", "<w:lang w:eastAsia=\"zh-CN\"/>"},
        [SCRIPT_KANA] = {"<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Yu Gothic\"/>",
                         "<w:lang w:eastAsia=\"ja-JP\"/>"},
        [SCRIPT_HANGUL] = {"<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Malgun Gothic\"/>",
                           "<w:lang w:eastAsia=\"ko-KR\"/>"},
    };
    bool plain = script <= SCRIPT_PLAIN;
    if (text.len == 0)
        return;
    buf_text(&d->b, "<w:r>");
    if (style || !plain) {
        buf_text(&d->b, "<w:rPr>");
        if (style)
            buf_format(&d->b, "<w:rStyle w:val=\"%s\"/>", style);
        buf_text(&d->b, plain ? "" : of[script].fonts);
        buf_text(&d->b, plain ? "" : of[script].rest);
        buf_text(&d->b, "</w:rPr>");
    }
    buf_text(&d->b, "<w:t xml:space=\"preserve\">");
    dress_xml(&d->b, text);
    buf_text(&d->b, "</w:t></w:r>");
}

static bool has_both(struct span s)
{
    bool leftward = false, other = false;
    while (s.len && !(leftward && other)) {
        enum script script = script_of(plain_next(&s));
        leftward = leftward || script == SCRIPT_LEFTWARD;
        other = other || (script != SCRIPT_ANY && script != SCRIPT_LEFTWARD);
    }
    return leftward && other;
}

/* A mark of direction, as the paragraph reads; and one that embeds, or its end. */
static void mark(struct docx *d, bool leftward, const char *embedding)
{
    buf_format(&d->b, "<w:r>%s<w:t>%s%s</w:t></w:r>", leftward ? "<w:rPr><w:rtl/></w:rPr>" : "",
               leftward ? "\xe2\x80\x8f" : "\xe2\x80\x8e", embedding);
}

static bool pieces(struct docx *d, const char *style, struct span text, bool leftward);

/* What reads against its paragraph stands between marks: without them a name in Arabic would draw
 * the time behind it to its own left. If it is of both directions it is embedded, or the parts of a
 * name in Hebrew would stand in the order of English. */
void docx_run(struct docx *d, const char *style, struct span text, bool leftward)
{
    enum script first = first_of(text);
    bool against = first != SCRIPT_ANY && (first == SCRIPT_LEFTWARD) != leftward;
    bool embedded = against && has_both(text);
    if (against)
        mark(d, leftward, embedded && !leftward ? "\xe2\x80\xab" : embedded ? "\xe2\x80\xaa" : "");
    bool ends_leftward = pieces(d, style, text, leftward != against);
    if (embedded)
        buf_text(&d->b, "<w:r><w:t>\xe2\x80\xac</w:t></w:r>");
    if (against || ends_leftward != leftward)
        mark(d, leftward, "");
}

/* What stands between two scripts goes with the one that reads as what is around it does. Whether
 * the last letter reads leftward. */
static bool pieces(struct docx *d, const char *style, struct span text, bool leftward)
{
    enum script han = han_of(text), now = SCRIPT_ANY;
    const char *from = text.at, *strong = text.at; /* behind the last letter */
    for (struct span s = text; s.len;) {
        const char *at = s.at;
        enum script script = script_of(plain_next(&s));
        if (script == SCRIPT_ANY)
            continue;
        if (script == SCRIPT_HAN)
            script = han;
        if (now == SCRIPT_ANY)
            now = script;
        if (script != now) {
            bool before = (now == SCRIPT_LEFTWARD) == leftward;
            const char *cut = before ? at : strong;
            piece(d, style, now, (struct span){from, (size_t)(cut - from)});
            from = cut;
            now = script;
        }
        strong = s.at;
    }
    if (now == SCRIPT_ANY && leftward)
        now = SCRIPT_LEFTWARD;
    piece(d, style, now, (struct span){from, text.len - (size_t)(from - text.at)});
    return now == SCRIPT_ANY ? leftward : now == SCRIPT_LEFTWARD;
}

void docx_runs(struct docx *d, struct document_text text, bool leftward)
{
    static const char *const styles[] = {[RUN_PLAIN] = NULL,
                                         [RUN_STRONG] = "Strong",
                                         [RUN_FAINT] = "Faint",
                                         [RUN_BADGE] = "Badge",
                                         [RUN_QUOTE] = NULL};
    for (size_t i = 0; i < text.n; i++) {
        const struct document_run *run = &text.runs[i];
        bool leads = run->link.len || run->place.len;
        if (run->link.len) {
            buf_format(&d->b, "<w:hyperlink r:id=\"rId%zu\" w:history=\"1\">",
                       docx_relate(d, run->link, false));
        } else if (run->place.len) {
            buf_text(&d->b, "<w:hyperlink w:anchor=\"");
            docx_place(&d->b, run->place);
            buf_text(&d->b, "\" w:history=\"1\">");
        }
        docx_run(d, leads ? "Hyperlink" : styles[run->style], run->text, leftward);
        buf_text(&d->b, leads ? "</w:hyperlink>" : "");
    }
}

struct document_text docx_plain(struct document_run *run, struct span text)
{
    *run = (struct document_run){.text = text, .style = RUN_PLAIN};
    return (struct document_text){run, text.len > 0};
}

size_t docx_relate(struct docx *d, struct span text, bool picture)
{
    bool fresh = false;
    struct seen_text *known = seen_text(d->seen, text, &fresh);
    if (!known) {
        d->b.state = BUF_NO_MEMORY;
        return 0;
    }
    if (fresh) {
        const char *kept = arena_text(&d->arena, text); /* with its end: numbers are read from it */
        known->text = (struct span){kept ? kept : "", kept ? text.len : 0};
        struct docx_related related = {known->text, picture};
        buf_add(&d->related, &related, sizeof related);
        if (d->arena.broken || d->related.state != BUF_SOUND)
            d->b.state = BUF_NO_MEMORY;
    }
    return known->number;
}
