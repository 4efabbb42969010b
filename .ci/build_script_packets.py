"""Builds packets in eight scripts on several papers: drafts, and the final packets of an agency whose translations are
all reviewed and whose materials are all approved. The final packet on the first paper has web pages, too.

Three languages have a translation in tests/translations. The others have the layout of the Arabic one with words of
their own, which are no translation: what is tested is their letters.

usage: python3 .ci/build_script_packets.py PROGRAM FOLDER PAPER...
"""

import itertools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

program = pathlib.Path(sys.argv[1]).resolve()
out = pathlib.Path(sys.argv[2]).resolve()
papers = sys.argv[3:]

# From Article 1 of the Universal Declaration of Human Rights, with vowel signs in Hebrew and decomposed in Vietnamese.
SAMPLES = {
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα",
    "he": "כָּל בְּנֵי אָדָם נוֹלְדוּ בְּנֵי חוֹרִין וְשָׁוִים בְּעֶרְכָּם וּבִזְכֻיּוֹתֵיהֶם צה״ל ג׳ורג׳ בית־ספר",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве и правах Они наделены разумом",
    "th": "มนุษย์ ทั้งหลาย เกิดมา มีอิสระ และเสมอภาคกัน ในเกียรติศักดิ์ และสิทธิ น้ำใจ ต่างมีเหตุผล",
    "vi": unicodedata.normalize("NFD", "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền"),
}
FONTS = pathlib.Path("/usr/share/fonts/truetype/noto")
REVIEW_DAY, APPROVAL_DAY = "2026-11-20", "2026-11-24"


def run(*command, allowed=(0,)):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in allowed:
        sys.exit(f"{command}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def write_sample(templates, tag, words):
    """Writes the Arabic translation with other words."""
    shutil.copytree(templates / "ar", templates / tag)
    arabic = re.compile("[\u0600-\u06ff]+")
    for path in (templates / tag).iterdir():
        cycle = itertools.cycle(words.split())
        text = arabic.sub(lambda _: next(cycle), path.read_text())
        path.write_text(text.replace('"ar"', f'"{tag}"'))


def review_record(materials, members):
    """Returns a record in which the committee has approved every material."""
    entries = []
    for material in materials:
        if not material["content"]:
            continue
        name = material["material"].removesuffix("." + material["language"])
        version = (
            f'material = "{name}"\nlanguage = "{material["language"]}"\n'
            f'version = {material["version"]}\ncontent = "{material["content"]}"\n'
        )
        for member in members:
            entries.append(
                f'[[determinations]]\n{version}member = "{member}"\ndetermination = "approve"\n'
                f'considerations = {{ suitable = "yes" }}\ndate = {REVIEW_DAY}\n'
            )
        entries.append(
            f'[[technical_reviews]]\n{version}reviewer = "Medical Director"\naccurate = "yes"\ndate = {REVIEW_DAY}\n'
        )
        entries.append(f"[[approvals]]\n{version}date = {APPROVAL_DAY}\nwords = []\n")
    return "\n".join(entries)


def write_agency(agency, tags):
    """Serves clients in all languages."""
    served = ", ".join(f'"{tag}"' for tag in ["en", "es", *tags])
    text = re.sub(r"(?m)^served = \[.*?\]", f"served = [{served}]", agency.read_text(), count=1)
    agency.write_text(text)
    members = re.search(r"(?m)^members = \[.*?\]", text, re.S).group()
    return re.findall(r'"([^"]+)"', members)


def review_translations(agency, tags, options):
    """Adds an entry for each translation, with the codes of the English texts."""
    checked = run(program, "check", str(agency), *options, allowed=(0, 1))
    sources = max(re.findall(r"`source = \{.*?\}|source = \{.*?\}", checked), key=len).strip("`")
    entries = [
        f'[[translations]]\nlanguage = "{tag}"\ntranslator = "T"\nqualification = "Q"\n'
        f"reviewed_on = 2026-11-10\n{sources}\n"
        for tag in tags
    ]
    text = agency.read_text().replace("[training]", "\n".join([*entries, "[training]"]), 1)
    agency.write_text(text)


def main():
    work = pathlib.Path(tempfile.mkdtemp())
    run(sys.executable, ".ci/prepare_translations.py", str(work))
    templates, agency = work / "templates", work / "agency.toml"
    for tag, words in SAMPLES.items():
        write_sample(templates, tag, words)
    for script in ["Hebrew", "Thai"]:
        for style in ["Regular", "Bold"]:
            shutil.copy(FONTS / f"NotoSans{script}-{style}.ttf", work / "fonts")
    tags = sorted(path.name for path in templates.iterdir())
    members = write_agency(agency, tags)
    options = ["--templates", str(templates)]

    def build(kind, *more):
        for paper in papers:
            has_pages = kind == "final" and paper == papers[0]
            part = ["--language", ",".join(tags), "--format", "pdf,html,md" if has_pages else "pdf"]
            folder = str(out / f"{kind}-{paper}")
            run(program, "build", str(agency), *options, *part, *more, "--paper", paper, "--out", folder)

    build("draft", "--draft")
    review_translations(agency, tags, options)
    status = ["review", "status", "--agency", str(agency), *options, "--as-of", "2026-12-01"]
    materials = json.loads(run(program, *status, "--format", "json", allowed=(1,)))["materials"]
    (work / "reviews.toml").write_text(review_record(materials, members))
    # Fails unless everything is approved.
    run(program, *status)
    build("final")
    for page in out.glob("final-*/*/*/*.html"):
        if re.search(r'class="[^"]*\bdraft', page.read_text()):
            sys.exit(f"a draft: {page}")
    shutil.rmtree(work)


main()
