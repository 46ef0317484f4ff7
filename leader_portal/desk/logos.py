"""Logos as the LAG uploads them, and as the portal keeps them: small, harmless, and named by what they show."""

import hashlib
import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# Twice the height at which pages show a logo, for sharp screens, and enough for paper at 300 dpi and 3 cm.
HEIGHT = 360
FORMATS = ("PNG", "JPEG", "WEBP")
REFUSAL = (
    "Diese Datei ist kein Bild, das das Portal lesen kann. Bitte laden Sie ein PNG, JPEG oder WebP hoch; "
    "aus einer SVG- oder PDF-Datei lässt sich mit jedem Bildprogramm eines machen."
)


def kept_logo(upload) -> ContentFile:
    """
    The uploaded picture drawn anew as PNG: only what is to be seen is kept, no metadata and nothing hidden in
    the file. Its name is a digest of its bytes, so another picture has another address.

    Raises ValidationError with a German sentence for what is too large or no PNG, JPEG or WebP by its content.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            f"Die Datei ist größer als {MOST_BYTES // 1024 // 1024} MB. Bitte verkleinern Sie das Bild."
        )
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(
                    f"Das Bild hat {picture.width} × {picture.height} Pixel. Bitte verkleinern Sie es, "
                    f"{HEIGHT} Pixel Höhe genügen."
                )
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as unreadable:
        raise ValidationError(REFUSAL) from unreadable
    if drawn.height > HEIGHT:
        drawn = drawn.resize((max(1, round(drawn.width * HEIGHT / drawn.height)), HEIGHT), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return ContentFile(written.getvalue(), name=f"{hashlib.sha256(written.getvalue()).hexdigest()[:16]}.png")
