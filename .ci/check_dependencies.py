"""Judges what the program is built from: licences, where crates come from, crates in two versions, and what
runs while they are built.

usage: cargo metadata --format-version 1 --locked | check_dependencies.py
"""

import json
import re
import sys
from pathlib import Path

LICENCES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unicode-3.0", "Unlicense", "Zlib",
}
# Reaches for the network, or for a program that could.
REACHES = re.compile(r"std::net|TcpStream|ureq|reqwest|curl|wget|git2|https?://[^\s\"]*\.(?:zip|gz|tar)")


def allowed(expression):
    """Whether one may choose a licence of the list: every `AND` part has an `OR` part in it."""
    expression = expression.replace("/", " OR ").replace("(", " ").replace(")", " ")
    parts = [part.split(" OR ") for part in re.split(r"\s+AND\s+", expression)]
    return all(any(" ".join(one.split()) in LICENCES for one in part) for part in parts)


def main():
    data = json.load(sys.stdin)
    packages = [package for package in data["packages"] if package["source"]]
    faults, versions, scripts = [], {}, []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        versions.setdefault(package["name"], set()).add(package["version"])
        if package["source"] != "registry+https://github.com/rust-lang/crates.io-index":
            faults.append(f"{name} comes from {package['source']}")
        if not allowed(package["license"] or ""):
            faults.append(f"{name} has the licence {package['license']}")
        for target in package["targets"]:
            if "custom-build" in target["kind"]:
                scripts.append(name)
                if REACHES.search(Path(target["src_path"]).read_text(encoding="utf-8")):
                    faults.append(f"{name}: its build script may reach out")
    doubled = sorted(name for name, found in versions.items() if len(found) > 1)
    print(f"supply: {len(packages)} crates for all machines and tests, {len(scripts)} with a build script")
    print("supply: in two versions:", ", ".join(doubled))
    print(*faults, sep="\n")
    if faults or len(packages) < 100:
        sys.exit(1)


main()
