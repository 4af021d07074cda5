#include "lib/http/mail.h"

#include <curl/curl.h>
#include <string.h>
#include <unistd.h>
#include "lib/http/address.h"
#include "lib/http/http.h"
#include "lib/http/libcurl.h"
#include "lib/http/memory.h"

enum { CONNECT_MS = 10000, TIMEOUT_MS = 120000 };

struct mailing {
    const struct courier *courier;
    const struct mail_server *server;
    const struct mail_envelope *envelope;
    struct http_origin origin;
    struct curl_slist *to;
    CURL *easy;
    struct span message;
    size_t given; /* of it, to curl */
    bool inward;  /* refused: without TLS to another machine */
    char why[CURL_ERROR_SIZE];
};

static size_t on_read(char *to, size_t size, size_t n, void *self)
{
    struct mailing *m = self;
    size_t left = m->message.len - m->given, part = size * n < left ? size * n : left;
    memcpy(to, m->message.at + m->given, part);
    m->given += part;
    return part;
}

static curl_socket_t on_socket(void *self, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct mailing *m = self;
    (void)purpose;
    if (m->server->plain && address_kind(&to->addr) != ADDRESS_LOOPBACK) {
        m->inward = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void set_policy(struct mailing *m)
{
    CURL *e = m->easy;
    const struct courier *c = m->courier;
    int64_t total = c->timeout_ms ? c->timeout_ms : TIMEOUT_MS;
    libcurl_policy(e, "smtp,smtps", c->ca_file);
    curl_easy_setopt(e, CURLOPT_USE_SSL,
                     (long)(m->server->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(e, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)total);
    curl_easy_setopt(e, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)((total + 999) / 1000));
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, m->why);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, m);
}

static void set_message(struct mailing *m)
{
    CURL *e = m->easy;
    curl_easy_setopt(e, CURLOPT_URL, m->server->url);
    if (m->server->user) {
        curl_easy_setopt(e, CURLOPT_USERNAME, m->server->user);
        curl_easy_setopt(e, CURLOPT_PASSWORD, m->server->password ? m->server->password : "");
    }
    curl_easy_setopt(e, CURLOPT_MAIL_FROM, m->envelope->from);
    curl_easy_setopt(e, CURLOPT_MAIL_RCPT, m->to);
    curl_easy_setopt(e, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(e, CURLOPT_INFILESIZE_LARGE, (curl_off_t)m->message.len);
    curl_easy_setopt(e, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(e, CURLOPT_READDATA, m);
}

/* The server has answered something that is not what was hoped for. */
static enum delivery refused(struct mailing *m, CURLcode code, int answer, bool *again,
                             struct fault *f)
{
    const char *host = m->origin.host;
    *again = answer < 500;
    if (code == CURLE_LOGIN_DENIED || answer == 530 || answer == 534 || answer == 535)
        fault(f, STATUS_RECONNECT,
              "%s: does not accept the user or the password (%d): give smtp.password anew", host,
              answer);
    else if (*again)
        fault(f, STATUS_TRY_LATER, "%s: does not take the mail now (%d)", host, answer);
    else
        fault(f, STATUS_REFUSED, "%s: refuses the mail, or one of those it is for (%d)", host,
              answer);
    *again = *again && f->status == STATUS_TRY_LATER;
    return DELIVERY_REFUSED;
}

/* The line broke or never was; a TLS error of its own is for a person to mend. */
static enum delivery broken(struct mailing *m, CURLcode code, bool *again, struct fault *f)
{
    const char *host = m->origin.host;
    long os = 0;
    curl_easy_getinfo(m->easy, CURLINFO_OS_ERRNO, &os);
    switch (code) {
    case CURLE_OUT_OF_MEMORY:
        fault(f, STATUS_NO_MEMORY, "no memory for a mail");
        return DELIVERY_REFUSED;
    case CURLE_USE_SSL_FAILED:
        fault(
            f, STATUS_CONFIG,
            "%s: offers no STARTTLS, and a mail goes over TLS only: use smtps://, or another port",
            host);
        return DELIVERY_REFUSED;
    case CURLE_LOGIN_DENIED:
        fault(f, STATUS_RECONNECT, "%s: offers no way to log in that is known", host);
        return DELIVERY_REFUSED;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
        fault(f, STATUS_CONFIG, "%s: TLS: %s", host, m->why[0] ? m->why : curl_easy_strerror(code));
        return DELIVERY_REFUSED;
    case CURLE_SSL_CONNECT_ERROR:
        if (os != 0)
            break;
        fault(f, STATUS_CONFIG, "%s: TLS: %s", host, m->why[0] ? m->why : curl_easy_strerror(code));
        return DELIVERY_REFUSED;
    default: break;
    }
    *again = true;
    fault(f, STATUS_TRY_LATER, "%s: %s", host, curl_easy_strerror(code));
    return DELIVERY_REFUSED;
}

static enum delivery hand_over(void *self, bool *again, int64_t *wait_ms, struct fault *f)
{
    struct mailing *m = self;
    long answer = 0;
    (void)wait_ms;
    m->given = 0;
    m->why[0] = '\0';
    memory_forget();
    curl_easy_reset(m->easy);
    set_policy(m);
    set_message(m);
    CURLcode code = curl_easy_perform(m->easy);
    curl_easy_getinfo(m->easy, CURLINFO_RESPONSE_CODE, &answer);
    if (code == CURLE_OK)
        return DELIVERY_DONE;
    if (m->inward) {
        fault(f, STATUS_CONFIG, "%s: a mail without TLS goes to this machine only", m->origin.host);
        return DELIVERY_REFUSED;
    }
    if (answer >= 400 && answer < 600)
        return refused(m, code, (int)answer, again, f);
    /* Behind the data comes the dot, and the answer to it is the one that counts. */
    if (m->given == m->message.len) {
        fault(f, STATUS_PARTIAL, "%s: %s", m->origin.host, curl_easy_strerror(code));
        return DELIVERY_UNSURE;
    }
    return broken(m, code, again, f);
}

static int prepare(struct mailing *m, struct fault *f)
{
    for (size_t i = 0; i < m->envelope->nto; i++) {
        struct curl_slist *more = curl_slist_append(m->to, m->envelope->to[i]);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for a mail");
        m->to = more;
    }
    m->easy = curl_easy_init();
    return m->easy ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for a mail");
}

enum delivery mail_send(const struct courier *c, const struct mail_server *s,
                        const struct mail_envelope *e, struct span message, struct fault *f)
{
    struct mailing m = {.courier = c, .server = s, .envelope = e, .message = message};
    enum delivery came = DELIVERY_REFUSED;
    if (http_origin_mail(&m.origin, s->url, f) != 0) {
        f->status = STATUS_CONFIG;
        return came;
    }
    if (s->plain && m.origin.tls) {
        fault(f, STATUS_CONFIG, "smtps:// is TLS: a mail without it goes to smtp://");
        return came;
    }
    if (libcurl_begin(f) != 0)
        return came;
    if (prepare(&m, f) == 0)
        came = delivery_make(c, hand_over, &m, f);
    curl_easy_cleanup(m.easy);
    curl_slist_free_all(m.to);
    libcurl_end();
    return came;
}
