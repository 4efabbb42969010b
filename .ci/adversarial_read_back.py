"""Builds every agency in a folder and reads the documents back: Markdown with markdown-it, HTML with Python's
parser, PDF with qpdf and poppler. All formats must contain the same words.

usage: adversarial_read_back.py PROGRAM FOLDER
"""

import collections
import concurrent.futures
import re
import subprocess
import sys
import time
from pathlib import Path

from markdown_it import MarkdownIt

import html_words
import compare_words as words

TIME_LIMIT = 10  # seconds


def build(program, folder):
    """Builds an agency; returns the outcome, the faults and the seconds."""
    started = time.monotonic()
    command = [program, "build", "agency.toml"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=TIME_LIMIT)
        # Word files are only built on request.
        if done.returncode == 0:
            word = [*command, "--format", "docx"]
            done = subprocess.run(word, cwd=folder, capture_output=True, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        return "hang", [f"{folder}: took longer than {TIME_LIMIT} s"], TIME_LIMIT
    seconds = time.monotonic() - started
    said = done.stderr.decode("utf-8")
    made = [path for path in folder.rglob("*") if path.is_file() and path.name != "agency.toml"]
    if done.returncode == 0:
        verified = subprocess.run([program, "verify", "output"], cwd=folder, capture_output=True)
        if verified.returncode:
            return "half", [f"{folder}: {verified.stderr.decode()}"], seconds
        return "built", [], seconds
    if done.returncode == 1:
        if made:
            return "half", [f"{folder}: refused, but {made[0]} was written"], seconds
        codes = sorted(set(re.findall(r"^error\[([a-z-]+)\]", said, re.M)))
        if not codes:
            return "mute", [f"{folder}: refused without a message: {said}"], seconds
        return "refused: " + ", ".join(codes), [], seconds
    return "panic", [f"{folder}: exited with status {done.returncode}: {said[-400:]}"], seconds


def markdown_words(path):
    text = path.read_text(encoding="utf-8").removeprefix("**DRAFT**\n\n")
    text = re.split(r"\n---\n(?!.*\n---\n)", text, flags=re.S)[0]
    page = html_words.Main()
    page.depth = 1
    page.feed(MARKDOWN.render(text))
    return "".join(page.text).split()


MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def without_marks(said, draft):
    return [word for word in said if word not in draft]


def read_back(html):
    """Returns the faults of the three files of a document."""
    faults = []
    pdf, markdown = html.with_suffix(".pdf"), html.with_suffix(".md")
    checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True)
    if checked.returncode:
        faults.append(f"{pdf}: qpdf: {checked.stderr.decode()}{checked.stdout.decode()}")
    page = words.html_words(html)
    draft = {"DRAFT", "BORRADOR"}
    for name, said in (("PDF", words.pdf_words(pdf)), ("Markdown", markdown_words(markdown))):
        one, other = without_marks(page, draft), without_marks(said, draft)
        if name == "PDF":
            # Poppler returns right-to-left words, and punctuation beside them, in visual order.
            one, other = (words.bare(words.left_to_right(text)) for text in (one, other))
        if one != other:
            pairs = enumerate(zip(one, other))
            at = next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))
            faults.append(f"{html}: word {at}: {one[at:at + 6]} in HTML, {other[at:at + 6]} in {name}")
    return faults


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    agencies = sorted(path.parent for path in folder.glob("*/agency.toml"))
    count, faults, slowest = collections.Counter(), [], 0.0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for became, wrong, seconds in pool.map(lambda folder: build(program, folder), agencies):
            count[became] += 1
            faults += wrong
            slowest = max(slowest, seconds)
        pages = [page for page in folder.rglob("*.html") if page.name != "index.html"]
        for wrong in pool.map(read_back, pages):
            faults += wrong
    for became, agencies in count.most_common():
        print(f"adversarial: {agencies} {became}")
    print(f"adversarial: {len(pages)} documents read back in three formats, {len(faults)} faults, slowest build {slowest:.2f} s")
    print(*faults[:20], sep="\n")
    if faults or not pages or not count["built"]:
        sys.exit(1)


main()
