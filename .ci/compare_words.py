"""Reads each document of the packets back with poppler and Python's HTML parser, and compares words.

usage: compare_words.py TEMPLATE FOLDER...

The PDF of each document must have the same words as its HTML page, and the policy must contain every sentence of the
agency's template. Words of right-to-left scripts are skipped, because poppler's structure reader returns their letters
in visual order. In a document with such a script, punctuation around other words is skipped, too.

The glyphs beside a mark have a zero width space as text, which a replacement text hides (PDF 1.7, 14.9.4). Poppler's
structure reader shows it all the same, so it is skipped there; the text that poppler extracts must not contain it.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

from html_words import html_words

ZERO_WIDTH_SPACE = "\u200b"


def left_to_right(words):
    return [
        word
        for word in words
        if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in word)
    ]


def bare(words):
    """Returns words without punctuation at their ends."""
    ends = re.compile(r"^\W+|\W+$")
    return [word for word in (ends.sub("", word) for word in words) if word]


def pdf_words(path):
    """Returns the words of the structure tree, without labels and the table of contents."""
    shown = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True
    ).stdout.decode("utf-8")
    words = []
    skip = None
    inline_before = False
    for line in shown.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        stripped = line.strip()
        if skip is not None and indent > skip:
            continue
        skip = None
        name = re.match(r"([A-Za-z0-9]+)( \((block|inline)\))?:?$", stripped)
        if name and not stripped.startswith('"'):
            if name.group(1) in ("Lbl", "TOC", "Figure"):
                skip = indent
            if name.group(1) not in ("Span", "Link"):
                words.append(" ")
        elif stripped.startswith('"') and stripped.endswith('"'):
            words.append(stripped[1:-1])
    return "".join(words).replace(ZERO_WIDTH_SPACE, "").split()


def extracted_text(path):
    """Returns the text of the pages, with replacement text where there is any."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")


def sentences(template, agency):
    units = []
    for line in Path(template).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line and units and line[0].islower():
            units[-1] += " " + line
        elif line:
            units.append(line)
    for unit in units:
        unit = unit.lstrip("·").lstrip()
        unit = re.sub(r"^\d\. ", "", unit)
        for before, after in [
            ("HUMAN TRAFFICKING POLICY AND PROCEDURES TEMPLATE", ""),
            ("[bookmark: _heading=h.gjdgxs]", ""),
            ("Purpose: ", ""),
            ("Policy: [The agency may want to include the following:]", "Policy"),
            ("Procedure: [The agency may want to include the following:]", "Procedure"),
            (" For example:", ""),
            ("(Insert Agency Name)", agency),
            (" (insert names and contact info here)", ""),
            (
                "available here.",
                "available at humantraffickinghotline.org/en/find-local-services.",
            ),
        ]:
            unit = unit.replace(before, after)
        unit = " ".join(unit.split())
        if unit:
            yield unit


def main():
    template, folders = sys.argv[1], [Path(folder) for folder in sys.argv[2:]]
    faults = 0
    compared = 0
    for pdf in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        page = pdf.with_suffix(".html")
        if not page.exists():
            continue
        compared += 1
        shown = html_words(page)
        html, printed = left_to_right(shown), left_to_right(pdf_words(pdf))
        if len(html) < len(shown):
            html, printed = bare(html), bare(printed)
        if html != printed:
            faults += 1
            at = next(
                (at for at, pair in enumerate(zip(html, printed)) if pair[0] != pair[1]),
                min(len(html), len(printed)),
            )
            print(f"{pdf}: word {at}: {html[at:at + 6]} in HTML, {printed[at:at + 6]} in PDF")
        if ZERO_WIDTH_SPACE in extracted_text(pdf):
            faults += 1
            print(f"{pdf}: its text contains a zero width space")
    policies = [
        path
        for folder in folders
        for path in folder.rglob("cedar-valley-family-health/staff/policy.pdf")
        if "draft" not in path.parts
    ]
    for policy in policies:
        text = " ".join(pdf_words(policy))
        for sentence in sentences(template, "Cedar Valley Family Health"):
            if sentence not in text:
                faults += 1
                print(f"{policy} does not contain: {sentence}")
    print(f"words: {compared} documents compared, {len(policies)} policies, {faults} faults")
    if faults or not compared or not policies:
        sys.exit(1)


if __name__ == "__main__":
    main()
