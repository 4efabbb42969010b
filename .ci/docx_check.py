"""Reads Word files back for .ci/docx, with python-docx and poppler.

usage: docx_check.py words DOCX...          each has the same words as the HTML page beside it
       docx_check.py pages FOLDER DOCX...   FOLDER/1.pdf, written by LibreOffice, has the words of the first file, and so on
       docx_check.py edit ODT               changes three statements
       docx_check.py three                  the JSON of `diff` on standard input has exactly these three changes
"""

import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import docx
from docx.oxml.ns import qn

sys.path.insert(0, str(Path(__file__).parent))
from html_words import html_words  # noqa: E402

MARKS = str.maketrans("", "", "\u200e\u200f")

CHANGES = {
    "neutral-language": ("Use gender- and age-neutral language", "Use language that is neutral as to gender and age"),
    "institutional-protocols": (
        "Refer to existing institutional protocols for victims of violence",
        "Follow the policy on victims of violence & abuse",
    ),
    "workflows": (
        "Integrate human trafficking identification and response into existing staff workflows",
        "Make identification and response part of daily work",
    ),
}


def docx_words(path):
    text = []
    for node in docx.Document(path).element.body.iter():
        if node.tag == qn("w:t"):
            text.append(node.text or "")
        elif node.tag in (qn("w:p"), qn("w:br"), qn("w:tc")):
            text.append(" ")
    return "".join(text).translate(MARKS).split()


def words(paths):
    faults = 0
    for path in map(Path, paths):
        page, file = html_words(path.with_suffix(".html")), docx_words(path)
        if page != file:
            faults += 1
            at = next((at for at, pair in enumerate(zip(page, file)) if pair[0] != pair[1]), min(len(page), len(file)))
            print(f"{path}: word {at}: {page[at:at + 6]} in HTML, {file[at:at + 6]} in Word")
    if faults:
        sys.exit(1)


def letters(text):
    """Returns only letters and digits, because lines can break anywhere."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in text if letter.isascii() and letter.isalnum())


def pages(folder, paths):
    faults = 0
    for number, path in enumerate(paths, 1):
        pdf = Path(folder) / f"{number}.pdf"
        shown = letters(subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode())
        missing = [word for word in docx_words(path) if letters(word) not in shown]
        if missing:
            faults += 1
            print(f"{path}: LibreOffice does not show {missing[:6]}")
        if re.search(r"\.(es|ar|hi|zh-Hans)\.docx$", str(path)) is None and "18883737888" in letters(" ".join(docx_words(path))):
            if "18883737888" not in shown:
                faults += 1
                print(f"{path}: the Hotline's digits are out of order")
    if faults:
        sys.exit(1)


def edit(path):
    with zipfile.ZipFile(path) as file:
        parts = [(entry, file.read(entry)) for entry in file.infolist()]
    with zipfile.ZipFile(path, "w") as file:
        for entry, content in parts:
            if entry.filename == "content.xml":
                text = content.decode("utf-8")
                for was, now in CHANGES.values():
                    if text.count(was) != 1:
                        sys.exit(f"not once in the text: {was}")
                    text = text.replace(was, now.replace("&", "&amp;"))
                content = text.encode("utf-8")
            file.writestr(entry, content)


def three():
    documents = json.load(sys.stdin)
    found = {change["statement"] for document in documents for change in document["changes"]}
    # The crosswalk shows which statements the agency reworded, so it changes, too.
    found = {name for name in found if not name.startswith("crosswalk")}
    if found != set(CHANGES):
        sys.exit(f"changed: {sorted(found)}, not {sorted(CHANGES)}")


COMMANDS = {
    "words": lambda *paths: words(paths),
    "pages": lambda folder, *paths: pages(folder, paths),
    "edit": edit,
    "three": three,
}
COMMANDS[sys.argv[1]](*sys.argv[2:])
