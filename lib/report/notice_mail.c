/* The notice as a mail's subject and bodies. The HTML is what mail clients agree on: tables, styles
 * at each element, no picture, no script, nothing remote; in the report's colours (html_style.c).
 */

#include "lib/report/dress.h"
#include "lib/report/notice_parts.h"

void notice_subject(const struct notice *n, struct buf *b)
{
    dress_name(b, n->title.text, DRESS_PLAIN);
    notice_left_out(b, &n->title);
    if (n->dates.len)
        buf_text(b, ", ");
    buf_span(b, n->dates);
    buf_text(b, ": ");
    dress_name(b, n->headline, DRESS_PLAIN);
}

/* ---- plain text ---- */

static void plain_text(struct buf *b, const struct notice_text *t, const char *after)
{
    dress_quote(b, t->text, DRESS_PLAIN);
    buf_text(b, after);
    notice_left_out(b, t);
}

static void plain_line(struct buf *b, struct span text)
{
    buf_span(b, text);
    buf_text(b, text.len ? "\n" : "");
}

void notice_plain(const struct notice *n, struct buf *b)
{
    plain_text(b, &n->title, "");
    buf_text(b, n->dates.len ? ", " : "");
    plain_line(b, n->dates);
    buf_text(b, n->dates.len ? "\n" : "\n\n");
    dress_name(b, n->headline, DRESS_PLAIN);
    buf_byte(b, '\n');
    plain_text(b, &n->about, n->about.text.len ? "\n" : "");
    plain_line(b, n->share);
    plain_line(b, n->change);
    for (size_t i = 0; i < n->nbullets; i++) {
        buf_text(b, i == 0 ? "\n- " : "- ");
        plain_text(b, &n->bullets[i], "");
        buf_byte(b, '\n');
    }
    for (size_t i = 0; i < n->nquotes; i++) {
        const struct notice_quote *q = &n->quotes[i];
        buf_text(b, "\n“");
        plain_text(b, &q->quote, "”");
        buf_text(b, "\n  ");
        plain_text(b, &q->by, "");
        buf_text(b, ", ");
        plain_line(b, q->where);
        buf_text(b, q->link.at ? "  " : "");
        plain_line(b, q->link);
    }
    if (n->trust.len)
        buf_byte(b, '\n');
    plain_line(b, n->trust);
    if (n->link.at || n->report.text.len) {
        buf_text(b, "\nThe report: ");
        plain_text(b, &n->report, "");
        buf_span(b, n->link);
        buf_byte(b, '\n');
    }
}

/* ---- HTML ---- */

#define INK    "#1c2127"
#define MUTED  "#56606c"
#define LINE   "#e0ddd6"
#define ACCENT "#0a58a6"
#define SANS                                                                                       \
    "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
#define SERIF "font-family:'Iowan Old Style',Palatino,'Palatino Linotype',Georgia,serif"

static void html_text(struct buf *b, const char *open, const struct notice_text *t,
                      const char *close)
{
    buf_text(b, open);
    dress_quote(b, t->text, DRESS_HTML);
    buf_text(b, close);
}

/* Our own words. */
static void html_words(struct buf *b, const char *open, struct span text, const char *close)
{
    if (text.len == 0)
        return;
    buf_text(b, open);
    dress_name(b, text, DRESS_HTML);
    buf_text(b, close);
}

static void html_head(struct buf *b, const struct notice *n)
{
    struct buf subject = BUF(1 << 16);
    notice_subject(n, &subject);
    buf_text(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light\">\n<title>");
    dress_name(b, buf_view(&subject), DRESS_HTML);
    buf_free(&subject);
    buf_text(b, "</title>\n</head>\n<body style=\"margin:0;padding:0;background:#faf9f6\">\n"
                "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\" cellpadding=\"0\" "
                "border=\"0\" style=\"background:#faf9f6\"><tr>"
                "<td align=\"center\" style=\"padding:24px 12px\">\n"
                "<table role=\"presentation\" width=\"600\" cellspacing=\"0\" cellpadding=\"0\" "
                "border=\"0\" style=\"width:100%;max-width:600px;background:#ffffff;"
                "border:1px solid " LINE ";border-radius:8px;text-align:left\">\n");
}

#define ROW(padding) "<tr><td style=\"padding:" padding ";" SANS ";color:" INK "\">\n"
#define ROW_END      "</td></tr>\n"

static void html_lede(struct buf *b, const struct notice *n)
{
    buf_text(b, ROW("26px 28px 0"));
    html_words(b,
               "<p style=\"margin:0 0 4px;font-size:13px;letter-spacing:1px;"
               "text-transform:uppercase;color:" MUTED "\">",
               n->dates, "</p>\n");
    html_text(b, "<h1 dir=\"auto\" style=\"margin:0;font-size:20px;line-height:26px\">", &n->title,
              "");
    notice_left_out(b, &n->title);
    buf_text(b, "</h1>\n" ROW_END ROW("14px 28px 0"));
    html_words(b,
               n->kind == NOTICE_REPORT
                   ? "<p style=\"margin:0;font-size:32px;line-height:38px;font-weight:700;"
                     "color:" ACCENT "\">"
               : n->kind == NOTICE_FAILED
                   ? "<p style=\"margin:0;padding:10px 14px;font-size:19px;line-height:26px;"
                     "font-weight:700;background:#fdeceb;color:#b3261e;"
                     "border-left:4px solid #b3261e\">"
                   : "<p style=\"margin:0;padding:10px 14px;font-size:19px;line-height:26px;"
                     "font-weight:700;background:#faf9f6;border-left:4px solid #9aa7b5\">",
               n->headline, "</p>\n");
    if (n->about.text.len) {
        html_text(b, "<p dir=\"auto\" style=\"margin:6px 0 0;font-size:17px;line-height:25px\">",
                  &n->about, "");
        notice_left_out(b, &n->about);
        buf_text(b, "</p>\n");
    }
#define SMALL "<p style=\"margin:2px 0 0;font-size:14px;line-height:21px;color:" MUTED "\">"
    html_words(b, SMALL, n->share, "</p>\n");
    html_words(b, SMALL, n->change, "</p>\n");
    buf_text(b, ROW_END);
}

static void html_bullets(struct buf *b, const struct notice *n)
{
    if (n->nbullets == 0)
        return;
    buf_text(b, ROW("14px 28px 0") "<ul style=\"margin:0;padding:0 0 0 20px\">\n");
    for (size_t i = 0; i < n->nbullets; i++) {
        html_text(b, "<li dir=\"auto\" style=\"margin:0 0 8px;font-size:15px;line-height:22px\">",
                  &n->bullets[i], "");
        notice_left_out(b, &n->bullets[i]);
        buf_text(b, "</li>\n");
    }
    buf_text(b, "</ul>\n" ROW_END);
}

static void html_quote(struct buf *b, const struct notice_quote *q)
{
    buf_text(b,
             ROW("10px 28px 6px") "<table role=\"presentation\" width=\"100%\" cellspacing=\"0\" "
                                  "cellpadding=\"0\" border=\"0\"><tr><td style=\"border-left:3px "
                                  "solid ");
    buf_text(b, q->side == SIDE_CUSTOMER ? "#8f4a00" : q->side == SIDE_REP ? ACCENT : "#9aa7b5");
    html_text(b,
              ";padding:2px 0 2px 14px\">\n<p dir=\"auto\" style=\"margin:0;" SERIF
              ";font-size:17px;line-height:25px;color:" INK ";white-space:pre-wrap\">“",
              &q->quote, "”");
    notice_left_out(b, &q->quote);
    html_text(b,
              "</p>\n<p dir=\"auto\" style=\"margin:3px 0 0;" SANS
              ";font-size:13px;line-height:19px;color:" MUTED "\">",
              &q->by, "");
    notice_left_out(b, &q->by);
    buf_text(b, ", ");
    html_words(b, q->link.at ? "<a style=\"color:" ACCENT ";white-space:nowrap\" href=\"" : "",
               q->link, "\">");
    html_words(b, "", q->where, q->link.at ? "</a>" : "");
    buf_text(b, "</p>\n</td></tr></table>\n" ROW_END);
}

static void html_report(struct buf *b, const struct notice *n)
{
    buf_text(b, ROW("12px 28px 4px"));
    html_words(b,
               "<p style=\"margin:0\"><a style=\"display:inline-block;padding:10px 18px;"
               "background:" ACCENT ";color:#ffffff;text-decoration:none;border-radius:6px;"
               "font-size:15px;font-weight:600\" href=\"",
               n->link, "\">Open the report</a></p>\n");
    if (n->report.text.len) {
        html_text(b, "<p dir=\"auto\" style=\"margin:0;font-size:15px\">The report: ", &n->report,
                  "");
        notice_left_out(b, &n->report);
        buf_text(b, "</p>\n");
    }
    buf_text(b, ROW_END);
}

void notice_html(const struct notice *n, struct buf *b)
{
    html_head(b, n);
    html_lede(b, n);
    html_bullets(b, n);
    for (size_t i = 0; i < n->nquotes; i++)
        html_quote(b, &n->quotes[i]);
    html_report(b, n);
    buf_text(b, ROW("12px 28px 24px"));
    html_words(b,
               "<p style=\"margin:0;padding:12px 0 0;border-top:1px solid " LINE
               ";font-size:13px;line-height:19px;color:" MUTED "\">",
               n->trust, "</p>\n");
    buf_text(b, ROW_END "</table>\n</td></tr></table>\n</body>\n</html>\n");
}
