"""Which encoding a client gets for what it says in `Accept-Encoding`."""

import gzip

import brotli
import pytest

from leader_portal.website.compression import accepted_encoding, encoded


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br", "br"),
        ("GZIP", "gzip"),
        ("identity", "identity"),
        ("zstd, compress", "identity"),
        ("br;q=0", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.4", "gzip"),
        ("gzip;q=0.4, br;q=0.5", "br"),
        ("gzip;q=1.0, br;q=1.0", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("br;q=0, gzip;q=0, *", "identity"),
        ("gzip ; q=0.9 , br ; q=0.1", "gzip"),
        ("identity;q=0, *;q=0", "identity"),
        ("br;q=viel, gzip;q=0.1", "gzip"),
        ("br;q=-1, gzip;q=0.1", "gzip"),
        ("br;level=11", "br"),
        (",,;;q=1,=,br", "br"),
        ("brotli, xgzip", "identity"),
        ("br\x00, \U0001f600", "identity"),
    ],
)
def test_the_encoding_for(header, encoding):
    assert accepted_encoding(header) == encoding


@pytest.mark.parametrize("body", [b"", b"a", "Münchehof 👩‍👩‍👧 ".encode() * 5000, bytes(range(256))])
def test_every_encoding_holds_the_same_bytes(body):
    bodies = encoded(body)

    assert {encoding: type(held) for encoding, held in bodies.items()} == dict.fromkeys(
        ("br", "gzip", "identity"), bytes
    )
    assert bodies["identity"] == body
    assert brotli.decompress(bodies["br"]) == body
    assert gzip.decompress(bodies["gzip"]) == body


def test_the_same_page_is_the_same_bytes_every_time():
    """The validator promises it: gzip must not write the time into the page."""
    assert encoded(b"Ruhe" * 100) == encoded(b"Ruhe" * 100)
    assert encoded(b"Ruhe" * 100)["gzip"][4:8] == bytes(4)
