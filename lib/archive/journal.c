#include "lib/archive/journal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "lib/archive/shelf.h"
#include "lib/archive/trash.h"
#include "lib/base/file.h"
#include "lib/json/json.h"
#include "lib/state/audit.h"
#include "lib/state/place.h"

static const char *const deed_names[] = {[DEED_PRUNE] = "prune",
                                         [DEED_EMPTY] = "empty",
                                         [DEED_REMOVE] = "remove",
                                         [DEED_RESTORE] = "restore"};

int journal_add(struct journal *j, enum deed deed, const char *id, when until, struct fault *f)
{
    if (j->n == j->room) {
        size_t room = j->room ? 2 * j->room : 16;
        struct journal_line *more = realloc(j->at, room * sizeof *more);
        if (!more)
            return fault(f, STATUS_NO_MEMORY, "no memory for the journal");
        j->at = more;
        j->room = room;
    }
    struct journal_line *line = &j->at[j->n++];
    *line = (struct journal_line){.deed = deed, .until = until};
    snprintf(line->id, sizeof line->id, "%s", id);
    return 0;
}

void journal_clear(struct journal *j)
{
    free(j->at);
    j->at = NULL;
    j->n = j->room = 0;
}

/* ---- the audit log ---- */

bool journal_audits(const char *dir)
{
    struct buf path = BUF(4096);
    struct fault ignored;
    struct stat ours, usual;
    bool same = place_find(&path, PLACE_STATE, "archive", &ignored) == 0 && stat(dir, &ours) == 0 &&
                stat(path.at, &usual) == 0 && ours.st_dev == usual.st_dev &&
                ours.st_ino == usual.st_ino;
    buf_free(&path);
    return same;
}

int journal_note(const char *dir, const char *what, when time, struct span detail, struct fault *f)
{
    if (!journal_audits(dir))
        return 0;
    return audit_add(
        &(struct audit_entry){.time = time, .program = "cm-retain", .what = what, .detail = detail},
        f);
}

int journal_note_bundle(const char *dir, const char *what, when time, const char *id,
                        const char *member, struct fault *f)
{
    struct buf detail = BUF(4096);
    struct json_writer w = {.b = &detail};
    json_open(&w, NULL, '{');
    json_put_text(&w, "bundle", span_of(id));
    if (member)
        json_put_text(&w, "member", span_of(member));
    json_close(&w, '}');
    int done = buf_check(&detail, "the line of the audit log", f);
    if (done == 0)
        done = journal_note(dir, what, time, buf_view(&detail), f);
    buf_free(&detail);
    return done;
}

/* ---- writing it ---- */

static void put_line(struct buf *b, const struct journal_line *l)
{
    struct json_writer w = {.b = b};
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of(deed_names[l->deed]));
    json_put_text(&w, "id", span_of(l->id));
    if (l->deed != DEED_PRUNE)
        json_put_time(&w, "until", l->until);
    json_close(&w, '}');
    buf_byte(b, '\n');
}

static int write_down(const struct journal *j, struct shelf *s, struct fault *f)
{
    struct buf text = BUF(512 << 20);
    struct json_writer w = {.b = &text};
    const char *path = shelf_path(s, SHELF_JOURNAL, f);
    json_open(&w, NULL, '{');
    json_put_int(&w, "v", 1);
    json_put_text(&w, "kind", span_of("event"));
    json_put_text(&w, "what", span_of(j->what));
    json_put_time(&w, "time", j->time);
    json_put(&w, "detail", j->detail);
    json_close(&w, '}');
    buf_byte(&text, '\n');
    for (size_t i = 0; i < j->n; i++)
        put_line(&text, &j->at[i]);
    int done = path ? buf_check(&text, path, f) : -1;
    if (done == 0)
        done = file_replace(path, 0600, buf_view(&text), f);
    buf_free(&text);
    return done;
}

/* ---- doing it: each of these may have been done already ---- */

static int take_away(const char *path, struct fault *f)
{
    if (!path)
        return -1;
    return unlink(path) == 0 || errno == ENOENT ? 0 : fault_errno(f, STATUS_IO, "%s", path);
}

/* Into the trash, or out of it. */
static int move(struct shelf *s, const struct journal_line *l, bool away, struct fault *f)
{
    const char *path = shelf_bundle(s, l->id, f);
    char *bundle = path ? strdup(path) : NULL;
    const char *trash = bundle ? trash_path(s, l->id, l->until, f) : NULL;
    int done = -1;
    if (path && !bundle)
        fault(f, STATUS_NO_MEMORY, "no memory for a path");
    else if (trash && rename(away ? bundle : trash, away ? trash : bundle) != 0 && errno != ENOENT)
        fault_errno(f, STATUS_IO, "%s", trash);
    else if (trash)
        done = 0;
    free(bundle);
    return done;
}

static int do_line(struct shelf *s, const struct journal_line *l, struct fault *f)
{
    int done = -1;
    switch (l->deed) {
    case DEED_PRUNE: done = take_away(shelf_bundle(s, l->id, f), f); break;
    case DEED_EMPTY: return take_away(trash_path(s, l->id, l->until, f), f);
    case DEED_REMOVE: done = move(s, l, true, f); break;
    case DEED_RESTORE: return move(s, l, false, f) == 0 ? shelf_take_in(s, l->id, f) : -1;
    case DEEDS: break;
    }
    if (done == 0)
        shelf_drop(s, l->id);
    return done;
}

static int do_all(struct shelf *s, const struct journal_line *at, size_t n, struct fault *f)
{
    bool trash = false;
    for (size_t i = 0; i < n; i++) {
        trash = trash || at[i].deed != DEED_PRUNE;
        if (do_line(s, &at[i], f) != 0)
            return -1;
    }
    const char *path = shelf_path(s, SHELF_TRASH, f);
    if (!path || (trash && access(path, F_OK) == 0 && file_sync_dir(path, f) != 0))
        return -1;
    return file_sync_dir(s->dir, f);
}

/* On a full disk there is no room for the journal before something has gone. What is to go goes all
 * the same: if this is killed before the journal stands, the index names a bundle that is not there
 * any more, which is due and so in the next prune's plan. */
static int begin(const struct journal *j, struct shelf *s, struct fault *f)
{
    int done = write_down(j, s, f);
    for (size_t i = 0; done != 0 && i < j->n; i++) {
        if (j->at[i].deed != DEED_PRUNE && j->at[i].deed != DEED_EMPTY)
            return -1;
        if (do_all(s, &j->at[i], 1, f) != 0)
            return -1;
        done = write_down(j, s, f);
    }
    if (done == 0)
        *f = (struct fault){0};
    return done;
}

/* The journal goes even where the audit log takes nothing: were it done once more later, it could
 * delete what has come since. */
static int end(struct shelf *s, const struct journal *j, struct fault *untold, struct fault *f)
{
    if (shelf_save(s, f) != 0)
        return -1;
    *untold = (struct fault){0};
    if (journal_note(s->dir, j->what, j->time, j->detail, untold) != 0)
        fault_at(untold, "it is done, but not in the audit log");
    const char *path = shelf_path(s, SHELF_JOURNAL, f);
    return path ? file_remove(path, f) : -1;
}

int journal_carry_out(const struct journal *j, struct shelf *s, struct fault *untold,
                      struct fault *f)
{
    if (begin(j, s, f) != 0 || do_all(s, j->at, j->n, f) != 0)
        return -1;
    return end(s, j, untold, f);
}

/* ---- reading it ---- */

#define JOURNAL_MEND "remove this file; what was to go, the next prune finds again"

struct reading {
    struct journal journal;
    char what[40];
    struct buf detail;
};

static int read_event(struct reading *r, struct span object, struct fault *f)
{
    struct buf what = BUF(sizeof r->what - 1);
    json_text(&what, json_get(object, "what"));
    bool sound = what.state == BUF_SOUND && what.len > 0 &&
                 json_time(json_get(object, "time"), &r->journal.time) &&
                 json_kind(json_get(object, "detail")) == JSON_OBJECT;
    if (sound) {
        memcpy(r->what, what.at, what.len + 1);
        r->journal.what = r->what;
        buf_span(&r->detail, json_get(object, "detail"));
        r->journal.detail = buf_view(&r->detail);
    }
    buf_free(&what);
    return sound ? 0 : fault(f, STATUS_BAD_RECORD, "not the event of a journal");
}

static int read_line(void *who, struct span line, struct fault *f)
{
    struct reading *r = who;
    struct span object;
    when until = 0;
    if (json_check(line, &object, f) != 0)
        return -1;
    struct span kind = json_get(object, "kind"), id = json_get(object, "id");
    if (!r->journal.what)
        return read_event(r, object, f);
    for (int deed = 0; deed < DEEDS; deed++) {
        char name[NAME_ID] = "";
        if (!json_text_is(kind, deed_names[deed]))
            continue;
        if (json_kind(id) != JSON_STRING || id.len - 2 >= sizeof name ||
            (deed != DEED_PRUNE && !json_time(json_get(object, "until"), &until)))
            break;
        memcpy(name, id.at + 1, id.len - 2);
        if (!name_is_id(span_of(name)))
            break;
        return journal_add(&r->journal, deed, name, until, f);
    }
    return fault(f, STATUS_BAD_RECORD, "not a line of a journal");
}

static int read_journal(struct shelf *s, struct reading *r, bool *there, struct fault *f)
{
    *r = (struct reading){.detail = BUF(64 << 10)};
    if (shelf_lines(s, SHELF_JOURNAL, JOURNAL_MEND, there, read_line, r, f) != 0)
        return -1;
    return !*there || r->journal.what
               ? 0
               : fault(f, STATUS_BAD_RECORD, "%s/" SHELF_JOURNAL ": empty; " JOURNAL_MEND, s->dir);
}

static void end_reading(struct reading *r)
{
    journal_clear(&r->journal);
    buf_free(&r->detail);
}

int journal_settle(struct shelf *s, bool *begun, struct fault *f)
{
    struct reading r;
    struct fault untold = {0};
    int done = read_journal(s, &r, begun, f);
    if (done == 0 && *begun)
        done = do_all(s, r.journal.at, r.journal.n, f);
    if (done == 0 && *begun)
        done = end(s, &r.journal, &untold, f);
    if (untold.status != STATUS_OK)
        notice(s->listener, "what a process that was killed had begun: %s", untold.text);
    end_reading(&r);
    return done;
}

int journal_heed(struct shelf *s, struct fault *f)
{
    struct reading r;
    bool begun;
    int done = read_journal(s, &r, &begun, f);
    for (size_t i = 0; done == 0 && i < r.journal.n; i++)
        if (r.journal.at[i].deed == DEED_PRUNE || r.journal.at[i].deed == DEED_REMOVE)
            shelf_drop(s, r.journal.at[i].id);
    end_reading(&r);
    return done;
}
