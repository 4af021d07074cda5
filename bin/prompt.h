#ifndef BIN_PROMPT_H
#define BIN_PROMPT_H

/* Asking the person at the terminal (/dev/tty, so that stdin and stdout stay data), with or without
 * showing what is typed; and opening a browser. Only main may do this. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include "lib/gong/auth.h"

static struct termios prompt_before;
static int prompt_fd = -1;

/* A terminal must not stay mute when the question is broken off. */
static inline void prompt_restore(int number)
{
    tcsetattr(prompt_fd, TCSAFLUSH, &prompt_before);
    signal(number, SIG_DFL);
    raise(number);
}

static inline int prompt_line(int fd, struct buf *answer)
{
    for (;;) {
        char c;
        ssize_t n = read(fd, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        if (c == '\n')
            return 0;
        buf_byte(answer, c);
    }
}

static inline int prompt_ask(void *who, const char *prompt, bool hide, struct buf *answer,
                             struct fault *f)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    (void)who;
    prompt_fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (prompt_fd < 0)
        return fault(f, STATUS_USAGE, "there is no terminal to ask at; see gong-auth --help");
    bool hidden = hide && tcgetattr(prompt_fd, &prompt_before) == 0;
    if (hidden) {
        struct termios mute = prompt_before;
        mute.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
        mute.c_lflag |= ECHONL;
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
            signal(ends[i], prompt_restore);
        tcsetattr(prompt_fd, TCSAFLUSH, &mute);
    }
    ssize_t n = write(prompt_fd, prompt, strlen(prompt));
    int ok = n < 0 ? -1 : prompt_line(prompt_fd, answer);
    if (hidden) {
        tcsetattr(prompt_fd, TCSAFLUSH, &prompt_before);
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
            signal(ends[i], SIG_DFL);
    }
    close(prompt_fd);
    prompt_fd = -1;
    if (ok != 0)
        return fault(f, STATUS_USAGE, "no answer");
    return buf_check(answer, "the answer", f);
}

static inline void prompt_tell(void *who, const char *text)
{
    (void)who;
    fputs(text, stderr);
}

/* xdg-open, where there is a display. Whether it did is not waited for: the address was printed
 * too. The process in between makes it nobody's child, so that no zombie and no wait is left. */
static inline void prompt_open(void *who, const char *url)
{
    (void)who;
    pid_t pid = fork();
    if (pid == 0) {
        if (fork() == 0) {
            int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
            dup2(nothing, STDIN_FILENO);
            dup2(nothing, STDOUT_FILENO);
            dup2(nothing, STDERR_FILENO);
            execlp("xdg-open", "xdg-open", url, (char *)NULL);
        }
        _exit(0);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

static inline struct person prompt_person(void)
{
    const char *display = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    bool screen = (display && display[0]) || (wayland && wayland[0]);
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty >= 0)
        close(tty);
    return (struct person){.ask = tty >= 0 ? prompt_ask : NULL,
                           .tell = prompt_tell,
                           .open = screen ? prompt_open : NULL};
}

#endif
