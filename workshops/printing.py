"""
The record on paper: the Ergebnisdokumentation of a workshop, its topic board, and its groups' worksheets with what was
said so far. All of it is what was said then (documentation/); the sheets' looks are in `templates/printing/`.
"""

from handlungsfelder.models import Quadrant
from leader_portal.printing.addresses import address_on_paper
from leader_portal.printing.papers import Paper
from leader_portal.printing.sheets import Sheet, SheetKind
from workshops.documentation.content import documentation
from workshops.models import Contribution, WorkingGroup, Workshop


def for_word(data: dict) -> bytes:
    """The Ergebnisdokumentation as a Word document."""
    # Slow to load, and seldom asked for.
    from workshops.documentation.word import word_document

    return word_document(data["record"], data["frame"])


DOCUMENTATION = SheetKind(
    slug="ergebnisdokumentation",
    title="Ergebnisdokumentation",
    purpose="Das ganze Protokoll zum Aufheben: Fragen, Themenbrett, jede Arbeitsgruppe im Wortlaut, Umfragen.",
    template="documentation.typ",
    papers=(Paper.A4,),
    is_landscape=False,
    word_document=for_word,
)
TOPIC_BOARD = SheetKind(
    slug="themenbrett",
    title="Themenbrett",
    purpose="Das Brett des Plenums: die Felder nebeneinander, die Themen so groß, wie sie im Raum wogen.",
    template="topic_board.typ",
    papers=(Paper.A3, Paper.A0),
)
WORKSHEET = SheetKind(
    slug="arbeitsblatt",
    title="Arbeitsblatt",
    purpose="Für die zweite Runde: was jede Arbeitsgruppe in der ersten gesagt hat, und Platz zum Weiterschreiben.",
    template="worksheet.typ",
    papers=(Paper.A3, Paper.A0),
)
KINDS = {kind.slug: kind for kind in (DOCUMENTATION, TOPIC_BOARD, WORKSHEET)}


def is_there(kind: SheetKind, workshop: Workshop) -> bool:
    """No workshop has the topic board if none hung there, nor worksheets without a group. At most one query."""
    if kind is TOPIC_BOARD:
        return workshop.board_topics.exists()
    return kind is DOCUMENTATION or workshop.groups.exists()


def sheet_of_workshop(kind: SheetKind, paper: Paper, workshop: Workshop, group: WorkingGroup | None = None) -> Sheet:
    """What was recorded of a workshop, in a fixed number of queries. `group`: only that group's worksheet."""
    record = documentation(workshop)
    called = ", ".join(part for part in (workshop.title, record.date) if part)
    day = workshop.held_on.isoformat() if workshop.held_on else ""
    # What comes on one paper nobody has to tell apart by it.
    on_paper = paper.name if len(kind.papers) > 1 else ""
    return Sheet(
        kind,
        paper,
        name=(workshop.title, day, group.label if group else "", kind.title, on_paper),
        title=f"{kind.title}: {called}",
        subject=f"{kind.title} {called}",
        path=workshop.get_absolute_url(),
        changed_at=record.changed_at,
        content={"fields": worksheets(workshop, group)} if kind is WORKSHEET else {"record": record},
        shows_ideas=kind is not TOPIC_BOARD and has_ideas(workshop),
    )


def has_ideas(workshop: Workshop) -> bool:
    return Contribution.objects.filter(working_group__workshop=workshop, quadrant=Quadrant.IDEA).exists()


def worksheets(workshop: Workshop, group: WorkingGroup | None) -> list[dict]:
    groups = [group] if group else workshop.groups.select_related("handlungsfeld").prefetch_related("contributions")
    return [worksheet(each, workshop) for each in groups]


def worksheet(group: WorkingGroup, workshop: Workshop) -> dict:
    """
    A group's sheet for its next round, as the template takes a field's. What is not said to be of a later round stands
    on it: while a group is at work nobody may have noted the round yet.
    """
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
        **address_on_paper(f"{workshop.get_absolute_url()}#{group.anchor}"),
        "quadrants": [
            {
                "name": quadrant.value,
                "label": quadrant.label,
                "cards": [{"text": each.wording, "is_draft": False} for each in said if each.quadrant == quadrant],
            }
            for quadrant in Quadrant
        ],
    }
