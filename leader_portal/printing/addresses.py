"""The site's own addresses on paper: to be read and typed, and as QR codes for phones."""

import re
from functools import lru_cache

from django.conf import settings


def address_on_paper(path: str) -> dict:
    """What a template needs of an address: to read it as `address`, its QR code as `qr`."""
    return {"address": address_to_read(path), "qr": qr_code(path)}


def address_to_read(path: str) -> str:
    """An address of this site as it stands on paper, without `https://`."""
    return f"{settings.SITE_URL}{path}".removeprefix("https://").removeprefix("http://").rstrip("/")


@lru_cache(maxsize=2048)
def qr_code(path: str) -> dict:
    """
    The QR code of an address of this site: how many modules it has on a side, and the black ones as an SVG path. One of
    the eight masks that the standard offers is taken for all: to try which is best takes five times as long, and every
    scanner reads each.
    """
    import segno

    code = segno.make_qr(f"{settings.SITE_URL}{path}", error="m", boost_error=False, mask=3)
    # Neighbours in a row make one bar.
    bars = (
        f"M{bar.start()} {y}h{bar.end() - bar.start()}v1H{bar.start()}z"
        for y, row in enumerate(code.matrix)
        for bar in re.finditer("1+", "".join(map(str, row)))
    )
    return {"modules": len(code.matrix), "path": "".join(bars)}
