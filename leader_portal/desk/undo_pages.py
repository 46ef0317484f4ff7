"""The page that tells what an operation did and undoes it, and the way there from the message right after it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views import View

from leader_portal.content.editing import Refused
from leader_portal.content.operations import current
from leader_portal.desk.views import desk_page
from leader_portal.history.latest import PastOperation
from leader_portal.history.undoing import AlreadyUndone, Undoing, undo

# Where one comes back to afterwards.
BACK = "zurueck"
# As many of the things are shown one by one.
MOST_SHOWN = 50


class UndoPage(View):
    """What undoing would change, and, when confirmed, the undoing."""

    def dispatch(self, request, operation):
        self.undoing = Undoing.of(operation, request.user)
        if self.undoing is None:
            raise Http404("Diesen Vorgang gibt es nicht.")
        for model in self.undoing.kinds:
            if not request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
                raise PermissionDenied
        return super().dispatch(request, operation)

    def get(self, request, operation):
        return self.show(self.undoing.refusals)

    def post(self, request, operation):
        back = self.back or reverse("admin:index")
        try:
            past = undo(operation_id=operation, user=request.user)
        except AlreadyUndone as already:
            messages.info(request, str(already))
            return HttpResponseRedirect(back)
        except Refused as refusal:
            return self.show(refusal.sentences, refusal.status)
        tell(request, f"{self.told(past)}.", back)
        return HttpResponseRedirect(back)

    def told(self, past: PastOperation) -> str:
        """What was undone; of an undoing what now holds again."""
        done_anew = Undoing.of(past.undoes, self.request.user) if past.undoes else None
        return f"Wieder getan: {done_anew.past.summary}" if done_anew else f"Rückgängig gemacht: {past.summary}"

    def show(self, refusals: list[str], status: int = 200):
        return desk_page(
            self.request,
            "desk/undo.html",
            "Das lässt sich nicht rückgängig machen" if refusals else "Rückgängig machen",
            status=status,
            past=self.undoing.past,
            refusals=refusals,
            changes=self.undoing.changes[:MOST_SHOWN],
            more=max(len(self.undoing.changes) - MOST_SHOWN, 0),
            back=self.back or reverse("admin:index"),
        )

    @property
    def back(self) -> str:
        """Where one came from, if that is a page of this portal."""
        address = self.request.GET.get(BACK, "")
        return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def undo_address(back: str = "") -> str:
    """The page that undoes the operation under way; empty if it has changed nothing."""
    under_way = current.get()
    if under_way is None or not under_way.is_recorded:
        return ""
    address = reverse("admin:undo", args=[under_way.id])
    return f"{address}?{urlencode({BACK: back})}" if back else address


def with_way_back(sentence: str, back: str = "") -> str:
    """The sentence that tells what has just been done, with the link to undo it."""
    address = undo_address(back)
    return format_html('{} <a class="undo" href="{}">Rückgängig</a>', sentence, address) if address else sentence


def tell(request, sentence: str, back: str = ""):
    """Say on the next page what has just been done, with the link to undo it; `back` is where one is then."""
    messages.success(request, with_way_back(sentence, back))
