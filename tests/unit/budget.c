/* The request budget with a clock of the test's own, and with many processes and the system's
 * clock. */

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "lib/state/budget.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static int64_t boot_ms = 5000000, wall_s = 1790000000; /* 2026-09-21, 14:13:20 UTC */

static const char *boot_id = "first";

static void tell(void *who, int64_t *boot, int64_t *wall, char id[40])
{
    (void)who;
    snprintf(id, 40, "%s", boot_id);
    *boot = boot_ms;
    *wall = wall_s;
}

static struct budget fresh(const char *company)
{
    struct budget b;
    struct fault f = {0};
    CHECK(budget_init(&b, company, &f) == 0);
    b.clock = tell;
    return b;
}

static int64_t take(struct budget *b)
{
    struct fault f = {0};
    int64_t ms = -1;
    CHECK(budget_take(b, &ms, &f) == 0);
    return ms;
}

static int64_t confirm(struct budget *b)
{
    struct fault f = {0};
    int64_t ms = -1;
    CHECK(budget_confirm(b, &ms, &f) == 0);
    return ms;
}

static int64_t used(struct budget *b)
{
    struct fault f = {0};
    int64_t n = -1, day;
    CHECK(budget_used(b, &n, &day, &f) == 0);
    return n;
}

static void spaces_requests(void)
{
    struct fault f = {0};
    struct budget a = fresh("spaces.example:443"), b = fresh("SPACES.example:443");
    CHECK(strcmp(a.path, b.path) == 0);
    CHECK(take(&a) == 0);
    CHECK(take(&b) == 350); /* another process of the same company */
    CHECK(take(&a) == 700);
    boot_ms += 10000;
    CHECK(take(&a) == 0);
    CHECK(budget_pause(&b, 20000, &f) == 0);
    CHECK(take(&a) == 20000);
    CHECK(budget_pause(&b, 5000, &f) == 0); /* a shorter one does not shorten it */
    boot_ms += 19000;
    CHECK(take(&a) == 1350);
    boot_ms += 100000;
    CHECK(budget_pause(&b, INT64_MAX, &f) == 0); /* absurd: a day at most */
    CHECK(take(&a) == BUDGET_PAUSE_MS);
    CHECK(used(&a) == 7);
}

static void confirms(void)
{
    struct fault f = {0};
    struct budget a = fresh("confirms"), b = fresh("confirms");
    CHECK(take(&a) == 0);
    CHECK(take(&a) == 350);
    CHECK(take(&b) == 700);
    CHECK(confirm(&a) == 350); /* awake too early */
    boot_ms += 350;
    CHECK(confirm(&a) == 0);
    boot_ms += 350 + 21;
    CHECK(confirm(&b) == 329); /* late: the next slot, 350 after its old one */
    boot_ms += 329;
    CHECK(confirm(&b) == 0);
    boot_ms += 10000;
    take(&a);
    CHECK(take(&a) == 350);
    CHECK(budget_pause(&b, 5000, &f) == 0);
    boot_ms += 350;
    CHECK(confirm(&a) == 4650); /* a pause came in between */
    CHECK(used(&a) == 5);       /* a slot taken again is one request all the same */
}

static void counts_days(void)
{
    struct fault f = {0};
    struct budget b = fresh("days");
    int64_t ms;
    b.per_day = 3;
    wall_s = 1790000000;
    for (int i = 0; i < 3; i++)
        take(&b);
    CHECK(budget_take(&b, &ms, &f) == -1 && f.status == STATUS_TRY_LATER);
    CHECK(strstr(f.text, "in 9 h 46 min") != NULL);
    wall_s -= 86400; /* set back: the count stays */
    CHECK(budget_take(&b, &ms, &f) == -1);
    wall_s += 86400;
    CHECK(budget_take(&b, &ms, &f) == 0); /* the day after the one it then was */
    wall_s += 3600;
    take(&b);
    take(&b);
    CHECK(budget_take(&b, &ms, &f) == -1);
    wall_s += 86400;
    CHECK(budget_take(&b, &ms, &f) == 0);
}

static void flip(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    int c;
    CHECK(file && fseek(file, at, SEEK_SET) == 0 && (c = fgetc(file)) != EOF);
    fseek(file, at, SEEK_SET);
    fputc(c ^ 1, file);
    fclose(file);
}

static void survives(void)
{
    struct fault f = {0};
    struct budget b = fresh("damage");
    struct stat st;
    take(&b);
    CHECK(stat(b.path, &st) == 0 && (st.st_mode & 0777) == 0600);
    wall_s = 1790000000 / 86400 * 86400 + 60; /* a minute into the day: 171 requests had time */
    for (long at = 0; at < st.st_size; at++) {
        flip(b.path, at);
        CHECK(used(&b) == 171);
        CHECK(take(&b) == 1000); /* and a second is kept clear of what was not known */
    }
    wall_s += 80000;
    CHECK(truncate(b.path, 9) == 0);
    CHECK(used(&b) == BUDGET_DAY / 2);

    /* A reboot: boot time starts again; a pause goes on by the wall clock. */
    CHECK(unlink(b.path) == 0);
    boot_ms = 90000000;
    take(&b);
    CHECK(budget_pause(&b, 600000, &f) == 0);
    boot_id = "second";
    boot_ms = 9000;
    wall_s += 400;
    CHECK(take(&b) == 200000);
    boot_id = "third"; /* the pause is over; the slot before is unknown, so a gap is kept */
    boot_ms = 3000;
    wall_s += 1000;
    CHECK(take(&b) == 350);
    CHECK(take(&b) == 700);
    CHECK(used(&b) == 4);
}

/* Sixteen processes, five killed: slots never nearer than the gap, as they were given out. */
static void many_processes(void)
{
    enum { PROCESSES = 16, TAKES = 200 };
    struct fault f = {0};
    struct budget b;
    int64_t first = -1, last;
    int pipes[2];
    pid_t pid[PROCESSES];
    CHECK(budget_init(&b, "many", &f) == 0);
    CHECK(budget_take(&b, &first, &f) == 0);
    first = b.slot;
    CHECK(pipe(pipes) == 0);
    for (int p = 0; p < PROCESSES; p++) {
        pid[p] = fork();
        if (pid[p] == 0) {
            int64_t ms;
            for (int i = 0; i < TAKES; i++) {
                if (budget_take(&b, &ms, &f) != 0 ||
                    write(pipes[1], &b.slot, sizeof(b.slot)) != sizeof(b.slot))
                    _exit(1);
            }
            _exit(0);
        }
    }
    for (int p = 0; p < 5; p++)
        kill(pid[p], SIGKILL);
    close(pipes[1]);
    static int64_t slot[PROCESSES * TAKES];
    int n = 0;
    while (n < PROCESSES * TAKES && read(pipes[0], &slot[n], sizeof(slot[n])) == sizeof(slot[n]))
        n++;
    for (int p = 0; p < PROCESSES; p++) {
        int status;
        CHECK(waitpid(pid[p], &status, 0) == pid[p] && (p < 5 || status == 0));
    }
    close(pipes[0]);
    CHECK(n >= (PROCESSES - 5) * TAKES);
    /* Each slot once, on the grid that the first one began. */
    static char seen[PROCESSES * TAKES + 2];
    for (int i = 0; i < n; i++) {
        int64_t at = (slot[i] - first) / BUDGET_GAP_MS;
        CHECK((slot[i] - first) % BUDGET_GAP_MS == 0);
        CHECK(at > 0 && at <= PROCESSES * TAKES && !seen[at]);
        if (at > 0 && at <= PROCESSES * TAKES)
            seen[at] = 1;
    }
    CHECK(budget_take(&b, &last, &f) == 0);
    CHECK((b.slot - first) / BUDGET_GAP_MS >= n + 1);
}

int main(void)
{
    scratch_begin();
    spaces_requests();
    confirms();
    counts_days();
    survives();
    many_processes();
    return check_end();
}
