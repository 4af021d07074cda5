#include "lib/archive/retain.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/journal.h"
#include "lib/archive/reach.h"
#include "lib/archive/trash.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"

enum { GRACE_MOST = 3650 };

/* The shelf, for a change of these bundles. */
static int open_shelf(const struct retain *r, struct shelf *s, struct buf *path, char *const *ids,
                      int n, struct fault *f)
{
    *s = (struct shelf){.lock = {.fd = -1}};
    for (int i = 0; i < n; i++)
        if (reach_id(ids[i], f) != 0)
            return -1;
    return reach_shelf(r, s, path, SHELF_CHANGE, false, f);
}

static void close_shelf(struct shelf *s, struct buf *path)
{
    shelf_close(s);
    buf_free(path);
}

/* ---- holds: the line of the audit log comes first, so that none is without one ---- */

static int known(struct shelf *s, char *const *ids, int n, struct fault *f)
{
    struct trash trash;
    int done = trash_open(&trash, s, f);
    for (int i = 0; done == 0 && i < n; i++)
        if (!shelf_find(s, ids[i]) && !trash_find(&trash, ids[i]) && !reach_run(s->dir, ids[i]))
            done = fault(f, STATUS_NO_INPUT,
                         "%s: no such bundle, nothing put on hold; see cm-retain list", ids[i]);
    trash_close(&trash);
    return done;
}

static int hold_one(const struct retain *r, struct shelf *s, const char *id, struct fault *f)
{
    struct buf who = BUF(1024);
    struct hold hold = {.time = r->now, .why = r->why};
    if (holds_find(&s->holds, id)) {
        notice(r->listener, "%s: it is on hold already; that one stays", id);
        return 0;
    }
    memcpy(hold.id, id, strlen(id) + 1);
    audit_who(&who);
    hold.who = who.at ? who.at : "";
    int done = buf_check(&who, "who holds it", f);
    if (done == 0)
        done = journal_note_bundle(s->dir, "hold", r->now, id, NULL, f);
    if (done == 0)
        done = holds_put(&s->holds, &hold, f);
    buf_free(&who);
    return done == 0 ? shelf_save_holds(s, f) : -1;
}

int retain_hold(const struct retain *r, char *const *ids, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    if (!r->why || r->why[strspn(r->why, " \t")] == '\0')
        return fault(f, STATUS_USAGE, "say why it is held: --why 'the matter of 2026-10'");
    if (strlen(r->why) > HOLD_WHY)
        return fault(f, STATUS_USAGE, "--why takes %d bytes at most", HOLD_WHY);
    int done = open_shelf(r, &s, &path, ids, n, f);
    if (done == 0)
        done = known(&s, ids, n, f);
    for (int i = 0; done == 0 && i < n; i++)
        done = hold_one(r, &s, ids[i], f);
    close_shelf(&s, &path);
    return done;
}

int retain_release(const struct retain *r, char *const *ids, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    int done = open_shelf(r, &s, &path, ids, n, f);
    for (int i = 0; done == 0 && i < n; i++)
        if (!holds_find(&s.holds, ids[i]))
            done = fault(f, STATUS_NO_INPUT, "%s: it is not on hold; nothing released", ids[i]);
    for (int i = 0; done == 0 && i < n; i++) {
        done = journal_note_bundle(s.dir, "release", r->now, ids[i], NULL, f);
        holds_drop(&s.holds, ids[i]);
        if (done == 0)
            done = shelf_save_holds(&s, f);
    }
    close_shelf(&s, &path);
    return done;
}

/* ---- the trash ---- */

/* One deed and its line of the audit log. */
static int carry_out(const struct retain *r, struct shelf *s, const char *what, enum deed deed,
                     const char *id, when until, struct fault *f)
{
    struct buf detail = BUF(4096);
    struct json_writer w = {.b = &detail};
    struct fault untold = {0};
    json_open(&w, NULL, '{');
    json_put_text(&w, "bundle", span_of(id));
    json_put_time(&w, "until", until);
    json_close(&w, '}');
    struct journal j = {.what = what, .time = r->now, .detail = buf_view(&detail)};
    int done = buf_check(&detail, "the line of the audit log", f);
    if (done == 0)
        done = journal_add(&j, deed, id, until, f);
    if (done == 0)
        done = journal_carry_out(&j, s, &untold, f);
    journal_clear(&j);
    buf_free(&detail);
    if (done != 0 || untold.status == STATUS_OK)
        return done;
    *f = untold;
    return -1;
}

static int make_trash(struct shelf *s, struct fault *f)
{
    const char *path = shelf_path(s, SHELF_TRASH, f);
    if (!path)
        return -1;
    return mkdir(path, 0700) == 0 || errno == EEXIST
               ? 0
               : fault_errno(f, STATUS_CANT_CREATE, "%s", path);
}

/* The end of its grace, a whole second; another one of that name is never written over. */
static int remove_one(const struct retain *r, struct shelf *s, const char *id, struct fault *f)
{
    when until = r->now + r->grace * WHEN_DAY;
    until += (WHEN_SECOND - until % WHEN_SECOND) % WHEN_SECOND;
    for (;; until += WHEN_SECOND) {
        const char *path = trash_path(s, id, until, f);
        if (!path)
            return -1;
        if (access(path, F_OK) != 0)
            break;
    }
    return carry_out(r, s, "bundle-removed", DEED_REMOVE, id, until, f);
}

int retain_remove(const struct retain *r, char *const *ids, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    if (r->grace > GRACE_MOST)
        return fault(f, STATUS_USAGE, "--grace is up to %d days", GRACE_MOST);
    int done = open_shelf(r, &s, &path, ids, n, f);
    for (int i = 0; done == 0 && i < n; i++) {
        if (!shelf_find(&s, ids[i]))
            done = fault(f, STATUS_NO_INPUT,
                         "%s: no such bundle, nothing removed; see cm-retain list", ids[i]);
        else if (holds_find(&s.holds, ids[i]))
            done = fault(f, STATUS_REFUSED,
                         "%s: it is on hold, nothing removed; see cm-retain release", ids[i]);
    }
    if (done == 0)
        done = make_trash(&s, f);
    for (int i = 0; done == 0 && i < n; i++)
        done = remove_one(r, &s, ids[i], f);
    close_shelf(&s, &path);
    return done;
}

int retain_restore(const struct retain *r, char *const *ids, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    struct trash trash = {0};
    const struct trash_item *item = NULL;
    int done = open_shelf(r, &s, &path, ids, n, f);
    if (done == 0)
        done = trash_open(&trash, &s, f);
    if (done == 0 && !(item = trash_find(&trash, ids[0])))
        done =
            fault(f, STATUS_NO_INPUT, "%s: not in the trash; see cm-retain list --trash", ids[0]);
    const char *bundle = done == 0 ? shelf_bundle(&s, ids[0], f) : NULL;
    if (bundle && access(bundle, F_OK) == 0)
        done = fault(f, STATUS_CANT_CREATE,
                     "%s: there is another bundle of that id; remove it first", ids[0]);
    else if (bundle)
        done = carry_out(r, &s, "bundle-restored", DEED_RESTORE, ids[0], item->until, f);
    trash_close(&trash);
    close_shelf(&s, &path);
    return bundle ? done : -1;
}
