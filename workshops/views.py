"""The pages of the record."""

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from leader_portal.website.public_pages import PublicPageMixin, visible_or_gone
from workshops.models import Survey, Workshop
from workshops.record import group_sheets, outcomes, results, topic_board


class WorkshopList(PublicPageMixin, ListView):
    """The workshops of which a record is kept, newest first."""

    template_name = "workshops/workshops.html"
    context_object_name = "workshops"

    def get_queryset(self):
        # Django drops a model's own order where it groups.
        return (
            Workshop.objects.visible()
            .annotate(
                contribution_count=Count("groups__contributions", distinct=True),
                group_count=Count("groups", distinct=True),
            )
            .order_by(*Workshop._meta.ordering)
        )


class WorkshopDetail(PublicPageMixin, DetailView):
    """The whole record of a workshop."""

    template_name = "workshops/workshop.html"
    context_object_name = "workshop"

    def get_object(self):
        return visible_or_gone(
            get_object_or_404(Workshop, slug=self.kwargs["slug"]),
            "Das Protokoll dieses Workshops ist nicht mehr veröffentlicht.",
            ("Zu den Workshops", reverse("workshops:workshops")),
        )

    def get_context_data(self, **kwargs):
        sheets = group_sheets(self.object)
        return super().get_context_data(
            questions=self.object.questions.all(),
            topic_board=topic_board(self.object),
            group_sheets=sheets,
            outcomes=outcomes(sheets),
            contribution_count=sum(sheet.count for sheet in sheets),
            surveys=self.object.surveys.shown(),
            **kwargs,
        )


class SurveyDetail(PublicPageMixin, DetailView):
    """The counted answers of a survey, as far as they are recorded."""

    template_name = "workshops/survey.html"
    context_object_name = "survey"

    def get_object(self):
        return visible_or_gone(
            get_object_or_404(
                Survey.objects.select_related("workshop"),
                workshop__slug=self.kwargs["slug"],
                pk=self.kwargs["pk"],
            ),
            "Diese Umfrage ist nicht mehr veröffentlicht.",
            ("Zu den Workshops", reverse("workshops:workshops")),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(results=results(self.object), **kwargs)
