"""Judges a trace of strace: which files were touched, which programs started, which sockets opened.

usage: check_syscalls.py TRACE FOLDER SYSTEM ALLOWED WHAT
"""

import os.path
import re
import sys

trace, folder, system, allowed, what = sys.argv[1:]
folder = os.path.realpath(folder)
network = {"socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "recvfrom", "sendmsg", "socketpair"}
faults, touched, programs = [], set(), 0
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
        # A path may be said from an open folder: `unlinkat(3</tmp/x>, "client")`.
        for base, path in re.findall(r'(?:\d+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', rest):
            touched.add(os.path.join(base, path).rstrip("/") if base else path)
if programs != 1:
    faults.append(f"{programs} programs were started")
inside = 0
for path in sorted(touched):
    if re.match(system, path):
        continue
    whole = os.path.normpath(os.path.join(folder, path))
    relative = os.path.relpath(whole, folder)
    if allowed and re.fullmatch(allowed, relative):
        inside += 1
    elif whole != folder or path not in ("", "."):
        # The way down to the folder is looked at, as by every program.
        if not folder.startswith(whole):
            faults.append(f"touched {path}")
if allowed and not inside:
    faults.append("nothing of the agency was touched: the trace cannot be right")
if faults:
    print(f"{what}:", *faults, sep="\n  ")
    sys.exit(1)
