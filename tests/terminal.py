"""Run a command at a terminal of its own, and type answers: terminal.py PROMPT ANSWER ... -- COMMAND...
Each ANSWER is typed when its PROMPT has appeared. Prints what the terminal showed; ends with the command's status."""
import os, pty, sys

cut = sys.argv.index("--")
steps, command = sys.argv[1:cut], sys.argv[cut + 1:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
shown, since = b"", 0
while True:
    try:
        more = os.read(fd, 4096)
    except OSError:
        break
    if not more:
        break
    shown += more
    while steps and steps[0].encode() in shown[since:]:
        since = len(shown)
        os.write(fd, steps[1].encode() + b"\n")
        steps = steps[2:]
sys.stdout.write(shown.decode(errors="replace").replace("\r", ""))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
