"""The page in the admin on which a survey is counted."""

from django.urls import path

from leader_portal.rows.pages import GridView
from workshops.models import Survey
from workshops.record import results
from workshops.survey_count import SurveyCount, warnings_of


class CountSurvey(GridView):
    """One survey: what is entered, and beside it what visitors see."""

    model = Survey
    template = "workshops/survey_count.html"

    def queryset(self):
        return Survey.objects.select_related("workshop")

    def may_view(self):
        user = self.request.user
        return super().may_view() and user.has_perms(["workshops.view_surveyquestion", "workshops.view_surveyanswer"])

    def grid(self, data=None):
        # What was sent changes the object, but the picture beside it shows what is saved.
        survey = self.thing if data is None else self.found(self.thing.pk)
        return SurveyCount(survey=survey, user=self.request.user, data=data)

    def sentence(self, count):
        return "Eine Änderung ist gespeichert." if count == 1 else f"{count} Änderungen sind gespeichert."

    def context(self, grid):
        counted = results(self.thing)
        return {
            "title": f"Auszählung: {self.thing}",
            "survey": self.thing,
            "results": counted,
            "warnings": warnings_of(counted, self.thing.respondents),
            "public_address": self.thing.get_absolute_url() if self.thing.is_visible else "",
        }


def survey_count_urls(admin_site) -> list:
    """Below the address of surveys."""
    view = admin_site.admin_view(CountSurvey.as_view(admin_site=admin_site))
    return [path("<int:pk>/auszaehlung/", view, name="workshops_survey_count")]
