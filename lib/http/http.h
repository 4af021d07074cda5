#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

/* One HTTP client over libcurl: keep-alive, HTTP/2, compressed replies, caps on size, headers and
 * time, no redirects, TLS >= 1.2 verified, no proxy, no netrc, no SSLKEYLOGFILE, an own user agent.
 * It knows nothing of Gong. URLs are never put into a fault or a notice with their query. A client
 * is one thread's at a time; several threads may have one each. */

#include <stdbool.h>
#include <stdint.h>
#include "lib/base/buf.h"
#include "lib/base/fault.h"
#include "lib/base/span.h"

struct http;

struct http_limits {
    size_t body;          /* bytes after decompression; 0 = 50 MB */
    size_t headers;       /* 0 = 256 kB */
    int64_t connect_ms;   /* 0 = 10 s */
    int64_t total_ms;     /* 0 = 300 s */
    int64_t low_speed_ms; /* below 100 B/s for this long; 0 = 30 s */
    /* False: only public addresses are connected to, whatever a name resolves to. True: any; http
     * without TLS goes to loopback addresses only, always. */
    bool any_address;
    const char *ca_file; /* NULL: the system's certificates */
};

/* A header of the caller's own; its value may be a secret. */
struct http_field {
    const char *name;
    struct span value;
};

struct http_request {
    const char *method; /* "GET", "POST" */
    const char *url;
    struct span body;         /* SPAN_NONE: none */
    const char *content_type; /* of the body */
    struct span
        authorization; /* the header's value, "Basic ..." or "Bearer ..."; SPAN_NONE: none */
    struct http_field fields[2]; /* further headers; those without a name are none */
    bool once; /* on a new connection: on a kept one that turns out to be dead libcurl sends again
                  by itself, and nobody would know that the first may have arrived */
};

struct http_response {
    int status; /* 0: no answer came */
    /* Whole, or the call failed. The caller may give it a limit below the client's, and say that it
     * is secret; one that is not grows without a copy. */
    struct buf body;
    bool retry_after; /* the header was there: Retry-After, or retry-after-ms, which wins */
    int64_t retry_after_ms;
    enum { HTTP_RETRY_UNSAID, HTTP_RETRY_YES, HTTP_RETRY_NO } should_retry; /* x-should-retry */
    char trace[64]; /* x-traceid, x-request-id or request-id */
    bool transient; /* when http_send failed: trying again may help */
    bool sent;      /* when http_send failed: the request may have reached the server */
};

struct http *http_new(const struct http_limits *limits, struct fault *f);
void http_free(struct http *h);

/* One request, one answer; no retry here. Any whole answer, whatever its status, is 0: a redirect
 * too, which is never followed. -1 when no whole answer came: STATUS_TRY_LATER; STATUS_CONFIG when
 * the certificate is not good, or the URL or address is not one to ask; STATUS_PROTOCOL when the
 * answer was beyond a limit. That the body is whole where the server named no length is for the
 * caller to see (a complete JSON text). The response is reused (at first zero, but for
 * what it says of its body). */
int http_send(struct http *h, const struct http_request *q, struct http_response *a,
              struct fault *f);
void http_response_clear(struct http_response *a);

/* After http_send, which returned rc: whether the server may have done what it was asked for. Not
 * when it said that it had no time, or refused. */
bool http_may_have_arrived(const struct http_response *a, int rc);

/* Retry-After as seconds or as an HTTP date (RFC 9110 10.2.3), in ms from now: at least 0, at most
 * a day; false when it is neither. */
bool http_retry_after(struct span header, int64_t *ms);
/* The same of retry-after-ms: milliseconds, which may have a fraction. */
bool http_retry_after_ms(struct span header, int64_t *ms);
/* Milliseconds before try n (from 1): 1 s doubling to 60 s, with up to 25 % of jitter. */
int64_t http_backoff(int n);
void http_sleep(int64_t ms);

/* Scheme, host and port of a URL, checked: http or https, no userinfo, no fragment, printable
 * ASCII. STATUS_USAGE with what is wrong. */
struct http_origin {
    bool tls;
    char host[256]; /* small letters; an IPv6 address with its brackets */
    int port;
    char path[256]; /* without a slash at the end, and without the query */
};
int http_origin(struct http_origin *o, const char *url, struct fault *f);
/* The same of smtps:// (TLS from the first byte) and smtp://, without a path. */
int http_origin_mail(struct http_origin *o, const char *url, struct fault *f);
void http_query(struct buf *url, char *separator, const char *name,
                struct span value); /* &name=percent-encoded */

#endif
