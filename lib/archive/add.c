#include "lib/archive/retain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "lib/archive/bind.h"
#include "lib/archive/reach.h"
#include "lib/archive/shelf.h"
#include "lib/base/file.h"

static int created(const struct retain *r, const struct run *run, when *t, struct fault *f)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    *t = r->has_now ? r->now : run->has_created ? run->created : run->newest;
    if (r->has_now || run->has_created || !epoch || !epoch[0])
        return 0;
    char *end;
    errno = 0;
    long long seconds = strtoll(epoch, &end, 10);
    if (errno || *end || seconds < 0 || seconds > 253402300799) /* the year 9999 */
        return fault(f, STATUS_CONFIG, "SOURCE_DATE_EPOCH is not a number of seconds");
    *t = seconds * WHEN_SECOND;
    return 0;
}

/* Prune goes by the newest bundle: one of a time to come would stop it until then. */
static int check_created(const struct retain *r, const struct run *run, when t, struct fault *f)
{
    struct buf is = BUF(64), now = BUF(64);
    if (r->force_clock || t <= r->now + WHEN_DAY)
        return 0;
    when_format(&is, t);
    when_format(&now, r->now);
    fault(f, STATUS_CONFIG,
          "%s: it is of %s, and now it is %s: not archived; set right the clock, or what says when "
          "it was made (manifest.json, SOURCE_DATE_EPOCH, the files' times), or say --force-clock",
          run->path, is.at ? is.at : "", now.at ? now.at : "");
    buf_free(&is);
    buf_free(&now);
    return -1;
}

/* What the bundle will be called and how long it is kept. */
static int name_card(const struct retain *r, const struct run *run, struct card *card,
                     struct fault *f)
{
    const char *id = r->id ? r->id : run->id[0] ? run->id : run->base;
    const char *class = r->class ? r->class : run->class[0] ? run->class : CLASS_DEFAULT;
    *card = (struct card){0};
    if (id[0] == '\0')
        return fault(f, STATUS_USAGE, "%s: its name cannot be a bundle's id; give one with --id",
                     run->path);
    if (reach_id(id, f) != 0 || created(r, run, &card->created, f) != 0 ||
        check_created(r, run, card->created, f) != 0)
        return -1;
    memcpy(card->id, id, strlen(id) + 1);
    if (!class_known(class))
        return fault(f, STATUS_CONFIG, "%s: \"%s\" is no retention class; there are " CLASS_NAMES,
                     run->path, class);
    memcpy(card->class, class, strlen(class) + 1);
    return 0;
}

/* Written beside; put in place if there is none of that name, or if it is to replace it. */
static int put(const struct retain *r, struct shelf *s, const struct run *run, struct card *card,
               struct file *file, struct fault *f)
{
    struct out out;
    const struct card *known = shelf_find(s, card->id);
    const char *path = shelf_bundle(s, card->id, f);
    if (!path)
        return -1;
    bool there = access(path, F_OK) == 0;
    if (file_begin(file, path, 0600, f) != 0)
        return -1;
    out_init(&out, file->fd, file->path);
    int done = bind_run(card, run, (int)r->level, r->threads, &out, f);
    if (out_clear(&out, f) != 0 || done != 0)
        return -1;
    if (there && known && strcmp(known->sha256, card->sha256) == 0)
        return 0;
    if (there && !r->replace)
        return fault(f, STATUS_CANT_CREATE,
                     "%s: there is another bundle %s; give this one its own --id, or say --replace",
                     run->path, card->id);
    if (there && holds_find(&s->holds, card->id))
        return fault(f, STATUS_REFUSED,
                     "%s: bundle %s is on hold and is not replaced; see cm-retain release",
                     run->path, card->id);
    if (there &&
        known) { /* never a card that is not the bundle's: if we die here, it is taken in anew */
        shelf_drop(s, card->id);
        if (shelf_save(s, f) != 0)
            return -1;
    }
    if (file_commit(file, f) != 0 || shelf_add(s, card, f) != 0)
        return -1;
    return shelf_save(s, f);
}

static int add_one(const struct retain *r, struct shelf *s, const char *path, struct fault *f)
{
    struct run run;
    struct card card;
    struct file file = {.fd = -1};
    int done = run_open(&run, path, f);
    if (done == 0)
        done = name_card(r, &run, &card, f);
    if (done == 0)
        done = put(r, s, &run, &card, &file, f);
    file_abandon(&file);
    run_close(&run);
    if (done != 0)
        return -1;
    out_line(r->out, span_of(card.id));
    return out_flush(r->out, f);
}

int retain_add(const struct retain *r, char *const *runs, int n, struct fault *f)
{
    struct shelf s;
    struct buf path = BUF(4000);
    if (r->id && n > 1)
        return fault(f, STATUS_USAGE, "--id names one bundle; add one run at a time with it");
    if (r->id && reach_id(r->id, f) != 0)
        return -1;
    if (access(runs[0], F_OK) != 0) /* before an archive is made for nothing */
        return fault_errno(f, STATUS_NO_INPUT, "%s", runs[0]);
    int done = reach_shelf(r, &s, &path, SHELF_CHANGE, true, f);
    for (int i = 0; done == 0 && i < n; i++)
        done = add_one(r, &s, runs[i], f);
    shelf_close(&s);
    buf_free(&path);
    return done;
}
