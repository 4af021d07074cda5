/* The credential store: every changed bit is refused, and every file that others could have
 * touched. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include "lib/base/file.h"
#include "lib/state/connection.h"
#include "lib/state/store.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static char store[128], key[128];

static struct connection made(const char *profile)
{
    struct connection c;
    struct fault f = {0};
    CHECK(connection_init(&c, profile, &f) == 0);
    c.kind = CONNECTION_OAUTH;
    c.since = 1790000000000000;
    c.expires = 1790086400000000;
    c.any_host = true;
    snprintf(c.base_url, sizeof(c.base_url), "https://us-99999.api.gong.io");
    buf_text(&c.access, "ACCESS-CANARY");
    buf_text(&c.refresh, "REFRESH-CANARY \"\\ \303\251");
    buf_text(&c.scopes, "api:calls:read:basic api:users:read");
    return c;
}

static bool file_has(const char *path, const char *word)
{
    struct buf b = {0};
    struct fault f;
    bool has = file_read(&b, path, &f) == 0 && memmem(b.at, b.len, word, strlen(word)) != NULL;
    buf_free(&b);
    return has;
}

static int load(const char *profile, struct fault *f)
{
    struct connection c;
    *f = (struct fault){0};
    int ok = connection_load(&c, profile, NULL, f);
    connection_clear(&c);
    return ok;
}

static void round_trip(void)
{
    struct fault f;
    struct stat st;
    struct connection c = made("default"), back;
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "not connected"));
    CHECK(connection_save(&c, NULL, &f) == 0);
    CHECK(stat(store, &st) == 0 && (st.st_mode & 07777) == 0600);
    CHECK(stat(key, &st) == 0 && (st.st_mode & 07777) == 0600 && st.st_size == STORE_KEY);
    CHECK(connection_load(&back, NULL, NULL, &f) == 0);
    CHECK(back.kind == CONNECTION_OAUTH && back.any_host && !back.needs_reconnect);
    CHECK(back.since == c.since && back.expires == c.expires);
    CHECK(span_equal(buf_view(&back.refresh), buf_view(&c.refresh)));
    CHECK(span_equal(buf_view(&back.scopes), buf_view(&c.scopes)));
    CHECK(strcmp(back.base_url, c.base_url) == 0 && back.key.len == 0);
    CHECK(!file_has(store, "CANARY") && !file_has(store, "gong"));
    connection_clear(&back);
    connection_clear(&c);
}

static void every_bit(void)
{
    struct buf sealed = BUF(4096), plain = {.limit = 4096, .secret = true};
    struct store_key k, other;
    struct fault f = {0};
    CHECK(store_key_load(&k, NULL, false, &f) == 0);
    CHECK(file_read(&sealed, store, &f) == 0);
    CHECK(store_open(&plain, &k, buf_view(&sealed), &f) == 0);
    int refused = 0, wrong_key = 0;
    for (size_t bit = 0; bit < sealed.len * 8; bit++) {
        sealed.at[bit / 8] ^= (char)(1 << bit % 8);
        buf_clear(&plain);
        f = (struct fault){0};
        refused += store_open(&plain, &k, buf_view(&sealed), &f) != 0 && plain.len == 0 &&
                   f.status == STATUS_CONFIG;
        wrong_key += strstr(f.text, "another key") != NULL;
        sealed.at[bit / 8] ^= (char)(1 << bit % 8);
    }
    CHECK(refused == (int)sealed.len * 8);
    CHECK(wrong_key == 64); /* the 64 bits of key_id, and no other */
    for (size_t n = 0; n < sealed.len; n++) {
        buf_clear(&plain);
        CHECK(store_open(&plain, &k, (struct span){sealed.at, n}, &f) != 0 && plain.len == 0);
    }
    buf_byte(&sealed, 'x');
    CHECK(store_open(&plain, &k, buf_view(&sealed), &f) != 0);

    char path[160];
    snprintf(path, sizeof(path), "%s/config/other", scratch);
    CHECK(file_replace(path, 0600, span_of("0123456789abcdef0123456789ABCDEF"), &f) == 0);
    CHECK(store_key_load(&other, path, false, &f) == 0);
    sealed.len--;
    CHECK(store_open(&plain, &other, buf_view(&sealed), &f) != 0);
    CHECK(strstr(f.text, "another key") != NULL);
    store_key_clear(&other);
    store_key_clear(&k);
    buf_free(&plain);
    buf_free(&sealed);
}

/* Each case spoils a file, is refused with a word that says why, and mends it. */
static void file_cases(const char *path)
{
    struct fault f;
    char dir[160], aside[200];
    struct stat st;
    snprintf(dir, sizeof(dir), "%s", path);
    *strrchr(dir, '/') = '\0';
    snprintf(aside, sizeof(aside), "%s.aside", path);

    static const mode_t modes[] = {0640, 0604, 0620, 0602, 0610, 0601, 0777};
    for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
        CHECK(chmod(path, modes[i]) == 0);
        CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "chmod 600"));
    }
    CHECK(chmod(path, 0400) == 0 && load(NULL, &f) == 0);
    CHECK(chmod(path, 0600) == 0);

    CHECK(link(path, aside) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "hard link"));
    CHECK(unlink(aside) == 0 && rename(path, aside) == 0 && symlink(aside, path) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "symbolic link"));
    CHECK(unlink(path) == 0 && mkfifo(path, 0600) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "regular file"));
    CHECK(unlink(path) == 0 && mkdir(path, 0700) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "regular file"));
    CHECK(rmdir(path) == 0 && rename(aside, path) == 0);

    CHECK(stat(dir, &st) == 0 && chmod(dir, 0720) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "directory"));
    CHECK(chmod(dir, 0702) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "directory"));
    CHECK(chmod(dir, st.st_mode & 07777) == 0);
    if (geteuid() == 0) { /* only root can give a file away */
        CHECK(chown(path, 65534, 65534) == 0);
        CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "another user"));
        CHECK(chown(path, 0, 0) == 0);
    }
    CHECK(load(NULL, &f) == 0);
}

static void key_cases(void)
{
    struct fault f = {0};
    struct connection c;
    char aside[160], path[200];
    snprintf(aside, sizeof(aside), "%s/aside", scratch);
    CHECK(truncate(key, 31) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "32 bytes"));
    CHECK(unlink(key) == 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG && strstr(f.text, "missing"));
    CHECK(connection_load(&c, NULL, "/nonexistent/key", &f) == -1 && f.status == STATUS_CONFIG);
    connection_clear(&c);

    /* systemd's place comes before ours; there the group may read, elsewhere it may not. */
    CHECK(mkdir(aside, 0500) == 0 && chmod(aside, 0700) == 0);
    snprintf(path, sizeof(path), "%s/callmine.key", aside);
    CHECK(file_replace(path, 0440, span_of("0123456789abcdef0123456789ABCDEF"), &f) == 0);
    CHECK(chmod(path, 0440) == 0);
    setenv("CREDENTIALS_DIRECTORY", aside, 1);
    c = made("default");
    CHECK(connection_save(&c, NULL, &f) == 0);
    CHECK(access(key, F_OK) != 0);
    CHECK(load(NULL, &f) == 0);
    unsetenv("CREDENTIALS_DIRECTORY");
    struct connection named;
    CHECK(connection_load(&named, NULL, path, &f) == -1 && strstr(f.text, "chmod 600"));
    connection_clear(&named);
    CHECK(chmod(path, 0400) == 0);
    CHECK(connection_load(&named, NULL, path, &f) == 0);
    connection_clear(&named);
    CHECK(connection_save(&c, NULL, &f) == 0); /* makes a key again */
    CHECK(access(key, F_OK) == 0 && load(NULL, &f) == 0);
    connection_clear(&c);
}

static void marks(void)
{
    struct fault f;
    enum connection_state state;
    struct connection c, held;
    bool newer;
    char aside[160];
    when at = 0;
    CHECK(connection_load(&held, NULL, NULL, &f) == 0);
    snprintf(aside, sizeof(aside), "%s.aside", key);
    CHECK(rename(key, aside) == 0);
    CHECK(connection_needs_reconnect(NULL, when_now(), "Gong refused it", &f) ==
          0); /* without the key */
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_RECONNECT &&
          strstr(f.text, "needs reconnect"));
    CHECK(connection_state(&state, NULL, &at, NULL, &f) == 0 && state == CONNECTION_REFUSED);
    CHECK(at > 0);
    CHECK(rename(aside, key) == 0);
    CHECK(connection_peek(&c, NULL, NULL, &f) == 0 && c.needs_reconnect && c.since == at);
    CHECK(strstr(c.why, "refused") != NULL);

    /* Somebody connects; a program that still holds the old credential must not spoil that. */
    buf_clear(&c.access);
    buf_text(&c.access, "NEWER");
    CHECK(connection_save(&c, NULL, &f) == 0);
    CHECK(load(NULL, &f) == 0);
    CHECK(connection_refused(&held, NULL, when_now(), "Gong said no", &newer, &f) == 0 && newer);
    CHECK(load(NULL, &f) == 0);
    CHECK(connection_refused(&c, NULL, when_now(), "Gong said no", &newer, &f) == 0 && !newer);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_RECONNECT && strstr(f.text, "Gong said no"));
    connection_clear(&c);
    connection_clear(&held);
}

static void deletes(void)
{
    struct fault f;
    struct connection c = made("default"), other = made("other");
    char prev[160], pending[200], left[200];
    snprintf(prev, sizeof(prev), "%s.prev", store);
    snprintf(left, sizeof(left), "%s.tmp.999999", store);
    snprintf(pending, sizeof(pending), "%s/state/profiles/default/refresh.pending", scratch);
    CHECK(connection_save(&c, NULL, &f) == 0 && connection_save(&other, NULL, &f) == 0);
    CHECK(connection_pending_set(NULL, 1790000000000000, &f) == 0);
    CHECK(connection_needs_reconnect(NULL, when_now(), "Gong refused it", &f) == 0);
    when at = 0;
    CHECK(connection_pending_get(NULL, &at, &f) == 0 && at == 1790000000000000);
    CHECK(file_replace(left, 0600, span_of("killed"), &f) == 0);
    CHECK(access(prev, F_OK) == 0 && access(pending, F_OK) == 0);
    CHECK(connection_delete(NULL, &f) == 0);
    CHECK(access(store, F_OK) != 0 && access(prev, F_OK) != 0 && access(pending, F_OK) != 0);
    CHECK(access(left, F_OK) != 0);
    CHECK(load(NULL, &f) == -1 && f.status == STATUS_CONFIG);
    CHECK(load("other", &f) == 0); /* nothing else */
    CHECK(connection_delete(NULL, &f) == 0);
    CHECK(load("../other", &f) == -1 && f.status == STATUS_USAGE);
    connection_clear(&c);
    connection_clear(&other);
}

/* Twenty processes connect at once on a machine without a key: one key, and a store that it opens.
 */
static void first_key(void)
{
    struct fault f;
    pid_t pid[20];
    CHECK(unlink(key) == 0);
    for (int i = 0; i < 20; i++) {
        char profile[16];
        snprintf(profile, sizeof(profile), "race%d", i);
        pid[i] = fork();
        if (pid[i] == 0) {
            struct connection c = made(profile);
            int ok = connection_save(&c, NULL, &f);
            connection_clear(&c);
            _exit(ok != 0);
        }
    }
    for (int i = 0; i < 20; i++) {
        int status = 1;
        char profile[16];
        CHECK(waitpid(pid[i], &status, 0) == pid[i] && status == 0);
        snprintf(profile, sizeof(profile), "race%d", i);
        CHECK(load(profile, &f) == 0);
    }
}

/* Whoever reads without the lock while the store is being replaced has the one or the other. */
static void read_meanwhile(void)
{
    struct connection c;
    struct fault f = {0};
    int bad = 0;
    CHECK(connection_init(&c, NULL, &f) == 0);
    buf_text(&c.key, "key");
    CHECK(connection_save(&c, NULL, &f) == 0);
    pid_t writer = fork();
    if (writer == 0) {
        for (int i = 0; i < 200; i++)
            if (connection_save(&c, NULL, &f) != 0)
                _exit(1);
        _exit(0);
    }
    int status, n = 0;
    for (; waitpid(writer, &status, WNOHANG) == 0; n++)
        if (load(NULL, &f) != 0)
            bad++;
    CHECK(n > 0 && bad == 0 && status == 0);
    connection_clear(&c);
}

int main(void)
{
    scratch_begin();
    snprintf(store, sizeof(store), "%s/state/profiles/default/credentials", scratch);
    snprintf(key, sizeof(key), "%s/config/key", scratch);
    round_trip();
    every_bit();
    file_cases(key);
    file_cases(store);
    key_cases();
    marks();
    deletes();
    first_key();
    read_meanwhile();
    return check_end();
}
