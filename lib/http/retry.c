/* When to try again. */

#include <curl/curl.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include "lib/http/http.h"

enum { DAY_MS = 24 * 60 * 60 * 1000, BACKOFF_MS = 60 * 1000 };

bool http_retry_after(struct span header, int64_t *ms)
{
    while (header.len > 0 && (*header.at == ' ' || *header.at == '\t'))
        header = (struct span){header.at + 1, header.len - 1};
    while (header.len > 0 && isspace((unsigned char)header.at[header.len - 1]))
        header.len--;
    if (header.len == 0 || header.len > 64)
        return false;

    size_t digits = 0;
    int64_t seconds = 0;
    while (digits < header.len && isdigit((unsigned char)header.at[digits])) {
        if (seconds < DAY_MS) /* beyond that it is cut anyway */
            seconds = seconds * 10 + (header.at[digits] - '0');
        digits++;
    }
    /* Some servers give a fraction, which the RFC does not know: rounded up. */
    size_t end = digits;
    if (digits && end < header.len && header.at[end] == '.')
        while (++end < header.len && isdigit((unsigned char)header.at[end]))
            ;
    bool fraction = end > digits + 1;
    if (digits == 0) {
        /* All three forms of a date begin with a day's name; curl would also read a bare number as
         * one. */
        char text[65] = {0};
        memcpy(text, header.at, header.len);
        if (!isalpha((unsigned char)text[0]))
            return false;
        time_t at = curl_getdate(text, NULL);
        if (at == (time_t)-1)
            return false;
        seconds = (int64_t)at - (int64_t)time(NULL);
    } else if (end != header.len || (end > digits && !fraction)) {
        return false;
    }
    seconds += fraction;
    if (seconds < 0)
        seconds = 0;
    *ms = seconds > DAY_MS / 1000 ? DAY_MS : seconds * 1000;
    return true;
}

bool http_retry_after_ms(struct span header, int64_t *ms)
{
    char text[32] = {0}, *end;
    if (header.len == 0 || header.len >= sizeof(text) || !isdigit((unsigned char)*header.at))
        return false;
    memcpy(text, header.at, header.len);
    double n = strtod(text, &end);
    if (*end || !(n < 1e15))
        return false;
    *ms = n > DAY_MS ? DAY_MS : (int64_t)(n + .999);
    return true;
}

bool http_may_have_arrived(const struct http_response *a, int rc)
{
    if (rc != 0)
        return a->sent;
    return a->status < 300 || a->status == 408 || a->status == 409 ||
           (a->status >= 500 && a->status != 503 && a->status != 529);
}

int64_t http_backoff(int n)
{
    int64_t ms = BACKOFF_MS;
    if (n < 1)
        n = 1;
    if (n <= 6 && (1000 << (n - 1)) < BACKOFF_MS)
        ms = 1000 << (n - 1);
    uint32_t random = 0;
    if (getrandom(&random, sizeof(random), GRND_NONBLOCK) != (ssize_t)sizeof(random))
        random = (uint32_t)time(NULL);
    return ms + (int64_t)(random % (uint64_t)(ms / 4 + 1));
}

void http_sleep(int64_t ms)
{
    if (ms <= 0)
        return;
    struct timespec until;
    clock_gettime(CLOCK_BOOTTIME, &until);
    until.tv_sec += (time_t)(ms / 1000);
    until.tv_nsec += (long)(ms % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    while (clock_nanosleep(CLOCK_BOOTTIME, TIMER_ABSTIME, &until, NULL) == EINTR)
        ;
}
