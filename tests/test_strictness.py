"""The checks that every page goes through are only worth something if they would find what they look for."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path

from tests.strictness import is_our_own, mistakes_in

LEAK = "<p>{{ frame.region }}</p>"


def leaking_page(request):
    return HttpResponse(LEAK)


def leaking_page_in_gzip(request):
    return HttpResponse(gzip.compress(LEAK.encode()), headers={"Content-Encoding": "gzip"})


def data(request):
    return HttpResponse(LEAK, content_type="application/json")


urlpatterns = [
    path("undicht/", leaking_page),
    path("undicht/gzip/", leaking_page_in_gzip),
    path("daten/", data),
]


@pytest.mark.parametrize(
    "template",
    [
        "{{ missing }}",
        "{{ missing.title }}",
        "{{ given.missing }}",
        "{{ missing|default:'–' }}",
        "{% with title=missing %}x{% endwith %}",
        "{% if given %}{{ missing }}{% endif %}",
    ],
)
def test_an_undefined_variable_fails_the_test(template):
    with pytest.raises(AssertionError, match=r"uses the undefined variable (given\.)?missing"):
        Template(template).render(Context({"given": {"title": "x"}}))


@pytest.mark.parametrize(
    "template", ["{% if missing %}x{% endif %}", "{% for x in missing %}x{% endfor %}", "{{ none }}{{ empty }}"]
)
def test_asking_whether_there_is_one_does_not(template):
    assert Template(template).render(Context({"none": None, "empty": ""})) in ("", "None")


def test_the_templates_of_libraries_keep_django_s_silence():
    assert "<title>" in render_to_string("registration/logged_out.html", {"title": None, "is_popup": True})


@pytest.mark.parametrize(
    ("template", "ours"),
    [
        (settings.BASE_DIR / "templates" / "home.html", True),
        ("<unknown source>", True),
        (
            settings.BASE_DIR / ".venv/lib/python3.11/site-packages/django/contrib/admin/templates/admin/base.html",
            False,
        ),
        (Path("/usr/lib/python3/dist-packages/django/contrib/admin/templates/admin/base.html"), False),
    ],
)
def test_whose_template_it_is(template, ours):
    assert is_our_own(str(template)) is ours


@pytest.mark.parametrize(
    ("html", "mistakes"),
    [
        ("<p>{{ card.text }}</p>", ["leaked '{{ card.text }}</p>'"]),
        ("<p>{% if x %}</p>", ["leaked '{% if x %}</p>'"]),
        ("<p>{# note #}</p>", ["leaked '{# note #}</p>'"]),
        ("<style>p {color: red}</style>", ["<style> with its content on the page"]),
        ("<svg><style>p {color: red}</style></svg>", ["<style> with its content on the page"]),
        ("<script>alert(1)</script>", ["<script> with its content on the page"]),
        ("<script type='module'>alert(1)</script>", ["<script> with its content on the page"]),
        ('<SCRIPT defer type="module">alert(1)</SCRIPT>', ["<script> with its content on the page"]),
        ("<script title=' src=\"/a.js\"'>alert(1)</script>", ["<script> with its content on the page"]),
        ('<p style="color: red">', ['style="color: red" on <p>']),
        ('<svg><rect style="fill: red"/></svg>', ['style="fill: red" on <rect>']),
        ('<button onclick="go()">', ['onclick="go()" on <button>']),
        ('<p title="x"style="color: red">', ['style="color: red" on <p>']),
        ("<a HREF=' JavaScript:go()'>", [" JavaScript:go() in href on <a>"]),
        ("<a href='&#106;avascript&colon;go()'>", ["javascript:go() in href on <a>"]),
    ],
)
def test_mistakes_are_found(html, mistakes):
    assert mistakes_in(html) == mistakes


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" href="/static/css/portal.css">',
        '<script src="/static/js/portal.js"></script>',
        '<script type="application/ld+json">{"@type": "WebPage"}</script>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; style=&quot;x&quot;</p>",
        '<a href="https://example.org/?style=1" class="one">',
    ],
)
def test_clean_pages_pass(html):
    assert mistakes_in(html) == []


def test_braces_may_be_allowed_and_nothing_else_with_them():
    assert mistakes_in('<p onclick="go()">{{ text }}</p>', braces_allowed=True) == ['onclick="go()" on <p>']


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("address", ["/undicht/", "/undicht/gzip/"])
def test_every_page_that_a_test_asks_for_is_checked(address):
    with pytest.raises(AssertionError, match=r"leaked '\{\{ frame.region \}\}</p>'"):
        Client().get(address)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_what_is_no_page_is_not(client):
    assert client.get("/daten/").status_code == 200


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.braces_in_content
def test_a_test_may_say_that_its_content_holds_braces(client):
    assert client.get("/undicht/").status_code == 200
