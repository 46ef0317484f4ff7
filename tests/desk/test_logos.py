"""Logos: read by their content, drawn anew, small."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from leader_portal.desk.logos import HEIGHT, MOST_BYTES, REFUSAL, kept_logo
from leader_portal.models import Funder
from tests.factories import make_region

pytestmark = pytest.mark.django_db


def picture(kind="PNG", size=(800, 720), name="logo.png", **options) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", size, "#0b6e75").save(written, kind, **options)
    return SimpleUploadedFile(name, written.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_kept_as_a_png_of_the_height_that_is_needed(kind):
    with Image.open(kept_logo(picture(kind))) as kept:
        assert (kept.format, kept.size) == ("PNG", (400, HEIGHT))


def test_a_small_logo_is_not_enlarged():
    with Image.open(kept_logo(picture(size=(40, 20)))) as kept:
        assert kept.size == (40, 20)


def test_what_hides_in_the_file_does_not_come_along():
    exif = Image.Exif()
    exif[0x010E] = "wo das Bild gemacht wurde"

    with Image.open(kept_logo(picture("JPEG", exif=exif.tobytes()))) as kept:
        assert dict(kept.getexif()) == {}


def test_the_name_says_nothing_and_changes_with_the_picture():
    first, same, other = kept_logo(picture(name="../../x.png")), kept_logo(picture()), kept_logo(picture(size=(9, 9)))

    assert first.name == same.name
    assert first.name != other.name
    assert "/" not in first.name


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        SimpleUploadedFile("logo.png", b""),
        SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40),
        picture("GIF", name="logo.png"),
        picture("BMP", name="logo.jpg"),
    ],
    ids=["svg", "empty", "torn", "gif", "bmp"],
)
def test_what_is_no_png_jpeg_or_webp_by_its_content_is_refused(upload):
    with pytest.raises(ValidationError) as refusal:
        kept_logo(upload)

    assert refusal.value.messages == [REFUSAL]


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    upload = SimpleUploadedFile("logo.png", b"")
    upload.size = MOST_BYTES + 1

    with pytest.raises(ValidationError) as refusal:
        kept_logo(upload)

    assert refusal.value.messages == ["Die Datei ist größer als 5 MB. Bitte verkleinern Sie das Bild."]


def test_a_picture_of_too_many_pixels_is_refused_without_being_drawn():
    with pytest.raises(ValidationError) as refusal:
        kept_logo(picture(size=(5001, 5000)))

    assert refusal.value.messages == [
        "Das Bild hat 5001 × 5000 Pixel. Bitte verkleinern Sie es, 360 Pixel Höhe genügen."
    ]


def test_an_uploaded_logo_stands_on_every_page_and_is_served(admin_client, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_region()
    form = {"name": "ELER", "image": picture(), "alternative_text": "Europäische Union", "link": "", "position": ""}

    answer = admin_client.post("/admin/leader_portal/funder/add/", form)

    assert answer.status_code == 302
    image = Funder.objects.get().image
    assert f'<img src="{image.url}" alt="Europäische Union"' in client.get("/").text


def test_a_logo_that_is_none_gives_the_form_back_with_what_was_entered(admin_client):
    form = {"name": "ELER", "image": picture("GIF", name="logo.gif"), "alternative_text": "Europäische Union"}

    answer = admin_client.post("/admin/leader_portal/funder/add/", form)

    assert answer.status_code == 200
    assert REFUSAL in answer.text
    assert 'value="Europäische Union"' in answer.text
