"""
The page »Hilfe«: the LAG's handbook, `docs/handbuch.md`, as a page of the desk.

It comes out of the files that run, so it speaks of this version of the portal and of no other, and it is there
without a connection to anywhere else. Its pictures are static files.
"""

from itertools import pairwise

from django.conf import settings
from django.templatetags.static import static
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from PIL import Image

from leader_portal.content.markdown import parser
from leader_portal.desk.views import desk_page

HANDBOOK = settings.BASE_DIR / "docs" / "handbuch.md"
# Where the text finds its pictures, and where the static files do.
PICTURES, STATIC_PICTURES = "bilder/", "handbuch/"


class HelpPage:
    """Adds the handbook to an `AdminSite`, for everybody who may sign in."""

    def get_urls(self):
        return [path("hilfe/", self.admin_view(self.help), name="help"), *super().get_urls()]

    def help(self, request):
        title, text = handbook()
        return desk_page(request, "desk/help.html", title, text=text)


def handbook() -> tuple[str, SafeString]:
    """Its title, and the rest of it as HTML: each heading with the anchor that links within the text lead to."""
    title, _, text = HANDBOOK.read_text(encoding="utf-8").partition("\n")
    markdown = parser("image", "table", keeps_lines=False)
    tokens = markdown.parse(text)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugify(following.content, allow_unicode=True))
        for part in token.children or ():
            if part.type == "image":
                part.attrs |= picture(part.attrs["src"])
    return title.removeprefix("# "), mark_safe(markdown.renderer.render(tokens, markdown.options, {}))


def picture(source: str) -> dict[str, str | int]:
    """Where the page has a picture of the text, and its size, so that nothing moves when it comes."""
    with Image.open(HANDBOOK.parent / source) as image:
        width, height = image.size
    return {
        "src": static(source.replace(PICTURES, STATIC_PICTURES, 1)),
        "width": width,
        "height": height,
        "loading": "lazy",
    }
