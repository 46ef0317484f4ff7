"""
What every page of the desk has: the frame around it and, if it is about one thing, that thing and whether one may see
it.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.roles import may

NOT_SENT = "Es wurde nichts gespeichert: Bitte senden Sie das Formular noch einmal ab."


def desk_page(request, template: str, title: str, *, status: int = 200, **context) -> TemplateResponse:
    """A page in the frame of the desk."""
    request.current_app = admin.site.name
    frame = {**admin.site.each_context(request), "title": title, "subtitle": None}
    return TemplateResponse(request, template, {**frame, **context}, status=status)


class DeskView(View):
    """
    A page of the desk about one thing, such as the pinboard of a field. `model` says of which kind the thing is, and
    `permissions` what one must be allowed besides seeing it. Where the address has no `pk`, there is no one thing.
    """

    model: type[models.Model]
    permissions: tuple[str, ...] = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.thing = get_object_or_404(self.things(), pk=kwargs["pk"]) if "pk" in kwargs else None

    def things(self) -> models.QuerySet:
        """Among which the thing is looked for, with what is read along."""
        return self.model._default_manager.all()

    def dispatch(self, request, *args, **kwargs):
        if not self.may_view():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def http_method_not_allowed(self, request, *args, **kwargs):
        """
        An address to which only a form leads is also where one comes back to after signing in again: from there it
        goes on to the page with that form, where a script offers what had been typed.
        """
        if request.method != "GET":
            return super().http_method_not_allowed(request, *args, **kwargs)
        messages.info(request, NOT_SENT)
        return HttpResponseRedirect(self.home)

    @property
    def home(self) -> str:
        """The page to which the forms about this thing belong."""
        return desk_address(self.thing, "change") if self.thing else reverse("admin:index")

    def may_view(self) -> bool:
        user = self.request.user
        return (self.thing is None or may(user, "view", self.thing)) and user.has_perms(self.permissions)

    def render(self, template: str, title: str, *, status: int = 200, **context) -> TemplateResponse:
        """Without the list of everything at the side: what is written in columns and rows needs the room."""
        frame = {"opts": self.model._meta, "is_nav_sidebar_enabled": False}
        return desk_page(self.request, template, title, status=status, **frame, **context)


class DeskPages:
    """For a `ModelAdmin`: its own pages in the frame of the desk."""

    def desk_page(self, request, template: str, title: str, **context) -> TemplateResponse:
        return desk_page(request, template, title, opts=self.opts, **context)
