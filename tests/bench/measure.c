/* measure: run a command and say what it took: wall time and processor time in seconds, the most
 * memory it had in bytes, its status.
 *
 *   measure OUTPUT COMMAND [ARG...]     the command's stdout goes to OUTPUT, made anew
 *
 * A program of its own, because what a child is billed for begins with what its parent was: from a
 * large parent every child would seem to have been large. */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void become(const char *output, char **command)
{
    int fd = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
        perror(output);
    else if (close(fd) == 0 && execvp(command[0], command) != 0)
        perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    if (argc < 3) {
        fprintf(stderr, "usage: measure OUTPUT COMMAND [ARG...]\n");
        return 64;
    }
    double began = now();
    pid_t child = fork();
    if (child == 0)
        become(argv[1], argv + 2);
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("measure");
        return 71;
    }
    double wall = now() - began;
    printf("{\"wall\":%.6f,\"cpu\":%.6f,\"rss\":%ld,\"status\":%d}\n", wall,
           of(usage.ru_utime) + of(usage.ru_stime), usage.ru_maxrss * 1024,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
