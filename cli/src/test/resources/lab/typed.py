"""Types at a lab through a pseudo-terminal: typed.py TERM NETALIAS.

Standard input holds what is typed, a line each: a text, or ^C, ^D; a tab is typed as one. After each
line the prompt is waited for. Prints all that the terminal got, and the exit code at the end.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

SECONDS = 60
PROMPTS = (b"a# ", b"b# ")


def until(terminal, seen, wanted):
    end = time.time() + SECONDS
    while not wanted(seen):
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.time()))
        if not ready:
            sys.exit("nothing more came after: %r" % bytes(seen))
        try:
            got = os.read(terminal, 65536)
        except OSError:
            return False
        if not got:
            return False
        seen += got
    return True


def quiet(terminal, seen):
    """Until nothing has come for a moment."""
    while select.select([terminal], [], [], 0.4)[0]:
        try:
            got = os.read(terminal, 65536)
        except OSError:
            return
        if not got:
            return
        seen += got


child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = sys.argv[1]
    os.execv(sys.argv[2], [sys.argv[2], "lab"])

fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
everything = bytearray()
seen = bytearray()
until(terminal, seen, lambda s: any(p in s for p in PROMPTS))
for line in sys.stdin.read().splitlines():
    quiet(terminal, seen)
    everything += seen
    seen = bytearray()
    typed = {"^C": b"\x03", "^D": b"\x04"}.get(line, line.encode() + b"\r")
    if line.startswith("ping") and line.endswith("^C"):
        os.write(terminal, line[:-2].encode() + b"\r")
        until(terminal, seen, lambda s: b"icmp_seq=1" in s)
        typed = b"\x03"
    os.write(terminal, typed)
    if line == "^D" or line == "exit 7":
        until(terminal, seen, lambda s: False)
    else:
        until(terminal, seen, lambda s: any(s.rstrip(b" \x1b[0-9;?hlKm").endswith(p.strip()) or p in s[len(p):] for p in PROMPTS))
everything += seen
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(bytes(everything))
print("\nexit code %d" % os.waitstatus_to_exitcode(status))
