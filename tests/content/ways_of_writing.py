"""
Every way in which somebody may change what visitors see.

Each `Way` names the one table whose triggers must notice it, and a page that looks different afterwards.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from handlungsfelder.models import Card, Quadrant
from leader_portal.content.audience import Status
from tests import factories
from tests.page_reader import ReadPage
from workshops.models import BoardTopic, Contribution, PlenaryQuestion


class Stage:
    """
    What is there before anybody writes: a card in a field, with a topic and a place, and a workshop.

    `editor` is somebody signed in at the admin: Django's test client or an `Editor` from `tests/visiting.py`.
    """

    def __init__(self, editor):
        self.editor = editor
        self.field = factories.make_field(title="Gutes Leben")
        self.other_field = factories.make_field(title="Gelebte Landschaft")
        self.place = factories.make_place(name="Münchehof")
        self.workshop = factories.make_workshop()
        self.topic = factories.make_topic(handlungsfeld=self.field, title="Ruhe")
        self.other_topic = factories.make_topic(handlungsfeld=self.field, title="Mobilität")
        self.card = factories.make_card(
            handlungsfeld=self.field, text="Gute Luft", topics=[self.topic], places=[self.place]
        )
        self.board_topic = factories.make_board_topic(workshop=self.workshop, topic=self.other_topic, weight=5)
        self.question = factories.make_question(workshop=self.workshop, text="Fehlt etwas?")
        group = factories.make_group(workshop=self.workshop)
        self.contribution = factories.make_contribution(working_group=group, cards=[self.card])

    def new_card(self, **changes) -> Card:
        """A published card that is not saved yet."""
        values = {"quadrant": Quadrant.IDEA, "text": "Mehr Bänke", "status": Status.PUBLISHED, "position": 10}
        return Card(handlungsfeld=self.field, first_published_at=timezone.now(), **{**values, **changes})


@dataclass(frozen=True)
class Way:
    table: str
    page: Callable[[Stage], str]
    write: Callable[[Stage], None]
    needs_editor: bool = False


WAYS = []

CARD, BOARD_TOPIC, QUESTION = (model._meta.db_table for model in (Card, BoardTopic, PlenaryQuestion))
CARD_TOPICS, CARD_PLACES, CONTRIBUTION_CARDS = (
    many_to_many.through._meta.db_table for many_to_many in (Card.topics, Card.places, Contribution.cards)
)


def card_page(stage: Stage) -> str:
    return stage.card.get_absolute_url()


def field_page(stage: Stage) -> str:
    return stage.field.get_absolute_url()


def workshop_page(stage: Stage) -> str:
    return stage.workshop.get_absolute_url()


def way(name: str, table: str, page: Callable[[Stage], str], only_on: str | None = None, needs_editor: bool = False):
    """Adds the decorated function to `WAYS`."""

    def add(write: Callable[[Stage], None]):
        marks = [getattr(pytest.mark, only_on)] if only_on else []
        WAYS.append(pytest.param(Way(table, page, write, needs_editor), id=name, marks=marks))
        return write

    return add


@way("save() of a new object", CARD, field_page)
def create(stage):
    stage.new_card().save()


@way("save()", CARD, card_page)
def save(stage):
    stage.card.text = "Saubere Luft"
    stage.card.save()


@way("save(update_fields)", CARD, card_page)
def save_one_field(stage):
    stage.card.text = "Saubere Luft"
    stage.card.save(update_fields=["text"])


@way("delete()", BOARD_TOPIC, workshop_page)
def delete(stage):
    stage.board_topic.delete()


@way("update()", CARD, card_page)
def update(stage):
    Card.objects.filter(pk=stage.card.pk).update(text="Saubere Luft")


@way("delete() of a queryset", QUESTION, workshop_page)
def delete_queryset(stage):
    PlenaryQuestion.objects.filter(workshop=stage.workshop).delete()


@way("update_or_create()", CARD, card_page)
def update_or_create(stage):
    Card.objects.update_or_create(code=stage.card.code, defaults={"text": "Saubere Luft"})


@way("bulk_create()", CARD, field_page)
def bulk_create(stage):
    Card.objects.bulk_create([stage.new_card(), stage.new_card(text="Mehr Papierkörbe")])


@way("bulk_create(ignore_conflicts)", CARD, field_page)
def bulk_create_ignoring_conflicts(stage):
    Card.objects.bulk_create([stage.new_card(code=stage.card.code), stage.new_card()], ignore_conflicts=True)


@way("bulk_create(update_conflicts)", CARD, card_page)
def bulk_create_updating_conflicts(stage):
    Card.objects.bulk_create(
        [stage.new_card(code=stage.card.code, text="Saubere Luft")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["text"],
    )


@way("bulk_update()", CARD, card_page)
def bulk_update(stage):
    stage.card.text = "Saubere Luft"
    Card.objects.bulk_update([stage.card], ["text"])


@way("add() to a many-to-many field", CARD_TOPICS, card_page)
def add(stage):
    stage.card.topics.add(stage.other_topic)


@way("remove() from a many-to-many field", CARD_TOPICS, card_page)
def remove(stage):
    stage.card.topics.remove(stage.topic)


@way("set() of a many-to-many field", CARD_TOPICS, card_page)
def set_(stage):
    stage.card.topics.set([stage.other_topic])


@way("clear() of a many-to-many field", CARD_PLACES, card_page)
def clear(stage):
    stage.card.places.clear()


@way("add() from the other end of a many-to-many field", CARD_TOPICS, card_page)
def add_from_the_other_end(stage):
    stage.other_topic.cards.add(stage.card)


@way("clear() from the other end of a many-to-many field", CONTRIBUTION_CARDS, card_page)
def clear_from_the_other_end(stage):
    stage.card.contributions.clear()


@way("add() from the other end of a foreign key", CARD, card_page)
def add_from_the_other_end_of_a_foreign_key(stage):
    stage.other_field.cards.add(stage.card)


@way("SET_NULL", BOARD_TOPIC, workshop_page)
def set_null(stage):
    """No foreign key says SET_NULL today; this one is made to for as long as it takes."""
    with on_delete(BoardTopic, "topic", models.SET_NULL):
        delete_for_good(stage.other_topic)


@way("CASCADE", QUESTION, workshop_page)
def cascade(stage):
    delete_for_good(stage.workshop)


@way("raw INSERT", CARD_TOPICS, card_page)
def raw_insert(stage):
    execute(f"INSERT INTO {CARD_TOPICS} (card_id, topic_id) VALUES (%s, %s)", stage.card.pk, stage.other_topic.pk)


@way("raw UPDATE", CARD, card_page)
def raw_update(stage):
    execute(f"UPDATE {CARD} SET text = 'Saubere Luft' WHERE id = %s", stage.card.pk)


@way("raw DELETE", CARD_TOPICS, card_page)
def raw_delete(stage):
    execute(f"DELETE FROM {CARD_TOPICS}")


@way("raw REPLACE", CARD_TOPICS, card_page, only_on="sqlite")
def raw_replace(stage):
    execute(f"UPDATE OR REPLACE {CARD_TOPICS} SET topic_id = %s", stage.other_topic.pk)


@way("raw MERGE", CARD, card_page, only_on="postgresql")
def raw_merge(stage):
    execute(
        f"MERGE INTO {CARD} USING (VALUES (%s, 'Saubere Luft')) AS new (code, text) ON {CARD}.code = new.code "
        "WHEN MATCHED THEN UPDATE SET text = new.text",
        stage.card.code,
    )


@way("an UPDATE inside a SELECT", CARD, card_page, only_on="postgresql")
def raw_update_inside_a_select(stage):
    execute(f"WITH changed AS (UPDATE {CARD} SET text = 'Saubere Luft' RETURNING id) SELECT * FROM changed")


@way("COPY", CARD_TOPICS, card_page, only_on="postgresql")
def copy(stage):
    with connection.cursor() as cursor, cursor.copy(f"COPY {CARD_TOPICS} (card_id, topic_id) FROM STDIN") as rows:
        rows.write_row((stage.card.pk, stage.other_topic.pk))


@way("TRUNCATE", QUESTION, workshop_page, only_on="postgresql")
def truncate(stage):
    execute(f"TRUNCATE {QUESTION}")


@way("loaddata", CARD, card_page)
def loaddata(stage):
    stage.card.text = "Saubere Luft"
    rows = serializers.serialize("json", [stage.card], use_natural_foreign_keys=True, use_natural_primary_keys=True)
    with TemporaryDirectory() as directory:
        fixture = Path(directory, "karte.json")
        fixture.write_text(rows)
        call_command("loaddata", fixture, verbosity=0)


@way("a form of the admin", CARD, card_page, needs_editor=True)
def admin_form(stage):
    address = f"/admin/handlungsfelder/card/{stage.card.pk}/change/"
    filled_in = ReadPage(stage.editor.get(address).text).form("card_form")
    stage.editor.post(address, {**filled_in, "text": "Saubere Luft", "_save": "Sichern"})


@way("an action of the admin", CARD, field_page, needs_editor=True)
def admin_action(stage):
    seen = f"{stage.card.pk}:{stage.card.version}"
    chosen = {"action": "delete_selected", "_selected_action": stage.card.pk, "based_on_version": seen, "post": "yes"}
    stage.editor.post("/admin/handlungsfelder/card/", chosen)


def delete_for_good(thing: models.Model):
    """As Django would, where the portal archives what was published."""
    models.QuerySet(type(thing)).filter(pk=thing.pk).delete()


def execute(statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def on_delete(model: type[models.Model], foreign_key: str, behaviour):
    relation = model._meta.get_field(foreign_key).remote_field
    usual, relation.on_delete = relation.on_delete, behaviour
    try:
        yield
    finally:
        relation.on_delete = usual
