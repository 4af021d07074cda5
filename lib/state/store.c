/* Secrets at rest. */

#include "lib/state/store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/base/file.h"
#include "lib/state/place.h"

enum {
    ID = 8,
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    HEADER = 8 + ID + NONCE,
};

static const char magic[8] = "CMSTORE1";

/* Who may own it and what others may do: systemd hands out keys in its own way. */
enum trust { TRUST_OURS, TRUST_SYSTEMD };

static int check_directory(const char *path, struct fault *f)
{
    char copy[4096];
    struct stat st;
    if ((size_t)snprintf(copy, sizeof(copy), "%s", path) >= sizeof(copy))
        return fault(f, STATUS_CONFIG, "%.100s...: the path is too long", path);
    if (stat(dirname(copy), &st) != 0)
        return fault_errno(f, STATUS_CONFIG, "the directory of %s", path);
    if (st.st_uid != geteuid() && st.st_uid != 0)
        return fault(f, STATUS_CONFIG, "the directory of %s belongs to another user; move the file",
                     path);
    if (st.st_mode & 022)
        return fault(f, STATUS_CONFIG,
                     "others can write to the directory of %s; chmod go-w the directory", path);
    return 0;
}

static int check_file(int fd, const char *path, enum trust trust, struct fault *f)
{
    struct stat st;
    bool systemd = trust == TRUST_SYSTEMD;
    if (fstat(fd, &st) != 0)
        return fault_errno(f, STATUS_CONFIG, "%s", path);
    if (!S_ISREG(st.st_mode))
        return fault(f, STATUS_CONFIG, "%s is not a regular file", path);
    if (st.st_uid != geteuid() && !(systemd && st.st_uid == 0))
        return fault(f, STATUS_CONFIG,
                     "%s belongs to another user; chown it to the one who runs this", path);
    /* None: it was replaced since it was opened, and is what it was. */
    if (st.st_nlink > 1)
        return fault(f, STATUS_CONFIG, "%s has a second name (a hard link); remove that one", path);
    if (st.st_mode & (systemd ? 037 : 077))
        return fault(f, STATUS_CONFIG, "others may use %s (mode %04o); chmod 600 it", path,
                     (unsigned)(st.st_mode & 07777));
    return 0;
}

/* A checked descriptor; -1 with f->status 0 when there is no such file. O_NONBLOCK: a FIFO must not
 * hang us. */
static int open_checked(const char *path, enum trust trust, struct fault *f)
{
    f->status = STATUS_OK;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return -1;
    if (fd < 0 && errno == ELOOP)
        return fault(f, STATUS_CONFIG, "%s is a symbolic link; name the file itself", path);
    if (fd < 0)
        return fault_errno(f, STATUS_CONFIG, "%s", path);
    if (check_file(fd, path, trust, f) != 0 || check_directory(path, f) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Read to the end, at most `limit` bytes; the number read, limit + 1 when there are more, or -1. */
static ssize_t read_whole(int fd, unsigned char *to, size_t limit)
{
    size_t have = 0;
    for (;;) {
        unsigned char more;
        ssize_t n = have < limit ? read(fd, to + have, limit - have) : read(fd, &more, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            return (ssize_t)have;
        if (have == limit)
            return (ssize_t)limit + 1;
        have += (size_t)n;
    }
}

static int key_read(struct store_key *k, int fd, const char *path, struct fault *f)
{
    k->at = sodium_malloc(STORE_KEY);
    if (!k->at)
        return fault(f, STATUS_NO_MEMORY, "no memory for the key");
    ssize_t n = read_whole(fd, k->at, STORE_KEY);
    if (n == STORE_KEY)
        return 0;
    store_key_clear(k);
    if (n < 0)
        return fault_errno(f, STATUS_CONFIG, "%s", path);
    return fault(f, STATUS_CONFIG, "%s is not a key: a key is %d bytes", path, (int)STORE_KEY);
}

/* 1: there is none there. */
static int key_try(struct store_key *k, const char *path, enum trust trust, struct fault *f)
{
    int fd = open_checked(path, trust, f);
    if (fd < 0)
        return f->status == STATUS_OK ? 1 : -1;
    int ok = key_read(k, fd, path, f);
    close(fd);
    return ok;
}

/* Give it its name unless the name is taken. Not by link where that can be helped: for a moment the
 * key would have two names, and be refused by whoever reads it then. */
static int name_new(const char *beside, const char *path)
{
    if (renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE) == 0 || errno == EEXIST)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    return link(beside, path) == 0 || errno == EEXIST ? 0 : -1;
}

/* When another process was first, its key is ours too. */
static int key_make(struct store_key *k, const char *path, struct fault *f)
{
    struct file w;
    if (file_begin(&w, path, 0600, f) != 0)
        return -1;
    unsigned char *bytes = sodium_malloc(STORE_KEY);
    int ok = bytes ? 0 : fault(f, STATUS_NO_MEMORY, "no memory for the key");
    if (ok == 0) {
        randombytes_buf(bytes, STORE_KEY);
        ok = file_write(w.fd, (struct span){(const char *)bytes, STORE_KEY}, path, f);
        if (ok == 0 && (fsync(w.fd) != 0 || name_new(w.beside, path) != 0))
            ok = fault_errno(f, STATUS_IO, "%s", path);
    }
    sodium_free(bytes);
    file_abandon(&w);
    if (ok != 0)
        return -1;
    char dir[4096];
    snprintf(dir, sizeof(dir), "%s", path);
    if (file_sync_dir(dirname(dir), f) != 0)
        return -1;
    ok = key_try(k, path, TRUST_OURS, f);
    return ok == 1 ? fault(f, STATUS_CONFIG, "%s vanished", path) : ok;
}

/* The key under its name as a credential, else in the configuration. 1: there is none. */
static int key_find(struct store_key *k, struct buf *path, const char *credential, const char *name,
                    bool make, struct fault *f)
{
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    int found = 1;
    if (credentials && credentials[0] == '/') {
        buf_format(path, "%s/%s", credentials, credential);
        found = buf_check(path, "the path of the key", f);
        if (found == 0)
            found = key_try(k, path->at, TRUST_SYSTEMD, f);
    }
    if (found == 1) {
        found = place_path(path, PLACE_CONFIG, name, f);
        if (found == 0)
            found = key_try(k, path->at, TRUST_OURS, f);
        if (found == 1 && make)
            found = key_make(k, path->at, f);
    }
    return found;
}

int store_key_load(struct store_key *k, const char *key_file, bool make, struct fault *f)
{
    *k = (struct store_key){0};
    if (sodium_init() < 0)
        return fault(f, STATUS_BUG, "libsodium does not start");
    if (key_file) {
        int found = key_try(k, key_file, TRUST_OURS, f);
        return found == 1 ? fault(f, STATUS_CONFIG, "there is no key file %s", key_file) : found;
    }

    struct buf path = BUF(4095);
    int found = key_find(k, &path, "callmine.key", "key", make, f);
    if (found == 1)
        found = fault(f, STATUS_CONFIG,
                      "the key of the credential store is missing (%s); put it back, or run "
                      "gong-auth connect",
                      path.at);
    buf_free(&path);
    return found;
}

int store_key_own(struct store_key *k, const char *name, struct fault *f)
{
    struct buf path = BUF(4095);
    *k = (struct store_key){0};
    int found = sodium_init() < 0 ? fault(f, STATUS_BUG, "libsodium does not start")
                                  : key_find(k, &path, name, name, true, f);
    buf_free(&path);
    return found;
}

/* ---- a secret that is text ---- */

static int text_try(struct buf *secret, const char *path, enum trust trust, struct fault *f)
{
    int fd = open_checked(path, trust, f);
    if (fd < 0)
        return f->status == STATUS_OK ? 1 : -1;
    char *room = buf_room(secret, STORE_TEXT);
    ssize_t n = room ? read_whole(fd, (unsigned char *)room, STORE_TEXT) : -1;
    close(fd);
    if (!room)
        return buf_check(secret, "a secret", f);
    if (n < 0)
        return fault_errno(f, STATUS_CONFIG, "%s", path);
    while (n > 0 && n <= STORE_TEXT && strchr(" \t\r\n", room[n - 1]))
        n--;
    for (ssize_t i = 0; i < n && i < STORE_TEXT; i++)
        if ((unsigned char)room[i] <= ' ' || (unsigned char)room[i] >= 0x7f)
            return fault(f, STATUS_CONFIG,
                         "%s: a key is one word; this has a blank or another odd "
                         "character in it",
                         path);
    if (n == 0 || n > STORE_TEXT)
        return fault(f, STATUS_CONFIG, "%s: is %s", path, n ? "too long for a key" : "empty");
    secret->len += (size_t)n;
    secret->at[secret->len] = '\0';
    return 0;
}

int store_text_read(struct buf *secret, const char *file, const char *name, bool *missing,
                    struct fault *f)
{
    struct buf path = BUF(4095);
    const char *credentials = getenv("CREDENTIALS_DIRECTORY");
    secret->secret = true;
    int found = file ? text_try(secret, file, TRUST_OURS, f) : 1;
    if (!file && credentials && credentials[0] == '/') {
        buf_format(&path, "%s/%s", credentials, name);
        found = buf_check(&path, "the path of the key", f);
        if (found == 0)
            found = text_try(secret, path.at, TRUST_SYSTEMD, f);
    }
    if (!file && found == 1) {
        buf_clear(&path);
        found = place_find(&path, PLACE_CONFIG, name, f);
        if (found == 0)
            found = text_try(secret, path.at, TRUST_OURS, f);
    }
    buf_free(&path);
    *missing = found == 1;
    return found < 0 ? -1 : 0;
}

void store_key_clear(struct store_key *k)
{
    sodium_free(k->at); /* wipes */
    k->at = NULL;
}

static void key_id(unsigned char id[ID], const struct store_key *k)
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    /* BLAKE2b's shortest digest in libsodium is 16 bytes; ours is its first 8. */
    crypto_generichash(hash, sizeof(hash), k->at, STORE_KEY, NULL, 0);
    memcpy(id, hash, ID);
}

int store_seal(struct buf *sealed, const struct store_key *k, struct span plain, struct fault *f)
{
    unsigned char header[HEADER];
    memcpy(header, magic, sizeof(magic));
    key_id(header + 8, k);
    randombytes_buf(header + 8 + ID, NONCE);
    buf_add(sealed, header, HEADER);
    char *room = buf_room(sealed, plain.len + TAG);
    if (!room)
        return buf_check(sealed, "the credential store", f);
    unsigned long long n = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt((unsigned char *)room, &n,
                                               (const unsigned char *)plain.at, plain.len, header,
                                               HEADER, NULL, header + 8 + ID, k->at);
    sealed->len += (size_t)n;
    sealed->at[sealed->len] = '\0';
    return 0;
}

int store_open(struct buf *plain, const struct store_key *k, struct span sealed, struct fault *f)
{
    const unsigned char *in = (const unsigned char *)sealed.at;
    unsigned char id[ID];
    if (sealed.len < HEADER + TAG || memcmp(in, magic, sizeof(magic)) != 0)
        return fault(f, STATUS_CONFIG,
                     "the credential store is damaged; run gong-auth connect again");
    key_id(id, k);
    bool same_key = sodium_memcmp(id, in + 8, ID) == 0;

    size_t n = sealed.len - HEADER - TAG;
    char *room = buf_room(plain, n > 0 ? n : 1);
    if (!room)
        return buf_check(plain, "the credential store", f);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)room, NULL, NULL, in + HEADER,
                                                   n + TAG, in, HEADER, in + 8 + ID, k->at) != 0) {
        if (same_key)
            return fault(f, STATUS_CONFIG,
                         "the credential store is damaged; run gong-auth connect again");
        return fault(f, STATUS_CONFIG,
                     "the credential store was made with another key; name that one with "
                     "--key-file, or run gong-auth connect again");
    }
    plain->len += n;
    plain->at[plain->len] = '\0';
    return 0;
}

/* The sealed bytes of PATH; *missing when there is no such file. */
static int read_sealed(struct buf *sealed, const char *path, bool *missing, struct fault *f)
{
    int fd = open_checked(path, TRUST_OURS, f);
    *missing = fd < 0 && f->status == STATUS_OK;
    if (fd < 0)
        return *missing ? 0 : -1;
    char *room = buf_room(sealed, STORE_LIMIT);
    ssize_t n = room ? read_whole(fd, (unsigned char *)room, STORE_LIMIT) : 0;
    int ok = buf_check(sealed, "the credential store", f);
    if (ok == 0 && n < 0)
        ok = fault_errno(f, STATUS_CONFIG, "%s", path);
    else if (ok == 0 && n > STORE_LIMIT)
        ok = fault(f, STATUS_CONFIG, "%s is too large to be a credential store", path);
    else if (ok == 0)
        sealed->len += (size_t)n;
    close(fd);
    return ok;
}

int store_read(struct buf *plain, const char *path, const struct store_key *k, bool *missing,
               struct fault *f)
{
    struct buf sealed = BUF(STORE_LIMIT + 1);
    int ok = read_sealed(&sealed, path, missing, f);
    if (ok == 0 && !*missing && store_open(plain, k, buf_view(&sealed), f) != 0)
        ok = fault_at(f, "%s", path);
    buf_free(&sealed);
    return ok;
}

static void beside(char to[4096 + 8], const char *path)
{
    snprintf(to, 4096 + 8, "%s.prev", path);
}

int store_write(const char *path, const struct store_key *k, struct span plain, struct fault *f)
{
    char prev[4096 + 8];
    struct buf sealed = BUF(STORE_LIMIT), old = BUF(STORE_LIMIT + 1);
    struct fault none;
    bool missing = true;
    beside(prev, path);
    file_sweep(path);
    file_sweep(prev);
    int ok = store_seal(&sealed, k, plain, f);
    /* A copy and not a link: a store with two names would be refused by whoever reads it meanwhile.
     * One that cannot be read is not worth keeping, nor a reason not to replace it. */
    if (ok == 0 && read_sealed(&old, path, &missing, &none) == 0 && !missing)
        ok = file_replace(prev, 0600, buf_view(&old), f);
    if (ok == 0)
        ok = file_replace(path, 0600, buf_view(&sealed), f);
    buf_free(&old);
    buf_free(&sealed);
    return ok;
}

int store_remove(const char *path, struct fault *f)
{
    char prev[4096 + 8];
    beside(prev, path);
    int second = file_remove(prev, f);
    int first = file_remove(path, f); /* tried even when the other one failed */
    return first != 0 || second != 0 ? -1 : 0;
}
