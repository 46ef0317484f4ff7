"""What a script asks before it sends a form: whether one is still signed in, and for a token that holds."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache


@never_cache
def session_state(request):
    """`user` is the id of who is signed in at the desk, as a text, empty for nobody."""
    user = str(request.user.pk) if request.user.is_active and request.user.is_staff else ""
    return JsonResponse({"user": user, "token": get_token(request)})
