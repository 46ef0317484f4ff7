"""The colours on paper: those that the site has on white, read from its style sheets, so that each is written once."""

import re
from functools import cache

from django.conf import settings

STYLES = settings.BASE_DIR / "static" / "css"
PROPERTY = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
HUE = re.compile(r"\.hue-(\w+) { --hue: (#[0-9a-f]{6});")
ON_LIGHT = "-on-light"


@cache
def colours() -> dict:
    """
    As templates find them in their data: `ink`, `ink-soft`, `rule`, `hue` (of what belongs to no field), and by name
    the fields' under `hues`, the quadrants' under `quadrants`.
    """
    tokens = (STYLES / "tokens.css").read_text(encoding="utf-8")
    quadrants = (STYLES / "quadrants.css").read_text(encoding="utf-8")
    # What is declared first holds on white; dark screens and print come later.
    first = dict(reversed(PROPERTY.findall(tokens)))
    return {
        **{name: first[name] for name in ("ink", "ink-soft", "rule", "hue")},
        "hues": dict(HUE.findall(tokens)),
        "quadrants": {
            name.removesuffix(ON_LIGHT): colour
            for name, colour in PROPERTY.findall(quadrants)
            if name.endswith(ON_LIGHT)
        },
    }


def tint(colour: str, share: float = 0.08) -> str:
    """The colour thinned with white, as an area behind text has it."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
