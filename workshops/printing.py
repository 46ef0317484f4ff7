"""
The record on paper: the Ergebnisdokumentation of a workshop, its topic board, and its groups' worksheets with what was
said so far. All of it is what was said then (documentation.py); the sheets' looks are in `templates/printing/`.
"""

from dataclasses import asdict

from handlungsfelder.models import Quadrant
from leader_portal.printing.qr_codes import qr_code
from leader_portal.printing.sheets import Paper, Sheet, address_to_read, file_name, frame_of_sheet
from leader_portal.printing.typesetting import picture, typeset
from workshops.documentation import Documentation, documentation
from workshops.models import WorkingGroup, Workshop

DOCUMENTATION = Sheet(
    slug="ergebnisdokumentation",
    title="Ergebnisdokumentation",
    purpose="Das ganze Protokoll zum Aufheben: Fragen, Themenbrett, jede Arbeitsgruppe im Wortlaut, Umfragen.",
    template="documentation.typ",
    papers=(Paper.A4,),
    is_landscape=False,
)
TOPIC_BOARD = Sheet(
    slug="themenbrett",
    title="Themenbrett",
    purpose="Das Brett des Plenums: die Felder nebeneinander, die Themen so groß, wie sie im Raum wogen.",
    template="topic_board.typ",
    papers=(Paper.A3,),
)
WORKSHEET = Sheet(
    slug="arbeitsblatt",
    title="Arbeitsblatt",
    purpose="Für die zweite Runde: was jede Arbeitsgruppe in der ersten gesagt hat, und Platz zum Weiterschreiben.",
    template="worksheet.typ",
    papers=(Paper.A3, Paper.A0),
)
SHEETS = {sheet.slug: sheet for sheet in (DOCUMENTATION, TOPIC_BOARD, WORKSHEET)}


def sheets_of(workshop: Workshop) -> list[Sheet]:
    """What can be printed of a workshop: no topic board if it had none, no worksheet without a group. Two queries."""
    has_topic_board = workshop.board_topics.exists()
    has_groups = workshop.groups.exists()
    return [DOCUMENTATION, *([TOPIC_BOARD] if has_topic_board else []), *([WORKSHEET] if has_groups else [])]


def sheet_of_workshop(
    sheet: Sheet, workshop: Workshop, paper: Paper, group: WorkingGroup | None = None
) -> tuple[bytes, str]:
    """The PDF, and the name to keep it under. `group`: only that group's worksheet."""
    return typeset(sheet.template, sheet_data(sheet, workshop, paper, group)), name_of(sheet, workshop, paper, group)


def picture_of_workshop(
    sheet: Sheet, workshop: Workshop, paper: Paper, width: int, group: WorkingGroup | None = None
) -> tuple[bytes, str]:
    """The first page of it as a PNG, so many pixels wide, and its name."""
    ppi = paper.ppi_for_width(width, landscape=sheet.is_landscape)
    made = picture(sheet.template, sheet_data(sheet, workshop, paper, group), ppi)
    return made, name_of(sheet, workshop, paper, group, suffix="png")


def word_document_of(workshop: Workshop) -> tuple[bytes, str]:
    """The Ergebnisdokumentation for Word, and its name."""
    # Slow to load, and seldom asked for.
    from workshops.word_document import word_document

    record = documentation(workshop)
    made = word_document(record, frame_of(DOCUMENTATION, workshop, record))
    return made, file_name(*named(workshop), DOCUMENTATION.title, suffix="docx")


def named(workshop: Workshop) -> list[str]:
    """How a workshop is called in a file name: »Zukunftskonferenz«, »2021-12-15«."""
    return [workshop.title, workshop.held_on.isoformat() if workshop.held_on else ""]


def name_of(sheet: Sheet, workshop: Workshop, paper: Paper, group: WorkingGroup | None, suffix: str = "pdf") -> str:
    of_group = [group.label] if group else []
    # The documentation and the topic board come on one paper each, so nobody has to tell them apart by it.
    on_paper = [paper.name] if len(sheet.papers) > 1 else []
    return file_name(*named(workshop), *of_group, sheet.title, *on_paper, suffix=suffix)


def frame_of(sheet: Sheet, workshop: Workshop, record: Documentation) -> dict:
    called = ", ".join(part for part in (workshop.title, record.date) if part)
    return frame_of_sheet(
        f"{sheet.title}: {called}",
        subject=f"{sheet.title} {called}",
        path=workshop.get_absolute_url(),
        changed_at=record.changed_at,
    )


def sheet_data(sheet: Sheet, workshop: Workshop, paper: Paper, group: WorkingGroup | None) -> dict:
    """All that the template needs, in a fixed number of queries."""
    record = documentation(workshop)
    data = {"frame": frame_of(sheet, workshop, record), "paper": paper.parameter}
    if sheet is WORKSHEET:
        groups = [group] if group else workshop.groups.select_related("handlungsfeld").prefetch_related("contributions")
        return data | {"fields": [worksheet(each, workshop) for each in groups]}
    described = asdict(record)
    # It stands in the frame, in words.
    del described["changed_at"]
    return data | {"record": described}


def worksheet(group: WorkingGroup, workshop: Workshop) -> dict:
    """
    A group's sheet for its next round, as the template takes a field's. What is not said to be of a later round stands
    on it: while a group is at work nobody may have noted the round yet.
    """
    address = f"{workshop.get_absolute_url()}#{group.anchor}"
    said = [each for each in group.contributions.all() if each.round in (None, 1)]
    return {
        # A record knows the numbers of its day; they are in the label.
        "number": "",
        "overline": group.label,
        "title": group.title,
        "qualifier": group.qualifier,
        "topics_line": group.topics_line,
        "stem": group.guiding_statement_stem or workshop.guiding_statement_stem,
        "statement": "",
        "hue": group.handlungsfeld.hue if group.handlungsfeld else "",
        "is_draft": workshop.is_draft,
        "address": address_to_read(address),
        "qr": qr_code(address),
        "quadrants": [
            {
                "name": quadrant.value,
                "label": quadrant.label,
                "cards": [{"text": each.wording, "is_draft": False} for each in said if each.quadrant == quadrant],
            }
            for quadrant in Quadrant
        ],
    }
