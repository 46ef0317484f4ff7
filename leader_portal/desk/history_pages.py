"""The pages »Verlauf« of an object, »Wiederherstellen« of an earlier state, and »Gelöschtes« of a model."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.urls import path

from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import FORBIDDEN, Refused
from leader_portal.content.roles import may
from leader_portal.content.versions import EditConflict
from leader_portal.desk.forms import VERSION
from leader_portal.history.changes import changes_of
from leader_portal.history.differences import as_it_was
from leader_portal.history.restoring import changes_by, deleted, restore, stored
from leader_portal.history.wording import last_change, when

PER_PAGE = 30


class HistoryPages:
    """Adds the pages of the history to a `ModelAdmin`."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("geloescht/", view(self.deleted_view), name=f"{name}_deleted"),
            path("<path:object_id>/history/<int:record_id>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what and when, field by field; also of what was deleted since."""
        pk = self.pk_in(object_id)
        thing = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        entries = changes_of(self.model, pk)
        if not entries:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = Paginator(entries, PER_PAGE).get_page(request.GET.get("p"))
        return self.desk_page(
            request,
            "admin/object_history.html",
            object=thing or as_it_was(self.model, entries[0].record),
            is_deleted=thing is None,
            page=page,
            present=entries[0].record.pk,
            # Only who may change it as it stands is offered a way back.
            may_restore=self.may_touch(request, thing, entries[0].record),
            title="Verlauf",
            **(extra_context or {}),
        )

    def restore_view(self, request, object_id, record_id):
        """What restoring a state would change, and, when confirmed, the restoring."""
        pk = self.pk_in(object_id)
        record = (
            self.model.history.filter(**{self.model._meta.pk.attname: pk, "pk": record_id})
            .select_related("history_user")
            .first()
        )
        if record is None:
            raise Http404("Diesen Stand gibt es nicht.")
        thing = self.get_object(request, unquote(object_id))
        if not self.may_touch(request, thing, record):
            raise PermissionDenied
        if request.method == "POST":
            response = self.restored(request, record)
            if response:
                return response
            thing = stored(record)
        return self.desk_page(
            request,
            "desk/restore_confirmation.html",
            object=thing or as_it_was(self.model, record),
            is_deleted=thing is None,
            record=record,
            differences=changes_by(record),
            version_field=VERSION,
            version=thing.version if thing else "",
            is_published=getattr(thing, "is_published", False),
            title="Früheren Stand wiederherstellen",
        )

    def may_touch(self, request, thing, record) -> bool:
        """Whether the user may change the thing as it stands or, if it was deleted, may make it anew."""
        if thing is not None:
            return may(request.user, "change", thing)
        return may(request.user, "add", as_it_was(self.model, record))

    def restored(self, request, record):
        """Restore it and go to its page; None, with a sentence to the editor, if it could not be done."""
        version = request.POST.get(VERSION, "")
        try:
            thing, missing = restore(
                record=record, user=request.user, based_on_version=int(version) if version.isdecimal() else None
            )
        except EditConflict as conflict:
            self.message_user(
                request,
                f"Das hat inzwischen {last_change(conflict.theirs)} geändert. Es wurde noch nichts wiederhergestellt; "
                "hier sehen Sie, was sich jetzt ändern würde.",
                messages.WARNING,
            )
            return None
        except Refused as refusal:
            if refusal.status == FORBIDDEN:
                raise PermissionDenied from refusal
            self.message_user(request, f"Dieser Stand lässt sich nicht wiederherstellen. {refusal}", messages.ERROR)
            return None
        self.message_user(request, f"„{thing}“ ist wieder wie am {when(record.history_date)}.", messages.SUCCESS)
        if missing:
            self.message_user(
                request, f"Nicht mehr verbunden, weil es das nicht mehr gibt: {', '.join(missing)}.", messages.WARNING
            )
        return HttpResponseRedirect(desk_address(thing, "change"))

    def deleted_view(self, request):
        """What of this kind was deleted, newest first, with the way to bring it back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        page = Paginator(deleted(self.model).select_related("history_user"), PER_PAGE).get_page(request.GET.get("p"))
        things = [(as_it_was(self.model, record), record) for record in page]
        return self.desk_page(
            request,
            "desk/deleted.html",
            page=page,
            things=things,
            may_restore=self.has_add_permission(request),
            title=f"Gelöschte {self.opts.verbose_name_plural}",
        )

    def pk_in(self, object_id: str):
        try:
            return self.model._meta.pk.to_python(unquote(object_id))
        except ValidationError as no_pk:
            raise Http404("Das gibt es nicht.") from no_pk
