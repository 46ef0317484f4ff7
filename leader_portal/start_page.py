"""The LAG's desk: the admin site, its start page with what there is to do, and the archive over all models."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, OrderBy, Q
from django.urls import path, reverse
from django.utils.text import capfirst

from handlungsfelder.models import Card, Handlungsfeld, Place, Topic
from leader_portal.content.audience import Status
from leader_portal.content.base_models import BaseModel, PublishableModel
from leader_portal.content.desk_addresses import desk_address
from leader_portal.desk.archive_pages import StatusFilter
from leader_portal.desk.help import HelpPage
from leader_portal.desk.session import session_state
from leader_portal.desk.undo_pages import UndoPage
from leader_portal.desk.views import desk_page
from leader_portal.history.latest import latest_operations
from leader_portal.history.operations import recorded_models
from leader_portal.history.restoring import deleted
from leader_portal.models import FormerAddress, Funder, Page, Region
from workshops.models import (
    BoardColumn,
    BoardTopic,
    Contribution,
    Outcome,
    PlenaryQuestion,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    WorkingGroup,
    Workshop,
)

# What each kind of content is, in the words of someone who has never seen the desk; in the order of its use.
WORDS: dict[type, str] = {
    Handlungsfeld: "Die Kapitel der Strategie mit Leitsatz, Nummer und Farbe",
    Card: "Was die Strategie sagt: ein Gedanke je Karte",
    Topic: "Worum es in den Feldern geht, und woher das Thema kommt",
    Place: "Gemeinden und Dörfer, von denen Karten sprechen",
    Workshop: "Veranstaltungen, von denen es ein Protokoll gibt",
    WorkingGroup: "Wer an welchem Blatt gearbeitet hat",
    Contribution: "Was die Gruppen gesagt haben, im Wortlaut, und was daraus wurde",
    BoardTopic: "Was im Plenum am Brett hing",
    BoardColumn: "Die Überschriften am Brett",
    PlenaryQuestion: "Was alle im Raum gefragt wurden",
    Survey: "Ausgezählte Abfragen",
    SurveyQuestion: "Was in den Umfragen gefragt wurde",
    SurveyAnswer: "Wie viele was gewählt haben",
    Region: "Name, Ansprechperson und Förderhinweis: steht auf jeder Seite",
    Funder: "Logos unten auf jeder Seite",
    Page: "Impressum, Datenschutz und was Sie sonst schreiben",
    FormerAddress: "Wohin alte Adressen führen; das Portal führt die Liste selbst",
}
ORDER = {model._meta.label: place for place, model in enumerate(WORDS)}
APPS = {"handlungsfelder": 0, "workshops": 1, "leader_portal": 2}
DRAFTS_SHOWN = 8
OPERATIONS_SHOWN = 12


@dataclass(frozen=True)
class Way:
    """A link on the start page: its words, where it leads, and a remark beside it."""

    label: str
    address: str
    remark: Any = ""


class DeskSite(HelpPage, admin.AdminSite):
    """The admin of the portal, called »Redaktion« by those who use it."""

    site_header = "Redaktion"
    site_title = "Redaktion"
    index_title = "Schreibtisch der LAG"

    def __init__(self, name="admin"):
        super().__init__(name)
        # Every list has its own, which archives what was published.
        self.disable_action("delete_selected")

    def get_urls(self):
        undo = self.admin_view(UndoPage.as_view())
        return [
            path("archiv/", self.admin_view(self.archive), name="archive"),
            path("rueckgaengig/<uuid:operation>/", undo, name="undo"),
            path("stand/", session_state, name="session"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        may_see = seen_by(request.user)
        seen_models = [model for model in content_models() if model in may_see]
        context = {
            "pinboards": pinboards() if Card in may_see else [],
            "minutes": minutes() if Contribution in may_see else [],
            "drafts": self.drafts(may_see),
            "unanswered": unanswered() if Contribution in may_see else [],
            "without_origin": without_origin() if Topic in may_see else [],
            "topic_boards_unrecorded": topic_boards_unrecorded() if BoardTopic in may_see else [],
            "operations": latest_operations(seen_models, OPERATIONS_SHOWN),
            "archive_address": reverse("admin:archive"),
            "has_content": bool(may_see),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def drafts(self, may_see) -> list[Way]:
        """The drafts changed last, and at the end how many more there are. A query per kind and one for all counts."""
        found = []
        for model in publishable_models():
            if model in may_see:
                newest = model.objects.drafts().order_by("-updated_at", "-pk")
                found += [(draft.updated_at, model, draft) for draft in newest[: DRAFTS_SHOWN + 1]]
        found.sort(key=lambda entry: entry[0], reverse=True)
        return [
            Way(str(draft), desk_address(draft, "change"), model._meta.verbose_name)
            for _, model, draft in found[:DRAFTS_SHOWN]
        ]

    def archive(self, request):
        """What is archived or deleted, kind by kind, with the way to the lists that bring it back."""
        may_see = seen_by(request.user)
        if not may_see:
            raise PermissionDenied
        kinds = []
        for model in content_models():
            if model not in may_see:
                continue
            archived = model.objects.archived().count() if issubclass(model, PublishableModel) else 0
            gone = deleted(model).count()
            if archived or gone:
                kinds.append(
                    (
                        capfirst(model._meta.verbose_name_plural),
                        archived,
                        archive_of(model),
                        gone,
                        desk_address(model, "deleted"),
                    )
                )
        return desk_page(request, "desk/archive.html", "Archiv", kinds=kinds)

    def get_app_list(self, request, app_label=None):
        """In the order in which people need it, each kind with a sentence on what it is."""
        app_list = super().get_app_list(request, app_label)
        app_list.sort(key=lambda app: APPS.get(app["app_label"], len(APPS)))
        for app in app_list:
            for entry in app["models"]:
                entry["words"] = WORDS.get(entry["model"], "")
            app["models"].sort(key=lambda entry: ORDER.get(entry["model"]._meta.label, len(ORDER)))
        return app_list


def content_models() -> list[type[BaseModel]]:
    """All models whose objects have a history, in the order of the desk."""
    return sorted(recorded_models(), key=lambda model: ORDER.get(model._meta.label, len(ORDER)))


def publishable_models() -> list[type[PublishableModel]]:
    return [model for model in content_models() if issubclass(model, PublishableModel)]


def seen_by(user) -> set[type]:
    """The models whose objects the user may see."""
    return {
        model for model in content_models() if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
    }


def pinboards() -> list[Way]:
    """The Tafel of every field that is not archived, with the number of its drafts."""
    drafts = Count("cards", filter=Q(cards__status=Status.DRAFT))
    # Counting drops the order that fields have otherwise.
    fields = Handlungsfeld.objects.exclude(status=Status.ARCHIVED).annotate(drafts=drafts).order_by("number", "pk")
    return [Way(str(field), desk_address(field, "pinboard"), field.drafts) for field in fields]


def minutes() -> list[Way]:
    """The Protokoll of every group of the workshops that are not archived, newest workshop first."""
    groups = (
        WorkingGroup.objects.exclude(workshop__status=Status.ARCHIVED)
        .select_related("workshop")
        .order_by(latest_first("workshop__held_on"), "-workshop__pk", "position", "pk")
    )
    return [Way(group.label, desk_address(group, "minutes"), group.workshop) for group in groups[:12]]


def unanswered() -> list[Way]:
    """Groups with contributions that nobody has answered, and how many."""
    groups = (
        WorkingGroup.objects.exclude(workshop__status=Status.ARCHIVED)
        .annotate(open=Count("contributions", filter=Q(contributions__outcome=Outcome.OPEN)))
        .filter(open__gt=0)
        .order_by(latest_first("workshop__held_on"), "position", "pk")
    )
    contributions = desk_address(Contribution, "changelist")
    return [
        Way(
            group.label,
            f"{contributions}?working_group__id__exact={group.pk}&outcome__exact={Outcome.OPEN}",
            group.open,
        )
        for group in groups
    ]


def without_origin() -> list[Way]:
    """Fields with topics of which nobody knows where they come from, and how many; the cross-cutting ones last."""
    topics = Topic.objects.exclude(status=Status.ARCHIVED).with_topic_boards().select_related("handlungsfeld")
    counts = Counter(topic.handlungsfeld for topic in topics if not topic.has_known_origin)
    in_order = sorted(counts, key=lambda field: (field is None, field and field.number))
    return [
        Way(
            str(field) if field else "Querschnittsthemen",
            desk_address(field, "topics") if field else desk_address(Topic, "cross_cutting"),
            counts[field],
        )
        for field in in_order
    ]


def topic_boards_unrecorded() -> list[Way]:
    """Workshops with board topics of which weight or origin is not entered, and how many; newest workshop first."""
    missing = Q(board_topics__weight=None) | Q(board_topics__added_here=None)
    workshops = (
        Workshop.objects.exclude(status=Status.ARCHIVED)
        .annotate(missing=Count("board_topics", filter=missing))
        .filter(missing__gt=0)
        .order_by(latest_first("held_on"), "-pk")
    )
    return [
        Way(
            f"Themenbrett: {workshop}",
            desk_address(workshop, "board_topics"),
            workshop.missing,
        )
        for workshop in workshops
    ]


def archive_of(model) -> str:
    return f"{desk_address(model, 'changelist')}?{StatusFilter.parameter_name}={Status.ARCHIVED}"


def latest_first(day: str) -> OrderBy:
    """What has no day stands last, on either database."""
    return F(day).desc(nulls_last=True)
