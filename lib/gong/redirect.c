#include "lib/gong/redirect.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "lib/base/when.h"

enum { REQUEST = 16 << 10, CLIENT_MS = 5000 };

int redirect_listen(struct redirect *r, int port, struct fault *f)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    int one = 1;
    r->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (r->fd < 0)
        return fault_errno(f, STATUS_IO, "a socket");
    setsockopt(r->fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (bind(r->fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(r->fd, 8) != 0 ||
        getsockname(r->fd, (struct sockaddr *)&at, &size) != 0) {
        fault_errno(f, STATUS_CONFIG,
                    "port %d of this machine, where the browser is to come back "
                    "to (--port chooses another, --manual does without)",
                    port);
        redirect_close(r);
        return -1;
    }
    r->port = ntohs(at.sin_port);
    return 0;
}

void redirect_close(struct redirect *r)
{
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The value of a parameter of a query ("a=b&c=d"), decoded; false when it is not there. */
static bool parameter(struct buf *b, struct span query, const char *name)
{
    size_t n = strlen(name);
    buf_clear(b);
    while (query.len > 0) {
        const char *amp = memchr(query.at, '&', query.len);
        struct span one = {query.at, amp ? (size_t)(amp - query.at) : query.len};
        query = amp ? (struct span){amp + 1, query.len - one.len - 1} : SPAN_NONE;
        if (one.len <= n || memcmp(one.at, name, n) != 0 || one.at[n] != '=')
            continue;
        for (size_t i = n + 1; i < one.len; i++) {
            int high = i + 2 < one.len ? hex(one.at[i + 1]) : -1;
            int low = i + 2 < one.len ? hex(one.at[i + 2]) : -1;
            if (one.at[i] == '%' && high >= 0 && low >= 0) {
                buf_byte(b, (char)(high * 16 + low));
                i += 2;
            } else {
                buf_byte(b, one.at[i] == '+' ? ' ' : one.at[i]);
            }
        }
        return true;
    }
    return false;
}

/* In the same time wherever they differ. */
static bool same(struct span a, struct span b)
{
    unsigned char differ = a.len != b.len;
    for (size_t i = 0; i < a.len && i < b.len; i++)
        differ |= (unsigned char)(a.at[i] ^ b.at[i]);
    return differ == 0;
}

/* What a query brings. */
enum brought { BROUGHT_CODE, BROUGHT_ERROR, BROUGHT_STRANGER, BROUGHT_NOTHING };

static enum brought read_query(struct span query, struct span state, struct buf *code,
                               struct fault *f)
{
    struct buf text = {.limit = REQUEST, .secret = true};
    enum brought what = BROUGHT_NOTHING;
    bool stated = parameter(&text, query, "state");
    bool ours = stated && same(buf_view(&text), state);
    if (parameter(&text, query, "error")) {
        what = ours ? BROUGHT_ERROR : BROUGHT_STRANGER;
        fault(
            f, STATUS_REFUSED,
            span_is(buf_view(&text), "access_denied")
                ? "the request was declined in Gong (access_denied)"
                : "Gong did not grant the request; see that the app's redirect URI and scopes are "
                  "those asked for");
    } else if (parameter(code, query, "code") && code->len > 0) {
        what = ours ? BROUGHT_CODE : BROUGHT_STRANGER;
    }
    if (what != BROUGHT_CODE)
        buf_clear(code);
    buf_free(&text);
    return what;
}

int redirect_pasted(struct span text, struct span state, struct buf *code, struct fault *f)
{
    const char *mark = text.len ? memchr(text.at, '?', text.len) : NULL;
    struct span query = SPAN_NONE;
    if (mark)
        query = (struct span){mark + 1, text.len - (size_t)(mark + 1 - text.at)};
    while (query.len > 0 && strchr(" \t\r\n", query.at[query.len - 1]))
        query.len--;
    const char *fragment = query.len ? memchr(query.at, '#', query.len) : NULL;
    if (fragment)
        query.len = (size_t)(fragment - query.at);
    switch (read_query(query, state, code, f)) {
    case BROUGHT_CODE: return buf_check(code, "the code", f);
    case BROUGHT_ERROR: return -1;
    case BROUGHT_STRANGER:
        return fault(f, STATUS_REFUSED,
                     "that address belongs to another request (its state is not ours); run "
                     "gong-auth connect again and paste the address that it leads to");
    case BROUGHT_NOTHING: break;
    }
    return fault(f, STATUS_USAGE,
                 "that is not the address the browser ended at: it has ?code=... in it");
}

static void answer(int fd, const char *status, const char *title, const char *text)
{
    struct buf page = BUF(8192), all = BUF(8192);
    buf_format(&page,
               "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title>"
               "<style>body{font:16px/1.5 sans-serif;max-width:32em;margin:15vh auto;padding:0 1em}"
               "</style><h1>%s</h1><p>%s</p></html>\n",
               title, title, text);
    buf_format(
        &all,
        "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
        "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        status, page.len);
    buf_span(&all, buf_view(&page));
    struct span rest = buf_view(&all);
    while (rest.len > 0) {
        ssize_t n = send(fd, rest.at, rest.len, MSG_NOSIGNAL);
        if (n <= 0)
            break; /* the browser is gone: its page does not matter */
        rest = (struct span){rest.at + n, rest.len - (size_t)n};
    }
    buf_free(&page);
    buf_free(&all);
}

/* The head of a request, as far as it comes in time. */
static void read_request(int fd, struct buf *request)
{
    struct timeval patience = {CLIENT_MS / 1000, 0};
    int64_t until = when_steady_ms() + CLIENT_MS;
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    while (when_steady_ms() < until && !(request->len && strstr(request->at, "\r\n\r\n"))) {
        char *room = buf_room(request, 2048);
        ssize_t n = room ? recv(fd, room, 2048, 0) : 0;
        if (n <= 0)
            return;
        request->len += (size_t)n;
        request->at[request->len] = '\0';
    }
}

/* One visitor. */
static enum brought receive(int fd, struct span state, struct buf *code, struct fault *f)
{
    struct buf request = {.limit = REQUEST, .secret = true};
    enum brought what = BROUGHT_NOTHING;
    read_request(fd, &request);
    size_t line = request.len ? strcspn(request.at, "\r\n") : 0;
    static const char start[] = "GET /callback?";
    const size_t n = sizeof(start) - 1;
    if (line > n && memcmp(request.at, start, n) == 0) {
        const char *end = memchr(request.at + n, ' ', line - n);
        if (end)
            what = read_query((struct span){request.at + n, (size_t)(end - request.at) - n}, state,
                              code, f);
    }
    switch (what) {
    case BROUGHT_CODE:
        answer(fd, "200 OK", "Gong has answered",
               "You can close this window. callmine goes on in the terminal where you started it.");
        break;
    case BROUGHT_ERROR:
        answer(
            fd, "200 OK", "Not connected",
            "Gong did not grant the request. The terminal says more; you can close this window.");
        break;
    case BROUGHT_STRANGER:
        answer(fd, "400 Bad Request", "Not this request",
               "This answer belongs to another request than the one that waits here.");
        break;
    case BROUGHT_NOTHING:
        answer(fd, "404 Not Found", "Nothing here", "callmine waits here for Gong's answer.");
        break;
    }
    buf_free(&request);
    return what;
}

int redirect_wait(struct redirect *r, struct span state, int64_t timeout_ms, struct buf *code,
                  struct fault *f)
{
    int64_t until = when_steady_ms() + timeout_ms, left;
    while ((left = until - when_steady_ms()) > 0) {
        struct pollfd p = {.fd = r->fd, .events = POLLIN};
        int ready = poll(&p, 1, left > 60000 ? 60000 : (int)left);
        if (ready < 0 && errno != EINTR)
            return fault_errno(f, STATUS_IO, "waiting for the browser");
        int fd = ready > 0 ? accept4(r->fd, NULL, NULL, SOCK_CLOEXEC) : -1;
        if (fd < 0)
            continue;
        enum brought what = receive(fd, state, code, f);
        shutdown(fd, SHUT_WR);
        close(fd);
        if (what == BROUGHT_CODE)
            return buf_check(code, "the code", f);
        if (what == BROUGHT_ERROR)
            return -1;
    }
    return fault(
        f, STATUS_TRY_LATER,
        "nobody came back from Gong within %lld minutes; run gong-auth connect again, with "
        "--manual if the browser is on another machine",
        (long long)((timeout_ms + 59999) / 60000));
}
