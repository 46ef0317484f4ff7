"""The funders' logos as they are printed."""

import io
import logging

from PIL import Image

from leader_portal.models import Funder

logger = logging.getLogger(__name__)

# Of a logo on paper, in pixels: sharp at the nine millimetres that it has on A4, and readable on a poster.
LOGO_HEIGHT = 180
MOST_LOGO_WIDTH = 900


def logos_on_paper() -> list[dict]:
    """
    The funders' logos: what each shows, in words, and the bytes of a PNG no larger than paper needs. One whose file is
    gone is left out, so that the sheet comes out all the same.
    """
    logos = []
    for funder in Funder.objects.all():
        written = io.BytesIO()
        try:
            with funder.image.open() as file, Image.open(file) as picture:
                picture.thumbnail((MOST_LOGO_WIDTH, LOGO_HEIGHT))
                picture.save(written, "PNG", optimize=True)
        except OSError:
            logger.warning("The logo of funder %s can't be read: %s", funder.pk, funder.image.name)
            continue
        logos.append({"words": funder.alternative_text, "png": list(written.getvalue())})
    return logos
