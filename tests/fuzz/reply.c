/* What a model may write: the input is its reply to questions of every type about a call that is
 * always the same. What is taken for an answer is whole and of the right type, and each of its
 * quotes stands in the call, on the side that was asked. */

#include "lib/analyze/prompt.h"
#include "lib/analyze/prove.h"
#include "lib/analyze/reply.h"
#include "lib/json/json.h"
#include "tests/fuzz/fuzz.h"

static const char record[] =
    "{\"id\":\"1\",\"parties\":[{\"speakerId\":\"a\",\"name\":\"Ann "
    "Lee\",\"affiliation\":\"Internal\"},"
    "{\"speakerId\":\"b\",\"name\":\"Bo Ray\",\"affiliation\":\"External\"}],\"transcript\":["
    "{\"speakerId\":\"a\",\"sentences\":[{\"start\":0,\"end\":900,\"text\":\"The plan costs 500 "
    "dollars a month.\"},"
    "{\"start\":900,\"end\":2000,\"text\":\"Is that within your budget?\"}]},"
    "{\"speakerId\":\"b\",\"sentences\":[{\"start\":2000,\"end\":4000,\"text\":\"We do not have "
    "that much before the 3rd of May.\"},"
    "{\"start\":4000,\"end\":6000,\"text\":\"Acme was cheaper, frankly.\"}]}]}";

static const char questions[] =
    "id: every\ntitle: Every type\nquestions:\n"
    "  - {id: b, text: Yes or no?, type: bool, side: customer}\n"
    "  - {id: e, text: Which?, type: enum, values: [{id: x}, {id: y}]}\n"
    "  - {id: m, text: Which ones?, type: multi_enum, values: [{id: x}, {id: y}, {id: z}]}\n"
    "  - {id: s, text: In short?, type: short}\n"
    "  - {id: p, text: At length?, type: para, side: rep}\n"
    "  - {id: n, text: How much?, type: number, unit: any}\n"
    "  - {id: d, text: When?, type: date}\n"
    "  - {id: l, text: What?, type: list, max_items: 2, fields: [{id: what, text: What?, type: "
    "short},"
    " {id: who, text: Who?, type: enum, values: [{id: x}]}]}\n";

static struct question_set set;
static struct prompt_question asked[8];
static struct call call;
static struct lexicon *lexicon;
static struct transcript transcript;
static struct prompt prompt;
static struct prove prove;
static struct answers answers;

static void make(void)
{
    struct fault f = {0};
    MUST(question_set_read(&set, fuzz_file(span_of(questions)), &f) == 0 && set.n == 8);
    for (size_t i = 0; i < set.n; i++)
        asked[i] = (struct prompt_question){&set.questions[i], SPAN_NONE};
    MUST((lexicon = lexicon_new(NULL, &f)) && call_read(&call, span_of(record), &f) == 0);
    MUST(transcript_read(&transcript, &call, lexicon, &f) == 0);
    MUST(prompt_lines(&prompt, &transcript, 0, (uint32_t)transcript.nsentences, NULL, &f) == 0);
    MUST(prompt_ask(&prompt, asked, set.n, &f) == 0);
    MUST(answers_make(&answers, &set, 1, &f) == 0);
    MUST(prove_call(&prove, &transcript, NULL, &f) == 0);
}

static bool holds(struct span whole, struct span part)
{
    return part.len > 0 && part.at >= whole.at && part.at + part.len <= whole.at + whole.len;
}

static void check(const struct answer *a)
{
    const struct question *q = a->question;
    MUST(a->n <= (size_t)q->max_items * (q->type == ANSWER_LIST ? LIST_QUOTES : 1));
    MUST(a->nitems <= (size_t)q->max_items);
    MUST(a->status != ANSWER_GIVEN || a->n > 0);
    for (size_t i = 0; i < a->n; i++) {
        const struct evidence *e = &a->evidence[i];
        MUST(e->tier < TIER_UNVERIFIED && e->from <= e->to && e->to < transcript.nsentences);
        MUST(holds(transcript_run(&transcript, e->from, e->to), e->quote));
        MUST(asked_side_fits(q->side, transcript_side(&transcript, e->from)));
        MUST(q->type != ANSWER_LIST || a->status != ANSWER_GIVEN || e->item < (int)a->nitems);
    }
    if (q->type == ANSWER_ENUM && a->status == ANSWER_GIVEN)
        MUST(a->value.choice >= 0 && a->value.choice < (int)q->nchoices);
    if (q->type == ANSWER_SHORT && a->value.text.at)
        MUST(!memmem(a->value.text.at, a->value.text.len, "://", 3));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    struct buf text = BUF(0), failed = BUF(0);
    struct reply reply = {0};
    if (!set.n)
        make();
    /* What is not UTF-8 becomes U+FFFD, as in a server's JSON. */
    json_quote(&text, fuzz_span(data, size));
    if (reply_read(&reply, buf_view(&text), &prompt, asked, set.n)) {
        answers_begin(&answers);
        for (size_t i = 0; i < set.n; i++) {
            struct answer *a = &answers.at[i];
            MUST(prove_answer(&prove, reply.answers[i], a, &answers.arena, &failed, &f) == 0);
            check(a);
        }
    } else {
        MUST(reply.why[0]);
    }
    reply_clear(&reply);
    buf_free(&text);
    buf_free(&failed);
    return 0;
}
