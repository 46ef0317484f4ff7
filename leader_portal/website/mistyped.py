"""
Addresses as they come out of a sentence or off a sheet of paper: with the full stop behind them, in a bracket, with
capitals that an editor or a telephone has put there.
"""

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

BEHIND_IT = "/.,;:!?)]}>\"'“”„‘’»«…*_"


class MistypedAddressMiddleware:
    """Answers »not found« for an address that was only typed differently with the way to the right one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            meant = address_meant(request.path_info)
            if meant:
                query = request.META.get("QUERY_STRING", "")
                meant = iri_to_uri(f"{meant}?{query}" if query else meant)
                return HttpResponsePermanentRedirect(meant, headers={"Cache-Control": "no-cache"})
        return response


def address_meant(path: str) -> str | None:
    """The address that was meant by this one, which was not found; None if there is none."""
    bare = path.rstrip(BEHIND_IT).lstrip("/")
    if not bare or path.startswith("/admin/"):
        return None
    # The code of a card counts in capitals and in small letters alike: an unknown one stays unknown.
    spellings = [bare] if view_at(path) == "card" else [bare, bare.lower()]
    candidates = [f"/{spelling}{end}" for spelling in spellings for end in ("/", "")]
    return next((meant for meant in candidates if meant != path and view_at(meant)), None)


def view_at(path: str) -> str | None:
    """The name of the view at an address; None if there is none."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
