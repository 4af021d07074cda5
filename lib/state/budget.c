/* The request budget: a fixed little file, read and written in place under a lock of its own. One
 * write of so few bytes is never seen half done by another process; after a power cut the checksum
 * tells. */

#include "lib/state/budget.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/lock.h"
#include "lib/state/place.h"

enum {
    DAY_S = 86400,
    LATE_MS = 20,              /* waking up later than this costs the slot */
    QUEUE_MS = 60 * 60 * 1000, /* a next slot further off than this is no queue but damage */
};

struct record {
    char magic[8];
    char boot[40];        /* the kernel's boot id, NUL-padded */
    int64_t next_ms;      /* boot time of the first free slot */
    int64_t pause_ms;     /* boot time: nobody sends before it */
    int64_t pause_wall_s; /* the same by the wall clock, for after a reboot */
    int64_t day;          /* days since 1970, UTC */
    int64_t used;         /* slots taken that day */
    unsigned char sum[16];
};

struct instant {
    int64_t boot_ms, wall_s;
    char boot[40];
};

static const char magic[8] = "CMBUDGE1";

int budget_init(struct budget *b, const char *company, struct fault *f)
{
    struct buf name = BUF(1024), path = BUF(sizeof(b->path) - 1 - 5);
    *b = (struct budget){0};
    buf_text(&name, "budget/");
    for (const char *c = company; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '.' ||
                     *c == '-' || (*c >= 'A' && *c <= 'Z');
        buf_byte(&name, plain ? (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c) : '_');
    }
    int ok = buf_check(&name, "the name of the company", f);
    if (ok == 0)
        ok = place_path(&path, PLACE_STATE, name.at, f);
    if (ok == 0)
        memcpy(b->path, path.at, path.len + 1);
    buf_free(&name);
    buf_free(&path);
    return ok;
}

static int instant_now(const struct budget *b, struct instant *now, struct fault *f)
{
    *now = (struct instant){0};
    if (b->clock) {
        b->clock(b->who, &now->boot_ms, &now->wall_s, now->boot);
        return 0;
    }
    struct timespec t;
    if (clock_gettime(CLOCK_BOOTTIME, &t) != 0)
        return fault_errno(f, STATUS_BUG, "the clock cannot be read");
    now->boot_ms = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
    now->wall_s = (int64_t)time(NULL);
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd >= 0) { /* without it a reboot shows by a boot time that went back */
        ssize_t n = read(fd, now->boot, sizeof(now->boot) - 1);
        if (n < 0)
            now->boot[0] = '\0';
        close(fd);
    }
    return 0;
}

static void record_sum(const struct record *r, unsigned char sum[16])
{
    crypto_generichash(sum, 16, (const unsigned char *)r, offsetof(struct record, sum), NULL, 0);
}

static bool record_sound(const struct record *r, ssize_t size, const struct instant *now)
{
    unsigned char sum[16];
    if (size != (ssize_t)sizeof(*r) || memcmp(r->magic, magic, sizeof(magic)) != 0)
        return false;
    record_sum(r, sum);
    if (memcmp(sum, r->sum, sizeof(sum)) != 0 || r->used < 0)
        return false;
    if (memcmp(r->boot, now->boot, sizeof(r->boot)) != 0)
        return true; /* its boot times say nothing now */
    int64_t from = r->pause_ms > now->boot_ms ? r->pause_ms : now->boot_ms;
    return r->next_ms - from <= QUEUE_MS && r->pause_ms - now->boot_ms <= BUDGET_PAUSE_MS;
}

static int64_t per_day(const struct budget *b)
{
    return b->per_day > 0 ? b->per_day : BUDGET_DAY;
}

/* Nothing is known of today: count what the day had time for, at most half of it, and keep a second
 * clear. */
static void record_guess(struct record *r, const struct budget *b, const struct instant *now)
{
    int64_t possible = now->wall_s % DAY_S * 1000 / BUDGET_GAP_MS;
    *r = (struct record){.next_ms = now->boot_ms + 1000, .day = now->wall_s / DAY_S};
    r->used = possible < per_day(b) / 2 ? possible : per_day(b) / 2;
}

/* What the record means now: after a reboot, on a new day, with a clock that was moved. */
static void record_age(struct record *r, const struct instant *now)
{
    if (memcmp(r->boot, now->boot, sizeof(r->boot)) != 0 ||
        (now->boot[0] == '\0' && now->boot_ms < r->next_ms - QUEUE_MS)) {
        int64_t pause = (r->pause_wall_s - now->wall_s) * 1000;
        if (pause > BUDGET_PAUSE_MS)
            pause = BUDGET_PAUSE_MS;
        r->pause_ms = pause > 0 ? now->boot_ms + pause : 0;
        r->next_ms = now->boot_ms + BUDGET_GAP_MS;
    }
    int64_t today = now->wall_s / DAY_S;
    if (today > r->day)
        r->used = 0;
    r->day = today; /* a clock set back keeps the count: rather too few requests than too many */
}

/* Open, lock, read and age; the caller changes *r and calls budget_write, which ends it. */
static int budget_read(struct budget *b, struct lock *lock, int *fd, struct record *r,
                       struct instant *now, struct fault *f)
{
    char path[sizeof(b->path) + 5];
    if (sodium_init() < 0)
        return fault(f, STATUS_BUG, "libsodium does not start");
    snprintf(path, sizeof(path), "%s.lock", b->path);
    if (lock_take(lock, path, true, f) != 0)
        return -1;
    *fd = open(b->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*fd < 0) {
        fault_errno(f, STATUS_IO, "%s", b->path);
        lock_drop(lock);
        return -1;
    }
    /* Only now: a wait for the lock must not make the time old. */
    if (instant_now(b, now, f) != 0) {
        close(*fd);
        lock_drop(lock);
        return -1;
    }
    memset(r, 0, sizeof(*r));
    ssize_t n = pread(*fd, r, sizeof(*r), 0);
    if (n == 0)
        *r = (struct record){.day = now->wall_s / DAY_S};
    else if (!record_sound(r, n, now))
        record_guess(r, b, now);
    else
        record_age(r, now);
    memcpy(r->magic, magic, sizeof(magic));
    memcpy(r->boot, now->boot, sizeof(r->boot));
    return 0;
}

static int budget_write(struct budget *b, struct lock *lock, int fd, struct record *r,
                        struct fault *f)
{
    record_sum(r, r->sum);
    int ok = file_write(fd, (struct span){(const char *)r, sizeof(*r)}, b->path, f);
    close(fd);
    lock_drop(lock);
    return ok;
}

static void record_slot(struct record *r, struct budget *b, const struct instant *now,
                        int64_t *wait_ms)
{
    int64_t slot = now->boot_ms;
    if (slot < r->next_ms)
        slot = r->next_ms;
    if (slot < r->pause_ms)
        slot = r->pause_ms;
    r->next_ms = slot + BUDGET_GAP_MS;
    b->slot = slot;
    *wait_ms = slot - now->boot_ms;
}

int budget_take(struct budget *b, int64_t *wait_ms, struct fault *f)
{
    struct lock lock;
    struct record r;
    struct instant now;
    int fd;
    if (budget_read(b, &lock, &fd, &r, &now, f) != 0)
        return -1;
    bool used_up = r.used >= per_day(b);
    if (!used_up) {
        record_slot(&r, b, &now, wait_ms);
        r.used++;
    }
    if (budget_write(b, &lock, fd, &r, f) != 0)
        return -1;
    if (!used_up)
        return 0;
    int64_t left = DAY_S - now.wall_s % DAY_S;
    return fault(f, STATUS_TRY_LATER,
                 "today's %" PRId64
                 " requests to Gong are used up; the count starts again at 00:00 "
                 "UTC, in %" PRId64 " h %" PRId64 " min",
                 per_day(b), left / 3600, left % 3600 / 60);
}

int budget_confirm(struct budget *b, int64_t *wait_ms, struct fault *f)
{
    struct lock lock;
    struct record r;
    struct instant now;
    int fd;
    if (budget_read(b, &lock, &fd, &r, &now, f) != 0)
        return -1;
    int64_t late = now.boot_ms - b->slot;
    if (late < 0)
        *wait_ms = -late; /* slept too short: the slot is still ours */
    else if (late <= LATE_MS && r.pause_ms <= now.boot_ms)
        *wait_ms = 0;
    else
        record_slot(&r, b, &now, wait_ms); /* the day's count has it already */
    return budget_write(b, &lock, fd, &r, f);
}

int budget_pause(struct budget *b, int64_t ms, struct fault *f)
{
    struct lock lock;
    struct record r;
    struct instant now;
    int fd;
    if (ms > BUDGET_PAUSE_MS)
        ms = BUDGET_PAUSE_MS;
    if (ms < 0)
        ms = 0;
    if (budget_read(b, &lock, &fd, &r, &now, f) != 0)
        return -1;
    if (now.boot_ms + ms > r.pause_ms) {
        r.pause_ms = now.boot_ms + ms;
        r.pause_wall_s = now.wall_s + (ms + 999) / 1000;
        /* Slots taken after this moment are missed and taken again (budget_confirm), so the queue
         * that they made need not be waited for. */
        if (r.next_ms < r.pause_ms)
            r.next_ms = r.pause_ms;
    }
    return budget_write(b, &lock, fd, &r, f);
}

int budget_used(struct budget *b, int64_t *used, int64_t *day, struct fault *f)
{
    struct lock lock;
    struct record r;
    struct instant now;
    int fd;
    if (budget_read(b, &lock, &fd, &r, &now, f) != 0)
        return -1;
    *used = r.used;
    *day = per_day(b);
    return budget_write(b, &lock, fd, &r, f);
}
