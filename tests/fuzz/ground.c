/* Claims about a call: the first line cites (two characters) and asks a side (one), the second is
 * the claim, the others are sentences; an empty one begins the next monologue, "^" a lone
 * surrogate. What is found stands byte for byte in one monologue of the side that was asked, is no
 * longer than it may be, and is found again, exactly, when it is claimed itself. */

#include "lib/analyze/ground.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

static struct lexicon *lexicon;
static struct ground *ground;

static void make(void)
{
    struct fault f = {0};
    lexicon = lexicon_new(NULL, &f);
    ground = ground_new(&f);
    MUST(lexicon && ground);
}

static void write_call(struct buf *b, struct span sentences)
{
    struct buf text = BUF(0);
    buf_text(b, "{\"id\":\"1\",\"parties\":[{\"speakerId\":\"0\",\"name\":\"Al "
                "Bo\",\"affiliation\":\"Internal\"},"
                "{\"speakerId\":\"1\",\"affiliation\":\"External\"}],\"transcript\":[");
    for (int m = 0; sentences.len; m++) {
        buf_format(b, "%s{\"speakerId\":\"%d\",\"sentences\":[", m ? "," : "", m % 3);
        for (int s = 0; sentences.len; s++) {
            struct span part = fuzz_part(&sentences);
            if (part.len == 0)
                break;
            buf_clear(&text);
            json_quote(&text, part);
            buf_text(b, s ? ",{\"text\":\"" : "{\"text\":\"");
            buf_text(b, part.at[0] == '^' ? "\\ud800" : "");
            buf_add(b, text.at + 1, text.len - 1);
            buf_byte(b, '}');
        }
        buf_text(b, "]}");
    }
    buf_text(b, "]}");
    buf_free(&text);
}

static bool find(const struct transcript *t, const struct claim *c, int side, struct evidence *e)
{
    struct fault f = {0};
    enum ground_refusal why;
    MUST(ground_find(ground, c, side, e, &why, &f) == 0);
    MUST((e->tier == TIER_UNVERIFIED) == (why != GROUND_FOUND) && ground_refusal_name(why));
    if (e->tier == TIER_UNVERIFIED)
        return false;
    MUST(e->from <= e->to && e->to < t->nsentences && e->to - e->from < GROUND_SENTENCES);
    MUST(t->sentences[e->from].monologue == t->sentences[e->to].monologue);
    MUST(asked_side_fits(side, transcript_side(t, e->from)));
    struct span run = transcript_run(t, e->from, e->to), q = e->quote;
    MUST(q.len > 0 && q.len <= GROUND_BYTES);
    MUST(q.at >= run.at && q.at + q.len <= run.at + run.len);
    /* It begins in the first of its sentences and ends in the last; characters are whole. */
    MUST(q.at < t->sentences[e->from].text.at + t->sentences[e->from].text.len);
    MUST(q.at + q.len > t->sentences[e->to].text.at);
    MUST((q.at[0] & 0xc0) != 0x80 &&
         (q.at + q.len == run.at + run.len || (q.at[q.len] & 0xc0) != 0x80));
    return true;
}

/* Long enough to prove something, no label in it, nothing that is glued to what stands around it.
 */
static bool is_simple(struct span quote)
{
    size_t letters = 0;
    for (size_t i = 0; i < quote.len; i++) {
        char c = quote.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && c != ' ' && c != '.')
            return false;
        letters += letter;
    }
    return letters >= 12 && quote.len < GROUND_BYTES / 2;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct span rest = fuzz_span(data, size), head = fuzz_part(&rest), quote = fuzz_part(&rest),
                record;
    struct buf json = BUF(0);
    struct call call = {0};
    struct transcript t = {0};
    struct evidence e = {0}, again = {0};
    if (!ground)
        make();
    struct claim c = {CLAIM_NOWHERE, CLAIM_NOWHERE, quote};
    if (head.len > 0)
        c.from = (uint32_t)(unsigned char)head.at[0] - '0';
    if (head.len > 1)
        c.to = (uint32_t)(unsigned char)head.at[1] - '0';
    int side = head.len > 2 && head.at[2] == 'c'   ? ASKED_CUSTOMER
               : head.len > 2 && head.at[2] == 'r' ? ASKED_REP
                                                   : ASKED_ANY;
    write_call(&json, rest);
    MUST(buf_check(&json, "the call", &f) == 0);
    if (json_check(buf_view(&json), &record, &f) == 0) {
        MUST(call_read(&call, record, &f) == 0 && transcript_read(&t, &call, lexicon, &f) == 0);
        lexicon_forget(lexicon);
        MUST(ground_call(ground, &t, &f) == 0);
        if (find(&t, &c, side, &e) && is_simple(e.quote)) {
            struct claim same = {e.from, e.to, e.quote};
            MUST(find(&t, &same, side, &again) && again.tier == TIER_EXACT);
            MUST(span_equal(again.quote, e.quote));
        }
    }
    transcript_clear(&t);
    call_clear(&call);
    buf_free(&json);
    return 0;
}
