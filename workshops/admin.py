"""The record in the admin."""

from django.contrib import admin

from leader_portal.base_admin import BaseAdmin, PublishableAdmin
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


class PlenaryQuestionInline(admin.StackedInline):
    model = PlenaryQuestion
    extra = 0


class BoardColumnInline(admin.StackedInline):
    model = BoardColumn
    extra = 0


@admin.register(Workshop)
class WorkshopAdmin(PublishableAdmin):
    list_display = ["title", "held_on", "format", "place", "status"]
    list_filter = ["status", "format"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [PlenaryQuestionInline, BoardColumnInline]


@admin.register(PlenaryQuestion)
class PlenaryQuestionAdmin(BaseAdmin):
    list_display = ["text", "workshop", "position"]
    list_filter = ["workshop"]
    list_select_related = ["workshop"]


@admin.register(BoardTopic)
class BoardTopicAdmin(BaseAdmin):
    list_display = ["wording", "workshop", "handlungsfeld", "added_here", "weight", "position"]
    list_filter = ["workshop", "handlungsfeld", "added_here", "weight"]
    list_select_related = ["workshop", "handlungsfeld"]
    search_fields = ["wording"]
    autocomplete_fields = ["topic"]
    ordering = ["workshop", "handlungsfeld__number", "position", "id"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(BaseAdmin):
    list_display = ["label", "workshop", "handlungsfeld", "rounds", "position"]
    list_filter = ["workshop", "handlungsfeld"]
    list_select_related = ["workshop", "handlungsfeld"]
    search_fields = ["label", "title"]


@admin.register(Contribution)
class ContributionAdmin(BaseAdmin):
    list_display = ["wording", "working_group", "quadrant", "round", "outcome"]
    list_filter = ["outcome", "working_group", "quadrant", "round"]
    list_select_related = ["working_group"]
    search_fields = ["wording"]
    autocomplete_fields = ["working_group", "cards"]
    ordering = ["working_group__position", "quadrant", "position", "id"]


class SurveyQuestionInline(admin.StackedInline):
    model = SurveyQuestion
    extra = 0
    show_change_link = True


@admin.register(Survey)
class SurveyAdmin(PublishableAdmin):
    list_display = ["title", "workshop", "respondents", "status"]
    list_filter = ["status", "workshop"]
    list_select_related = ["workshop"]
    inlines = [SurveyQuestionInline]


class SurveyAnswerInline(admin.StackedInline):
    model = SurveyAnswer
    extra = 0


@admin.register(SurveyQuestion)
class SurveyQuestionAdmin(BaseAdmin):
    list_display = ["text", "survey", "kind", "position"]
    list_filter = ["survey", "kind"]
    list_select_related = ["survey"]
    inlines = [SurveyAnswerInline]


@admin.register(SurveyAnswer)
class SurveyAnswerAdmin(BaseAdmin):
    list_display = ["label", "question", "votes", "position"]
    list_filter = ["question__survey"]
    list_select_related = ["question"]
