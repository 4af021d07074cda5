/* What is told of a run that failed: where, how, and what to do next. */

#include "lib/report/notice_parts.h"

enum { STAGE = 60, RUN = 200 };

/* By exit status: callmine(7). */
static const struct {
    int status;
    const char *means, *next;
} statuses[] = {
    {STATUS_PARTIAL, "Some of it could not be had", "The log names what is missing."},
    {STATUS_GROUNDING, "Grounding, or agreement, is below what was asked for",
     "Look at the question set, or at the model."},
    {STATUS_CEILING, "A ceiling was reached", "Given again with a higher one, the run goes on."},
    {STATUS_USAGE, "Wrong usage", "The log says which option or expression."},
    {STATUS_BAD_RECORD, "A bad record, or a damaged audit log",
     "The log names the file and line; of the audit log cm-audit verify says more."},
    {STATUS_NO_INPUT, "An input file is missing", "The log names it."},
    {STATUS_REFUSED, "Refused for good", "The log says by whom; trying again does not help."},
    {STATUS_BUG, "A defect of callmine's", "Keep the log."},
    {STATUS_NO_MEMORY, "No memory", "Give it more, then the same command again."},
    {STATUS_CANT_CREATE, "An output file cannot be made", "Look at the directory's permissions."},
    {STATUS_IO, "Input/output error, such as a full disk",
     "Make room, then the same command again."},
    {STATUS_TRY_LATER, "Network, limits, or a lock that another run holds",
     "The same command again, later, goes on where it stopped."},
    {STATUS_PROTOCOL, "An answer came that no schema knows", "The log says whose."},
    {STATUS_RECONNECT, "The connection needs a person: needs reconnect, or a scope",
     "gong-auth status says what; gong-auth connect mends it."},
    {STATUS_CONFIG, "No connection, a bad setting, or a bad key file", "The log says which."},
};

/* What a shell says of a process that was killed. */
enum { SIGNALLED = 128, SIGNALS = 64 };

static void tell_status(struct notice *n, struct buf *b, int64_t status)
{
    const char *next = "The log says more.";
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].status == status) {
            buf_text(b, statuses[i].means);
            next = statuses[i].next;
        }
    if (b->len == 0 && status > SIGNALLED && status <= SIGNALLED + SIGNALS)
        buf_format(b, "It was ended by signal %d", (int)status - SIGNALLED);
    else if (b->len == 0)
        buf_text(b, "A status that is not callmine's");
    n->about = notice_cut(n, buf_view(b), b->len);
    buf_clear(b);
    n->bullets[n->nbullets++] = notice_cut(n, span_of(next), STAGE + RUN);
}

int notice_failed(struct notice *n, const struct notice_failure *what,
                  const struct notice_options *o, struct fault *f)
{
    struct buf b = BUF(1 << 16);
    notice_begin(n, o);
    n->kind = NOTICE_FAILED;
    if (what->status < 1 || what->status > 255)
        return fault(f, STATUS_USAGE, "--failed is the status that the run ended with, 1 to 255");
    struct notice_text stage = notice_cut(n, span_of(what->stage), STAGE);
    buf_text(&b, "failed: ");
    buf_span(&b, stage.text);
    notice_left_out(&b, &stage);
    buf_format(&b, "%s ended with %d", what->stage ? "" : "the run", (int)what->status);
    n->headline = notice_keep(n, &b);
    tell_status(n, &b, what->status);
    if (what->run) {
        buf_text(&b, "Run: ");
        buf_text(&b, what->run);
        n->bullets[n->nbullets++] = notice_cut(n, buf_view(&b), RUN);
    }
    int rc = buf_check(&b, "a notice", f);
    buf_free(&b);
    return rc == 0 ? arena_check(&n->arena, "a notice", f) : -1;
}
