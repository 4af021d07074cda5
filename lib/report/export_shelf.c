/* Libraries: folders of calls that somebody thought worth hearing. Trackers: words that are
 * listened for. */

#include "lib/json/json.h"
#include "lib/report/export_types.h"
#include "lib/report/words.h"

/* ---- libraries ---- */

static void path(struct sheet *s, int64_t number, struct span record)
{
    struct json_walk w;
    const char *before = "";
    buf_format(&s->b, "\n%lld. ", (long long)number);
    for (json_walk(&w, json_get(record, "callmine.path")); json_next(&w);)
        if (sheet_add(s, before, w.value))
            before = " / ";
    if (!before[0] && !sheet_add(s, "", json_get(record, "name")))
        buf_text(&s->b, "A folder without a name");
    buf_byte(&s->b, '\n');
}

static void snippet(struct sheet *s, struct span snip)
{
    double from, to;
    if (!json_number(json_get(snip, "fromSec"), &from) || !(from >= 0 && from < 1e9))
        return;
    sheet_label(s, "Listen");
    buf_text(&s->b, "from ");
    sheet_add_clock(s, (int64_t)from);
    if (json_number(json_get(snip, "toSec"), &to) && to >= 0 && to < 1e9) {
        buf_text(&s->b, " to ");
        sheet_add_clock(s, (int64_t)to);
    }
    sheet_end(s);
}

static void kept_call(struct sheet *s, size_t number, struct span call)
{
    buf_format(&s->b, "\n   %zu) ", number);
    if (!sheet_add(s, "", json_get(call, "title")) && !sheet_add(s, "Call ", json_get(call, "id")))
        buf_text(&s->b, "A call without a title");
    sheet_end(s);
    sheet_line(s, "Note", json_get(call, "note"));
    snippet(s, json_get(call, "snippet"));
    sheet_time(s, "Added", json_get(call, "created"));
    sheet_person(s, "Added by", json_get(call, "addedBy"));
    sheet_line(s, "Call id", json_get(call, "id"));
    sheet_line(s, "Link", json_get(call, "url"));
}

int export_library(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    struct json_walk w;
    size_t n = 0;
    path(s, number, record);
    sheet_line(s, "Workspace", json_get(record, "callmine.workspace.name"));
    sheet_time(s, "Updated", json_get(record, "updated"));
    sheet_person(s, "Created by", json_get(record, "createdBy"));
    sheet_line(s, "Folder id", json_get(record, "id"));
    s->indent = 6;
    for (json_walk(&w, json_get(record, "calls")); json_next(&w);) {
        if (json_kind(w.value) != JSON_OBJECT)
            continue;
        kept_call(s, ++n, w.value);
        if (s->b.len > 64 << 10 && sheet_put(s, f) != 0)
            return -1;
    }
    s->indent = 3;
    if (n == 0)
        sheet_words(s, "Calls", "none");
    return sheet_put(s, f);
}

/* ---- trackers ---- */

static void keywords(struct sheet *s, struct span list)
{
    struct json_walk w;
    const char *label = "Keywords";
    for (json_walk(&w, list); json_next(&w);) {
        struct span language = json_get(w.value, "language");
        struct json_walk words;
        const char *before = ": ";
        sheet_label(s, label);
        if (json_text_is(language, "mul"))
            buf_text(&s->b, "any language");
        else if (!sheet_add(s, "", language))
            buf_text(&s->b, "language not said");
        for (json_walk(&words, json_get(w.value, "keywords")); json_next(&words);)
            if (sheet_add(s, before, words.value))
                before = ", ";
        if (json_kind(json_get(w.value, "includeRelatedForms")) == JSON_TRUE)
            buf_text(&s->b, " (related forms too)");
        sheet_end(s);
        label = NULL;
    }
}

static void said_at(struct sheet *s, struct span record)
{
    struct span at = json_get(record, "saidAt"), many = json_get(record, "saidAtInterval");
    bool first = json_text_is(at, "First"), last = json_text_is(at, "Last");
    if ((!first && !last) || !sheet_text(s, many).len) {
        static const struct sheet_word words[] = {{"Anytime", "at any time"}, {NULL, NULL}};
        sheet_word(s, "When", at, words);
        return;
    }
    sheet_label(s, "When");
    buf_text(&s->b, first ? "in the first " : "in the last ");
    sheet_add(s, "", many);
    sheet_add(s, " ", json_get(record, "saidAtUnit"));
    buf_text(&s->b, " of the call");
    sheet_end(s);
}

int export_tracker(struct sheet *s, int64_t number, struct span record, struct fault *f)
{
    static const struct sheet_word speakers[] = {{"Anyone", "anyone"},
                                                 {"Company", "our side"},
                                                 {"NonCompany", "the customer"},
                                                 {NULL, NULL}};
    if (!sheet_text(s, json_get(record, "trackerName")).len)
        buf_text(&s->text, "A tracker without a name");
    sheet_title(s, number, buf_view(&s->text));
    keywords(s, json_get(record, "languageKeywords"));
    sheet_word(s, "Said by", json_get(record, "affiliation"), speakers);
    said_at(s, record);
    sheet_list(s, "In topics", json_get(record, "saidInTopics"));
    if (json_kind(json_get(record, "partOfQuestion")) == JSON_TRUE)
        sheet_words(s, "In", "questions only");
    sheet_line(s, "Filter", json_get(record, "filterQuery"));
    sheet_time(s, "Created", json_get(record, "created"));
    sheet_person(s, "Created by", json_get(record, "creatorUserId"));
    sheet_time(s, "Updated", json_get(record, "updated"));
    sheet_person(s, "Updated by", json_get(record, "updaterUserId"));
    sheet_line(s, "Workspace", json_get(record, "workspaceId"));
    sheet_line(s, "Tracker id", json_get(record, "trackerId"));
    return sheet_put(s, f);
}
