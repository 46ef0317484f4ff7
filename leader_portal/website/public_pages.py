"""What every page for visitors has in common: it may be kept, and it says 410 for what was once there."""

from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator

from leader_portal.website.parameters import is_tracking


class Gone(Exception):
    """
    Raised for what visitors could once see and now can't. Answered 410 with a sentence and a way on.

    `sentence` says in German what was here; `way_on` is the (label, address) of where to go instead.
    """

    def __init__(self, sentence: str, way_on: tuple[str, str]):
        super().__init__(sentence)
        self.sentence = sentence
        self.way_on = way_on


class UnknownParameter(Http404):
    """Raised for an address with a parameter whose value the page does not know."""


def public_page(view):
    """
    Marks a view as a page that shows everybody without a session the same: its answers may be kept.

    A parameter that is not in the view's `parameters` leads to the page without it: links gather such on their way
    through newsletters and networks, and nobody fills the page cache with made-up addresses.
    """

    @wraps(view)
    def page(request, *args, **kwargs):
        known = getattr(page, "parameters", ())
        if any(name not in known and not is_tracking(name) for name in request.GET):
            kept = urlencode([(name, value) for name in known for value in request.GET.getlist(name)])
            return HttpResponseRedirect(f"{request.path}?{kept}" if kept else request.path)
        try:
            response = view(request, *args, **kwargs)
        except Gone as gone:
            return TemplateResponse(request, "website/410.html", {"gone": gone}, status=410)
        response.may_be_kept = True
        return response

    return page


class PublicPageMixin:
    """A class-based view that is a public page."""

    @method_decorator(public_page)
    def dispatch(self, request, *args, **kwargs):
        return super().dispatch(request, *args, **kwargs)


def visible_or_gone(thing, sentence: str, way_on: tuple[str, str]):
    """The thing if visitors may see it; else Gone if they once could, and not found if they never could."""
    if thing.is_visible:
        return thing
    if thing.was_visible:
        raise Gone(sentence, way_on)
    raise Http404(sentence)
