#include "lib/archive/purge.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include "lib/archive/estate.h"
#include "lib/archive/exported.h"
#include "lib/archive/journal.h"
#include "lib/archive/meant.h"
#include "lib/archive/trash.h"
#include "lib/archive/tree.h"
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/place.h"
#include "lib/state/purged.h"
#include "lib/state/purging.h"

struct work {
    const struct purge *p;
    struct shelf *s;
    struct trash trash;
    int64_t bundles, bytes; /* that go, those of the trash too */
    struct holds holds;     /* the shelf's, or none with held_too */
    struct exported exported;
    struct buf path;
    const struct estate *estate; /* at hand, and how long its path is */
    size_t root;
};

static int place_estate(struct work *w, const struct estate *e, struct fault *f)
{
    int done = place_find(&w->path, e->place, e->name, f);
    w->estate = e;
    w->root = w->path.len;
    return done;
}

/* All that goes, and what is in it. */
static int walk(struct work *w, tree_see *see, bool archive, struct fault *f)
{
    for (size_t i = 0; i < estate_count; i++) {
        const struct estate *e = &estates[i];
        if (e->stays || archive != (strcmp(e->name, "archive") == 0))
            continue;
        if (place_estate(w, e, f) != 0 || tree_walk(w->path.at, see, w, f) != 0)
            return -1;
    }
    return 0;
}

/* ---- before anything is deleted ---- */

static void count_one(struct work *w, const char *id, int64_t size)
{
    if (holds_find(&w->holds, id))
        return;
    w->bundles++;
    w->bytes += size;
}

static int count(struct work *w, struct fault *f)
{
    if (trash_open(&w->trash, w->s, f) != 0)
        return -1;
    for (size_t i = 0; i < w->s->n; i++)
        count_one(w, w->s->cards[i].id, w->s->cards[i].size);
    for (size_t i = 0; i < w->trash.n; i++)
        count_one(w, w->trash.at[i].id, w->trash.at[i].size);
    return 0;
}

static void say_word(const struct work *w, char word[static 32])
{
    snprintf(word, 32, "purge-%lld", (long long)w->bundles);
}

static int confirm(struct work *w, struct fault *f)
{
    char word[32];
    struct buf prompt = BUF(8192), answer = BUF(256);
    say_word(w, word);
    int done = 0;
    if (w->p->confirm && strcmp(w->p->confirm, word) != 0)
        done = fault(
            f, STATUS_USAGE,
            "--confirm is not the word, nothing deleted: it is %s for the %lld bundles there are",
            word, (long long)w->bundles);
    else if (!w->p->confirm && !w->p->ask)
        done =
            fault(f, STATUS_USAGE,
                  "there is no terminal to ask at, nothing deleted; to delete %lld bundles and all "
                  "that came from calls, give --confirm %s",
                  (long long)w->bundles, word);
    if (done != 0 || w->p->confirm)
        return done;
    done = place_find(&w->path, PLACE_STATE, "", f);
    buf_format(&prompt,
               "This deletes for good, in %s: %lld bundles, all runs, syncs, connections, what is "
               "cached.\nOn hold and kept: %lld. To go on, type %s: ",
               w->path.at ? w->path.at : "", (long long)w->bundles, (long long)w->holds.n, word);
    if (done == 0)
        done = buf_check(&prompt, "the question", f);
    if (done == 0)
        done = w->p->ask(NULL, prompt.at, false, &answer, f);
    if (done == 0 && !span_is(buf_view(&answer), word))
        done = fault(f, STATUS_USAGE, "that is not the word: nothing deleted");
    buf_free(&prompt);
    buf_free(&answer);
    return done;
}

/* Somebody holds a lock in there, or works in a run's directory or on its log. */
static int busy(void *who, const struct tree_entry *e, struct fault *f)
{
    struct work *w = who;
    const char *below = e->path + w->root;
    size_t n = strlen(e->name);
    bool dir = S_ISDIR(e->st.st_mode), file = S_ISREG(e->st.st_mode),
         log = n > 4 && strcmp(e->name + n - 4, ".log") == 0;
    if (!dir && !(file && (log || estate_is_lock(below))))
        return 0;
    if (strcmp(w->estate->name, "archive") == 0 && strcmp(below, "/" SHELF_LOCK) == 0)
        return 0; /* ours */
    int fd = openat(e->dir, e->name, O_RDONLY | O_CLOEXEC | (dir ? O_DIRECTORY : O_NOFOLLOW));
    if (fd < 0)
        return errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", e->path);
    bool held = flock(fd, LOCK_EX | LOCK_NB) != 0;
    close(fd);
    return held ? fault(f, STATUS_TRY_LATER,
                        "%s: somebody works there; cancel it or wait for it, and purge again",
                        e->path)
                : 0;
}

/* ---- doing it ---- */

/* A link that leads to a directory of ours is somebody's own, and stays: ENOTDIR. */
static int away(void *who, const struct tree_entry *e, struct fault *f)
{
    struct work *w = who;
    if (S_ISLNK(e->st.st_mode))
        return 0;
    if (S_ISREG(e->st.st_mode) && estate_is_lock(e->path + w->root))
        return 0;
    if (estate_is_held(w->estate, e->path + w->root, &w->holds))
        return 0;
    if (w->exported.left > 0 && estate_is_out(w->estate, e->path + w->root))
        return 0;
    if (unlinkat(e->dir, e->name, S_ISDIR(e->st.st_mode) ? AT_REMOVEDIR : 0) == 0 ||
        errno == ENOENT || errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
        return 0;
    return fault_errno(f, STATUS_IO, "%s", e->path);
}

static int tell_audit(const struct work *w, struct buf *detail, struct fault *f)
{
    struct json_writer j = {.b = detail};
    json_open(&j, NULL, '{');
    json_put_int(&j, "bundles", w->bundles);
    json_put_int(&j, "bytes", w->bytes);
    json_put_int(&j, "held", (int64_t)w->holds.n);
    json_put_bool(&j, "held_too", w->p->held_too);
    json_close(&j, '}');
    return buf_check(detail, "the line of the audit log", f);
}

/* Bundles and trash go by the journal; then, of the archive's own files and whatever else is there,
 * all but what is on hold. */
static int purge_archive(struct work *w, struct fault *untold, struct fault *f)
{
    struct buf detail = BUF(4096);
    int done = tell_audit(w, &detail, f);
    struct journal j = {.what = "purge", .time = w->p->now, .detail = buf_view(&detail)};
    for (size_t i = 0; done == 0 && i < w->s->n; i++)
        if (!holds_find(&w->holds, w->s->cards[i].id))
            done = journal_add(&j, DEED_PRUNE, w->s->cards[i].id, 0, f);
    for (size_t i = 0; done == 0 && i < w->trash.n; i++)
        if (!holds_find(&w->holds, w->trash.at[i].id))
            done = journal_add(&j, DEED_EMPTY, w->trash.at[i].id, w->trash.at[i].until, f);
    if (done == 0)
        done = journal_carry_out(&j, w->s, untold, f);
    journal_clear(&j);
    buf_free(&detail);
    return done == 0 ? walk(w, away, true, f) : -1;
}

/* Before it is said to be deleted. */
static int sync_all(struct work *w, struct fault *f)
{
    static const enum place places[] = {PLACE_CACHE, PLACE_STATE};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (place_find(&w->path, places[i], "", f) != 0 || tree_sync_place(w->path.at, f) != 0)
            return -1;
    return 0;
}

/* Whether a word is wanted: none was said, or not about all there is: of what is on hold, too. */
static int find_meant(struct work *w, struct ids *all, bool *begun, bool *ask, struct fault *f)
{
    struct purging before = {0};
    int64_t later = 0;
    int done = purging_read(&before, f);
    if (done == 0)
        done = meant_find(all, &later, &before, w->s, &w->trash, &w->holds, f);
    *begun = before.begun;
    *ask = !before.begun || later > 0;
    if (done == 0 && later > 0)
        notice(
            w->s->listener,
            "a purge was begun, but its word was not about all there is now: %lld bundles or runs",
            (long long)later);
    purging_clear(&before);
    return done;
}

/* On a full disk it cannot be written: then it is not, and who is killed is asked again. */
static int mark(struct work *w, bool *begun, struct fault *f)
{
    struct fault full = {0};
    struct ids all = {0};
    bool ask = true;
    int done = find_meant(w, &all, begun, &ask, f);
    if (done == 0 && ask)
        done = confirm(w, f);
    if (done == 0)
        done = walk(w, busy, false, f) == 0 ? walk(w, busy, true, f) : -1;
    if (done == 0 && ask && purging_write(&all, &full) != 0)
        notice(w->s->listener, "%s", full.text);
    ids_clear(&all);
    return done;
}

static int plan(struct work *w, struct out *out, struct fault *f)
{
    struct buf text = BUF(4096), path = BUF(4096);
    char word[32];
    int done = 0;
    purging_tell(w->s->listener);
    for (size_t i = 0; done == 0 && i < estate_count; i++) {
        struct tree_size size = {0};
        if (estates[i].stays)
            continue;
        done = place_find(&path, estates[i].place, estates[i].name, f);
        if (done == 0)
            done = tree_measure(&size, path.at, f);
        if (size.files > 0)
            buf_format(&text, "%s  %lld files, %lld bytes\n", path.at, (long long)size.files,
                       (long long)size.bytes);
    }
    if (done == 0)
        done = exported_purge(&w->exported, f);
    buf_span(&text, buf_view(&w->exported.told));
    say_word(w, word);
    buf_format(&text, "%lld bundles would go, %lld are on hold; the word is %s\n",
               (long long)w->bundles, (long long)w->holds.n, word);
    if (done == 0)
        done = buf_check(&text, "the plan", f);
    out_span(out, buf_view(&text));
    buf_free(&text);
    buf_free(&path);
    return done == 0 ? out_flush(out, f) : -1;
}

static int end(const struct work *w, struct out *out, struct fault *f)
{
    struct estate_left left = {.holds = &w->holds, .exported = w->exported.left > 0};
    struct buf text = BUF(256);
    buf_format(&text, "deleted  %lld bundles, %lld bytes, and all else that came from calls\n",
               (long long)w->bundles, (long long)w->bytes);
    out_span(out, buf_view(&text));
    out_span(out, buf_view(&w->exported.told));
    buf_free(&text);
    if (estate_tell(&left, out, f) != 0)
        return -1;
    if (left.strays > 0)
        return fault(f, STATUS_TRY_LATER,
                     "%lld files came while it went on; see that nothing runs, and purge again",
                     (long long)left.strays);
    if (w->exported.left > 0)
        return fault(f, STATUS_PARTIAL,
                     "%lld files or folders that a sync wrote are left: see above, and purge again",
                     (long long)w->exported.left);
    if (left.links > 0)
        return fault(f, STATUS_PARTIAL,
                     "%lld links are not followed, and left: look where they lead, remove them, "
                     "and purge again",
                     (long long)left.links);
    if (w->holds.n == 0)
        return 0;
    return fault(f, STATUS_PARTIAL, "%zu on hold, and kept; see cm-retain list", w->holds.n);
}

static int carry_out(struct work *w, struct out *out, struct fault *f)
{
    struct fault untold = {0};
    bool begun;
    if (mark(w, &begun, f) != 0)
        return -1;
    if (begun)
        notice(w->s->listener, "a purge had begun; it goes on");
    if (exported_purge(&w->exported, f) != 0 || walk(w, away, false, f) != 0 ||
        purge_archive(w, &untold, f) != 0 || purged_set(w->p->now, f) != 0 || sync_all(w, f) != 0 ||
        purging_end(f) != 0)
        return -1;
    int done = end(w, out, f);
    if (untold.status == STATUS_OK)
        return done;
    *f = untold;
    return -1;
}

int purge_run(const struct purge *p, struct shelf *s, struct out *out, struct fault *f)
{
    struct work w = {.p = p, .s = s, .path = BUF(4096), .exported = {.dry_run = p->dry_run}};
    w.exported.told = BUF(1 << 20);
    if (!p->held_too)
        w.holds = s->holds;
    int done = count(&w, f);
    if (done == 0)
        done = p->dry_run ? plan(&w, out, f) : carry_out(&w, out, f);
    trash_close(&w.trash);
    buf_free(&w.path);
    buf_free(&w.exported.told);
    return done;
}
