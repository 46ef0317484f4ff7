"""The answers where something went wrong: an address that leads nowhere, and a request that was refused unread."""

import re
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from leader_portal.website.public_pages import UnknownParameter

NOT_UNDERSTOOD = "Diese Anfrage war nicht zu verstehen. Bitte rufen Sie die Seite noch einmal über ihre Adresse auf."
TOO_MANY_FIELDS = "Das Formular hat mehr Felder, als das Portal auf einmal annimmt."
# Of a form's fields, those that the page itself filled in, and those that nobody wants to see on a page.
NOT_TYPED = re.compile(r"(csrfmiddlewaretoken|based_on_version|password\d?)$")
TOO_BIG = "Das ist mehr Text, als das Portal auf einmal annimmt."
# How much of a form that is too large is read to give it back, in bytes.
GIVEN_BACK = 10 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def not_found(request, exception):
    """404, with a way on."""
    context = {"has_unknown_parameter": isinstance(exception, UnknownParameter)}
    return TemplateResponse(request, "404.html", context, status=404)


def bad_request(request, exception):
    """
    400. Whoever works at the desk stays there, reads the reason and gets back what they typed. For everybody else it
    is a page that asks nothing of the database.
    """
    if not is_at_desk(request):
        return HttpResponseBadRequest(render_to_string("400.html"))
    is_too_much = isinstance(exception, TooManyFieldsSent | RequestDataTooBig) and request.method == "POST"
    context = {
        **admin.site.each_context(request),
        "title": "Zu viel auf einmal" if is_too_much else "Nicht zu verstehen",
        "reason": NOT_UNDERSTOOD,
        "is_too_much": is_too_much,
        "entered": "",
    }
    if is_too_much:
        context["reason"] = TOO_MANY_FIELDS if isinstance(exception, TooManyFieldsSent) else TOO_BIG
        context["entered"] = "\n".join(typed_texts(request))
    return TemplateResponse(request, "admin/400.html", context, status=400)


def server_error(request):
    """500. Django's own reads the form once more, for a token that the page does not have; it may be what is wrong."""
    return HttpResponseServerError(render_to_string("500.html"))


def is_at_desk(request) -> bool:
    """Whether it is a page of the desk, asked for by somebody who may be there."""
    # Neither is known yet where a request is refused before it has come that far.
    place = request.resolver_match
    return (
        bool(place) and "admin" in place.app_names and hasattr(request, "user") and admin.site.has_permission(request)
    )


def typed_texts(request) -> list[str]:
    """
    What stood in the fields of a form that was not read, so that nobody has to type it again. Which of them were
    hidden is not known here: whatever holds no letter is a number of the page's own, or one that is quickly typed.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        return []
    try:
        body = request.body
    except RequestDataTooBig:
        body = request.read(GIVEN_BACK)
    fields = parse_qsl(body.decode("utf-8", "replace"))
    return [
        value
        for name, value in fields
        if not NOT_TYPED.search(name) and any(character.isalpha() for character in value)
    ]
