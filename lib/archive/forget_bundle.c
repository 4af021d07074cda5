#include "lib/archive/forget_bundle.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/bind.h"
#include "lib/archive/bundle.h"
#include "lib/archive/forget_file.h"
#include "lib/archive/forget_ledger.h"
#include "lib/archive/forget_manifest.h"
#include "lib/archive/run.h"
#include "lib/archive/tree.h"
#include "lib/base/file.h"
#include "lib/json/json.h"

void forgot_bundle_clear(struct forgot_bundle *b)
{
    buf_free(&b->out);
    *b = (struct forgot_bundle){0};
}

/* ---- unpacking ---- */

static int unpack_member(struct bundle *b, const char *work, const char *name, struct fault *f)
{
    struct buf path = BUF(8192);
    struct out out;
    buf_format(&path, "%s/%s", work, name);
    int rc = buf_check(&path, work, f);
    char *slash = rc == 0 ? strrchr(path.at, '/') : NULL;
    if (slash) {
        *slash = '\0';
        rc = file_make_dirs(path.at, 0700, f);
        *slash = '/';
    }
    int fd =
        rc == 0 ? open(path.at, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600) : -1;
    if (rc == 0 && fd < 0)
        rc = fault_errno(f, STATUS_CANT_CREATE, "%s", path.at);
    if (fd >= 0) {
        out_init(&out, fd, path.at);
        rc = bundle_cat(b, name, &out, f);
        if (out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0)
            rc = -1;
        close(fd);
    }
    buf_free(&path);
    return rc;
}

static int unpack(struct bundle *b, const char *work, struct fault *f)
{
    struct contents_walk w;
    char name[NAME_MEMBER];
    if (bundle_contents(b, f) != 0 || tree_remove(work, f) != 0 ||
        file_make_dirs(work, 0700, f) != 0)
        return -1;
    for (contents_walk(&w, buf_view(&b->text)); contents_next(&w);) {
        if (w.kind != CONTENTS_MEMBER)
            continue;
        memcpy(name, w.member.name.at, w.member.name.len);
        name[w.member.name.len] = '\0';
        if (unpack_member(b, work, name, f) != 0)
            return -1;
    }
    return 0;
}

int forget_unpack(const struct forget_job *j, const char *path, struct fault *f)
{
    struct bundle b;
    int rc = bundle_open(&b, path, NULL, f);
    b.threads = j->threads;
    if (rc == 0)
        rc = unpack(&b, j->work, f);
    bundle_close(&b);
    return rc;
}

/* ---- what is in it ---- */

struct visit {
    const struct forget_job *job;
    struct bundle *bundle;
    struct forgot_bundle *to;
    struct recipe recipe;
    struct arena arena;
    bool recipe_told, same; /* the manifest says how; the reports came out as they were */
    bool stale;             /* something is in a report */
    struct ids reports;     /* their names */
    struct ids left;        /* calls whose answers went from the run */
};

static const char *below(const struct visit *v, const char *path)
{
    return path + strlen(v->job->work) + 1;
}

static int take_out(struct visit *v, const struct tree_entry *e, struct fault *f)
{
    buf_text(&v->to->out, v->to->out.len ? ", " : "");
    buf_text(&v->to->out, below(v, e->path));
    return unlinkat(e->dir, e->name, 0) == 0 ? 0 : fault_errno(f, STATUS_IO, "%s", e->path);
}

/* Text that cannot be made again: whether it says again what is taken out of the records. */
static int says_it(struct visit *v, const char *path, bool *yes, struct fault *f)
{
    struct buf text = BUF(0), json = BUF(0);
    int rc = file_read(&text, path, f);
    json_quote(&json, buf_view(&text));
    if (rc == 0)
        rc = buf_check(&json, path, f);
    if (rc == 0)
        rc = v->job->by->reminds(v->job->by->who, buf_view(&json), yes, f);
    buf_free(&text);
    buf_free(&json);
    return rc;
}

static int see(void *who, const struct tree_entry *e, struct fault *f)
{
    struct visit *v = who;
    struct forgot n = {0};
    bool again = false;
    if (!S_ISREG(e->st.st_mode))
        return 0;
    if (ids_find_text(&v->reports, span_of(below(v, e->path))) >= 0) {
        int rc = forget_count(v->job->by, e->path, &n, f);
        v->stale |= forgot_all(&n) > 0;
        return rc;
    }
    struct ids *left = v->job->by->left(v->job->by->who);
    enum forget_kind kind = forget_kind(e->name);
    ids_empty(left);
    if (kind == FORGET_OPAQUE)
        return take_out(v, e, f);
    if (forget_count(v->job->by, e->path, &n, f) != 0 ||
        (kind == FORGET_TEXT && says_it(v, e->path, &again, f) != 0))
        return -1;
    if (again)
        return take_out(v, e, f);
    if (forgot_all(&n) > 0 && forget_edit(v->job->by, e->path, &(struct forgot){0}, f) != 0)
        return -1;
    forgot_most(&v->to->n, &n);
    bool answers = v->recipe_told && strcmp(e->path, v->recipe.answers) == 0;
    for (size_t i = 0; answers && i < left->n; i++)
        if (ids_add_text(&v->left, ids_at(left, i), NULL, NULL, f) != 0)
            return -1;
    return 0;
}

/* ---- its reports ---- */

static int serve(void *who, struct arena *a, const char *member, const char **path, struct fault *f)
{
    const struct visit *v = who;
    struct buf b = BUF(8192);
    if (!name_is_member(span_of(member)))
        return fault(f, STATUS_BAD_RECORD, "its manifest names a file that it cannot have");
    buf_format(&b, "%s/%s", v->job->work, member);
    *path = arena_text(a, buf_view(&b));
    buf_free(&b);
    return *path ? 0 : fault(f, STATUS_NO_MEMORY, "no memory to make reports again");
}

static int compare(void *who, const char *file, const char *sha256, const char *also,
                   struct fault *f)
{
    struct visit *v = who;
    struct contents_member m;
    (void)also;
    int found = contents_find(&m, buf_view(&v->bundle->text), span_of(file), f);
    if (found < 0)
        return -1;
    v->same = v->same && found && strcmp(m.sha256, sha256) == 0;
    return ids_add_text(&v->reports, span_of(file), NULL, NULL, f);
}

/* How the manifest says that its reports were made; *how: what makes it impossible. */
static int read_recipe(struct visit *v, struct fault *how, struct fault *f)
{
    struct buf manifest = BUF(0);
    struct span said = SPAN_NONE;
    int rc = forget_manifest_read(&manifest, v->job->work, &said, f);
    said = json_get(said, "render");
    v->recipe = (struct recipe){0};
    v->recipe_told = rc == 0 && json_kind(said) == JSON_OBJECT &&
                     recipe_read(&v->recipe, &v->arena, said, serve, v, how) == 0;
    buf_free(&manifest);
    return rc;
}

/* Whether its reports come out as they are. What cannot be made again is as one whose manifest does
 * not say how. */
static int try_reports(struct visit *v, struct fault *f)
{
    struct fault why = {0};
    v->same = true;
    if (read_recipe(v, &why, f) != 0)
        return -1;
    v->recipe_told = v->recipe_told && v->job->by->make(&v->recipe, compare, v, &why) == 0;
    if (why.status == STATUS_NO_MEMORY) {
        *f = why;
        return -1;
    }
    if (!v->recipe_told)
        ids_empty(&v->reports);
    return 0;
}

/* A call that had answers leaves by the last of the ledgers that the reports were made with, so
 * that they close as before. */
static int put_ledger(const struct visit *v, struct fault *f)
{
    const struct ids *left = &v->left;
    size_t n = v->recipe.ledgers.n;
    struct buf b = BUF(0);
    if (!v->recipe_told || n == 0 || left->n == 0)
        return 0;
    const char *path = v->recipe.ledgers.at[n - 1];
    int rc = file_read(&b, path, f) == 0 ? forget_ledger_lines(&b, left, f) : -1;
    if (rc == 0)
        rc = file_replace(path, 0600, buf_view(&b), f);
    buf_free(&b);
    return rc;
}

static int remake(struct visit *v, struct fault *f)
{
    struct fault why = {0};
    v->to->report = "it has none that can be made again";
    if (!v->recipe_told)
        return 0;
    /* The title may have named them: by what the manifest says now. */
    if (read_recipe(v, &why, f) != 0)
        return -1;
    if (!v->recipe_told) {
        *f = why;
        return fault_at(f, "its reports cannot be made again");
    }
    if (put_ledger(v, f) != 0 || v->job->by->files(&v->recipe, v->job->work, f) != 0)
        return fault_at(f, "its reports cannot be made again");
    v->to->report = v->same ? "reports made again" : "reports made anew by this version";
    return 0;
}

/* ---- putting it back ---- */

static int put_back(const struct visit *v, const char *path, const struct card *card,
                    struct fault *f)
{
    struct run run;
    struct out out;
    struct file file = {.fd = -1};
    const struct forget_job *j = v->job;
    struct card now = {.created = v->bundle->head.created};
    memcpy(now.id, v->bundle->head.id, sizeof now.id);
    memcpy(now.class, v->bundle->head.class, sizeof now.class);
    int rc = run_open(&run, j->work, f);
    if (rc == 0)
        rc = file_begin(&file, path, 0600, f);
    if (rc == 0) {
        out_init(&out, file.fd, file.path);
        rc = bind_run(&now, &run, (int)j->level, j->threads, &out, f);
        if (out_clear(&out, rc == 0 ? f : &(struct fault){0}) != 0)
            rc = -1;
    }
    /* Never a card that is not the bundle's: whoever is killed here has it taken in anew. */
    if (rc == 0 && card) {
        shelf_drop(j->shelf, now.id);
        rc = shelf_save(j->shelf, f);
    }
    if (rc == 0)
        rc = file_commit(&file, f);
    if (rc == 0 && card)
        rc = shelf_add(j->shelf, &now, f) == 0 ? shelf_save(j->shelf, f) : -1;
    file_abandon(&file);
    run_close(&run);
    return rc;
}

static int work(struct visit *v, const char *path, const struct card *card, struct fault *f)
{
    char was[DIGEST_TEXT];
    const struct forget_job *j = v->job;
    if (unpack(v->bundle, j->work, f) != 0 || try_reports(v, f) != 0)
        return -1;
    if (tree_walk(j->work, see, v, f) != 0)
        return -1;
    if (forgot_all(&v->to->n) == 0 && v->to->out.len == 0 && !v->stale)
        return 0;
    if (remake(v, f) != 0 || bundle_digest(v->bundle, was, f) != 0)
        return -1;
    const struct forget_tomb tomb = {.time = j->now,
                                     .what = j->what,
                                     .who = j->who,
                                     .was = was,
                                     .n = v->to->n,
                                     .reports = v->to->report,
                                     .out = buf_view(&v->to->out)};
    if (forget_tomb_add(&tomb, j->work, f) != 0 ||
        forget_manifest_write(j->work, v->recipe_told, f) != 0)
        return -1;
    return put_back(v, path, card, f);
}

int forget_bundle(const struct forget_job *j, const char *path, const struct card *card,
                  struct forgot_bundle *to, struct fault *f)
{
    struct bundle b;
    struct visit v = {.job = j, .bundle = &b, .to = to};
    int rc = bundle_open(&b, path, NULL, f);
    b.threads = j->threads;
    if (rc == 0)
        rc = work(&v, path, card, f);
    if (rc != 0 && strncmp(f->text, path, strlen(path)) != 0)
        fault_at(f, "%s", path);
    bundle_close(&b);
    ids_clear(&v.reports);
    ids_clear(&v.left);
    arena_free(&v.arena);
    struct fault late = {0};
    if (tree_remove(j->work, rc == 0 ? f : &late) != 0)
        rc = -1;
    return rc;
}
