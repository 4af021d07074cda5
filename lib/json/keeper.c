#include "lib/json/keeper.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "lib/json/query.h"

int verdict_fault(enum verdict v, double seconds, struct fault *f)
{
    switch (v) {
    case VERDICT_FAILED: return fault(f, STATUS_BAD_RECORD, "the jq expression fails on it");
    case VERDICT_TIME:
        return fault(f, STATUS_BAD_RECORD,
                     "the jq expression took more than %g s of processor time on it", seconds);
    case VERDICT_MEMORY:
        return fault(f, STATUS_BAD_RECORD,
                     "the jq expression took more than %d MiB of memory on it", QUERY_MEMORY >> 20);
    case VERDICT_CRASH: return fault(f, STATUS_BAD_RECORD, "libjq gave up on it");
    default: return 0;
    }
}

/* ---- a cell's life ---- */

/* How it ended. That it ended by itself is seen by its descriptor; then killing it changes nothing.
 */
static enum verdict bury(struct keeper *k)
{
    int status = 0;
    close(k->fd);
    kill(k->cell, SIGKILL);
    while (waitpid(k->cell, &status, 0) < 0 && errno == EINTR)
        ;
    k->cell = 0;
    if (!WIFEXITED(status))
        return VERDICT_CRASH;
    return WEXITSTATUS(status) == CELL_NO_TIME     ? VERDICT_TIME
           : WEXITSTATUS(status) == CELL_NO_MEMORY ? VERDICT_MEMORY
                                                   : VERDICT_CRASH;
}

static int make_board(struct keeper *k, struct fault *f)
{
    if (k->board)
        return 0;
    void *at =
        mmap(NULL, sizeof *k->board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED)
        return fault_errno(f, STATUS_NO_MEMORY, "no memory for what jq answers");
    k->board = at;
    return 0;
}

static int fork_cell(struct keeper *k, struct fault *f)
{
    int pair[2];
    if (make_board(k, f) != 0)
        return -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fault_errno(f, STATUS_NO_MEMORY, "cannot reach a process for jq");
    k->cell = fork();
    if (k->cell == 0)
        cell_serve(pair[1], k->program, k->seconds, QUERY_MEMORY, k->board);
    close(pair[1]);
    k->fd = pair[0];
    k->served = 0;
    if (k->cell > 0)
        return 0;
    k->cell = 0;
    close(k->fd);
    return fault_errno(f, STATUS_NO_MEMORY, "cannot start a process for jq");
}

int keeper_start(struct keeper *k, struct fault *f)
{
    enum cell_kind kind;
    if (k->cell)
        return 0;
    if (fork_cell(k, f) != 0)
        return -1;
    if (!cell_receive(k->fd, &kind, &k->answer)) {
        enum verdict how = bury(k);
        return fault(f, STATUS_USAGE, "the expression cannot be compiled: %s",
                     how == VERDICT_TIME     ? "it takes too long"
                     : how == VERDICT_MEMORY ? "it takes too much memory"
                                             : "libjq gave up on it");
    }
    if (kind == CELL_READY)
        return 0;
    bury(k);
    struct buf *said = &k->answer;
    while (said->len &&
           strchr(": ", said->at[said->len - 1])) /* the expression itself would follow */
        said->at[--said->len] = '\0';
    return fault(f, STATUS_USAGE, "the expression does not compile: %s",
                 said->len ? said->at : "jq does not say why");
}

void keeper_end(struct keeper *k)
{
    if (k->cell)
        bury(k);
    if (k->board)
        munmap(k->board, sizeof *k->board);
    k->board = NULL;
    buf_free(&k->answer);
}

/* ---- asking ---- */

/* The cell died of the record that comes after `served` others. When it served any it may have been
 * they who used it up, so the record has a second chance, with a new one; but time is each record's
 * own. */
static bool second_chance(struct keeper *k, size_t served, enum verdict *v)
{
    k->served += (int64_t)served;
    bool others = k->served > 0;
    *v = bury(k);
    return others && *v != VERDICT_TIME;
}

int keeper_test(struct keeper *k, struct span batch, const size_t *starts, size_t n,
                enum verdict *verdicts, struct fault *f)
{
    for (size_t i = 0; i < n;) {
        struct span rest = {batch.at + starts[i], batch.len - starts[i]};
        enum cell_kind answer;
        if (keeper_start(k, f) != 0)
            return -1;
        atomic_store(&k->board->done, 0);
        bool well = cell_send(k->fd, CELL_TEST, rest) && cell_receive(k->fd, &answer, &k->answer) &&
                    answer == CELL_DONE;
        size_t done = atomic_load_explicit(&k->board->done, memory_order_acquire);
        done = done < n - i ? done : n - i;
        for (size_t d = 0; d < done; d++, i++)
            verdicts[i] = k->board->answer[d] == CELL_YES  ? VERDICT_YES
                          : k->board->answer[d] == CELL_NO ? VERDICT_NO
                                                           : VERDICT_FAILED;
        if (well && i == n)
            k->served += (int64_t)done;
        else if (i < n && !second_chance(k, done, &verdicts[i]))
            i++;
        else if (i == n)
            bury(k);
    }
    return 0;
}

int keeper_run(struct keeper *k, struct span record, enum verdict *v, struct fault *f)
{
    for (;;) {
        enum cell_kind answer;
        if (keeper_start(k, f) != 0)
            return -1;
        if (cell_send(k->fd, CELL_RUN, record) && cell_receive(k->fd, &answer, &k->answer)) {
            k->served++;
            *v = answer == CELL_OUTPUT ? VERDICT_YES : VERDICT_FAILED;
            return 0;
        }
        if (!second_chance(k, 0, v)) {
            buf_clear(&k->answer);
            return 0;
        }
    }
}
