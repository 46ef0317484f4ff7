"""The preview: staff see drafts on the public pages, marked as such, while the switch in their bar is on."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from leader_portal.content.audience import preview

SESSION_KEY = "preview"


class PreviewMiddleware:
    """
    Shows drafts to whom switched the preview on. Such a request carries a session cookie, so the page cache
    lets it pass in both directions.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session and request.user.is_active and request.user.is_staff:
            with preview():
                return self.get_response(request)
        return self.get_response(request)


@login_required(login_url="admin:login")
@require_POST
def switch_preview(request):
    """Turn the preview on or off for this session (`an` is `1` or `0`), then go back to where one was (`weiter`)."""
    if not request.user.is_staff:
        raise PermissionDenied
    if request.POST.get("an") == "1":
        request.session[SESSION_KEY] = True
    else:
        request.session.pop(SESSION_KEY, None)
    onward = request.POST.get("weiter", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = "/"
    return HttpResponseRedirect(onward)
