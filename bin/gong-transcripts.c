/* gong-transcripts: calls in, the same calls with their transcripts out.
 *
 * A transcript may come hours after its call: a call without one goes on as it came, is counted on
 * stderr, and can be asked for again later. */

#include "bin/program.h"
#include "lib/gong/batch.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"

static struct gong_settings settings = GONG_SETTINGS;
static const char *append, *reject;

static const struct option_row rows[] = {
    ROW_APPEND(&append),
    ROW_REJECT(&reject),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-transcripts",
    .summary = "add their transcripts to calls",
    .operands = "[FILE...]",
    .details = "gong-transcripts filtered.ndjson --append transcripts.ndjson\n",
    .rows = rows,
};

struct transcripts {
    int64_t missing;
};

static int join(void *self, const struct call *call, struct span item, struct buf *line,
                struct fault *f)
{
    struct transcripts *t = self;
    struct span transcript = json_member(item, span_of("transcript"));
    if (json_kind(transcript) > JSON_NULL && json_kind(transcript) != JSON_ARRAY)
        return fault(f, STATUS_PROTOCOL, "gong sent a transcript that is no list");
    if (json_kind(transcript) == JSON_ARRAY) {
        splice_set(line, call->record, "transcript", transcript);
    } else {
        t->missing++;
        buf_span(line, call->record);
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    if (program_begin(&p, &usage, argc, argv, &f)) {
        struct stream s = {.files = p.operands, .n = p.n, .reject = reject};
        struct harvest harvest;
        struct transcripts t = {0};
        struct batch b = {.what = GONG_TRANSCRIPTS, .harvest = &harvest, .join = join, .who = &t};
        b.gong = gong_new(&settings, &listener, &f);
        if (b.gong && harvest_open(&harvest, append, &f) == 0) {
            struct stage stage = batch_stage(&b);
            program_stream(&usage, &s, &stage, &f);
            harvest_close(&harvest);
        }
        gong_free(b.gong);
        batch_clear(&b);
        if (t.missing)
            notice(&listener, "%lld call%s without a transcript yet", (long long)t.missing,
                   t.missing == 1 ? "" : "s");
    }
    return program_end(&p, &usage, &f);
}
