"""Copies the translations of tests/translations to a `--templates` folder, with the fonts they need and an agency
that serves clients in their languages.

usage: python3 .ci/prepare_translations.py FOLDER
"""

import pathlib
import re
import shutil
import sys

folder = pathlib.Path(sys.argv[1])
translations = pathlib.Path("tests/translations")
english = pathlib.Path("templates/human-trafficking/en/locale.toml").read_text()
tags = sorted(path.name for path in translations.iterdir())
if not tags:
    sys.exit("there are no translations")

for tag in tags:
    own = folder / "templates" / tag
    own.mkdir(parents=True)
    words = english
    for line in (translations / tag / "frame.toml").read_text().splitlines():
        key = line.split(" = ")[0]
        words, found = re.subn(rf"(?m)^{key} = .*$", lambda _: line, words, count=1)
        if not found:
            sys.exit(f"English has no {key}")
    (own / "locale.toml").write_text(words)
    for template in (translations / tag).glob("*.md"):
        shutil.copy(template, own)

shutil.copytree("tests/fonts", folder / "fonts")
agency = pathlib.Path("agency.example.toml").read_text()
served = ", ".join(f'"{tag}"' for tag in ["en", *tags])
agency = re.sub(r"(?m)^served = \[.*?\]", lambda _: f"served = [{served}]", agency, count=1)
agency = agency.replace("[theme]", '[theme]\nfonts = ["fonts/"]', 1)
(folder / "agency.toml").write_text(agency)
