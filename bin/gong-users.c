/* gong-users: Gong's users, one record a line; or, with --enrich, calls in and the same calls out
 * with their host and their users named.
 *
 * The users are fetched once a run, when the first call needs them, or read from a file of an
 * earlier run. */

#include "bin/program.h"
#include "lib/gong/gong.h"
#include "lib/gong/listing.h"
#include "lib/gong/namer.h"
#include "lib/gong/people.h"
#include "lib/json/json.h"
#include "lib/json/stream.h"

static struct gong_settings settings = GONG_SETTINGS;
static struct listing listing = {.id = "id"};
static const char *users_path, *reject;
static bool enrich, avatars;
static int64_t threads;

static const struct option_row rows[] = {
    {"enrich", 0, OPTION_FLAG, &enrich, NULL,
     "read calls and add callmine.host and callmine.users to them", NULL},
    {"users", 0, OPTION_FILE, &users_path, "FILE",
     "take the users from FILE instead of asking Gong", NULL},
    {"avatars", 0, OPTION_FLAG, &avatars, NULL, "users too that stand for Gong's own staff", NULL},
    ROW_LIMIT(&listing.limit),
    ROW_ESTIMATE(settings),
    ROW_REJECT(&reject),
    ROW_THREADS(&threads),
    {NULL, 0, OPTION_HEADING, NULL, NULL, "Connection", NULL},
    GONG_ROWS(settings),
    OPTION_END,
};

static const struct usage usage = {
    .program = "gong-users",
    .summary = "list Gong's users, or name them in calls",
    .operands = "[FILE...]",
    .details = "gong-users >users.ndjson\n"
               "gong-users --enrich --users users.ndjson transcripts.ndjson\n",
    .rows = rows,
};

struct users {
    struct gong *gong; /* NULL: the people came from a file */
    struct people people;
    struct namer namer;
    bool asked;
};

static struct gong_query all_users(void)
{
    return (struct gong_query){.what = GONG_USERS,
                               .filter = span_of(avatars ? "?includeAvatars=true" : "")};
}

static int print(struct users *u, struct fault *f)
{
    struct gong_query q = all_users();
    int done = listing_open(&listing, f);
    if (done == 0)
        done = listing_ask(&listing, u->gong, &q, listing_take, &listing, f);
    listing_close(&listing);
    return done;
}

static int know_page(void *self, const struct gong_page *page, struct fault *f)
{
    struct users *u = self;
    struct json_walk w;
    for (json_walk(&w, page->items); json_next(&w);)
        if (people_add(&u->people, w.value, f) != 0)
            return -1;
    return 0;
}

static int know_line(void *self, struct span user, struct out *out, struct fault *f)
{
    struct users *u = self;
    (void)out;
    return people_add(&u->people, user, f);
}

static int ask_first(void *self, struct span record, struct out *out, struct fault *f)
{
    struct users *u = self;
    struct gong_query q = all_users();
    if (!u->asked &&
        (call_read(&u->namer.call, record, f) != 0 || gong_ask(u->gong, &q, know_page, u, f) != 0))
        return -1;
    u->asked = true;
    return namer_step(&u->namer, record, out, f);
}

static int run(struct users *u, struct parsed *p, struct listener *listener, struct fault *f)
{
    char *path = (char *)(size_t)users_path;
    struct stream file = {.files = &path, .n = 1},
                  calls = {.files = p->operands, .n = p->n, .reject = reject, .threads = threads};
    struct stage online = {.step = ask_first, .self = u},
                 offline = {.step = namer_step, .self = &u->namer, .parallel = &namer_parallel};
    if (!enrich && (p->n || users_path))
        return fault(f, STATUS_USAGE, "files are read with --enrich only: see --help");
    if (!users_path && !(u->gong = gong_new(&settings, listener, f)))
        return -1;
    if (!enrich)
        return print(u, f);
    if (users_path && stream_run(&file, &(struct stage){.step = know_line, .self = u}, f) != 0)
        return -1;
    u->namer.people = &u->people;
    return program_stream(&usage, &calls, users_path ? &offline : &online, f);
}

int main(int argc, char **argv)
{
    struct parsed p = {0};
    struct fault f = {0};
    struct listener listener = program_listener(usage.program);
    struct users u = {0};
    if (program_begin(&p, &usage, argc, argv, &f))
        run(&u, &p, &listener, &f);
    gong_free(u.gong);
    people_clear(&u.people);
    namer_clear(&u.namer);
    return program_end(&p, &usage, &f);
}
