"""Checks the dependencies: licenses, sources, crates in two versions, and build scripts.

usage: cargo metadata --format-version 1 --locked | check_dependencies.py
"""

import json
import re
import sys
from pathlib import Path

LICENSES = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "Unicode-3.0", "Unlicense", "Zlib",
}
# Uses the network, or a program that could.
NETWORK_ACCESS = re.compile(r"std::net|TcpStream|ureq|reqwest|curl|wget|git2|https?://[^\s\"]*\.(?:zip|gz|tar)")


def allowed(expression):
    """Returns whether a license expression can be met with listed licenses: each `AND` part needs one `OR` part."""
    expression = expression.replace("/", " OR ").replace("(", " ").replace(")", " ")
    parts = [part.split(" OR ") for part in re.split(r"\s+AND\s+", expression)]
    return all(any(" ".join(one.split()) in LICENSES for one in part) for part in parts)


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
            faults.append(f"{name} has the license {package['license']}")
        for target in package["targets"]:
            if "custom-build" in target["kind"]:
                scripts.append(name)
                if NETWORK_ACCESS.search(Path(target["src_path"]).read_text(encoding="utf-8")):
                    faults.append(f"{name}: its build script could use the network")
    doubled = sorted(name for name, found in versions.items() if len(found) > 1)
    print(f"dependencies: {len(packages)} crates for all platforms and tests, {len(scripts)} with a build script")
    print("dependencies: in two versions:", ", ".join(doubled))
    print(*faults, sep="\n")
    if faults or len(packages) < 100:
        sys.exit(1)


main()
