#include "lib/json/cell.h"

#include <errno.h>
#include <jq.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>
#include "lib/json/wall.h"

/* ---- messages ---- */

bool cell_send(int fd, enum cell_kind kind, struct span body)
{
    struct cell_head head = {kind, body.len};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)(uintptr_t)body.at, body.len}};
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
    while (message.msg_iovlen > 0) {
        ssize_t n = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        while (message.msg_iovlen > 0 && (size_t)n >= message.msg_iov->iov_len) {
            n -= (ssize_t)message.msg_iov->iov_len;
            message.msg_iov++;
            message.msg_iovlen--;
        }
        if (message.msg_iovlen > 0) {
            message.msg_iov->iov_base = (char *)message.msg_iov->iov_base + n;
            message.msg_iov->iov_len -= (size_t)n;
        }
    }
    return true;
}

static bool receive(int fd, char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = recv(fd, to, n, MSG_WAITALL);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        n -= (size_t)got;
    }
    return true;
}

/* There is never more than one message under way, so one read takes the head and what it can of the
 * body. */
bool cell_receive(int fd, enum cell_kind *kind, struct buf *body)
{
    enum { AT_ONCE = 64 << 10 };
    struct cell_head head;
    buf_clear(body);
    char *room = buf_room(body, AT_ONCE);
    ssize_t got = 0;
    while (room && got < (ssize_t)sizeof head) {
        ssize_t n = recv(fd, room + got, AT_ONCE - (size_t)got, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        got += n;
    }
    if (!room)
        return false;
    memcpy(&head, room, sizeof head);
    size_t have = (size_t)got - sizeof head;
    if (have > head.len)
        return false;
    memmove(room, room + sizeof head, have);
    body->len = have;
    if (!(room = buf_room(body, head.len - have)) || !receive(fd, room, head.len - have))
        return false;
    body->len = head.len;
    body->at[body->len] = '\0';
    *kind = (enum cell_kind)head.kind;
    return true;
}

/* ---- the cell ---- */

static void no_memory(void *unused)
{
    (void)unused;
    _exit(CELL_NO_MEMORY);
}

/* The first thing jq says of an expression that does not compile, on one line. */
static void keep_first(void *to, jv message)
{
    struct buf *text = to;
    if (text->len == 0 && jv_get_kind(message) == JV_KIND_STRING) {
        const char *said = jv_string_value(message);
        if (strncmp(said, "jq: error: ", 11) == 0)
            said += 11;
        buf_add(text, said, strcspn(said, "\n"));
    }
    jv_free(message);
}

static void drop(void *unused, jv message)
{
    (void)unused;
    jv_free(message);
}

static jv no_input(jq_state *unused, void *none)
{
    (void)unused;
    (void)none;
    return jv_invalid();
}

static bool add_line(struct buf *out, jv value)
{
    jv text = jv_dump_string(value, 0);
    buf_add(out, jv_string_value(text), (size_t)jv_string_length_bytes(jv_copy(text)));
    buf_byte(out, '\n');
    jv_free(text);
    return out->state == BUF_SOUND;
}

/* Evaluate over one record. *out is NULL when only yes or no is asked. */
static enum cell_answer evaluate(jq_state *jq, struct span record, struct buf *out)
{
    enum cell_answer answer = CELL_NO;
    jv value = jv_parse_sized(record.at, (int)record.len);
    if (jv_get_kind(value) == JV_KIND_INVALID) {
        jv_free(value);
        return CELL_WRONG;
    }
    jq_start(jq, value, 0);
    for (;;) {
        jv output = jq_next(jq);
        jv_kind kind = jv_get_kind(output);
        if (kind == JV_KIND_INVALID) {
            bool failed = jv_invalid_has_msg(jv_copy(output)) || jq_halted(jq);
            jv_free(output);
            return failed ? CELL_WRONG : answer;
        }
        if (kind != JV_KIND_NULL && kind != JV_KIND_FALSE)
            answer = CELL_YES;
        if (!out)
            jv_free(output);
        else if (!add_line(out, output))
            _exit(CELL_NO_MEMORY);
    }
}

static jq_state *compile(const char *program, struct buf *why)
{
    jq_state *jq = jq_init();
    if (!jq)
        _exit(CELL_NO_MEMORY);
    jq_set_nomem_handler(jq, no_memory, NULL);
    jq_set_error_cb(jq, keep_first, why);
    jq_set_debug_cb(jq, drop, NULL); /* jq_init leaves these two as malloc gave them */
    jq_set_input_cb(jq, no_input, NULL);
    jq_set_attr(jq, jv_string("JQ_LIBRARY_PATH"), jv_array());
    if (!jq_compile(jq, program))
        return NULL; /* the process ends at once */
    jq_set_error_cb(jq, drop, NULL);
    return jq;
}

/* The clock ticks in the process's own time; a record that sees too many ticks is the process's
 * last. Two system calls for all records, instead of one for each. */
enum { TICKS = 8 };
static volatile sig_atomic_t ticks;

static void tick(int unused)
{
    (void)unused;
    if (++ticks > TICKS)
        _exit(CELL_NO_TIME);
}

static void start_clock(double seconds)
{
    struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
    double each = seconds / TICKS;
    struct timeval t = {.tv_sec = (time_t)each};
    t.tv_usec = (suseconds_t)((each - (double)t.tv_sec) * 1e6) + (each < 1e-5 ? 10 : 0);
    sigaction(SIGPROF, &action, NULL);
    setitimer(ITIMER_PROF, &(struct itimerval){.it_interval = t, .it_value = t}, NULL);
}

static void test(jq_state *jq, struct span batch, struct cell_board *board)
{
    uint64_t len;
    for (unsigned i = 0; i < CELL_BATCH && batch.len >= sizeof len; i++) {
        memcpy(&len, batch.at, sizeof len);
        struct span record = {batch.at + sizeof len, len};
        ticks = 0;
        board->answer[i] = (unsigned char)evaluate(jq, record, NULL);
        atomic_store_explicit(&board->done, i + 1, memory_order_release);
        batch.at += sizeof len + len;
        batch.len -= sizeof len + len;
    }
}

void cell_serve(int fd, const char *program, double seconds, size_t memory,
                struct cell_board *board)
{
    struct buf body = BUF(0), output = BUF(0);
    /* What one record took stays for the next: a cell that a thread started would else give it back
     * to the system and ask for it again, page by page. */
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 1 << 20);
    if ((fd = wall_up(fd, memory)) < 0)
        _exit(EXIT_FAILURE);
    start_clock(seconds);
    jq_state *jq = compile(program, &output);
    if (!cell_send(fd, jq ? CELL_READY : CELL_REFUSED, buf_view(&output)) || !jq)
        _exit(EXIT_SUCCESS);
    enum cell_kind kind;
    while (cell_receive(fd, &kind, &body)) {
        enum cell_kind answer = CELL_DONE;
        ticks = 0;
        buf_clear(&output);
        if (kind == CELL_TEST)
            test(jq, buf_view(&body), board);
        else
            answer =
                evaluate(jq, buf_view(&body), &output) == CELL_WRONG ? CELL_FAILED : CELL_OUTPUT;
        if (!cell_send(fd, answer, buf_view(&output)))
            break;
    }
    _exit(body.state == BUF_SOUND ? EXIT_SUCCESS : CELL_NO_MEMORY);
}
