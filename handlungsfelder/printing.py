"""
The strategy on paper: what stands on the sheets of one or more fields.

Every sheet shows what the present audience may see: visitors what is published, staff in the preview the drafts too,
each marked as one. The sheets' looks are in `templates/printing/`.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse

from handlungsfelder.grid import grid
from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.printing.addresses import address_on_paper
from leader_portal.printing.papers import Paper
from leader_portal.printing.sheets import Sheet, SheetKind
from leader_portal.printing.typesetting import SheetIsTooLarge

FIELD = SheetKind(
    slug="feldblatt",
    title="Feldblatt",
    purpose="Das Feld auf einen Blick: vier Spalten und Leitsatz, so groß gesetzt, wie es auf eine Seite passt.",
    template="field.typ",
    papers=(Paper.A4,),
)
POSTER = SheetKind(
    slug="plakat",
    title="Plakat",
    purpose="Dasselbe für die Wand. Auf A0 lesbar aus drei Metern.",
    template="field.typ",
    papers=(Paper.A3, Paper.A0),
)
WORKSHEET = SheetKind(
    slug="arbeitsblatt",
    title="Arbeitsblatt",
    purpose="Das leere Blatt für den nächsten Workshop: vier Spalten zum Füllen und der Satzanfang des Leitsatzes.",
    template="worksheet.typ",
    papers=(Paper.A3, Paper.A0),
)
CARDS = SheetKind(
    slug="moderationskarten",
    title="Moderationskarten",
    purpose="Jede Karte zum Ausschneiden, im üblichen Format 9,5 × 20,5 cm, mit Code und QR-Code zu ihrer Seite.",
    template="cards.typ",
    papers=(Paper.A4,),
)
POLL = SheetKind(
    slug="punktabfrage",
    title="Punktabfrage",
    purpose="Eine Liste zum Gewichten: Themen und Karten mit Platz für Punkte und Rang.",
    template="poll.typ",
    papers=(Paper.A4,),
    is_landscape=False,
)
# More cards than this nobody cuts out, and to set them would take many seconds.
MOST_CARDS_TO_CUT = 1000


class TooManyCards(SheetIsTooLarge):
    """More cards were asked for than anybody cuts out."""

    def __init__(self, count: int, title: str):
        super().__init__(title)
        self.title = title
        self.sentence = (
            f"Das wären {count} Moderationskarten auf {(count + 1) // 2} Seiten; auf einmal druckt das Portal "
            f"höchstens {MOST_CARDS_TO_CUT}. Drucken Sie weniger, zum Beispiel ein Handlungsfeld nach dem anderen."
        )


KINDS = {kind.slug: kind for kind in (FIELD, POSTER, WORKSHEET, CARDS, POLL)}


def has_ideas(field: dict) -> bool:
    return any(quadrant["cards"] for quadrant in field["quadrants"] if quadrant["name"] == Quadrant.IDEA)


def sheet_of_fields(kind: SheetKind, paper: Paper, fields: Iterable[Handlungsfeld]) -> Sheet:
    """These fields, one after the other, in a fixed number of queries."""
    fields = list(fields)
    only = fields[0] if len(fields) == 1 else None
    numbers = [str(field.number) for field in fields]
    content = described(fields, has_cards=kind is not WORKSHEET, has_codes=kind is CARDS)
    called = [f"HF{only.number}", only.title] if only else [f"HF{number}" for number in numbers]
    return Sheet(
        kind,
        paper,
        name=(*called, kind.title, paper.name),
        title=title_of(kind, fields),
        subject=f"{kind.title} {only or 'Handlungsfelder ' + ', '.join(numbers)}",
        path=only.get_absolute_url() if only else reverse("handlungsfelder:fields"),
        changed_at=last_change_of(fields),
        content={"fields": content},
        shows_ideas=any(has_ideas(field) for field in content),
    )


def title_of(kind: SheetKind, fields: list[Handlungsfeld]) -> str:
    if len(fields) == 1:
        return f"{fields[0]} – {kind.title}"
    return f"{kind.title}: " + ", ".join(f"HF {field.number}" for field in fields)


def last_change_of(fields: list[Handlungsfeld]):
    """When anything of these fields that visitors could ever see was last changed; an archived card counts."""
    once_published = {"handlungsfeld__in": fields, "first_published_at__isnull": False}
    changes = [field.updated_at for field in fields]
    for model in (Card, Topic):
        changes.append(model.objects.filter(**once_published).aggregate(latest=Max("updated_at"))["latest"])
    return max((change for change in changes if change), default=None)


def described(fields: list[Handlungsfeld], *, has_cards: bool, has_codes: bool) -> list[dict]:
    """The fields with their topics and cards, as plain data."""
    topics = defaultdict(list)
    for topic in Topic.objects.visible().filter(handlungsfeld__in=fields):
        topics[topic.handlungsfeld_id].append({"text": topic.title, "is_draft": topic.is_draft})
    cards = list(Card.objects.visible().filter(handlungsfeld__in=fields)) if has_cards else []
    if has_codes and len(cards) > MOST_CARDS_TO_CUT:
        raise TooManyCards(len(cards), title_of(CARDS, fields))
    return [
        {
            "number": field.number,
            "overline": f"Handlungsfeld {field.number}",
            "title": field.title,
            "qualifier": field.qualifier,
            "topics_line": field.topics_line,
            "stem": field.guiding_statement_stem,
            "statement": field.guiding_statement,
            "hue": field.hue,
            "is_draft": field.is_draft,
            **address_on_paper(field.get_absolute_url()),
            "topics": topics[field.pk],
            "quadrants": [
                {
                    "name": cell.quadrant.value,
                    "label": cell.quadrant.label,
                    "singular": cell.quadrant.singular,
                    "cards": [described_card(card, has_code=has_codes) for card in cell.cards],
                }
                for cell in cells
            ],
        }
        for field, cells in grid(fields, cards).by_field
    ]


def described_card(card: Card, *, has_code: bool) -> dict:
    described = {"text": card.text, "is_draft": card.is_draft}
    if has_code:
        described |= {"code": card.code, **address_on_paper(card.get_absolute_url())}
    return described
