#include "lib/analyze/jobs.h"
#include <stdlib.h>
#include "lib/base/crew.h"

struct jobs {
    struct crew *crew;
    job_work *work;
    void *self;
    size_t nthreads;
    struct analysis threads[CREW_THREADS];
    struct job slots[CREW_SLOTS];
};

static void do_job(void *self, size_t thread, size_t slot)
{
    struct jobs *j = self;
    struct job *job = &j->slots[slot];
    struct fault f = {0};
    if (j->work(&j->threads[thread], job, j->self, &f) != 0)
        job->fault = f;
}

struct jobs *jobs_new(int64_t threads, const struct analysis_order *order, job_work *work,
                      void *self, struct fault *f)
{
    struct jobs *j = calloc(1, sizeof *j);
    if (!j) {
        fault(f, STATUS_NO_MEMORY, "no memory for the calls at hand");
        return NULL;
    }
    j->work = work;
    j->self = self;
    size_t n = crew_size(threads);
    for (; j->nthreads < n; j->nthreads++)
        if (analysis_make(&j->threads[j->nthreads], order, f) != 0) {
            j->nthreads++;
            jobs_free(j);
            return NULL;
        }
    j->crew = crew_new((int64_t)n, do_job, j, f);
    if (!j->crew) {
        jobs_free(j);
        return NULL;
    }
    return j;
}

void jobs_free(struct jobs *j)
{
    if (!j)
        return;
    crew_free(j->crew);
    for (size_t i = 0; i < j->nthreads; i++)
        analysis_clear(&j->threads[i]);
    for (size_t i = 0; i < CREW_SLOTS; i++) {
        buf_free(&j->slots[i].record);
        buf_free(&j->slots[i].made);
        buf_free(&j->slots[i].id);
    }
    free(j);
}

bool jobs_full(const struct jobs *j)
{
    return crew_full(j->crew);
}

bool jobs_empty(const struct jobs *j)
{
    return crew_empty(j->crew);
}

int jobs_put(struct jobs *j, struct span record, struct fault *f)
{
    struct job *job = &j->slots[crew_free_slot(j->crew)];
    buf_clear(&job->record);
    buf_clear(&job->made);
    buf_clear(&job->id);
    job->fault = (struct fault){0};
    job->grounding = (struct grounding){0};
    buf_span(&job->record, record);
    if (buf_check(&job->record, "a record", f) != 0)
        return -1;
    crew_put(j->crew);
    return 0;
}

struct job *jobs_take(struct jobs *j)
{
    return &j->slots[crew_take(j->crew)];
}
