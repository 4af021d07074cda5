#include "lib/http/libcurl.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include "lib/http/memory.h"

static int users;
static pthread_mutex_t users_mutex = PTHREAD_MUTEX_INITIALIZER;

int libcurl_begin(struct fault *f)
{
    /* curl would write the session keys to the file that this names. */
    if (getenv("SSLKEYLOGFILE"))
        unsetenv("SSLKEYLOGFILE");
    pthread_mutex_lock(&users_mutex);
    bool ready =
        users > 0 || curl_global_init_mem(CURL_GLOBAL_DEFAULT, memory_new, memory_free,
                                          memory_resize, memory_text, memory_zeroed) == CURLE_OK;
    users += ready;
    pthread_mutex_unlock(&users_mutex);
    return ready ? 0 : fault(f, STATUS_BUG, "libcurl does not start");
}

void libcurl_policy(CURL *e, const char *protocols, const char *ca_file)
{
    curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(e, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L);
    if (ca_file) {
        curl_easy_setopt(e, CURLOPT_CAINFO, ca_file);
        curl_easy_setopt(e, CURLOPT_CAPATH, NULL);
    }
    curl_easy_setopt(e, CURLOPT_PROXY, "");
    curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
}

void libcurl_end(void)
{
    pthread_mutex_lock(&users_mutex);
    if (--users == 0)
        curl_global_cleanup();
    pthread_mutex_unlock(&users_mutex);
}
