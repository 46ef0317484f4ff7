"""The pages of grids: one form, whose buttons save it, move a row, or add one. All of it works without a script."""

from typing import Protocol

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views import View

from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may
from leader_portal.desk.forms import Conflict
from leader_portal.rows.groups import DOWN, UP, Group

INVALID, FORBIDDEN, CONFLICT = 422, 403, 409


class Grid:
    """All that is saved together: groups of rows. `errors` are sentences that belong to none of them."""

    groups: list[Group]

    def check(self):
        for group in self.groups:
            group.check()

    @property
    def errors(self) -> list[str]:
        return [sentence for group in self.groups for sentence in group.errors]

    @property
    def is_valid(self) -> bool:
        return all(group.is_valid for group in self.groups)

    @property
    def conflicts(self) -> list[Conflict]:
        return [conflict for group in self.groups for conflict in group.conflicts]

    @property
    def may_be_changed(self) -> bool:
        return any(group.may_be_changed for group in self.groups)

    @property
    def status(self) -> int:
        """What an answer that refuses it is called in HTTP."""
        if any(group.is_role for group in self.groups):
            return FORBIDDEN
        return CONFLICT if any(group.is_conflict for group in self.groups) else INVALID

    def save(self) -> int:
        """Write everything; how many rows changed."""
        return sum(group.save() for group in self.groups)

    def move(self, button: str):
        """What a button for moving says: group, row, and `up` or `down`."""
        key, _, rest = button.partition(":")
        row, _, direction = rest.partition(":")
        if direction in (UP, DOWN):
            for group in self.groups:
                if group.key == key:
                    group.move(row, direction)

    def add(self, key: str):
        """Put an empty row at the end of a group."""
        for group in self.groups:
            if group.key == key and group.make is not None:
                group.add_blank().has_focus = "text"


class MakesGrid(Protocol):
    def __call__(self, data=None) -> Grid: ...


def save_grid(*, make: MakesGrid, data) -> tuple[Grid, int]:
    """Check what was entered against what stands, and write all of it or nothing. Other writers wait meanwhile."""
    with transaction.atomic():
        ContentRevision.objects.lock()
        grid = make(data)
        grid.check()
        return grid, grid.save() if grid.is_valid else 0


class GridView(View):
    """A page with a grid. `model` is what it belongs to."""

    admin_site = None
    model = None
    template = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.thing = self.found(kwargs["pk"]) if "pk" in kwargs else None

    def found(self, pk: int):
        try:
            return get_object_or_404(self.queryset(), pk=pk)
        except OverflowError as too_large:
            raise Http404("Das gibt es nicht.") from too_large

    def queryset(self):
        return self.model.objects.all()

    def dispatch(self, request, *args, **kwargs):
        if not self.may_view():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_view(self) -> bool:
        return may(self.request.user, "view", self.thing)

    def grid(self, data=None) -> Grid:
        """The rows of this page, as they are stored or as `data` sends them. Each page says which."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        return self.show(self.grid())

    def post(self, request, *args, **kwargs):
        if "move" in request.POST or "more" in request.POST:
            grid = self.grid(request.POST)
            grid.move(request.POST.get("move", ""))
            grid.add(request.POST.get("more", ""))
            return self.show(grid, is_arranged=True)
        grid, count = save_grid(make=self.grid, data=request.POST)
        if not grid.is_valid:
            return self.show(grid, grid.status)
        messages.success(request, self.sentence(count) if count else "Es gab nichts zu speichern.")
        return HttpResponseRedirect(request.get_full_path())

    def sentence(self, count: int) -> str:
        """What has happened when so many rows were written. Each page has its own word for a row."""
        raise NotImplementedError

    def show(self, grid: Grid, status: int = 200, is_arranged: bool = False) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(self.request),
            # The rows need the room.
            "is_nav_sidebar_enabled": False,
            "opts": self.model._meta,
            "thing": self.thing,
            "grid": grid,
            "is_refused": status != 200,
            "is_arranged": is_arranged,
            **self.context(grid),
        }
        return TemplateResponse(self.request, self.template, context, status=status)

    def context(self, grid: Grid) -> dict:
        return {}
