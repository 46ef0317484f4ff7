"""Typesetting: whatever happens to a sheet, the site goes on answering."""

import json
import logging
import threading
import time
from pathlib import Path

import pytest

from leader_portal.printing.typesetting import (
    TEMPLATES,
    SheetIsTooLarge,
    Typesetter,
    TypesetterIsBusy,
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
    fonts = tmp_path / "templates" / "printing" / "fonts"
    fonts.parent.mkdir(parents=True)
    fonts.symlink_to(TEMPLATES / "printing" / "fonts")
    return tmp_path / "templates"


@pytest.fixture
def typesetter_with(folder):
    """A typesetter with one template of this text, `probe.typ`: `typesetter_with(text, time_limit=1)`."""
    made = []

    def started(template: str, **limits) -> Typesetter:
        (folder / "printing" / "probe.typ").write_text(template)
        made.append(Typesetter(folder, **limits))
        return made[-1]

    yield started
    for typesetter in made:
        typesetter.stop()


def printed(typesetter: Typesetter, data: dict | None = None) -> bytes:
    return typesetter.make("probe.typ", handed_over(data or {}), midnight())


def give_up_on(typesetter: Typesetter):
    with pytest.raises(SheetIsTooLarge):
        printed(typesetter)


def test_a_template_becomes_a_pdf_and_a_picture_of_its_first_page(typesetter_with):
    typesetter = typesetter_with(TITLE + "#pagebreak()\nzwei")

    assert printed(typesetter).startswith(b"%PDF-")
    assert typesetter.make("probe.typ", "{}", midnight(), 20).startswith(b"\x89PNG")


def test_equal_data_of_one_day_make_equal_bytes(typesetter_with):
    typesetter = typesetter_with(TITLE + "#sys.inputs.data")
    first = printed(typesetter, {"text": "Ruhe"})
    typesetter.stop()

    assert printed(typesetter, {"text": "Ruhe"}) == first


def test_while_a_sheet_is_set_other_threads_go_on(typesetter_with):
    typesetter = typesetter_with(ENDLESS, time_limit=1)
    working = threading.Thread(target=give_up_on, args=[typesetter])
    counted = 0

    working.start()
    while working.is_alive():
        counted += 1
        time.sleep(0.01)

    assert counted > 30


def test_a_sheet_without_end_is_given_up_and_the_next_one_comes_out(typesetter_with, folder):
    typesetter = typesetter_with(ENDLESS, time_limit=2)
    began = time.monotonic()

    give_up_on(typesetter)

    assert time.monotonic() - began < 10
    (folder / "printing" / "probe.typ").write_text(TITLE)
    assert printed(typesetter).startswith(b"%PDF-")


def test_a_sheet_that_wants_all_memory_is_given_up_and_the_next_one_comes_out(typesetter_with, folder):
    typesetter = typesetter_with(GREEDY)

    give_up_on(typesetter)

    (folder / "printing" / "probe.typ").write_text(TITLE)
    assert printed(typesetter).startswith(b"%PDF-")


def test_after_its_process_was_killed_a_new_one_starts(typesetter_with):
    typesetter = typesetter_with(TITLE)
    printed(typesetter)
    typesetter.process.kill()
    typesetter.process.wait()

    assert printed(typesetter).startswith(b"%PDF-")


def test_beside_a_large_web_worker_the_process_serves_more_than_one_sheet(typesetter_with):
    memory = bytearray(450 * 1024 * 1024)
    memory[::4096] = bytes(len(memory[::4096]))
    typesetter = typesetter_with(TITLE)
    printed(typesetter)
    process = typesetter.process

    printed(typesetter)

    assert process is not None
    assert typesetter.process is process


def test_whoever_comes_while_a_sheet_takes_long_is_sent_away_soon(typesetter_with):
    typesetter = typesetter_with(ENDLESS, time_limit=3, patience=0.3)
    slow = threading.Thread(target=give_up_on, args=[typesetter])
    slow.start()
    time.sleep(0.5)
    waited = []

    for _ in range(3):
        began = time.monotonic()
        with pytest.raises(TypesetterIsBusy):
            printed(typesetter)
        waited.append(time.monotonic() - began)

    slow.join()
    # Nobody waits again for a sheet that has taken too long already.
    assert max(waited) < 0.3


def test_sheets_asked_for_at_once_come_out_one_after_the_other(typesetter_with):
    typesetter = typesetter_with(TITLE + "#sys.inputs.data", patience=20)
    made = []
    threads = [
        threading.Thread(target=lambda number=number: made.append(printed(typesetter, {"number": number})))
        for number in range(8)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(made)) == 8


def test_the_process_ends_when_its_connection_is_closed(typesetter_with):
    typesetter = typesetter_with(TITLE)
    printed(typesetter)
    process = typesetter.process

    typesetter.connection.close()
    typesetter.connection = None

    assert process.wait(timeout=5) == 0


def test_a_mistake_in_a_template_is_told_to_the_log_and_not_to_visitors(typesetter_with, caplog):
    typesetter = typesetter_with(TITLE + "#gibtesnicht")

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError) as raised:
        printed(typesetter)

    assert "unknown variable: gibtesnicht" in caplog.text
    assert raised.value.sentence.startswith("Dieses Blatt konnte nicht gesetzt werden")


def test_a_document_that_not_everybody_can_read_is_refused(typesetter_with, caplog):
    typesetter = typesetter_with(TITLE + '#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")')

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError):
        printed(typesetter)

    assert "PDF/UA-1" in caplog.text


@pytest.mark.parametrize("path", ["/etc/passwd", "../../secret.txt", "/../secret.txt", "../../../../../../etc/passwd"])
def test_no_file_outside_the_templates_can_be_read(typesetter_with, folder, path):
    (folder.parent / "secret.txt").write_text("geheim")
    typesetter = typesetter_with(TITLE + f'#read("{path}")')

    with pytest.raises(TypesettingError):
        printed(typesetter)


def test_no_package_is_fetched(typesetter_with, caplog):
    typesetter = typesetter_with('#import "@preview/cetz:0.3.0": *\n' + TITLE)

    with caplog.at_level(logging.ERROR), pytest.raises(TypesettingError):
        printed(typesetter)

    assert "failed to download package" in caplog.text


def test_the_process_knows_no_setting_and_no_secret(typesetter_with):
    typesetter = typesetter_with(TITLE)
    printed(typesetter)

    environment = Path(f"/proc/{typesetter.process.pid}/environ").read_bytes().split(b"\0")

    names = {variable.split(b"=")[0].decode() for variable in environment if variable}
    assert names <= {"PATH", "PYTHONPATH", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "LC_CTYPE"}


def test_no_template_reads_what_it_was_given_as_markup_or_takes_packages():
    for template in (TEMPLATES / "printing").glob("*.typ"):
        text = template.read_text()

        assert "eval(" not in text, template.name
        assert '"@' not in text, template.name


def test_a_replacement_is_noted_so_that_the_sheet_can_say_what_it_means():
    assert json.loads(handed_over({"texts": ["Ruhe", "你"]})) == {"texts": ["Ruhe", "□"], "has_replacements": True}
    assert json.loads(handed_over({"texts": ["Ruhe □"]})) == {"texts": ["Ruhe □"], "has_replacements": False}
