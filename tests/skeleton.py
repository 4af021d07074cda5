#!/usr/bin/python3
"""skeleton.py html|md BENIGN NASTY: that both have the same structure, whatever the words in them. html: tags, attribute
names and the schemes of links, by Python's parser. md: what is left of Markdown's own characters when everything
that a backslash takes out is gone, line by line."""
import re, sys
from html.parser import HTMLParser
class Skeleton(HTMLParser):
    def __init__(self): super().__init__(convert_charrefs=True); self.found = []
    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *[(k, re.match(r"\s*([a-z]+:|#)?", v or "", re.I)[1]) if k in ("href", "src") else k for k, v in attrs]))
    def handle_endtag(self, tag): self.found.append("/" + tag)
    def handle_comment(self, data): self.found.append("<!--")
    def handle_decl(self, data): self.found.append("<!")
    def handle_pi(self, data): self.found.append("<?")
    def unknown_decl(self, data): self.found.append("<![")
def html(text): p = Skeleton(); p.feed(text); p.close(); return p.found
def md(text):
    lines = []
    for line in text.split("\n"):
        line = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
        line = re.sub(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])", "", line)
        lines.append((re.match(r"[ ]*([-+=>]|#+ |\d+[.)]|\|)?", line)[1] and re.match(r"[ ]*([-+=>]|#+ |\d+[.)]|\|)", line)[0], re.sub(r"[^*_`\[\]<>#|~&!\\]|(?<=\w)_(?=\w)", "", line)))
        if re.search(r"\bwww\.|://(?!app\.gong\.io/)", line, re.I): lines.append("a link of its own")
    return lines
a, b = ({"html": html, "md": md}[sys.argv[1]](open(f, encoding="utf-8", newline="").read()) for f in sys.argv[2:4])
for i, (x, y) in enumerate(zip(a, b)):
    if x != y: sys.exit(f"piece {i}: {x} became {y}")
if len(a) != len(b): sys.exit(f"{len(a)} pieces became {len(b)}")
print(len(a), "pieces, the same")
