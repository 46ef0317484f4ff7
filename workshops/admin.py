"""The record in the admin."""

from django.contrib import admin

from leader_portal.desk.archive_pages import StatusFilter
from leader_portal.desk.base_admin import BaseAdmin, BaseInline, PublishableAdmin, link_column
from leader_portal.exchange.pages import ExchangePages
from workshops.minutes.urls import minutes_urls, record_urls
from workshops.models import (
    BoardColumn,
    BoardTopic,
    Contribution,
    PlenaryQuestion,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    WorkingGroup,
    Workshop,
)
from workshops.setting_up import set_up_urls
from workshops.survey_count import survey_count_urls
from workshops.tables import BoardTopicTable, ContributionTable, SurveyAnswerTable
from workshops.topic_board_reading import topic_board_reading_urls
from workshops.topic_board_rows import topic_board_urls


class PlenaryQuestionInline(BaseInline):
    model = PlenaryQuestion
    help_texts = {"text": "Die Frage, wie sie im Plenum gestellt wurde."}


class BoardColumnInline(BaseInline):
    model = BoardColumn


@admin.register(Workshop)
class WorkshopAdmin(PublishableAdmin):
    list_display = ["title", "held_on", "format", "place", "topic_board", "status"]
    list_filter = [StatusFilter, "format"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [PlenaryQuestionInline, BoardColumnInline]
    help_texts = {
        "title": "So heißt der Workshop in der Liste der Workshops und über seinem Protokoll.",
        "held_on": "Steht über dem Protokoll und ordnet die Liste der Workshops. Leer heißt: nicht überliefert.",
        "format": "Steht über dem Protokoll. Leer heißt: nicht überliefert.",
        "place": "Wo man zusammenkam, zum Beispiel „Altes Rathaus“. Steht über dem Protokoll.",
    }

    topic_board = link_column("board_topics", "Themenbrett", lambda workshop: workshop.title)

    def get_urls(self):
        return [
            *topic_board_urls(self.admin_site),
            *topic_board_reading_urls(self.admin_site),
            *record_urls(self.admin_site),
            *set_up_urls(self.admin_site),
            *super().get_urls(),
        ]


@admin.register(PlenaryQuestion)
class PlenaryQuestionAdmin(BaseAdmin):
    list_display = ["text", "workshop", "position"]
    list_filter = ["workshop"]
    list_select_related = ["workshop"]
    help_texts = {
        "workshop": "In wessen Protokoll die Frage steht.",
        "text": "Die Frage, wie sie im Plenum gestellt wurde.",
    }

    def view_on_site(self, obj):
        return obj.workshop.get_absolute_url()


@admin.register(BoardTopic)
class BoardTopicAdmin(ExchangePages, BaseAdmin):
    table_class = BoardTopicTable
    list_display = ["wording", "workshop", "handlungsfeld", "added_here", "weight", "position"]
    list_filter = ["workshop", "handlungsfeld", "added_here", "weight"]
    list_select_related = ["workshop", "handlungsfeld"]
    search_fields = ["wording"]
    autocomplete_fields = ["topic"]
    ordering = ["workshop", "handlungsfeld__number", "position", "id"]
    help_texts = {
        "workshop": "An wessen Brett das Thema hing.",
        "wording": "Wie es am Brett stand. Das Thema der Strategie darf anders heißen.",
    }

    def view_on_site(self, obj):
        return obj.workshop.get_absolute_url()


@admin.register(BoardColumn)
class BoardColumnAdmin(BaseAdmin):
    list_display = ["heading", "workshop", "handlungsfeld"]
    list_filter = ["workshop"]
    list_select_related = ["workshop", "handlungsfeld"]
    search_fields = ["heading"]
    help_texts = {
        "workshop": "An wessen Brett die Spalte stand.",
        "handlungsfeld": "Zu welchem Feld der Strategie die Spalte gehört.",
    }

    def view_on_site(self, obj):
        return obj.workshop.get_absolute_url()


@admin.register(WorkingGroup)
class WorkingGroupAdmin(BaseAdmin):
    list_display = ["label", "workshop", "handlungsfeld", "rounds", "position", "minutes"]
    list_filter = ["workshop", "handlungsfeld"]
    list_select_related = ["workshop", "handlungsfeld"]
    search_fields = ["label", "title"]
    help_texts = {
        "workshop": "In wessen Protokoll das Blatt der Gruppe steht.",
        "title": "Wie er auf dem Blatt stand. Der Titel des Handlungsfelds darf anders lauten.",
        "qualifier": "Der kleinere Zusatz hinter dem Titel, wie er auf dem Blatt stand.",
        "topics_line": "Die Zeile der Themen unter dem Titel, wie sie auf dem Blatt stand.",
        "guiding_statement_stem": "Wie er auf dem Blatt stand. Leer gelassen steht der Leitsatz allein.",
    }

    minutes = link_column("minutes", "Protokoll", lambda group: group.label)

    def get_urls(self):
        return [*minutes_urls(self.admin_site), *super().get_urls()]


@admin.register(Contribution)
class ContributionAdmin(ExchangePages, BaseAdmin):
    table_class = ContributionTable
    list_display = ["wording", "working_group", "quadrant", "round", "outcome"]
    list_filter = ["outcome", "working_group", "quadrant", "round"]
    list_select_related = ["working_group"]
    search_fields = ["wording"]
    autocomplete_fields = ["working_group", "cards"]
    ordering = ["working_group__position", "quadrant", "position", "id"]
    help_texts = {
        "working_group": "Auf wessen Blatt der Beitrag steht.",
        "quadrant": "In welcher Spalte des Blattes der Beitrag steht.",
        "outcome": "Was die LAG daraus gemacht hat. Steht öffentlich beim Beitrag.",
    }

    def view_on_site(self, obj):
        return obj.working_group.get_absolute_url()


QUESTION_HELP = {
    "text": "Im Wortlaut der Umfrage.",
    "kind": "Entscheidet, wie die Antworten gezeichnet werden und wovon die Prozente gerechnet sind.",
}
ANSWER_HELP = {
    "label": "Im Wortlaut der Umfrage.",
    "votes": "Wie viele das gewählt haben. Die Zahl steht so neben dem Balken.",
}


class SurveyQuestionInline(BaseInline):
    model = SurveyQuestion
    help_texts = QUESTION_HELP
    show_change_link = True


@admin.register(Survey)
class SurveyAdmin(PublishableAdmin):
    list_display = ["title", "workshop", "respondents", "count", "status"]
    list_filter = [StatusFilter, "workshop"]
    list_select_related = ["workshop"]
    inlines = [SurveyQuestionInline]
    help_texts = {
        "workshop": "In wessen Protokoll die Umfrage steht.",
        "title": "Steht über der Umfrage und im Verweis vom Protokoll.",
    }

    count = link_column("count", "Auszählung", lambda survey: survey.title)

    def get_urls(self):
        return [*survey_count_urls(self.admin_site), *super().get_urls()]


class SurveyAnswerInline(BaseInline):
    model = SurveyAnswer
    help_texts = ANSWER_HELP


@admin.register(SurveyQuestion)
class SurveyQuestionAdmin(BaseAdmin):
    list_display = ["text", "survey", "kind", "position"]
    list_filter = ["survey", "kind"]
    list_select_related = ["survey"]
    inlines = [SurveyAnswerInline]
    help_texts = {"survey": "Zu welcher Umfrage die Frage gehört.", **QUESTION_HELP}

    def view_on_site(self, obj):
        return obj.survey.get_absolute_url()


@admin.register(SurveyAnswer)
class SurveyAnswerAdmin(ExchangePages, BaseAdmin):
    table_class = SurveyAnswerTable
    list_display = ["label", "question", "votes", "position"]
    list_filter = ["question__survey"]
    list_select_related = ["question"]
    help_texts = {"question": "Auf welche Frage das die Antwort ist.", **ANSWER_HELP}

    def view_on_site(self, obj):
        return obj.question.survey.get_absolute_url()
