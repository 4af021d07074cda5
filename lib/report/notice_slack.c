/* The notice as Slack's blocks.
 *
 * What comes from calls stands in elements {"type":"text"} of a rich_text block. They are shown as
 * they are: mark-up, mentions, links and emoji are elements of other types there, which only we
 * write (docs.slack.dev/reference/block-kit/blocks/rich-text-block). A text is written in pieces
 * that end behind a colon, so that no client finds an address or a :name: in one. The header, the
 * context and the fallback for notifications hold our own words, numbers and titles only.
 *
 * Slack takes 150 characters in a header, 3,000 in a text, 50 blocks: a notice's limits are far
 * below. */

#include <string.h>
#include "lib/json/json.h"
#include "lib/report/dress.h"
#include "lib/report/notice_parts.h"

struct slack {
    struct json_writer w;
    struct buf piece;
};

enum style { STYLE_NONE, STYLE_BOLD, STYLE_ITALIC };

static void put_element(struct slack *s, struct span text, enum style style)
{
    json_open(&s->w, NULL, '{');
    json_put_text(&s->w, "type", span_of("text"));
    json_put_text(&s->w, "text", text);
    if (style != STYLE_NONE) {
        json_open(&s->w, "style", '{');
        json_put_bool(&s->w, style == STYLE_BOLD ? "bold" : "italic", true);
        json_close(&s->w, '}');
    }
    json_close(&s->w, '}');
}

static void put_pieces(struct slack *s, struct span text, enum style style)
{
    while (text.len) {
        const char *colon = memchr(text.at, ':', text.len);
        size_t len = colon ? (size_t)(colon - text.at) + 1 : text.len;
        put_element(s, (struct span){text.at, len}, style);
        text = (struct span){text.at + len, text.len - len};
    }
}

/* What stands in s->piece, and clears it. */
static void put_piece(struct slack *s, enum style style)
{
    if (s->piece.state != BUF_SOUND)
        s->w.b->state = s->piece.state;
    put_pieces(s, buf_view(&s->piece), style);
    buf_clear(&s->piece);
}

static void put_text(struct slack *s, const char *before, const struct notice_text *t,
                     const char *after, enum style style)
{
    buf_text(&s->piece, before);
    dress_quote(&s->piece, t->text, DRESS_CELL);
    buf_text(&s->piece, after);
    notice_left_out(&s->piece, t);
    put_piece(s, style);
}

static void put_ours(struct slack *s, const char *before, struct span text)
{
    if (text.len == 0)
        return;
    buf_text(&s->piece, before);
    buf_span(&s->piece, text);
    put_piece(s, STYLE_NONE);
}

static void put_link(struct slack *s, struct span url, struct span text)
{
    json_open(&s->w, NULL, '{');
    json_put_text(&s->w, "type", span_of("link"));
    json_put_text(&s->w, "url", url);
    json_put_text(&s->w, "text", text);
    json_close(&s->w, '}');
}

static void open_part(struct slack *s, const char *type)
{
    json_open(&s->w, NULL, '{');
    json_put_text(&s->w, "type", span_of(type));
    json_open(&s->w, "elements", '[');
}

static void close_part(struct slack *s)
{
    json_close(&s->w, ']');
    json_close(&s->w, '}');
}

/* {"type":"plain_text","text":...,"emoji":false} */
static void put_plain(struct slack *s, const char *key, struct span text)
{
    json_open(&s->w, key, '{');
    json_put_text(&s->w, "type", span_of("plain_text"));
    json_put_text(&s->w, "text", text);
    json_put_bool(&s->w, "emoji", false);
    json_close(&s->w, '}');
}

static void put_header(struct slack *s, const struct notice *n)
{
    json_open(&s->w, NULL, '{');
    json_put_text(&s->w, "type", span_of("header"));
    dress_name(&s->piece, n->headline, DRESS_CELL);
    put_plain(s, "text", buf_view(&s->piece));
    buf_clear(&s->piece);
    json_close(&s->w, '}');
}

static void put_lede(struct slack *s, const struct notice *n)
{
    open_part(s, "rich_text_section");
    put_text(s, "", &n->title, "", STYLE_BOLD);
    put_ours(s, ", ", n->dates);
    if (n->about.text.len)
        put_text(s, "\n", &n->about, "", STYLE_NONE);
    put_ours(s, "\n", n->share);
    put_ours(s, n->share.len ? "; " : "\n", n->change);
    close_part(s);
}

static void put_bullets(struct slack *s, const struct notice *n)
{
    if (n->nbullets == 0)
        return;
    json_open(&s->w, NULL, '{');
    json_put_text(&s->w, "type", span_of("rich_text_list"));
    json_put_text(&s->w, "style", span_of("bullet"));
    json_open(&s->w, "elements", '[');
    for (size_t i = 0; i < n->nbullets; i++) {
        open_part(s, "rich_text_section");
        put_text(s, "", &n->bullets[i], "", STYLE_NONE);
        close_part(s);
    }
    close_part(s);
}

static void put_quote(struct slack *s, const struct notice_quote *q)
{
    open_part(s, "rich_text_quote");
    put_text(s, "“", &q->quote, "”", STYLE_NONE);
    put_text(s, "\n", &q->by, "", STYLE_ITALIC);
    buf_text(&s->piece, ", ");
    if (!q->link.at)
        buf_span(&s->piece, q->where);
    put_piece(s, STYLE_NONE);
    if (q->link.at)
        put_link(s, q->link, q->where);
    close_part(s);
}

static void put_report(struct slack *s, const struct notice *n)
{
    if (!n->link.at && n->report.text.len == 0)
        return;
    open_part(s, "rich_text_section");
    if (n->link.at)
        put_link(s, n->link, span_of("Open the report"));
    else
        put_text(s, "The report: ", &n->report, "", STYLE_NONE);
    close_part(s);
}

static void put_trust(struct slack *s, const struct notice *n)
{
    if (n->trust.len == 0)
        return;
    open_part(s, "context");
    put_plain(s, NULL, n->trust);
    close_part(s);
}

/* For notifications and old clients: there & < > are mark-up. */
static void put_fallback(struct slack *s, const struct notice *n)
{
    struct buf b = BUF(1 << 16);
    notice_subject(n, &b);
    for (size_t i = 0; i < b.len; i++)
        switch (b.at[i]) {
        case '&': buf_text(&s->piece, "&amp;"); break;
        case '<': buf_text(&s->piece, "&lt;"); break;
        case '>': buf_text(&s->piece, "&gt;"); break;
        default: buf_byte(&s->piece, b.at[i]); break;
        }
    json_put_text(&s->w, "text", buf_view(&s->piece));
    buf_clear(&s->piece);
    buf_free(&b);
    json_put_bool(&s->w, "mrkdwn", false);
}

void notice_slack(const struct notice *n, struct buf *b)
{
    struct slack s = {.w.b = b, .piece = BUF(1 << 16)};
    json_open(&s.w, NULL, '{');
    put_fallback(&s, n);
    json_put_bool(&s.w, "unfurl_links", false); /* else Slack opens the addresses itself */
    json_put_bool(&s.w, "unfurl_media", false);
    json_open(&s.w, "blocks", '[');
    put_header(&s, n);
    open_part(&s, "rich_text");
    put_lede(&s, n);
    put_bullets(&s, n);
    for (size_t i = 0; i < n->nquotes; i++)
        put_quote(&s, &n->quotes[i]);
    put_report(&s, n);
    close_part(&s);
    put_trust(&s, n);
    json_close(&s.w, ']');
    json_close(&s.w, '}');
    buf_byte(b, '\n');
    buf_free(&s.piece);
}
