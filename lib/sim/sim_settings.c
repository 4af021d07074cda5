/* Trackers, library, workspaces, call outcomes. */

#include <stdio.h>
#include <string.h>
#include "lib/sim/sim_page.h"
#include "lib/sim/sim_record.h"
#include "lib/sim/sim_route.h"
#include "lib/sim/sim_settings.h"

enum { FOLDERS = 5 };

static struct sim_company company(const struct sim_source *s)
{
    return (struct sim_company){.seed = s->seed, .users = s->users, .workspaces = s->workspaces};
}

static void workspace(const struct sim_source *s, int n, char id[SIM_ID])
{
    struct sim_company c = company(s);
    sim_workspace_id(&c, n, id);
}

/* The first user's id, who made all this; NULL without users. */
static const char *maker(struct sim_source *s, struct sim_person *p)
{
    if (s->users == 0)
        return NULL;
    s->ops->person(s, 0, p);
    return p->id;
}

int sim_workspaces(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    struct json_writer w;
    char id[SIM_ID], name[40];
    (void)f;
    sim_answer_open(a, &w);
    json_open(&w, "workspaces", '[');
    for (int i = 0; i < s->workspaces; i++) {
        workspace(s, i, id);
        snprintf(name, sizeof name, i == 0 ? "Initial workspace" : "Workspace %d", i + 1);
        json_open(&w, NULL, '{');
        sim_put(&w, "id", id);
        sim_put(&w, "name", name);
        sim_put(&w, "description", i == 0 ? "The built-in workspace" : "");
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = s->workspaces;
    return 0;
}

/* The workspaceId in the query: the first when there is none, -1 when it is none of ours. */
static int asked_workspace(const struct sim_request *q)
{
    const char *asked = sim_query(q, "workspaceId");
    char id[SIM_ID];
    if (!asked)
        return 0;
    for (int i = 0; i < q->sim->source->workspaces; i++) {
        workspace(q->sim->source, i, id);
        if (strcmp(id, asked) == 0)
            return i;
    }
    return -1;
}

static void put_keywords(struct json_writer *w, const char *language, const char *const *words,
                         int n)
{
    json_open(w, NULL, '{');
    sim_put(w, "language", language);
    json_open(w, "keywords", '[');
    for (int i = 0; i < n; i++)
        sim_put(w, NULL, words[i]);
    json_close(w, ']');
    json_put_bool(w, "includeRelatedForms", false);
    json_close(w, '}');
}

static const char *const tracker_names[] = {"Competitors", "Spreadsheets"};

const char *sim_tracker(const struct sim_source *s, int n, char id[SIM_ID])
{
    if (n >= SIM_COUNT(tracker_names))
        return NULL;
    sim_id(id, s->seed, SIM_TRACKER, (uint64_t)n, 0);
    return tracker_names[n];
}

int sim_trackers(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    static const char *const words[][4] = {{"Acmeware", "Brightpath", "Corvid", "Dataloom"},
                                           {"spreadsheet", "spreadsheets"}};
    static const int counts[] = {4, 2};
    struct sim_source *s = q->sim->source;
    struct sim_person p;
    struct json_writer w;
    char id[SIM_ID];
    (void)f;
    int asked = asked_workspace(q), n = asked == 0 ? SIM_COUNT(tracker_names) : 0;
    if (asked < 0)
        return sim_error(a, 404, "Workspace not found");
    sim_answer_open(a, &w);
    json_open(&w, "keywordTrackers", '[');
    for (int i = 0; i < n; i++) {
        json_open(&w, NULL, '{');
        const char *name = sim_tracker(s, i, id);
        sim_put(&w, "trackerId", id);
        sim_put(&w, "trackerName", name);
        workspace(s, 0, id);
        sim_put(&w, "workspaceId", id);
        json_open(&w, "languageKeywords", '[');
        put_keywords(&w, "eng", words[i], counts[i]);
        if (i == 0)
            put_keywords(&w, "mul", (const char *const[]){"ACMW"}, 1);
        json_close(&w, ']');
        sim_put(&w, "affiliation", i == 0 ? "NonCompany" : "Anyone");
        json_put_bool(&w, "partOfQuestion", false);
        sim_put(&w, "saidAt", i == 0 ? "First" : "Anytime");
        if (i == 0) {
            json_put_int(&w, "saidAtInterval", 10);
            sim_put(&w, "saidAtUnit", "minutes");
        } else {
            sim_put(&w, "saidAtInterval", NULL);
            sim_put(&w, "saidAtUnit", NULL);
        }
        json_open(&w, "saidInTopics", '[');
        if (i == 0)
            sim_put(&w, NULL, "Pricing");
        json_close(&w, ']');
        sim_put(&w, "filterQuery",
                "{\"type\":\"And\",\"filters\":[{\"type\":\"CallDirection\",\"terms\":["
                "\"OUTBOUND\"]}]}");
        sim_put_time(&w, "created", (when)20000 * WHEN_DAY + 816562);
        sim_put(&w, "creatorUserId", NULL);
        sim_put_time(&w, "updated", (when)20300 * WHEN_DAY + 816562);
        sim_put(&w, "updaterUserId", maker(s, &p));
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = n;
    return 0;
}

/* Folders are numbered through all workspaces, the first of each being the one above the others. */
static const char *const folder_names[FOLDERS] = {"Public Folders", "Best discovery",
                                                  "Demos to learn from", "Voice of the customer",
                                                  "Empty so far"};

const char *sim_shelf(const struct sim_source *s, int n, char id[SIM_ID])
{
    if (n >= s->workspaces * FOLDERS)
        return NULL;
    sim_id(id, s->seed, SIM_FOLDER, (uint64_t)(n % FOLDERS), (uint64_t)(n / FOLDERS));
    return folder_names[n % FOLDERS];
}

int sim_shelved(const struct sim_source *s, int n, when now, int at[SIM_SHELVED])
{
    int found = 0, place = n % FOLDERS;
    char home[SIM_ID];
    workspace(s, n / FOLDERS, home);
    if (place == 0 || place + 1 == FOLDERS)
        return 0;
    for (int i = 0; i < s->n && found < SIM_SHELVED; i++) {
        const struct sim_entry *e = &s->entries[i];
        if (e->shown <= now && i % 37 == place &&
            (s->workspaces == 1 || strcmp(e->workspace, home) == 0))
            at[found++] = i;
    }
    return found;
}

int sim_folders(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    struct sim_person p;
    struct json_writer w;
    char id[SIM_ID], parent[SIM_ID];
    (void)f;
    if (s->workspaces > 1 && !sim_query(q, "workspaceId"))
        return sim_error(a, 400,
                         "workspaceId: must be provided when the company has several workspaces");
    int asked = asked_workspace(q);
    if (asked < 0)
        return sim_error(a, 404, "Workspace not found");
    sim_shelf(s, asked * FOLDERS, parent);
    sim_answer_open(a, &w);
    json_open(&w, "folders", '[');
    for (int i = 0; i < FOLDERS; i++) {
        const char *name = sim_shelf(s, asked * FOLDERS + i, id);
        json_open(&w, NULL, '{');
        sim_put(&w, "id", id);
        sim_put(&w, "name", name);
        sim_put(&w, "parentFolderId", i == 0 ? NULL : parent);
        sim_put(&w, "createdBy", i == 0 ? NULL : maker(s, &p));
        sim_put_time(&w, "updated", (when)(20400 + i) * WHEN_DAY);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = FOLDERS;
    return 0;
}

static void put_folder_call(struct json_writer *w, struct sim_source *s, const struct sim_entry *e,
                            const char *by)
{
    char url[200];
    snprintf(url, sizeof url,
             "https://us-99999.app.gong.io/"
             "call?id=%s&highlights=%%5B%%7B%%22from%%22%%3A60%%2C%%22to%%22%%3A120%%7D%%5D",
             e->id);
    json_open(w, NULL, '{');
    sim_put(w, "id", e->id);
    sim_put(w, "title", "A call worth hearing");
    if (e->key % 2)
        sim_put(w, "note", "Listen from the first minute");
    sim_put(w, "addedBy", by);
    sim_put_time(w, "created", e->shown > 0 ? e->shown : e->started);
    sim_put(w, "url", url);
    if (s->seed % 2 == (uint64_t)e->key % 2) {
        json_open(w, "snippet", '{');
        json_put_int(w, "fromSec", 60);
        json_put_int(w, "toSec", 120);
        json_close(w, '}');
    }
    json_close(w, '}');
}

int sim_folder(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    struct sim_source *s = q->sim->source;
    const char *asked = sim_query(q, "folderId"), *name;
    struct sim_person p;
    struct json_writer w;
    char id[SIM_ID];
    int at[SIM_SHELVED], n = 0;
    (void)f;
    if (!asked)
        return sim_error(a, 400, "folderId: may not be null");
    while ((name = sim_shelf(s, n, id)) && strcmp(id, asked) != 0)
        n++;
    if (!name)
        return sim_error(a, 404, "Folder not found");
    sim_answer_open(a, &w);
    sim_put(&w, "id", id);
    sim_put(&w, "name", name);
    sim_put(&w, "createdBy", n % FOLDERS == 0 ? NULL : maker(s, &p));
    sim_put_time(&w, "updated", (when)(20400 + n % FOLDERS) * WHEN_DAY);
    json_open(&w, "calls", '[');
    a->items = sim_shelved(s, n, q->now, at);
    for (int i = 0; i < a->items; i++)
        put_folder_call(&w, s, &s->entries[at[i]], maker(s, &p));
    json_close(&w, ']');
    json_close(&w, '}');
    return 0;
}

int sim_outcomes(struct sim_request *q, struct sim_answer *a, struct fault *f)
{
    static const char *const outcomes[][4] = {
        {"Connected", "CONNECTED", "POSITIVE", "ANSWERED"},
        {"Left voicemail", "NOT_CONNECTED", "NEUTRAL", "NOT_ANSWERED"},
        {"No answer", "NOT_CONNECTED", "NEUTRAL", "NOT_ANSWERED"},
        {"Wrong number", "NOT_CONNECTED", "NEGATIVE", "NOT_ANSWERED"}};
    struct json_writer w;
    (void)q;
    (void)f;
    sim_answer_open(a, &w);
    json_open(&w, "outcomes", '[');
    for (int i = 0; i < SIM_COUNT(outcomes); i++) {
        json_open(&w, NULL, '{');
        sim_put(&w, "callOutcome", outcomes[i][0]);
        json_put_int(&w, "displayOrder", i + 1);
        sim_put(&w, "connectStatus", outcomes[i][1]);
        sim_put(&w, "sentiment", outcomes[i][2]);
        sim_put(&w, "todoAction", "COMPLETE");
        sim_put(&w, "automation", NULL);
        sim_put(&w, "category", outcomes[i][3]);
        json_close(&w, '}');
    }
    json_close(&w, ']');
    json_close(&w, '}');
    a->items = SIM_COUNT(outcomes);
    return 0;
}
