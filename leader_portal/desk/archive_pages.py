"""Archive instead of delete, in a `ModelAdmin`: the filter, the delete pages, the actions."""

from django.contrib import admin, messages
from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import model_ngettext, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect

from leader_portal.content import publishing
from leader_portal.content.audience import Status
from leader_portal.content.revision import ContentRevision
from leader_portal.content.roles import may_publish
from leader_portal.desk.forms import VERSION
from leader_portal.history.wording import last_change


class StatusFilter(SimpleListFilter):
    """Lists leave out what is archived, unless one asks for it."""

    title = "Status"
    parameter_name = "status"
    ALL = "alle"

    def lookups(self, request, model_admin):
        return [
            (Status.DRAFT, "Entwürfe"),
            (Status.PUBLISHED, "Veröffentlichtes"),
            (Status.ARCHIVED, "Archiv"),
            (self.ALL, "alles, auch das Archiv"),
        ]

    def choices(self, changelist):
        default, *others = super().choices(changelist)
        yield {**default, "display": "ohne das Archiv"}
        yield from others

    def queryset(self, request, queryset):
        if self.value() == self.ALL:
            return queryset
        if self.value() in Status.values:
            return queryset.filter(status=self.value())
        return queryset.exclude(status=Status.ARCHIVED)


def is_archived_instead(thing) -> bool:
    """Whether deleting it only archives it, since visitors could once see it."""
    return getattr(thing, "was_published", False)


class DeletePages:
    """Tells beforehand what deleting would do, and refuses to delete what was changed since that page was made."""

    actions = ["delete_selected"]

    def get_deleted_objects(self, objs, request):
        """As ever for what would be deleted. What would be archived takes nothing along; nothing stands in its way."""
        to_delete = [thing for thing in objs if not is_archived_instead(thing)]
        deleted, counts, perms_needed, protected = super().get_deleted_objects(to_delete, request)
        if any(is_archived_instead(thing) and not self.has_delete_permission(request, thing) for thing in objs):
            perms_needed = {*perms_needed, self.opts.verbose_name_plural}
        return deleted, counts, perms_needed, protected

    def delete_view(self, request, object_id, extra_context=None):
        with transaction.atomic():
            if request.method == "POST":
                ContentRevision.objects.lock()
            thing = self.get_object(request, unquote(object_id))
            if request.method == "POST" and thing and request.POST.get(VERSION) != str(thing.version):
                self.message_user(
                    request,
                    f"Das hat inzwischen {last_change(thing)} geändert. Es wurde noch nichts gelöscht oder archiviert: "
                    "Bitte schauen Sie noch einmal nach.",
                    messages.WARNING,
                )
                return HttpResponseRedirect(request.get_full_path())
            context = {
                "archives": is_archived_instead(thing),
                "version_field": VERSION,
                "title": "Archivieren" if is_archived_instead(thing) else "Löschen",
                **(extra_context or {}),
            }
            return super().delete_view(request, object_id, context)

    def delete_model(self, request, obj):
        # Asked here, since archiving does not change that it was once published.
        request.was_archived = is_archived_instead(obj)
        super().delete_model(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        if not request.was_archived or "_popup" in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        self.message_user(
            request,
            f"„{obj_display}“ ist archiviert und für Besucher*innen nicht mehr zu sehen. Im Archiv bleibt es erhalten "
            "und lässt sich zurückholen.",
            messages.SUCCESS,
        )
        return HttpResponseRedirect(self.address_of_list(request))

    @admin.action(permissions=["delete"], description="Archivieren oder löschen")
    def delete_selected(self, request, queryset):
        """First the page that tells what would be archived and what deleted, then both."""
        things = list(queryset)
        to_archive = [thing for thing in things if is_archived_instead(thing)]
        to_delete = [thing for thing in things if not is_archived_instead(thing)]
        deleted, _, perms_needed, protected = self.get_deleted_objects(things, request)
        if request.POST.get("post") and not protected:
            if perms_needed:
                raise PermissionDenied
            self.model._default_manager.filter(pk__in=[thing.pk for thing in things]).delete()
            self.tell_what_went(request, to_archive, to_delete)
            return None
        return self.desk_page(
            request,
            "admin/delete_selected_confirmation.html",
            "Archivieren oder löschen",
            to_archive=to_archive,
            to_delete=to_delete,
            deletable_objects=deleted,
            perms_lacking=perms_needed,
            protected=protected,
            things=things,
            version_field=VERSION,
            action_checkbox_name=ACTION_CHECKBOX_NAME,
            media=self.media,
        )

    def tell_what_went(self, request, archived, deleted):
        if archived:
            self.message_user(request, f"Archiviert: {self.counted(archived)}.", messages.SUCCESS)
        if deleted:
            self.message_user(
                request,
                f"Gelöscht: {self.counted(deleted)}. Unter „Gelöschtes“ lässt sich das wiederherstellen.",
                messages.SUCCESS,
            )

    def counted(self, things) -> str:
        return f"{len(things)} {model_ngettext(self.opts, len(things))}"


class PublishingActions:
    """Publish, withdraw and bring back several at once."""

    actions = ["publish_selected", "withdraw_selected", "bring_back_selected"]

    def has_publish_permission(self, request) -> bool:
        return may_publish(request.user) and self.has_change_permission(request)

    def get_actions(self, request):
        """In the archive there is one thing to do; outside it there is nothing to bring back."""
        actions = super().get_actions(request)
        shown = request.GET.get(StatusFilter.parameter_name)
        if shown == Status.ARCHIVED:
            return {name: action for name, action in actions.items() if name == "bring_back_selected"}
        if shown != StatusFilter.ALL:
            actions.pop("bring_back_selected", None)
        return actions

    @admin.action(permissions=["publish"], description="Veröffentlichen")
    def publish_selected(self, request, queryset):
        outcome = publishing.publish(things=queryset, user=request.user)
        self.tell(request, outcome, "Veröffentlicht und sofort auf der Website", "schon veröffentlicht")

    @admin.action(permissions=["publish"], description="Zurückziehen (wieder Entwurf)")
    def withdraw_selected(self, request, queryset):
        outcome = publishing.withdraw(things=queryset, user=request.user)
        self.tell(request, outcome, "Zurückgezogen, wieder Entwurf", "schon Entwurf oder im Archiv")

    @admin.action(permissions=["publish"], description="Aus dem Archiv zurückholen")
    def bring_back_selected(self, request, queryset):
        outcome = publishing.bring_back(things=queryset, user=request.user)
        self.tell(request, outcome, "Zurückgeholt", "nicht im Archiv")

    def tell(self, request, outcome: publishing.Outcome, done: str, already: str):
        if outcome.changed:
            self.message_user(request, f"{done}: {self.counted(outcome.changed)}.", messages.SUCCESS)
        if outcome.unchanged:
            self.message_user(
                request, f"Unverändert, weil {already}: {self.counted(outcome.unchanged)}.", messages.INFO
            )
        for thing, reason in outcome.refused:
            self.message_user(request, f"„{thing}“ bleibt, wie es war: {reason}", messages.ERROR)
