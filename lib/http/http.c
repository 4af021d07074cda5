/* One client over libcurl. Every option is set anew for every request (curl_easy_reset keeps the
 * connections and forgets the rest), so a request cannot inherit anything from the one before it.
 */

#include "lib/http/http.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include "lib/http/address.h"
#include "lib/http/libcurl.h"
#include "lib/http/memory.h"

struct http {
    CURL *easy;
    struct http_limits limits;
    size_t body; /* the limit of this answer */
    char *ca_file;
    char why[CURL_ERROR_SIZE];
    /* Of the request on its way: */
    struct http_response *answer;
    struct http_origin origin;
    size_t header_bytes;
    const char *over; /* which limit was reached */
    bool packed;      /* in a way that was not asked for */
    bool exact_wait;  /* retry-after-ms was there */
    enum { ADDRESS_FINE, ADDRESS_INWARD, ADDRESS_PLAIN } refused;
};

struct http *http_new(const struct http_limits *limits, struct fault *f)
{
    if (libcurl_begin(f) != 0)
        return NULL;
    struct http *h = calloc(1, sizeof(*h));
    if (h && limits)
        h->limits = *limits;
    if (h && h->limits.ca_file)
        h->ca_file = strdup(h->limits.ca_file);
    if (!h || (h->limits.ca_file && !h->ca_file) || !(h->easy = curl_easy_init())) {
        if (h)
            free(h->ca_file);
        free(h);
        libcurl_end();
        fault(f, STATUS_NO_MEMORY, "no memory for a connection");
        return NULL;
    }
    struct http_limits *l = &h->limits;
    l->body = l->body ? l->body : 50000000;
    l->headers = l->headers ? l->headers : 256u << 10;
    l->connect_ms = l->connect_ms ? l->connect_ms : 10000;
    l->total_ms = l->total_ms ? l->total_ms : 300000;
    l->low_speed_ms = l->low_speed_ms ? l->low_speed_ms : 30000;
    l->ca_file = h->ca_file;
    return h;
}

void http_free(struct http *h)
{
    if (!h)
        return;
    curl_easy_cleanup(h->easy);
    free(h->ca_file);
    free(h);
    libcurl_end();
}

/* After decompression: this is where a bomb is seen. */
static size_t on_body(char *at, size_t size, size_t n, void *self)
{
    struct http *h = self;
    buf_add(&h->answer->body, at, size * n);
    if (h->answer->body.state == BUF_SOUND)
        return size * n;
    h->over = "body";
    return 0;
}

/* The value of a header line if it has this name. */
static struct span header_value(struct span line, const char *name)
{
    size_t n = strlen(name);
    if (line.len <= n || strncasecmp(line.at, name, n) != 0 || line.at[n] != ':')
        return SPAN_NONE;
    line = (struct span){line.at + n + 1, line.len - n - 1};
    while (line.len > 0 && (*line.at == ' ' || *line.at == '\t'))
        line = (struct span){line.at + 1, line.len - 1};
    while (line.len > 0 && strchr(" \t\r\n", line.at[line.len - 1]))
        line.len--;
    return line;
}

/* Whether it is one of the encodings that were asked for. libcurl would unpack others too, with
 * windows of up to 128 MB. */
static bool asked_for(struct span encoding)
{
    static const char *const known[] = {"gzip", "x-gzip", "deflate", "identity", "chunked"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (encoding.at && encoding.len == strlen(known[i]) &&
            strncasecmp(encoding.at, known[i], encoding.len) == 0)
            return true;
    return encoding.len == 0;
}

/* It is shown to people and comes from outside: letters, digits and dashes only. */
static void read_trace(struct http_response *a, struct span value)
{
    size_t keep = 0;
    while (keep < value.len && keep < sizeof(a->trace) - 1 && value.at[keep] != '\0' &&
           strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
                  value.at[keep]) != NULL)
        keep++;
    memcpy(a->trace, value.at, keep);
    a->trace[keep] = '\0';
}

static void read_header(struct http *h, struct span line)
{
    static const char *const traces[] = {"x-traceid", "x-request-id", "request-id"};
    struct http_response *a = h->answer;
    struct span value;
    if ((value = header_value(line, "retry-after")).at && !h->exact_wait)
        a->retry_after = http_retry_after(value, &a->retry_after_ms);
    if ((value = header_value(line, "retry-after-ms")).at)
        a->retry_after = h->exact_wait = http_retry_after_ms(value, &a->retry_after_ms);
    if ((value = header_value(line, "x-should-retry")).at && value.len)
        a->should_retry = span_is(value, "true")    ? HTTP_RETRY_YES
                          : span_is(value, "false") ? HTTP_RETRY_NO
                                                    : HTTP_RETRY_UNSAID;
    for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++)
        if ((value = header_value(line, traces[i])).at)
            read_trace(a, value);
}

static size_t on_header(char *at, size_t size, size_t n, void *self)
{
    struct http *h = self;
    struct span line = {at, size * n};
    h->header_bytes += line.len;
    if (h->header_bytes > h->limits.headers) {
        h->over = "header";
        return 0;
    }
    if (line.len > 5 && strncasecmp(at, "HTTP/", 5) == 0) { /* a 1xx came before this one */
        h->answer->retry_after = h->exact_wait = false;
        h->answer->should_retry = HTTP_RETRY_UNSAID;
        h->answer->trace[0] = '\0';
    }
    if (!asked_for(header_value(line, "content-encoding")) ||
        !asked_for(header_value(line, "transfer-encoding"))) {
        h->packed = true;
        return 0;
    }
    read_header(h, line);
    return line.len;
}

static curl_socket_t on_socket(void *self, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct http *h = self;
    (void)purpose;
    enum address kind = address_kind(&to->addr);
    if (!h->origin.tls && kind != ADDRESS_LOOPBACK)
        h->refused = ADDRESS_PLAIN;
    else if (!h->limits.any_address && kind != ADDRESS_PUBLIC)
        h->refused = ADDRESS_INWARD;
    else
        return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    return CURL_SOCKET_BAD;
}

/* A value with a control character could end its line and begin another header. */
static bool one_line(struct span value)
{
    for (size_t i = 0; i < value.len; i++)
        if ((unsigned char)value.at[i] < ' ' || value.at[i] == 0x7f)
            return false;
    return true;
}

/* NULL when there is no memory. The header's bytes are wiped with the list. */
static struct curl_slist *headers_of(const struct http_request *q)
{
    struct curl_slist *list = NULL;
    struct buf line = {.limit = 128 << 10, .secret = true};
    bool sound = true;
    const char *fixed[] = {"Accept: application/json",
                           "Expect:", q->content_type ? NULL : "Content-Type:"};
    for (size_t i = 0; sound && i < 3; i++) {
        struct curl_slist *more = fixed[i] ? curl_slist_append(list, fixed[i]) : list;
        sound = more != NULL;
        list = more ? more : list;
    }
    const struct http_field fields[] = {{"Authorization", q->authorization},
                                        {"Content-Type", span_of(q->content_type)},
                                        q->fields[0],
                                        q->fields[1]};
    for (size_t i = 0; sound && i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (!fields[i].name || !fields[i].value.at)
            continue;
        buf_clear(&line);
        buf_format(&line, "%s: ", fields[i].name);
        buf_span(&line, fields[i].value);
        struct curl_slist *more = line.state == BUF_SOUND ? curl_slist_append(list, line.at) : NULL;
        sound = more != NULL;
        list = more ? more : list;
    }
    buf_free(&line);
    if (!sound) {
        curl_slist_free_all(list);
        return NULL;
    }
    return list;
}

static void set_policy(struct http *h)
{
    CURL *e = h->easy;
    const struct http_limits *l = &h->limits;
    libcurl_policy(e, "http,https", l->ca_file);
    curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(e, CURLOPT_USERAGENT, "callmine/" VERSION);
    curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)l->connect_ms);
    curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)l->total_ms);
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)((l->low_speed_ms + 999) / 1000));
    curl_easy_setopt(e, CURLOPT_ERRORBUFFER, h->why);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, h);
    curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(e, CURLOPT_HEADERDATA, h);
    curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(e, CURLOPT_WRITEDATA, h);
}

static void set_request(struct http *h, const struct http_request *q, struct curl_slist *headers)
{
    CURL *e = h->easy;
    curl_easy_setopt(e, CURLOPT_URL, q->url);
    curl_easy_setopt(e, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, q->once ? 1L : 0L);
    if (strcmp(q->method, "GET") == 0 && !q->body.at) {
        curl_easy_setopt(e, CURLOPT_HTTPGET, 1L);
        return;
    }
    bool bodyless = !q->body.at && strcmp(q->method, "POST") != 0 && strcmp(q->method, "PUT") != 0;
    if (!bodyless) {
        curl_easy_setopt(e, CURLOPT_POST, 1L);
        curl_easy_setopt(e, CURLOPT_POSTFIELDS, q->body.at ? q->body.at : "");
        curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)q->body.len);
    }
    if (strcmp(q->method, "POST") != 0)
        curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, q->method);
}

/* What went wrong, for people and for the one who decides about trying again. */
static int explain(struct http *h, CURLcode code, struct fault *f)
{
    struct http_response *a = h->answer;
    const char *host = h->origin.host;
    long sent = 0, os = 0;
    curl_easy_getinfo(h->easy, CURLINFO_REQUEST_SIZE, &sent);
    curl_easy_getinfo(h->easy, CURLINFO_OS_ERRNO, &os);
    a->sent = sent > 0;
    a->transient = false;
    if (h->refused == ADDRESS_PLAIN)
        return fault(f, STATUS_CONFIG, "%s: http without TLS is for this machine only; use https",
                     host);
    if (h->refused == ADDRESS_INWARD)
        return fault(f, STATUS_CONFIG, "%s: its address is not a public one, so it is not asked",
                     host);
    if (h->answer->body.state == BUF_NO_MEMORY)
        return fault(f, STATUS_NO_MEMORY, "no memory for the answer of %s", host);
    if (h->packed)
        return fault(f, STATUS_PROTOCOL, "%s: the answer is packed in a way that was not asked for",
                     host);
    if (h->over)
        return fault(f, STATUS_PROTOCOL,
                     "%s: the answer's %s is larger than the limit of %zu bytes", host, h->over,
                     h->over[0] == 'b' ? h->body : h->limits.headers);
    switch (code) {
    case CURLE_OUT_OF_MEMORY:
        if (memory_ran_out())
            return fault(f, STATUS_NO_MEMORY, "no memory for the answer of %s", host);
        return fault(f, STATUS_PROTOCOL, "%s: a line of the answer's header has no end", host);
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
        return fault(f, STATUS_CONFIG, "%s: the URL cannot be asked", host);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ISSUER_ERROR:
        return fault(f, STATUS_CONFIG, "%s: TLS: %s", host,
                     h->why[0] ? h->why : curl_easy_strerror(code));
    case CURLE_SSL_CONNECT_ERROR:
        if (os == 0) /* the two do not understand each other; else the line broke meanwhile */
            return fault(f, STATUS_CONFIG, "%s: TLS: %s", host,
                         h->why[0] ? h->why : curl_easy_strerror(code));
        break;
    default: break;
    }
    a->transient = true;
    return fault(f, STATUS_TRY_LATER, "%s: %s", host, curl_easy_strerror(code));
}

int http_send(struct http *h, const struct http_request *q, struct http_response *a,
              struct fault *f)
{
    size_t own = a->body.limit;
    buf_clear(&a->body);
    *a = (struct http_response){.body = a->body};
    h->answer = a;
    h->body = own && own < h->limits.body ? own : h->limits.body;
    a->body.limit = h->body;
    h->header_bytes = 0;
    h->over = NULL;
    h->packed = false;
    memory_forget();
    h->refused = ADDRESS_FINE;
    h->why[0] = '\0';
    if (http_origin(&h->origin, q->url, f) != 0) {
        f->status = STATUS_CONFIG;
        return -1;
    }
    if (!one_line(q->authorization) || !one_line(span_of(q->content_type)) ||
        !one_line(q->fields[0].value) || !one_line(q->fields[1].value))
        return fault(f, STATUS_CONFIG,
                     "%s: the credential has a control character in it, so it is not sent; give it "
                     "anew",
                     h->origin.host);
    struct curl_slist *headers = headers_of(q);
    if (!headers)
        return fault(f, STATUS_NO_MEMORY, "%s: the request cannot be put together", h->origin.host);

    curl_easy_reset(h->easy);
    set_policy(h);
    set_request(h, q, headers);
    CURLcode code = curl_easy_perform(h->easy);
    long status = 0;
    curl_easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &status);
    int ok = code == CURLE_OK ? 0 : explain(h, code, f);
    if (ok == 0)
        a->status = (int)status;
    if (ok != 0)
        buf_clear(&a->body); /* half an answer is none */
    curl_easy_reset(h->easy);
    curl_slist_free_all(headers);
    h->answer = NULL;
    return ok;
}

void http_response_clear(struct http_response *a)
{
    buf_free(&a->body);
    *a = (struct http_response){0};
}
