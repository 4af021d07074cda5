/* gong-transcripts: calls in, the same calls with their transcripts out.
 *
 * A transcript may come hours or days after its call. A call without one goes on as it came, or
 * with
 * --waiting into a file of those that are to be asked for again. */

#include "bin/program.h"
#include "lib/gong/batch.h"
#include "lib/gong/known.h"
#include "lib/json/json.h"
#include "lib/json/splice.h"
#include "lib/state/ledger.h"

static struct gong_settings settings = GONG_SETTINGS;
static const char *append, *reject, *waiting, *ledger_path, *earlier;

static const struct option_row rows[] = {
    {"known", 0, OPTION_FILE, &earlier, "FILE",
     "take the transcripts that the calls in FILE have, and ask for the others only", NULL},
    {"waiting", 0, OPTION_ASIDE, &waiting, "FILE",
     "put the calls without a transcript into FILE, as they came", NULL},
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Output", NULL},
    ROW_APPEND(&append),
    ROW_REJECT(&reject),
    ROW_LEDGER(&ledger_path),
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
    struct batch batch;
    struct harvest harvest, waiting;
    struct ledger ledger;
    struct known known;
    int64_t missing;
};

static int join(void *self, const struct call *call, struct span item, struct buf *line,
                struct fault *f)
{
    struct transcripts *t = self;
    bool seen;
    struct span transcript;
    if (known_get(&t->known, call->id, &transcript, f) != 0)
        return -1;
    if (!transcript.at)
        transcript = json_member(item, span_of("transcript"));
    if (json_kind(transcript) > JSON_NULL && json_kind(transcript) != JSON_ARRAY)
        return fault(f, STATUS_PROTOCOL, "gong sent a transcript that is no list");
    if (json_kind(transcript) == JSON_ARRAY) {
        splice_set(line, call->record, "transcript", transcript);
        return 0;
    }
    t->missing++;
    if (!waiting) {
        buf_span(line, call->record);
        return 0;
    }
    if (harvest_seen(&t->waiting, call->id, &seen, f) != 0)
        return -1;
    if (!seen)
        harvest_put(&t->waiting, call->record);
    return 0;
}

/* All of them, those of an earlier process too. */
static int account(struct transcripts *t, struct fault *f)
{
    struct buf id = {0};
    int done = 0;
    for (size_t i = 0; done == 0 && i < t->waiting.ids.n; i++) {
        buf_clear(&id);
        json_quote(&id, ids_at(&t->waiting.ids, i));
        done = buf_check(&id, "an id", f);
        if (done == 0)
            done = ledger_leave(&t->ledger, buf_view(&id), "no_transcript_yet", f);
    }
    buf_free(&id);
    return done == 0 ? ledger_close(&t->ledger, f) : -1;
}

static int run(struct transcripts *t, struct stream *s, struct fault *f)
{
    struct stage stage = batch_stage(&t->batch);
    if (earlier && known_open(&t->known, earlier, f) != 0)
        return -1;
    if (waiting && !append && access(waiting, F_OK) == 0)
        return fault(f, STATUS_CANT_CREATE,
                     "%s is there already: remove it, or --append goes on with it", waiting);
    if (ledger_open(&t->ledger, ledger_path, usage.program, f) != 0 ||
        harvest_open(&t->harvest, append, f) != 0 ||
        (waiting && harvest_open(&t->waiting, waiting, f) != 0))
        return -1;
    return program_stream(&usage, s, &stage, f) == 0 ? account(t, f) : -1;
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct transcripts t = {.harvest.fd = -1, .waiting.fd = -1, .known.fd = -1};
    t.harvest.lock.fd = t.waiting.lock.fd = -1;
    if (program_begin(&p, &usage, argc, argv, &f)) {
        struct stream s = {.files = p.operands, .n = p.n, .reject = reject};
        t.batch = (struct batch){.what = GONG_TRANSCRIPTS,
                                 .harvest = &t.harvest,
                                 .aside = waiting ? &t.waiting : NULL,
                                 .known = &t.known.ids,
                                 .join = join,
                                 .who = &t};
        if (ledger_path && !waiting)
            fault(&f, STATUS_USAGE, "--ledger wants --waiting: without it no call leaves here");
        else if ((t.batch.gong = gong_new(&settings, &listener, &f)))
            run(&t, &s, &f);
        gong_free(t.batch.gong);
        if (t.missing)
            notice(&listener, "%lld call%s without a transcript yet", (long long)t.missing,
                   t.missing == 1 ? "" : "s");
    }
    ledger_abandon(&t.ledger);
    batch_clear(&t.batch);
    known_close(&t.known);
    harvest_close(&t.harvest);
    harvest_close(&t.waiting);
    return program_end(&p, &usage, &f);
}
