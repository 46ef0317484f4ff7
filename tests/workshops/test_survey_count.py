"""Counting a survey: questions and votes on one page, with what visitors see beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leader_portal.content.audience import Status
from leader_portal.content.roles import MODERATION
from tests.desk.forms import AtTheDesk, messages_in, page_of
from tests.factories import make_survey, make_survey_answer, make_survey_question
from tests.page_reader import words
from workshops.models import Survey, SurveyAnswer, SurveyQuestion


@pytest.fixture
def survey(db):
    return make_survey(title="Stimmungsbild", respondents=40)


@pytest.fixture
def question(survey):
    return make_survey_question(survey=survey, text="Was fehlt?")


@pytest.fixture
def answers(question):
    counted = (("Bus", 20), ("Laden", 15))
    return [make_survey_answer(question=question, label=label, votes=votes) for label, votes in counted]


@pytest.fixture
def petra(db):
    return AtTheDesk("petra")


def page_for(survey) -> str:
    return reverse("admin:workshops_survey_count", args=[survey.pk])


def opened(somebody, survey) -> dict:
    return somebody.open(page_for(survey)).form("rows")


def asked(question, name) -> str:
    return f"fragen-{getattr(question, 'pk', question)}-{name}"


def answered(answer, name) -> str:
    return f"antworten-{answer.question_id}-{answer.pk}-{name}"


def counted(survey) -> list:
    """The questions with their answers, as they stand."""
    return [
        (question.text, question.kind, [(answer.label, answer.votes) for answer in question.answers.all()])
        for question in survey.questions.all()
    ]


def shown(response_or_page) -> list[str]:
    """The figures of the picture that visitors see."""
    return words(response_or_page.one("section", class_="as-visitors").iter("tr"))[1:]


def mistakes(response) -> list[str]:
    page = page_of(response)
    return words([*page.all("span", class_="rows-mistake"), *page.all("p", class_="rows-mistake")])


def test_votes_respondents_and_kind_are_changed_and_the_picture_follows(petra, survey, question, answers):
    sent = opened(petra, survey) | {answered(answers[0], "votes"): "30", asked(question, "kind"): "multiple"}
    sent |= {f"umfrage-{survey.pk}-respondents": "60"}
    response = petra.client.post(page_for(survey), sent, follow=True)
    assert messages_in(response) == ["3 Änderungen sind gespeichert."]
    assert counted(survey) == [("Was fehlt?", "multiple", [("Bus", 30), ("Laden", 15)])]
    assert Survey.objects.get(pk=survey.pk).respondents == 60
    assert shown(page_of(response)) == ["Bus\n30 50 %", "Laden\n15 25 %"]
    assert [thing.history.count() for thing in (survey, question, *answers)] == [2, 2, 2, 1]
    assert answers[0].history.first().history_user == petra.user


def test_the_picture_is_the_one_on_the_website(petra, survey, question, answers):
    public = petra.open(survey.get_absolute_url())
    section = petra.open(page_for(survey)).one("section", class_="survey-question")
    assert words(section.iter("tr")) == words(public.one("section", class_="survey-question").iter("tr"))


def test_an_answer_is_added_in_the_empty_row(petra, survey, question, answers):
    new = f"antworten-{question.pk}-n1-"
    sent = opened(petra, survey) | {f"{new}label": "Arzt", f"{new}votes": "3"}
    petra.client.post(page_for(survey), sent)
    assert counted(survey)[0][2] == [("Bus", 20), ("Laden", 15), ("Arzt", 3)]
    assert [answer.history.count() for answer in answers] == [1, 1]


def test_a_question_is_added_with_its_answers_in_one_go(petra, survey, question, answers):
    response = petra.client.post(page_for(survey), opened(petra, survey) | {"more": "fragen"})
    (focused,) = [area for area in page_of(response).all("textarea") if area.get("autofocus") is not None]
    assert focused.get("name") == "fragen-n1-text"
    sent = page_of(response).form("rows")
    assert sent["rows-antworten-n1"] == ["n1,n2,n3"]
    sent |= {"fragen-n1-text": "Und sonst?", "fragen-n1-kind": "scale"}
    sent |= {"antworten-n1-n1-label": "gut", "antworten-n1-n1-votes": "7"}
    petra.client.post(page_for(survey), sent)
    assert counted(survey)[1] == ("Und sonst?", "scale", [("gut", 7)])


def test_a_survey_without_questions_starts_with_an_empty_one(petra, survey):
    sent = opened(petra, survey) | {"fragen-n1-text": "Erste?", "antworten-n1-n2-label": "ja"}
    petra.client.post(page_for(survey), sent | {"antworten-n1-n2-votes": "1"})
    assert counted(survey) == [("Erste?", "single", [("ja", 1)])]


def test_more_rows_are_offered_and_what_was_typed_is_kept(petra, survey, question, answers):
    key = f"antworten-{question.pk}"
    sent = opened(petra, survey) | {answered(answers[0], "votes"): "21", f"{key}-n1-label": "Arzt", "more": key}
    kept = page_of(petra.client.post(page_for(survey), sent)).form("rows")
    assert kept[f"rows-{key}"][0].split(",")[-2:] == ["n1", "n2"]
    assert (kept[f"{key}-n1-label"], kept[answered(answers[0], "votes")]) == (["Arzt"], ["21"])
    assert counted(survey)[0][2] == [("Bus", 20), ("Laden", 15)]


def test_questions_and_answers_are_moved_without_a_script(petra, survey, question, answers):
    second = make_survey_question(survey=survey, text="Und sonst?")
    sent = opened(petra, survey) | {"move": f"antworten-{question.pk}:{answers[1].pk}:up"}
    sent = page_of(petra.client.post(page_for(survey), sent)).form("rows") | {"move": f"fragen:{second.pk}:up"}
    petra.client.post(page_for(survey), page_of(petra.client.post(page_for(survey), sent)).form("rows"))
    assert [(text, labels) for text, _, labels in counted(survey)] == [
        ("Und sonst?", []),
        ("Was fehlt?", [("Laden", 15), ("Bus", 20)]),
    ]


def test_an_answer_is_removed_and_its_label_free_again(petra, survey, question, answers):
    new = f"antworten-{question.pk}-n1-"
    sent = opened(petra, survey) | {answered(answers[0], "remove"): "on"}
    petra.client.post(page_for(survey), sent | {f"{new}label": "Bus", f"{new}votes": "2"})
    assert counted(survey)[0][2] == [("Laden", 15), ("Bus", 2)]
    assert SurveyAnswer.history.filter(id=answers[0].pk).first().history_type == "-"


def test_a_question_is_removed_with_its_answers(petra, survey, question, answers):
    petra.client.post(page_for(survey), opened(petra, survey) | {asked(question, "remove"): "on"})
    assert counted(survey) == []
    assert SurveyAnswer.history.filter(id=answers[0].pk).first().history_type == "-"


# Two at one survey


def test_a_stale_answer_is_refused_with_both_versions_and_nothing_is_written(petra, survey, question, answers):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, survey), opened(paul, survey)
    name = answered(answers[0], "votes")
    petra.client.post(page_for(survey), petras | {name: "25"})
    response = paul.client.post(page_for(survey), pauls | {name: "30", answered(answers[1], "votes"): "16"})
    page = page_of(response)
    assert response.status_code == 409
    assert words(page.one("section", class_="conflict").iter("tbody")) == ["Stimmen\n25\n30"]
    assert counted(survey)[0][2] == [("Bus", 25), ("Laden", 15)]
    paul.client.post(page_for(survey), page.form("rows"))
    assert counted(survey)[0][2] == [("Bus", 30), ("Laden", 16)]


@pytest.mark.parametrize("whole_question", [True, False])
def test_what_somebody_else_just_counted_is_not_removed_unseen(petra, survey, question, answers, whole_question):
    paul = AtTheDesk("paul")
    petras, pauls = opened(petra, survey), opened(paul, survey)
    petra.client.post(page_for(survey), petras | {answered(answers[0], "votes"): "25"})
    name = asked(question, "remove") if whole_question else answered(answers[0], "remove")
    response = paul.client.post(page_for(survey), pauls | {name: "on"})
    assert response.status_code == 409
    assert counted(survey)[0][2] == [("Bus", 25), ("Laden", 15)]
    paul.client.post(page_for(survey), page_of(response).form("rows"))
    assert counted(survey) == ([] if whole_question else [("Was fehlt?", "single", [("Laden", 15)])])


def test_a_question_is_not_removed_while_somebody_adds_an_answer_to_it(petra, survey, question, answers):
    sent = opened(petra, survey) | {asked(question, "remove"): "on"}
    make_survey_answer(question=question, label="Arzt")
    response = petra.client.post(page_for(survey), sent)
    assert (response.status_code, len(mistakes(response))) == (409, 1)
    assert SurveyAnswer.objects.count() == 3


# Bad input


@pytest.mark.parametrize(
    ("votes", "mistake"),
    [
        ("-1", "Weniger als 0 können es nicht sein."),
        (str(10**12), "Diese Zahl ist zu groß."),
        ("", "Bitte tragen Sie die Zahl ein, 0 wenn es keine gab."),
        ("viele", "Das ist keine ganze Zahl."),
    ],
)
def test_votes_that_are_none_are_refused_and_all_input_kept(petra, survey, question, answers, votes, mistake):
    sent = opened(petra, survey) | {answered(answers[0], "votes"): votes, asked(question, "text"): "Anders?"}
    response = petra.client.post(page_for(survey), sent)
    kept = page_of(response).form("rows")
    assert response.status_code == 422
    assert mistakes(response) == [mistake]
    assert (kept[answered(answers[0], "votes")], kept[asked(question, "text")]) == ([votes], ["Anders?"])
    assert counted(survey) == [("Was fehlt?", "single", [("Bus", 20), ("Laden", 15)])]


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"text": "x" * 2001}, "Das sind 2001 Zeichen; bis zu 2000 haben Platz. Bitte kürzen Sie den Text."),
        ({"text": ""}, "Bitte geben Sie die Frage ein."),
        ({"kind": "würfeln"}, "Bitte wählen Sie eine der angebotenen Arten."),
    ],
)
def test_a_question_that_is_none_is_refused(petra, survey, question, changes, mistake):
    sent = opened(petra, survey) | {asked(question, name): value for name, value in changes.items()}
    response = petra.client.post(page_for(survey), sent)
    assert (response.status_code, mistakes(response)) == (422, [mistake])


def test_a_label_that_is_too_long_or_there_already_is_refused(petra, survey, question, answers):
    sent = opened(petra, survey) | {answered(answers[0], "label"): "x" * 201, answered(answers[1], "label"): "Bus"}
    assert mistakes(petra.client.post(page_for(survey), sent)) == [
        "Das sind 201 Zeichen; bis zu 200 haben Platz. Bitte kürzen Sie den Text.",
        "Diese Antwort gibt es bei dieser Frage schon.",
    ]


def test_answers_without_a_question_are_refused_and_kept(petra, survey):
    sent = opened(petra, survey) | {"antworten-n1-n1-label": "ja", "antworten-n1-n1-votes": "1"}
    response = petra.client.post(page_for(survey), sent)
    assert response.status_code == 422
    assert page_of(response).form("rows")["antworten-n1-n1-label"] == ["ja"]
    assert SurveyQuestion.objects.count() == 0


def test_an_answer_of_another_survey_cannot_be_slipped_in(petra, survey, question, answers):
    other = make_survey_answer(label="Fremd", votes=1)
    key = f"antworten-{question.pk}"
    sent = opened(petra, survey)
    sent |= {f"rows-{key}": f"{sent[f'rows-{key}'][0]},{other.pk}", f"{key}-{other.pk}-votes": "99"}
    assert petra.client.post(page_for(survey), sent).status_code == 409
    assert SurveyAnswer.objects.get(pk=other.pk).votes == 1


# What can hardly be right


def test_more_votes_than_respondents_are_saved_and_said(petra, survey, question, answers):
    sent = opened(petra, survey) | {answered(answers[0], "votes"): "26"}
    response = petra.client.post(page_for(survey), sent, follow=True)
    assert counted(survey)[0][2] == [("Bus", 26), ("Laden", 15)]
    assert words(page_of(response).all("p", class_="notice count-warning")) == [
        "Bei „Was fehlt?“ sind zusammen 41 Stimmen eingetragen, geantwortet haben aber nur 40 Personen. Bitte prüfen "
        "Sie die Zahlen und ob vielleicht mehrere Antworten möglich waren."
    ]


@pytest.mark.parametrize(
    ("respondents", "kind", "said"), [(40, "multiple", 0), (19, "multiple", 1), (None, "single", 0)]
)
def test_where_several_answers_were_possible_only_one_answer_may_not_exceed(petra, respondents, kind, said):
    question = make_survey_question(survey=make_survey(respondents=respondents), kind=kind)
    for _ in range(3):
        make_survey_answer(question=question, votes=20)
    assert len(petra.open(page_for(question.survey)).all("p", class_="notice count-warning")) == said


# Roles, cost, ways


def test_moderation_reads_a_published_survey_and_counts_one_in_the_making(survey, question, answers):
    moritz = AtTheDesk("moritz", MODERATION)
    sent = opened(moritz, survey)
    assert sent.keys() <= {"csrfmiddlewaretoken"}
    key = f"antworten-{question.pk}"
    rows = {"rows-fragen": question.pk, "order-fragen": question.pk, f"rows-{key}": f"{answers[0].pk},n1"}
    version = {answered(answers[0], "based_on_version"): "1", asked(question, "based_on_version"): "1"}
    for forged in (
        {answered(answers[0], "votes"): "99"},
        {answered(answers[0], "remove"): "on"},
        {asked(question, "remove"): "on", answered(answers[1], "based_on_version"): "1"},
        {f"{key}-n1-label": "Neu", f"{key}-n1-votes": "1"},
    ):
        assert moritz.client.post(page_for(survey), sent | rows | version | forged).status_code == 403, forged
    assert counted(survey)[0][2] == [("Bus", 20), ("Laden", 15)]

    own = make_survey_answer(question=make_survey_question(survey=make_survey(status=Status.DRAFT)))
    sent = opened(moritz, own.question.survey) | {answered(own, "votes"): "12"}
    moritz.client.post(page_for(own.question.survey), sent)
    assert SurveyAnswer.objects.get(pk=own.pk).votes == 12


def test_who_has_no_role_does_not_get_in(survey):
    nobody = AtTheDesk("nobody", role=None)
    assert nobody.client.get(page_for(survey)).status_code == 403
    assert nobody.client.post(page_for(survey), {}).status_code == 403


def test_the_page_costs_as_many_queries_with_one_answer_as_with_thirty(petra, survey, question):
    def cost() -> tuple[int, int]:
        sent = opened(petra, survey)
        with CaptureQueriesContext(connection) as opening:
            petra.client.get(page_for(survey))
        with CaptureQueriesContext(connection) as saving:
            petra.client.post(page_for(survey), sent)
        return len(opening), len(saving)

    make_survey_answer(question=question)
    with_one = cost()
    for number in range(29):
        make_survey_answer(question=question if number % 2 else make_survey_question(survey=survey))
    assert cost() == with_one
    assert with_one[0] <= 10


def test_the_desk_leads_to_the_page(petra, survey):
    assert page_for(survey) in petra.open("/admin/workshops/survey/").links
    assert page_for(survey) in petra.open(f"/admin/workshops/survey/{survey.pk}/change/").links
