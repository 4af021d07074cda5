#include "lib/report/export_sheet.h"

#include <ctype.h>
#include <stdio.h>
#include "lib/base/plain.h"
#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/export_spool.h"
#include "lib/report/words.h"

void sheet_clear(struct sheet *s)
{
    buf_free(&s->b);
    buf_free(&s->scratch);
    buf_free(&s->text);
    buf_free(&s->speaker);
    call_clear(&s->call);
    ids_clear(&s->voices);
}

int sheet_put(struct sheet *s, struct fault *f)
{
    if (buf_check(&s->b, "a record's text", f) != 0 ||
        buf_check(&s->scratch, "a record's text", f) != 0 ||
        buf_check(&s->text, "a record's text", f) != 0)
        return -1;
    out_span(s->out, buf_view(&s->b));
    buf_clear(&s->b);
    return out_check(s->out, f);
}

struct span sheet_text(struct sheet *s, struct span value)
{
    buf_clear(&s->text);
    switch (json_kind(value)) {
    case JSON_STRING:
        buf_clear(&s->scratch);
        json_text(&s->scratch, value);
        dress_name(&s->text, buf_view(&s->scratch), DRESS_PLAIN);
        break;
    case JSON_NUMBER: buf_span(&s->text, value); break;
    case JSON_TRUE: buf_text(&s->text, "yes"); break;
    case JSON_FALSE: buf_text(&s->text, "no"); break;
    default: break;
    }
    return buf_view(&s->text);
}

void sheet_title(struct sheet *s, int64_t number, struct span text)
{
    buf_format(&s->b, "\n%lld. ", (long long)number);
    buf_span(&s->b, text);
    buf_byte(&s->b, '\n');
}

void sheet_label(struct sheet *s, const char *label)
{
    size_t len = label ? plain_width(span_of(label)) + 2 : 0;
    buf_format(&s->b, "%*s", (int)s->indent, "");
    if (label)
        buf_format(&s->b, "%s: ", label);
    if (len < s->width)
        buf_format(&s->b, "%*s", (int)(s->width - len), "");
}

void sheet_end(struct sheet *s)
{
    while (s->b.len && s->b.at[s->b.len - 1] == ' ')
        s->b.len--;
    buf_byte(&s->b, '\n');
}

void sheet_line(struct sheet *s, const char *label, struct span value)
{
    struct span text = sheet_text(s, value);
    if (!text.len)
        return;
    sheet_label(s, label);
    buf_span(&s->b, text);
    sheet_end(s);
}

void sheet_words(struct sheet *s, const char *label, const char *words)
{
    sheet_label(s, label);
    buf_text(&s->b, words);
    sheet_end(s);
}

void sheet_time(struct sheet *s, const char *label, struct span value)
{
    size_t from = s->b.len;
    sheet_label(s, label);
    if (sheet_add_time(s, "", value))
        sheet_end(s);
    else
        s->b.len = from;
}

void sheet_person(struct sheet *s, const char *label, struct span user_id)
{
    size_t from = s->b.len;
    sheet_label(s, label);
    if (sheet_add_person(s, "", user_id))
        sheet_end(s);
    else
        s->b.len = from;
}

void sheet_list(struct sheet *s, const char *label, struct span array)
{
    struct json_walk w;
    size_t n = 0;
    if (json_kind(array) != JSON_ARRAY)
        return;
    for (json_walk(&w, array); json_next(&w);) {
        struct span text = sheet_text(s, w.value);
        if (!text.len)
            continue;
        if (n++ == 0)
            sheet_label(s, label);
        else
            buf_text(&s->b, ", ");
        buf_span(&s->b, text);
    }
    if (n)
        sheet_end(s);
}

bool sheet_add(struct sheet *s, const char *before, struct span value)
{
    struct span text = sheet_text(s, value);
    if (!text.len)
        return false;
    buf_text(&s->b, before);
    buf_span(&s->b, text);
    return true;
}

void sheet_add_when(struct buf *b, when t, const char *zone)
{
    struct civil c;
    struct fault unused = {0};
    char date[32];
    if (when_civil(&c, t, zone, &unused) != 0)
        return;
    snprintf(date, sizeof date, "%04d-%02d-%02d", c.year, c.month, c.day);
    words_date(b, date);
    buf_format(b, ", %02d:%02d", c.hour, c.minute);
}

bool sheet_add_time(struct sheet *s, const char *before, struct span value)
{
    when t;
    struct fault unused = {0};
    struct span text = sheet_text(s, value);
    if (json_kind(value) != JSON_STRING || when_parse(&t, text, &unused) != 0)
        return sheet_add(s, before, value);
    buf_text(&s->b, before);
    sheet_add_when(&s->b, t, s->zone);
    return true;
}

/* Gong gives days as times at the company's midnight, also badly written ones. */
bool sheet_add_day(struct sheet *s, const char *before, struct span value)
{
    static const char shape[] = "dddd-dd-dd";
    struct span text = sheet_text(s, value);
    bool day = text.len >= 10;
    for (size_t i = 0; day && i < 10; i++)
        day = shape[i] == 'd' ? isdigit((unsigned char)text.at[i]) != 0 : text.at[i] == shape[i];
    if (!text.len)
        return false;
    buf_text(&s->b, before);
    if (day)
        words_date_span(&s->b, (struct span){text.at, 10});
    else
        buf_span(&s->b, text);
    return true;
}

bool sheet_add_person(struct sheet *s, const char *before, struct span user_id)
{
    struct span name = export_roster_find(s->names, user_id);
    struct buf dressed = BUF(0);
    dress_name(&dressed, name, DRESS_PLAIN);
    struct span id = sheet_text(s, user_id);
    bool some = id.len && !span_is(id, "-1"); /* -1: Gong itself */
    bool later = s->names_later && id.len <= SPOOL_ID;
    if (some) {
        buf_text(&s->b, before);
        if (dressed.len)
            buf_format(&s->b, "%s (user ", dressed.at);
        else
            buf_text(&s->b, later ? (char[]){SPOOL_MARK, 0} : "user ");
        buf_span(&s->b, id);
        if (dressed.len)
            buf_byte(&s->b, ')');
        else if (later)
            buf_byte(&s->b, SPOOL_MARK);
    }
    buf_free(&dressed);
    return some;
}

void sheet_add_seconds(struct sheet *s, int64_t seconds)
{
    const struct {
        int64_t n;
        const char *unit;
    } parts[] = {{seconds / 3600, "h"}, {seconds / 60 % 60, "min"}, {seconds % 60, "s"}};
    size_t from = s->b.len;
    for (size_t i = 0; i < 3; i++)
        if (parts[i].n || (i == 2 && s->b.len == from))
            buf_format(&s->b, "%s%lld %s", s->b.len > from ? " " : "", (long long)parts[i].n,
                       parts[i].unit);
}

void sheet_add_clock(struct sheet *s, int64_t seconds)
{
    buf_format(&s->b, "%02lld:%02d:%02d", (long long)(seconds / 3600), (int)(seconds / 60 % 60),
               (int)(seconds % 60));
}

/* The digits that came, with commas between them; what has an exponent or the like as it came. */
bool sheet_add_amount(struct sheet *s, const char *before, struct span value)
{
    struct span text = sheet_text(s, value);
    size_t sign = text.len && text.at[0] == '-', digits = 0;
    while (sign + digits < text.len && isdigit((unsigned char)text.at[sign + digits]))
        digits++;
    bool plain = digits && (sign + digits == text.len || text.at[sign + digits] == '.');
    if (!text.len)
        return false;
    buf_text(&s->b, before);
    for (size_t i = 0; i < text.len; i++) {
        if (plain && i > sign && i < sign + digits && (sign + digits - i) % 3 == 0)
            buf_byte(&s->b, ',');
        buf_byte(&s->b, text.at[i]);
    }
    return true;
}

void sheet_word(struct sheet *s, const char *label, struct span value,
                const struct sheet_word *rows)
{
    for (; rows->name; rows++)
        if (json_text_is(value, rows->name)) {
            if (rows->words)
                sheet_words(s, label, rows->words);
            return;
        }
    sheet_line(s, label, value);
}
