#include "lib/report/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "lib/base/plain.h"

/* A whole number as it is written, "-" in front or not. */
static void grouped(struct buf *b, struct span digits)
{
    size_t minus = digits.len > 0 && digits.at[0] == '-';
    buf_text(b, minus ? "−" : "");
    for (size_t i = minus; i < digits.len; i++) {
        if (i > minus && (digits.len - i) % 3 == 0)
            buf_byte(b, ',');
        buf_byte(b, digits.at[i]);
    }
}

void words_number(struct buf *b, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    grouped(b, span_of(digits));
}

void words_real(struct buf *b, double n)
{
    if (!isfinite(n))
        return;
    if (fabs(n) >= 1e21) {
        buf_format(b, "%.3g", n);
        return;
    }
    if (fabs(n) >= 1e15) { /* more places than hundredths have room for: it is whole, or nearly */
        char digits[24];
        snprintf(digits, sizeof digits, "%.0f", n);
        grouped(b, span_of(digits));
        return;
    }
    /* In hundredths, so that rounding carries over. */
    double hundredths = round(fabs(n) * 100);
    int64_t whole = (int64_t)(hundredths / 100);
    int rest = (int)(hundredths - (double)whole * 100);
    if (n < 0 && hundredths > 0)
        buf_text(b, "−");
    words_number(b, whole);
    if (rest % 10)
        buf_format(b, ".%02d", rest);
    else if (rest)
        buf_format(b, ".%d", rest / 10);
}

void words_answer(struct buf *b, double n, struct span text)
{
    size_t from = text.len > 0 && text.at[0] == '-', digits = from;
    while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9')
        digits++;
    bool whole = digits == text.len && digits > from;
    if (whole && isfinite(n) && n != 0)
        grouped(b, text);
    else if (isfinite(n) && fabs(n) < 1e15 && (n == 0 || fabs(n) >= .005))
        words_real(b, n);
    else
        buf_span(b, text);
}

void words_count(struct buf *b, int64_t n, const char *one, const char *many)
{
    words_number(b, n);
    buf_byte(b, ' ');
    buf_text(b, n == 1 ? one : many);
}

void words_percent(struct buf *b, int64_t part, int64_t of)
{
    if (of <= 0) {
        buf_text(b, "–");
        return;
    }
    int64_t percent = (200 * part + of) / (2 * of);
    if (part > 0 && percent == 0)
        buf_text(b, "<1%");
    else if (part < of && percent == 100)
        buf_text(b, ">99%");
    else
        buf_format(b, "%d%%", (int)percent);
}

void words_range(struct buf *b, double low, double high)
{
    buf_format(b, "%d–%d%%", (int)floor(low * 100 + 0.5), (int)floor(high * 100 + 0.5));
}

void words_clock(struct buf *b, int64_t ms)
{
    int64_t s = ms < 0 ? 0 : ms / 1000;
    if (s >= 3600)
        buf_format(b, "%lld:%02d:%02d", (long long)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
    else
        buf_format(b, "%d:%02d", (int)(s / 60), (int)(s % 60));
}

void words_minutes(struct buf *b, int64_t seconds)
{
    int64_t minutes = (seconds + 30) / 60;
    words_number(b, minutes == 0 && seconds > 0 ? 1 : minutes);
}

void words_money(struct buf *b, double amount, struct span currency)
{
    if (!isfinite(amount))
        return;
    if (currency.at && currency.len) {
        buf_span(b, currency);
        buf_byte(b, ' ');
    }
    words_real(b, fabs(amount) >= 1000 ? round(amount) : amount);
}

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static bool read_date(const char *iso, int *y, int *m, int *d)
{
    return sscanf(iso, "%4d-%2d-%2d", y, m, d) == 3 && *m >= 1 && *m <= 12;
}

void words_date(struct buf *b, const char *iso)
{
    int y, m, d;
    if (read_date(iso, &y, &m, &d))
        buf_format(b, "%d %s %d", d, months[m - 1], y);
    else
        buf_text(b, iso);
}

void words_date_span(struct buf *b, struct span iso)
{
    char date[11] = "";
    int y, m, d;
    if (iso.len == 10)
        memcpy(date, iso.at, 10);
    if (read_date(date, &y, &m, &d))
        words_date(b, date);
    else
        words_unquoted(b, iso);
}

void words_label(struct buf *b, struct span id)
{
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        if (i == 0 && c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        buf_byte(b, c == '_' || c == '-' ? ' ' : c);
    }
}

void words_days(struct buf *b, const char *first, const char *last)
{
    int y0, m0, d0, y1, m1, d1;
    if (!read_date(first, &y0, &m0, &d0) || !read_date(last, &y1, &m1, &d1))
        return;
    if (y0 != y1)
        buf_format(b, "%d %s %d – ", d0, months[m0 - 1], y0);
    else if (m0 != m1)
        buf_format(b, "%d %s – ", d0, months[m0 - 1]);
    else if (d0 != d1)
        buf_format(b, "%d–", d0);
    buf_format(b, "%d %s %d", d1, months[m1 - 1], y1);
}

void words_window(struct buf *b, const struct report *r)
{
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < r->ncalls; i++) {
        const char *date = r->calls[i].date;
        if (!date[0])
            continue;
        if (!last)
            last = date;
        first = date; /* newest first: the last one met is the earliest */
    }
    if (first)
        words_days(b, first, last);
}

void words_reason(struct buf *b, const char *reason)
{
    static const struct {
        const char *reason, *words;
    } rows[] = {
        {"no_transcript_yet", "no transcript yet (pending: later runs ask again)"},
        {"empty_transcript", "the transcript is empty"},
        {"too_short", "too few words"},
        {"private", "private in Gong"},
        {"internal_only", "only people of our own"},
        {"over_budget", "the budget was used up"},
        {"quota_exceeded", "the quota was used up"},
        {"llm_refused", "the model refused to answer"},
        {"not_found", "Gong listed it but does not know it any more"},
        {"duplicate", "listed more than once"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(reason, rows[i].reason) == 0) {
            buf_text(b, rows[i].words);
            return;
        }
    if (strncmp(reason, "filtered:", 9) == 0) {
        buf_text(b, "filtered out by ");
        buf_text(b, reason + 9);
        return;
    }
    for (; *reason; reason++)
        buf_byte(b, *reason == '_' ? ' ' : *reason);
}

void words_metric(struct buf *b, size_t metric, double value)
{
    if (!isfinite(value))
        buf_text(b, "–");
    else if (report_metrics[metric].kind == METRIC_RATIO)
        buf_format(b, "%d%%", (int)floor(value * 100 + 0.5));
    else if (report_metrics[metric].kind == METRIC_MS)
        words_clock(b, value < 0 || value > 1e12 ? 0 : (int64_t)value);
    else
        words_real(b, value);
}

struct span words_side(enum side s)
{
    return span_of(s == SIDE_CUSTOMER ? "customer" : s == SIDE_REP ? "our side" : "unknown side");
}

const char *words_status(enum answer_status s)
{
    static const char *const names[ANSWER_STATUSES] = {
        "answered", "not discussed", "unclear", "unsupported", "refused by the model", "in error"};
    return names[s];
}

static bool is_letter(long c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A quote mark: \" ` and those of other scripts; an apostrophe unless it stands in a word. */
static bool is_quote(long c, bool in_word)
{
    if (c == '\'' || c == 0x2019)
        return !in_word;
    return c == '"' || c == '`' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) ||
           c == 0x2039 || c == 0x203A || c == 0x2032 || c == 0x2033 ||
           (c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F) || c == 0xFF02 ||
           c == 0xFF07 || (c >= 0xFF62 && c <= 0xFF63) || (c >= 0x275B && c <= 0x275E);
}

void words_unquoted(struct buf *b, struct span text)
{
    long before = ' ';
    while (text.len) {
        struct span one = text, next;
        long c = plain_next(&text);
        one.len -= text.len;
        next = text;
        long after = next.len ? plain_next(&next) : ' ';
        if (!is_quote(c, is_letter(before) && is_letter(after)))
            buf_span(b, one);
        before = c;
    }
}
