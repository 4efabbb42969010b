"""Reads the words of a generated HTML page with Python's parser."""

from html.parser import HTMLParser

INLINE = {"a", "bdi", "em", "mark", "span", "strong", "wbr"}
VOID = {"br", "hr", "img", "link", "meta", "wbr"}


class Main(HTMLParser):
    """Collects the words of <main>, without text hidden from screen readers. The end of a block ends a word."""

    def __init__(self):
        super().__init__()
        self.depth = 0
        self.hidden = 0
        self.text = []

    def handle_starttag(self, tag, attributes):
        if self.hidden or ("aria-hidden", "true") in attributes:
            self.hidden += tag not in VOID
        elif tag == "main":
            self.depth += 1
        elif tag not in INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if self.hidden:
            self.hidden -= 1
            return
        if tag == "main":
            self.depth -= 1
        elif tag not in INLINE:
            self.text.append(" ")

    def handle_data(self, data):
        if self.depth and not self.hidden:
            self.text.append(data)


def html_words(path):
    page = Main()
    page.feed(path.read_text(encoding="utf-8"))
    return "".join(page.text).split()
