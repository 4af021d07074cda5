#include "lib/json/query.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/json/cell.h"
#include "lib/json/lexis.h"

struct query {
    struct buf program;
    double seconds;
    pid_t cell; /* 0 = none */
    int fd;
    int64_t served; /* records, by this cell */
    struct buf answer;
};

/* How the cell ended, after its descriptor was seen to close. */
enum ended { OUT_OF_TIME, OUT_OF_MEMORY, CRASHED };

static enum ended end_cell(struct query *q)
{
    int status = 0;
    close(q->fd);
    while (waitpid(q->cell, &status, 0) < 0 && errno == EINTR)
        ;
    q->cell = 0;
    if (!WIFEXITED(status))
        return CRASHED;
    return WEXITSTATUS(status) == CELL_NO_TIME     ? OUT_OF_TIME
           : WEXITSTATUS(status) == CELL_NO_MEMORY ? OUT_OF_MEMORY
                                                   : CRASHED;
}

static int fork_cell(struct query *q, struct fault *f)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fault_errno(f, STATUS_NO_MEMORY, "cannot reach a process for jq");
    q->cell = fork();
    if (q->cell == 0)
        cell_serve(pair[1], q->program.at, q->seconds, QUERY_MEMORY);
    close(pair[1]);
    q->fd = pair[0];
    q->served = 0;
    if (q->cell > 0)
        return 0;
    q->cell = 0;
    close(q->fd);
    return fault_errno(f, STATUS_NO_MEMORY, "cannot start a process for jq");
}

/* A cell that has compiled the expression. */
static int start(struct query *q, struct fault *f)
{
    enum cell_kind kind;
    if (q->cell)
        return 0;
    if (fork_cell(q, f) != 0)
        return -1;
    if (!cell_receive(q->fd, &kind, &q->answer)) {
        enum ended how = end_cell(q);
        return fault(f, STATUS_USAGE, "the expression cannot be compiled: %s",
                     how == OUT_OF_TIME     ? "it takes too long"
                     : how == OUT_OF_MEMORY ? "it takes too much memory"
                                            : "libjq gave up on it");
    }
    if (kind == CELL_READY)
        return 0;
    end_cell(q);
    for (char *end = q->answer.at + q->answer.len; q->answer.len && strchr(": ", end[-1]); end--)
        q->answer.at[--q->answer.len] = '\0'; /* jq would go on with the expression itself */
    return fault(f, STATUS_USAGE, "the expression does not compile: %s",
                 q->answer.len ? q->answer.at : "jq does not say why");
}

struct query *query_new(const char *expression, double seconds, when now, struct fault *f)
{
    if (lexis_check(expression, f) != 0)
        return NULL;
    struct query *q = calloc(1, sizeof *q);
    if (!q) {
        fault(f, STATUS_NO_MEMORY, "no memory for the expression");
        return NULL;
    }
    q->seconds = seconds > 0 ? seconds : QUERY_SECONDS;
    /* On the expression's first line, so that jq's line numbers stay the author's. */
    buf_format(&q->program, "def now: %.6f; ", (double)now / (double)WHEN_SECOND);
    buf_text(&q->program, expression);
    if (buf_check(&q->program, "the expression", f) != 0 || start(q, f) != 0) {
        query_free(q);
        return NULL;
    }
    return q;
}

void query_free(struct query *q)
{
    if (!q)
        return;
    if (q->cell) {
        kill(q->cell, SIGKILL);
        end_cell(q);
    }
    buf_free(&q->program);
    buf_free(&q->answer);
    free(q);
}

/* What the cell answers; when it dies of this value, a fault. A cell that served others before gets
 * a second chance with a new one, in case it was they who used up its memory. */
static int ask(struct query *q, enum cell_kind what, struct span value, enum cell_kind *answer,
               struct fault *f)
{
    for (;;) {
        if (start(q, f) != 0)
            return -1;
        if (cell_send(q->fd, what, value) && cell_receive(q->fd, answer, &q->answer)) {
            q->served++;
            return 0;
        }
        bool again = q->served > 0;
        switch (end_cell(q)) {
        case OUT_OF_TIME:
            return fault(f, STATUS_BAD_RECORD,
                         "the jq expression took more than %g s of processor time on it",
                         q->seconds);
        case OUT_OF_MEMORY:
            if (!again)
                return fault(f, STATUS_BAD_RECORD,
                             "the jq expression took more than %d MiB of memory on it",
                             QUERY_MEMORY >> 20);
            break;
        case CRASHED:
            if (!again)
                return fault(f, STATUS_BAD_RECORD, "libjq gave up on it");
        }
    }
}

static int failed(struct fault *f)
{
    return fault(f, STATUS_BAD_RECORD, "the jq expression fails on it");
}

int query_test(struct query *q, struct span value, bool *yes, struct fault *f)
{
    enum cell_kind answer = CELL_FAILED;
    if (ask(q, CELL_TEST, value, &answer, f) != 0)
        return -1;
    *yes = answer == CELL_YES;
    return answer == CELL_YES || answer == CELL_NO ? 0 : failed(f);
}

int query_run(struct query *q, struct span value, struct buf *out, struct fault *f)
{
    enum cell_kind answer = CELL_FAILED;
    if (ask(q, CELL_RUN, value, &answer, f) != 0)
        return -1;
    buf_span(out, buf_view(&q->answer));
    return answer == CELL_OUTPUT ? 0 : failed(f);
}
