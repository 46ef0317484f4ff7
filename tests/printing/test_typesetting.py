"""The press: whatever happens to a sheet, the site goes on answering."""

import json
import logging
import threading
import time
from pathlib import Path

import pytest

from leader_portal.printing.typesetting import (
    TEMPLATES,
    Press,
    PressIsBusy,
    SheetIsTooLarge,
    TypesettingError,
    handed_over,
    midnight,
)

TITLE = '#set document(title: "Probe")\n#set text(lang: "de", font: "Source Sans 3")\n= Probe\n'
ENDLESS = TITLE + "#for a in range(1000000) { for b in range(1000) { let d = range(1000).map(c => c * c).sum() } }"
GREEDY = TITLE + "#range(40).map(number => range(10000000 + number)).len()"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of templates with the sheets' own fonts."""
    fonts = tmp_path / "templates" / "sheets" / "fonts"
    fonts.parent.mkdir(parents=True)
    fonts.symlink_to(TEMPLATES / "sheets" / "fonts")
    return tmp_path / "templates"


@pytest.fixture
def press_with(folder):
    """A press with one template of this text, `probe.typ`: `press_with(text, time_limit=1)`."""
    presses = []

    def started(template: str, **limits) -> Press:
        (folder / "sheets" / "probe.typ").write_text(template)
        presses.append(Press(folder, **limits))
        return presses[-1]

    yield started
    for press in presses:
        press.stop()


def printed(press: Press, data: dict | None = None) -> bytes:
    return press.make("probe.typ", handed_over(data or {}), midnight())


def give_up_on(press: Press):
    with pytest.raises(SheetIsTooLarge):
        printed(press)


def test_the_press_makes_a_pdf_and_a_picture_of_its_first_page(press_with):
    press = press_with(TITLE + "#pagebreak()\nzwei")

    assert printed(press).startswith(b"%PDF-")
    assert press.make("probe.typ", "{}", midnight(), 20).startswith(b"\x89PNG")


def test_equal_data_of_one_day_make_equal_bytes(press_with):
    press = press_with(TITLE + "#sys.inputs.data")
    first = printed(press, {"text": "Ruhe"})
    press.stop()

    assert printed(press, {"text": "Ruhe"}) == first


def test_while_a_sheet_is_set_other_threads_go_on(press_with):
    press = press_with(ENDLESS, time_limit=1)
    working = threading.Thread(target=give_up_on, args=[press])
    counted = 0

    working.start()
    while working.is_alive():
        counted += 1
        time.sleep(0.01)

    assert counted > 30


def test_a_sheet_without_end_is_given_up_and_the_next_one_comes_out(press_with, folder):
    press = press_with(ENDLESS, time_limit=2)
    began = time.monotonic()

    give_up_on(press)

    assert time.monotonic() - began < 10
    (folder / "sheets" / "probe.typ").write_text(TITLE)
    assert printed(press).startswith(b"%PDF-")


def test_a_sheet_that_wants_all_memory_is_given_up_and_the_next_one_comes_out(press_with, folder):
    press = press_with(GREEDY)

    give_up_on(press)

    (folder / "sheets" / "probe.typ").write_text(TITLE)
    assert printed(press).startswith(b"%PDF-")


def test_a_press_that_was_killed_starts_anew(press_with):
    press = press_with(TITLE)
    printed(press)
    press.process.kill()
    press.process.wait()

    assert printed(press).startswith(b"%PDF-")


def test_whoever_comes_while_a_sheet_takes_long_is_sent_away_soon(press_with):
    press = press_with(ENDLESS, time_limit=3, patience=0.3)
    slow = threading.Thread(target=give_up_on, args=[press])
    slow.start()
    time.sleep(0.5)
    waited = []

    for _ in range(3):
        began = time.monotonic()
        with pytest.raises(PressIsBusy):
            printed(press)
        waited.append(time.monotonic() - began)

    slow.join()
    # Nobody waits again for a sheet that has taken too long already.
    assert max(waited) < 0.3


def test_sheets_asked_for_at_once_come_out_one_after_the_other(press_with):
    press = press_with(TITLE + "#sys.inputs.data", patience=20)
    made = []
    threads = [
        threading.Thread(target=lambda number=number: made.append(printed(press, {"number": number})))
        for number in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 8


def test_the_press_ends_when_nobody_speaks_to_it_any_more(press_with):
    press = press_with(TITLE)
    printed(press)
    process = press.process

    press.connection.close()
    press.connection = None

    assert process.wait(timeout=5) == 0


def test_a_mistake_in_a_template_is_told_to_the_log_and_not_to_visitors(press_with, caplog):
    press = press_with(TITLE + "#gibtesnicht")

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError) as raised:
        printed(press)

    assert "unknown variable: gibtesnicht" in caplog.text
    assert raised.value.sentence.startswith("Dieses Blatt konnte nicht gesetzt werden")


def test_a_document_that_not_everybody_can_read_is_refused(press_with, caplog):
    press = press_with(TITLE + '#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")')

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError):
        printed(press)

    assert "PDF/UA-1" in caplog.text


@pytest.mark.parametrize("path", ["/etc/passwd", "../../secret.txt", "/../secret.txt", "../../../../../../etc/passwd"])
def test_no_file_outside_the_templates_can_be_read(press_with, folder, path):
    (folder.parent / "secret.txt").write_text("geheim")
    press = press_with(TITLE + f'#read("{path}")')

    with pytest.raises(TypesettingError):
        printed(press)


def test_no_package_is_fetched(press_with, caplog):
    press = press_with('#import "@preview/cetz:0.3.0": *\n' + TITLE)

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError):
        printed(press)

    assert "failed to download package" in caplog.text


def test_the_press_knows_no_setting_and_no_secret(press_with):
    press = press_with(TITLE)
    printed(press)

    environment = Path(f"/proc/{press.process.pid}/environ").read_bytes().split(b"\0")

    names = {variable.split(b"=")[0].decode() for variable in environment if variable}
    assert names <= {"PATH", "PYTHONPATH", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "LC_CTYPE"}


def test_no_template_reads_what_it_was_given_as_markup_or_takes_packages():
    for template in (TEMPLATES / "sheets").glob("*.typ"):
        text = template.read_text()

        assert "eval(" not in text, template.name
        assert '"@' not in text, template.name


def test_a_replacement_is_noted_so_that_the_sheet_can_say_what_it_means():
    assert json.loads(handed_over({"texts": ["Ruhe", "你"]})) == {"texts": ["Ruhe", "□"], "has_replacements": True}
    assert json.loads(handed_over({"texts": ["Ruhe □"]})) == {"texts": ["Ruhe □"], "has_replacements": False}
