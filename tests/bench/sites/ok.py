"""The view that does nothing."""

from django.http import HttpResponse
from django.urls import path


def ok(request):
    # With its length, as without it the server would have to send it in chunks, which costs it time.
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("ok/", ok)]
