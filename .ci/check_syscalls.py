"""Checks a trace of strace: which files were accessed, which programs were started, which sockets were opened.

usage: check_syscalls.py TRACE FOLDER SYSTEM ALLOWED WHAT
"""

import os.path
import re
import sys

trace, folder, system, allowed, what = sys.argv[1:]
folder = os.path.realpath(folder)
network = {"socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "recvfrom", "sendmsg", "socketpair"}
faults, accessed, programs = [], set(), 0
for line in open(trace, encoding="utf-8", errors="replace"):
    call = re.match(r"(?:\d+\s+)?(\w+)\((.*)", line)
    if not call:
        continue
    name, rest = call.groups()
    if name in network:
        faults.append(line.strip())
    elif name == "execve":
        programs += 1
    elif name not in ("clone", "fork", "vfork", "clone3"):
        # A path can be relative to an open folder: `unlinkat(3</tmp/x>, "client")`.
        for base, path in re.findall(r'(?:\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', rest):
            accessed.add(os.path.join(base, path).rstrip("/") if base else path)
if programs != 1:
    faults.append(f"{programs} programs were started")
inside = 0
for path in sorted(accessed):
    if re.match(system, path):
        continue
    absolute = os.path.normpath(os.path.join(folder, path))
    relative = os.path.relpath(absolute, folder)
    if allowed and re.fullmatch(allowed, relative):
        inside += 1
    elif absolute != folder or path not in ("", "."):
        # Every program accesses the parents of its working directory.
        if not folder.startswith(absolute):
            faults.append(f"accessed {path}")
if allowed and not inside:
    faults.append("no file of the agency was accessed: the trace is incomplete")
if faults:
    print(f"{what}:", *faults, sep="\n  ")
    sys.exit(1)
