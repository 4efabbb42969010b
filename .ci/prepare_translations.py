"""Puts the packs of tests/translations where `--templates` reads them, with an agency that serves in their
languages and the fonts they need.

usage: python3 .ci/prepare_translations.py FOLDER
"""

import pathlib
import re
import shutil
import sys

folder = pathlib.Path(sys.argv[1])
packs = pathlib.Path("tests/translations")
english = pathlib.Path("templates/human-trafficking/en/words.toml").read_text()
tags = sorted(pack.name for pack in packs.iterdir())
if not tags:
    sys.exit("there are no packs")

for tag in tags:
    own = folder / "templates" / tag
    own.mkdir(parents=True)
    words = english
    for line in (packs / tag / "frame.toml").read_text().splitlines():
        key = line.split(" = ")[0]
        words, found = re.subn(rf"(?m)^{key} = .*$", lambda _: line, words, count=1)
        if not found:
            sys.exit(f"English has no {key}")
    (own / "words.toml").write_text(words)
    for template in (packs / tag).glob("*.md"):
        shutil.copy(template, own)

shutil.copytree("tests/fonts", folder / "fonts")
agency = pathlib.Path("agency.example.toml").read_text()
served = ", ".join(f'"{tag}"' for tag in ["en", *tags])
agency = re.sub(r"(?m)^served = \[.*?\]", lambda _: f"served = [{served}]", agency, count=1)
agency = agency.replace("[theme]", '[theme]\nfonts = ["fonts/"]', 1)
(folder / "agency.toml").write_text(agency)
