"""Visitors leave nothing and take nothing with them: no cookie, no request to anybody else, no script of their own."""

from tests.browser.watching import Watcher


def test_no_page_leaves_a_cookie(inspection):
    assert inspection.cookies == []


def test_no_page_keeps_anything_in_the_browser(inspection):
    assert inspection.stored == []


def test_no_page_asks_anybody_else_for_anything(inspection):
    assert inspection.foreign == []


def test_no_page_does_what_the_content_security_policy_refuses(inspection):
    assert inspection.refused == []


def test_no_page_reports_an_error(inspection):
    assert inspection.errors == []


def test_every_page_reads_the_same_without_scripts(inspection):
    assert inspection.different_without_scripts == []


FAULTY = """<!doctype html>
<title>Mit Fehlern</title>
<body style="color: red">
<img src="http://anderswo.example/zaehler.gif">
<script src="/fehler.js"></script>
</body>"""


def test_the_watcher_would_notice(browser):
    with browser.new_context() as context:
        watcher = Watcher(context, {"http://portal.example"})
        policy = {"Content-Security-Policy": "default-src 'self'; img-src http:"}
        context.route("**/*", lambda route: route.fulfill(body=FAULTY, content_type="text/html", headers=policy))
        context.route("**/*.js", lambda route: route.fulfill(body="nichts()", content_type="text/javascript"))

        page = context.new_page()
        page.goto("http://portal.example/")
        page.evaluate("null")

    assert "style-src-attr refuses inline  on /" in watcher.refused
    assert [error for error in watcher.errors if "nichts is not defined" in error] != []
    assert watcher.foreign == ["http://anderswo.example/zaehler.gif"]
