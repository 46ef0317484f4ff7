"""
The record: what was said then. Workshops, their topic boards and groups, the contributions, and counted surveys.

One file although it is long: who wants to understand the record reads it from top to bottom.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from handlungsfelder.models import Card, Handlungsfeld, Quadrant, Topic
from leader_portal.content.addresses import SluggedModel
from leader_portal.content.base_models import (
    BaseModel,
    BaseQuerySet,
    PositionedModel,
    PublishableModel,
    PublishableQuerySet,
    not_blank,
    one_of,
)


class WorkshopFormat(models.TextChoices):
    """How people came together."""

    ON_SITE = "on_site", "vor Ort"
    ONLINE = "online", "online"
    HYBRID = "hybrid", "hybrid"


class WorkshopQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Workshop(SluggedModel, PublishableModel):
    """An event at which people of the region spoke about its strategy, and of which a record is kept."""

    title = models.CharField("Titel", max_length=160)
    held_on = models.DateField("Datum", null=True, blank=True)
    format = models.CharField("Form", max_length=10, choices=WorkshopFormat, blank=True)
    place = models.CharField("Ort der Veranstaltung", max_length=160, blank=True)
    participants = models.CharField(
        "Teilnehmende", max_length=80, blank=True, help_text="In Worten, zum Beispiel „rund 50“."
    )
    introduction = models.TextField(
        "Einleitung", blank=True, help_text="Absätze durch eine Leerzeile; Auszeichnung mit Markdown."
    )
    guiding_statement_stem = models.CharField(
        "Satzanfang des Leitsatzes",
        max_length=300,
        blank=True,
        help_text="Wie er den Arbeitsgruppen gestellt wurde.",
    )
    board_legend = models.TextField(
        "Erläuterung des Themenbretts", blank=True, help_text="Im Wortlaut des Bretts, eine Zeile je Zeichen."
    )
    board_note = models.TextField(
        "Was vom Themenbrett nicht überliefert ist",
        blank=True,
        help_text="Steht unter dem Themenbrett, etwa wenn Zeichen oder Größen verloren sind. Leer steht nichts da.",
    )

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "Workshop"
        verbose_name_plural = "Workshops"
        # Databases disagree on where an unknown day belongs.
        ordering = [F("held_on").desc(nulls_last=True), "-id"]
        constraints = [
            *PublishableModel.Meta.constraints,
            not_blank("workshop", "title", "Bitte geben Sie dem Workshop einen Titel."),
            models.CheckConstraint(
                condition=Q(format__in=["", *WorkshopFormat.values]),
                name="workshop_format_known",
                violation_error_message="Bitte wählen Sie eine der angebotenen Formen.",
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return reverse("workshops:workshop", args=[self.slug])


class PlenaryQuestionQuerySet(BaseQuerySet):
    def get_by_natural_key(self, slug, text):
        return self.get(workshop__slug=slug, text=text)


class PlenaryQuestion(PositionedModel, BaseModel):
    """A question that was put to everybody in the room."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="questions", verbose_name="Workshop")
    text = models.TextField("Frage")

    objects = PlenaryQuestionQuerySet.as_manager()
    stands_in = "workshop"
    row_fields = ("workshop",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Plenumsfrage"
        verbose_name_plural = "Plenumsfragen"
        constraints = [
            not_blank("plenaryquestion", "text", "Bitte geben Sie die Frage ein."),
            models.UniqueConstraint(
                fields=["workshop", "text"],
                name="plenaryquestion_unique_in_workshop",
                violation_error_message="Diese Frage steht schon im Protokoll.",
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.workshop.slug, self.text)

    natural_key.dependencies = ["workshops.workshop"]


class BoardColumnQuerySet(BaseQuerySet):
    def get_by_natural_key(self, workshop_slug, field_slug):
        return self.get(workshop__slug=workshop_slug, handlungsfeld__slug=field_slug)


class BoardColumn(BaseModel):
    """The head of one column of a workshop's topic board, worded as it hung there."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="board_columns", verbose_name="Workshop"
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld, on_delete=models.PROTECT, related_name="board_columns", verbose_name="Handlungsfeld"
    )
    heading = models.CharField(
        "Überschrift",
        max_length=200,
        help_text="Im Wortlaut des Bretts, auch mit seinen Abkürzungen.",
    )

    objects = BoardColumnQuerySet.as_manager()
    stands_in = "workshop"

    class Meta:
        verbose_name = "Spalte des Themenbretts"
        verbose_name_plural = "Spalten des Themenbretts"
        ordering = ["id"]
        constraints = [
            not_blank("boardcolumn", "heading", "Bitte geben Sie die Überschrift der Spalte ein."),
            models.UniqueConstraint(
                fields=["workshop", "handlungsfeld"],
                name="boardcolumn_unique_on_board",
                violation_error_message="Für dieses Handlungsfeld hat das Brett schon eine Spalte.",
            ),
        ]

    def __str__(self):
        return self.heading

    def natural_key(self):
        return (self.workshop.slug, self.handlungsfeld.slug)

    natural_key.dependencies = ["workshops.workshop", "handlungsfelder.handlungsfeld"]


class BoardTopicQuerySet(BaseQuerySet):
    def get_by_natural_key(self, workshop_slug, field_slug, wording):
        return self.get(workshop__slug=workshop_slug, handlungsfeld__slug=field_slug, wording=wording)


class BoardTopic(PositionedModel, BaseModel):
    """A topic as it hung on a workshop's topic board then. Without a field it hung there for all of them."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.CASCADE, related_name="board_topics", verbose_name="Workshop"
    )
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="board_topics",
        verbose_name="Spalte",
        help_text="Leer heißt: hing für alle Felder.",
    )
    wording = models.CharField("Wortlaut", max_length=300)
    added_here = models.BooleanField(
        "hier hinzugefügt",
        null=True,
        blank=True,
        help_text="Ob das Thema erst im Raum dazukam. „Unbekannt“, wenn es nicht überliefert ist.",
    )
    weight = models.PositiveSmallIntegerField(
        "Gewicht",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="1 bis 5: wie viel es in diesem Raum galt. Leer heißt: nicht überliefert.",
    )
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="board_topics",
        verbose_name="Thema der Strategie",
        help_text="Was daraus geworden ist.",
    )

    objects = BoardTopicQuerySet.as_manager()
    stands_in = "workshop"
    row_fields = ("workshop", "handlungsfeld")

    class Meta(PositionedModel.Meta):
        verbose_name = "Thema am Brett"
        verbose_name_plural = "Themen am Brett"
        constraints = [
            not_blank("boardtopic", "wording", "Bitte geben Sie den Wortlaut ein."),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__range=(1, 5)),
                name="boardtopic_weight_one_to_five",
                violation_error_message="Das Gewicht reicht von 1 bis 5.",
            ),
            models.UniqueConstraint(
                fields=["workshop", "handlungsfeld", "wording"],
                name="boardtopic_unique_in_column",
                violation_error_message="Dieses Thema hängt schon in dieser Spalte.",
            ),
            models.UniqueConstraint(
                fields=["workshop", "wording"],
                condition=Q(handlungsfeld__isnull=True),
                name="boardtopic_unique_for_all",
                violation_error_message="Dieses Thema hängt schon für alle Felder.",
            ),
        ]

    def __str__(self):
        return self.wording

    def natural_key(self):
        return (self.workshop.slug, self.handlungsfeld and self.handlungsfeld.slug, self.wording)

    natural_key.dependencies = ["workshops.workshop", "handlungsfelder.handlungsfeld"]


class WorkingGroupQuerySet(BaseQuerySet):
    def get_by_natural_key(self, slug, label):
        return self.get(workshop__slug=slug, label=label)


class WorkingGroup(PositionedModel, BaseModel):
    """A group that worked on one sheet. Title, line of topics and Leitsatz stand here as on that sheet."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="groups", verbose_name="Workshop")
    handlungsfeld = models.ForeignKey(
        Handlungsfeld,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="working_groups",
        verbose_name="Handlungsfeld",
        help_text="Das Feld der Strategie, um das es ging.",
    )
    label = models.CharField(
        "Bezeichnung",
        max_length=160,
        help_text="Wie die Gruppe im Protokoll heißt, zum Beispiel „HF 1: Gutes Leben“.",
    )
    title = models.CharField("Titel auf dem Blatt", max_length=160)
    qualifier = models.CharField("Zusatz auf dem Blatt", max_length=160, blank=True)
    topics_line = models.TextField("Themenzeile auf dem Blatt", blank=True)
    rounds = models.PositiveSmallIntegerField(
        "Runden",
        default=1,
        validators=[MinValueValidator(1)],
        help_text="In wie vielen Runden die Gruppe arbeitete.",
    )
    guiding_statement_stem = models.CharField("Satzanfang auf dem Blatt", max_length=300, blank=True)
    guiding_statement = models.TextField("Leitsatz der Gruppe", blank=True, help_text="Wie die Gruppe ihn formulierte.")

    objects = WorkingGroupQuerySet.as_manager()
    stands_in = "workshop"
    row_fields = ("workshop",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Arbeitsgruppe"
        verbose_name_plural = "Arbeitsgruppen"
        constraints = [
            not_blank("workinggroup", "label", "Bitte geben Sie der Gruppe eine Bezeichnung."),
            not_blank("workinggroup", "title", "Bitte geben Sie den Titel des Blattes an."),
            models.CheckConstraint(
                condition=Q(rounds__gte=1),
                name="workinggroup_rounds_from_one",
                violation_error_message="Eine Gruppe arbeitet in mindestens einer Runde.",
            ),
            models.UniqueConstraint(
                fields=["workshop", "label"],
                name="workinggroup_unique_in_workshop",
                violation_error_message="Eine Gruppe dieses Namens gibt es in diesem Workshop schon.",
            ),
        ]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (self.workshop.slug, self.label)

    natural_key.dependencies = ["workshops.workshop"]

    def get_absolute_url(self):
        return f"{self.workshop.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """The fragment under which the group stands on its workshop's page."""
        return f"gruppe-{self.pk}"


class Outcome(models.TextChoices):
    """What the LAG made of a contribution."""

    OPEN = "open", "offen"
    ADOPTED = "adopted", "übernommen"
    NOT_ADOPTED = "not_adopted", "nicht übernommen"


class ContributionQuerySet(BaseQuerySet):
    def in_quadrant(self, quadrant: Quadrant):
        return self.filter(quadrant=quadrant)

    def get_by_natural_key(self, client_id):
        return self.get(client_id=client_id)


class Contribution(PositionedModel, BaseModel):
    """What a working group said, verbatim. Curating the strategy never rewrites it."""

    client_id = models.UUIDField(
        "Kennung",
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="Erkennt denselben Beitrag wieder, auch doppelt gesendet.",
    )
    working_group = models.ForeignKey(
        WorkingGroup, on_delete=models.CASCADE, related_name="contributions", verbose_name="Arbeitsgruppe"
    )
    quadrant = models.CharField("Quadrant", max_length=10, choices=Quadrant)
    wording = models.TextField("Wortlaut", help_text="Wie es gesagt oder geschrieben wurde, mit allen Eigenheiten.")
    round = models.PositiveSmallIntegerField(
        "Runde",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Leer heißt: nicht überliefert.",
    )
    cards = models.ManyToManyField(
        Card,
        blank=True,
        related_name="contributions",
        verbose_name="Karten",
        help_text="Die Karten der Strategie, in denen der Beitrag weiterlebt.",
    )
    outcome = models.CharField("Ergebnis", max_length=12, choices=Outcome, default=Outcome.OPEN)
    reply = models.TextField(
        "Antwort", blank=True, help_text="Was daraus wurde, in einem Satz. Steht öffentlich beim Beitrag."
    )

    objects = ContributionQuerySet.as_manager()
    stands_in = "working_group"
    _history_m2m_fields = ["cards"]
    row_fields = ("working_group", "quadrant")

    class Meta(PositionedModel.Meta):
        verbose_name = "Beitrag"
        verbose_name_plural = "Beiträge"
        constraints = [
            not_blank("contribution", "wording", "Bitte geben Sie den Wortlaut ein."),
            one_of("contribution", "quadrant", Quadrant),
            one_of("contribution", "outcome", Outcome),
            models.CheckConstraint(
                condition=Q(round__isnull=True) | Q(round__gte=1),
                name="contribution_round_from_one",
                violation_error_message="Runden werden ab 1 gezählt.",
            ),
        ]

    def __str__(self):
        return self.wording if len(self.wording) <= 80 else self.wording[:79] + "…"

    def natural_key(self):
        return (str(self.client_id),)


class SurveyQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug, title):
        return self.get(workshop__slug=slug, title=title)


class Survey(PublishableModel):
    """A poll taken at a workshop, with its counted answers as far as they are recorded."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="surveys", verbose_name="Workshop")
    title = models.CharField("Titel", max_length=160)
    introduction = models.TextField(
        "Einleitung", blank=True, help_text="Absätze durch eine Leerzeile; Auszeichnung mit Markdown."
    )
    respondents = models.PositiveIntegerField(
        "Teilnehmende",
        null=True,
        blank=True,
        help_text="Wie viele geantwortet haben. Leer heißt: nicht überliefert.",
    )

    objects = SurveyQuerySet.as_manager()
    stands_in = "workshop"

    class Meta:
        verbose_name = "Umfrage"
        verbose_name_plural = "Umfragen"
        ordering = ["id"]
        constraints = [
            *PublishableModel.Meta.constraints,
            not_blank("survey", "title", "Bitte geben Sie der Umfrage einen Titel."),
            models.UniqueConstraint(
                fields=["workshop", "title"],
                name="survey_unique_in_workshop",
                violation_error_message="Eine Umfrage dieses Titels gibt es in diesem Workshop schon.",
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.workshop.slug, self.title)

    natural_key.dependencies = ["workshops.workshop"]

    def get_absolute_url(self):
        return reverse("workshops:survey", args=[self.workshop.slug, self.pk])


class QuestionKind(models.TextChoices):
    """How a question is answered, which decides how its answers are drawn."""

    SINGLE = "single", "eine Antwort"
    MULTIPLE = "multiple", "mehrere Antworten"
    SCALE = "scale", "Skala"


class SurveyQuestionQuerySet(BaseQuerySet):
    def get_by_natural_key(self, slug, title, text):
        return self.get(survey__workshop__slug=slug, survey__title=title, text=text)


class SurveyQuestion(PositionedModel, BaseModel):
    """One question of a survey."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions", verbose_name="Umfrage")
    text = models.TextField("Frage")
    kind = models.CharField("Art", max_length=10, choices=QuestionKind, default=QuestionKind.SINGLE)

    objects = SurveyQuestionQuerySet.as_manager()
    stands_in = "survey"
    row_fields = ("survey",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Frage der Umfrage"
        verbose_name_plural = "Fragen der Umfrage"
        constraints = [
            not_blank("surveyquestion", "text", "Bitte geben Sie die Frage ein."),
            one_of("surveyquestion", "kind", QuestionKind),
            models.UniqueConstraint(
                fields=["survey", "text"],
                name="surveyquestion_unique_in_survey",
                violation_error_message="Diese Frage steht schon in der Umfrage.",
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (*self.survey.natural_key(), self.text)

    natural_key.dependencies = ["workshops.survey"]


class SurveyAnswerQuerySet(BaseQuerySet):
    def get_by_natural_key(self, slug, title, text, label):
        return self.get(
            question__survey__workshop__slug=slug,
            question__survey__title=title,
            question__text=text,
            label=label,
        )


class SurveyAnswer(PositionedModel, BaseModel):
    """One possible answer and how many chose it."""

    question = models.ForeignKey(SurveyQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name="Frage")
    label = models.CharField("Antwort", max_length=200)
    votes = models.PositiveIntegerField("Stimmen", default=0)

    objects = SurveyAnswerQuerySet.as_manager()
    stands_in = "question"
    row_fields = ("question",)

    class Meta(PositionedModel.Meta):
        verbose_name = "Antwort"
        verbose_name_plural = "Antworten"
        constraints = [
            not_blank("surveyanswer", "label", "Bitte geben Sie die Antwort ein."),
            models.UniqueConstraint(
                fields=["question", "label"],
                name="surveyanswer_unique_in_question",
                violation_error_message="Diese Antwort gibt es bei dieser Frage schon.",
            ),
        ]

    def __str__(self):
        return self.label

    def natural_key(self):
        return (*self.question.natural_key(), self.label)

    natural_key.dependencies = ["workshops.surveyquestion"]
