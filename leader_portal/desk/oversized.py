"""What is too much for one form: answered with a reason and with what was entered, instead of a bare error."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import parse_qsl

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

TOO_MANY_FIELDS = (
    "Das Formular hat mehr Felder, als das Portal auf einmal annimmt. Es wurde nichts gespeichert. Bitte teilen Sie "
    "die Eingabe auf mehrere Male auf."
)
TOO_BIG = (
    "Das ist mehr Text, als das Portal auf einmal annimmt. Es wurde nichts gespeichert. Gehen Sie im Browser zurück: "
    "Dort steht Ihre Eingabe noch. Teilen Sie sie bitte auf mehrere Male auf."
)


def answering_oversized(view: Callable, texts: tuple[str, ...] = ()) -> Callable:
    """
    The view, with an answer for forms that are too large for Django. `texts` are the beginnings of the names of the
    fields whose content is given back.

    Django refuses such a form where it is read first, and that is in the CSRF middleware, before any view. So the
    check against forgery moves to just around the view, where the refusal can be caught.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def answering(request, *args, **kwargs):
        try:
            return protected(request, *args, **kwargs)
        except TooManyFieldsSent:
            return refusal(request, TOO_MANY_FIELDS, entered_texts(request, texts))
        except RequestDataTooBig:
            return refusal(request, TOO_BIG, [])

    return csrf_exempt(answering)


def refusal(request, reason: str, entered: list[str]) -> TemplateResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Zu viel auf einmal",
        "reason": reason,
        "entered": "\n".join(entered),
    }
    return TemplateResponse(request, "desk/oversized.html", context, status=400)


def entered_texts(request, names: tuple[str, ...]) -> list[str]:
    """What stood in these fields of a form that was not read, so that nobody has to type it again."""
    if not names or request.content_type != "application/x-www-form-urlencoded":
        return []
    fields = parse_qsl(request.body.decode("utf-8", "replace"))
    return [value for name, value in fields if name.startswith(names)]
