#include "lib/gong/item.h"

#include "lib/gong/html_text.h"
#include "lib/json/json.h"

/* What the name of a member says of its value. */
enum meaning { AS_IT_IS, AN_ID, IDS, GUIDE };

static bool ends(struct span s, const char *with)
{
    size_t n = strlen(with);
    return s.len >= n && memcmp(s.at + s.len - n, with, n) == 0;
}

static enum meaning meaning_of(struct span name)
{
    static const char *const ids[] = {"id", "createdBy", "addedBy", "minRange", "maxRange"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (span_is(name, ids[i]))
            return AN_ID;
    if (ends(name, "Id"))
        return AN_ID;
    if (span_is(name, "answerGuide"))
        return GUIDE;
    if (ends(name, "Ids") || ends(name, "CallsListenedTo") || span_is(name, "selectedOptions") ||
        (name.len > 5 && memcmp(name.at, "calls", 5) == 0))
        return IDS;
    return AS_IT_IS;
}

/* The text between a token's quotes; escapes, which no name here needs, are undone in t->text. */
static struct span text_of(struct item *t, struct span token)
{
    struct span inside = {token.at + 1, token.len - 2};
    if (!memchr(inside.at, '\\', inside.len))
        return inside;
    buf_clear(&t->text);
    json_text(&t->text, token);
    return buf_view(&t->text);
}

/* Everything up to the value stays; then comes something else for it. */
static void copy_to(struct item *t, const char **from, struct span value)
{
    buf_add(&t->record, *from, (size_t)(value.at - *from));
    *from = value.at + value.len;
}

static void put_guide(struct item *t, const char **from, struct span value)
{
    struct span html = text_of(t, value);
    if (!html_text_any(html))
        return;
    buf_clear(&t->html);
    html_text(&t->html, html);
    copy_to(t, from, value);
    json_quote(&t->record, t->html.len ? buf_view(&t->html) : span_of(""));
}

static void put_id(struct item *t, const char **from, struct span value)
{
    copy_to(t, from, value);
    buf_byte(&t->record, '"');
    buf_span(&t->record, value);
    buf_byte(&t->record, '"');
}

/* `from`: what is behind the last byte copied. No deeper than json_check lets through. */
static void walk(struct item *t, const char **from, struct span value, enum meaning m)
{
    struct json_walk w;
    enum json_kind kind = json_kind(value);
    if (kind == JSON_NUMBER && m == AN_ID)
        put_id(t, from, value);
    else if (kind == JSON_STRING && m == GUIDE)
        put_guide(t, from, value);
    else if (kind == JSON_OBJECT)
        for (json_walk(&w, value); json_next(&w);)
            walk(t, from, w.value, meaning_of(text_of(t, w.key)));
    else if (kind == JSON_ARRAY)
        for (json_walk(&w, value); json_next(&w);)
            walk(t, from, w.value, m == IDS ? AN_ID : AS_IT_IS);
}

int item_record(struct item *t, struct span item, struct span *record, struct fault *f)
{
    const char *from = item.at;
    buf_clear(&t->record);
    walk(t, &from, item, AS_IT_IS);
    buf_add(&t->record, from, (size_t)(item.at + item.len - from));
    *record = buf_view(&t->record);
    return buf_check(&t->record, "a record", f) != 0 || buf_check(&t->html, "a guide", f) != 0
               ? -1
               : buf_check(&t->text, "a text", f);
}

void item_clear(struct item *t)
{
    buf_free(&t->record);
    buf_free(&t->text);
    buf_free(&t->html);
}
