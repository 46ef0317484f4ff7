"""
CommonMark for paper: the text that pages show, as plain data that a sheet or a Word document can be set from.

By hand, from the parser's own tree: Typst's package for CommonMark (cmarker) reads it by other rules than the pages do,
and for Word there would have to be another library; here one reading serves page, PDF and Word.
"""

from collections.abc import Iterator
from urllib.parse import urljoin

from django.conf import settings
from markdown_it.tree import SyntaxTreeNode

from leader_portal.content.markdown import parser

# What each kind of block is called in the data.
LISTS = {"bullet_list": "bullets", "ordered_list": "numbers"}
TEXTS = {"paragraph": "paragraph", "heading": "heading"}
# How a run of letters can be marked, by the name the parser has for it.
MARKS = {"strong": "bold", "em": "italic"}
# A longer one neither the typesetting engine nor a browser follows; it is printed all the same.
LONGEST_ADDRESS = 2000


def prose(text: str) -> list[dict]:
    """
    The blocks of a text in their order.

    A paragraph, a heading and code have `runs`, a list has `items`, each a list of blocks, and starts at `start`; a
    quotation has `blocks`. A run has a `text` and may be `bold`, `italic`, `code`, or lead to an `address`.
    """
    return list(blocks_in(SyntaxTreeNode(parser().parse(text))))


def blocks_in(node: SyntaxTreeNode) -> Iterator[dict]:
    for child in node.children:
        if child.type in LISTS:
            start = int(child.attrs.get("start", 1))
            yield {
                "kind": LISTS[child.type],
                "start": start,
                "items": [list(blocks_in(item)) for item in child.children],
            }
        elif child.type in TEXTS:
            yield {"kind": TEXTS[child.type], "runs": list(runs_in(child.children[0], {}))}
        elif child.type == "blockquote":
            yield {"kind": "quote", "blocks": list(blocks_in(child))}
        elif child.type in ("fence", "code_block"):
            yield {"kind": "paragraph", "runs": [{"text": child.content.rstrip("\n"), "code": True}]}


def runs_in(node: SyntaxTreeNode, marks: dict) -> Iterator[dict]:
    for child in node.children:
        if child.type in MARKS:
            yield from runs_in(child, {**marks, MARKS[child.type]: True})
        elif child.type == "link":
            yield from linked_runs(child, marks)
        elif child.type in ("softbreak", "hardbreak"):
            yield {"text": "\n", **marks}
        elif child.type == "code_inline":
            yield {"text": child.content, **marks, "code": True}
        elif child.content:
            yield {"text": child.content, **marks}


def linked_runs(link: SyntaxTreeNode, marks: dict) -> Iterator[dict]:
    """The words of a link and, since nobody can follow them on paper, the address that they lead to."""
    address = urljoin(f"{settings.SITE_URL}/", link.attrs["href"])
    leads = {"address": address} if len(address) <= LONGEST_ADDRESS else {}
    runs = list(runs_in(link, {**marks, **leads}))
    yield from runs
    if "".join(run["text"] for run in runs) != address:
        yield {"text": f" ({address.removeprefix('mailto:')})", **marks}
