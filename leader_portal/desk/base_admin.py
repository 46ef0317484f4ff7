"""What the admin pages of the three packages have in common."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError
from django.db.models import Model, URLField
from django.forms import Media, Script
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from leader_portal.content.audience import Status
from leader_portal.content.desk_addresses import desk_address
from leader_portal.content.editing import one_step
from leader_portal.content.ids import is_id
from leader_portal.content.roles import may, may_publish
from leader_portal.content.versions import EditConflict
from leader_portal.desk.archive_pages import DeletePages, PublishingActions, is_archived_instead
from leader_portal.desk.forms import VERSION, VersionedForm, VersionedFormSet, conflicts_of
from leader_portal.desk.history_pages import HistoryPages
from leader_portal.desk.undo_pages import with_way_back
from leader_portal.desk.views import DeskPages
from leader_portal.history.wording import last_change

# How often a form is tried again that met another writer between its check and its UPDATE.
ATTEMPTS = 3
# The id of nothing.
NOBODY = "0"
LAST_FIELDS = ("position", "slug", "status")


def in_order_of_use(fields: list[str]) -> list[str]:
    """What a thing says first; where it stands, under which address, and who sees it last."""
    last = [field for field in LAST_FIELDS if field in fields]
    return [field for field in fields if field not in (*LAST_FIELDS, VERSION)] + last


class IdsOnly:
    """
    For a widget that offers things by their ids: what can be no id becomes one that nothing has, so that the field
    says so. Django would look for it, and break down.
    """

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, list):
            return [each if is_id(each) else NOBODY for each in value]
        return value if not value or is_id(value) else NOBODY


class SelectOne(IdsOnly, AutocompleteSelect):
    pass


class SelectSeveral(IdsOnly, AutocompleteSelectMultiple):
    pass


class PlainFields:
    """
    Fields as people who are no technicians need them: with a sentence on the consequence, here where the model has
    none, and without buttons beside a choice that would change or delete what is chosen.
    """

    help_texts: dict[str, str] = {}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOne(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectSeveral(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.help_texts:
            kwargs["help_text"] = self.help_texts[db_field.name]
        if isinstance(db_field, URLField):
            # An address that was typed without its beginning.
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
            field.widget.can_add_related = field.widget.can_add_related and db_field.many_to_many
            if db_field.many_to_many:
                # Says to Select2 that there is no button to clear all; it would stand in the list as no part of it.
                field.widget.widget.is_required = True
        return field


def link_column(page: str, label: str, name: Callable[[Model], str]):
    """A column of a list that leads to a page about each thing; `name` tells those who can't see the row of which."""

    @admin.display(description=label)
    def link(model_admin, thing):
        return format_html(
            '<a href="{}">{}<span class="visually-hidden"> von {}</span></a>',
            desk_address(thing, page),
            label,
            name(thing),
        )

    return link


class BaseAdmin(PlainFields, DeskPages, HistoryPages, DeletePages, admin.ModelAdmin):
    """
    A content model in the admin: its forms know versions, its deletions archive what was published, its changes
    can be read and undone, and what somebody may do is asked of the object, not of its kind alone.
    """

    form = VersionedForm
    list_per_page = 50
    readonly_fields = ["created_at", "updated_at"]
    save_on_top = True

    @property
    def media(self):
        return super().media + Media(
            js=[
                "admin/js/jquery.init.js",
                Script("js/desk/autocomplete-labels.js", type="module"),
                Script("js/desk/german-addresses.js", type="module"),
            ]
        )

    # Forms

    def get_fieldsets(self, request, obj=None):
        """The form first, then what the portal itself notes, folded away."""
        if self.fieldsets:
            return self.fieldsets
        noted = [field for field in self.get_readonly_fields(request, obj) if field not in (self.fields or ())]
        entered = [field for field in self.get_fields(request, obj) if field not in noted]
        return [(None, {"fields": entered}), ("Vermerke", {"fields": noted, "classes": ["collapse"]})]

    def get_fields(self, request, obj=None):
        """The version goes with every form that can be sent."""
        fields = in_order_of_use(super().get_fields(request, obj))
        can_be_sent = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fields, VERSION] if can_be_sent else fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_changeform_initial_data(self, request):
        """What the address fills in, where that can be."""
        given = super().get_changeform_initial_data(request)
        related = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {name: value for name, value in given.items() if name not in related or all(map(is_id, listed(value)))}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        inline.user = request.user
        return super().get_formset_kwargs(request, obj, inline, prefix)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """
        Between the check of a form and its UPDATE somebody else may have written. Then nothing of it is kept, and
        the form is checked again, which now finds out and says so.
        """
        for _ in range(ATTEMPTS - 1):
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except (EditConflict, IntegrityError):
                if request.method != "POST":
                    raise
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        forms = [context["adminform"].form]
        forms += [form for formset in context["inline_admin_formsets"] for form in formset.formset.forms]
        stored = obj and self.model._base_manager.filter(pk=obj.pk).first()
        context = {
            "conflicts": conflicts_of(forms),
            "stored": stored,
            "is_settled": bool(stored and stored.is_settled),
            "archives": bool(stored and is_archived_instead(stored)),
            "is_live": bool(stored and getattr(stored, "is_visible", False)),
            "may_publish": may_publish(request.user),
            **context,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def changelist_view(self, request, extra_context=None):
        """Under the name of what it lists, without the stock request to select something."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # Permissions

    def get_object(self, request, object_id, from_field=None):
        """With what the user may do noted, since the form changes the object while Django goes on asking."""
        thing = super().get_object(request, object_id, from_field)
        if thing is not None:
            thing.permitted_as_stored = {
                action: may(request.user, action, thing) for action in ("view", "change", "delete")
            }
        return thing

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.is_permitted(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.is_permitted(request, "delete", obj)

    def is_permitted(self, request, action, thing) -> bool:
        if thing is None:
            return True
        noted = getattr(thing, "permitted_as_stored", None)
        return may(request.user, action, thing) if noted is None else noted[action]

    # Actions

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Where something was done, with the way to undo it."""
        if level == messages.SUCCESS:
            message = with_way_back(message, self.address_of_list(request))
        super().message_user(request, message, level, *args, **kwargs)

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle" aria-label="Alle auswählen">'))
    def action_checkbox(self, obj):
        """Each row brings its version along, so that nobody acts on what they have not seen."""
        return format_html(
            '{}<input type="hidden" name="{}" value="{}:{}">',
            super().action_checkbox(obj),
            VERSION,
            obj.pk,
            obj.version,
        )

    @one_step()
    def response_action(self, request, queryset):
        """Every action sees what its page showed, and nobody else writes until it is done."""
        if request.POST.get("select_across", "0") in ("", "0"):
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            if not all(map(is_id, chosen)):
                raise SuspiciousOperation("No box of this list has such a value.")
            stale = self.changed_since(request.POST.getlist(VERSION), chosen)
            if stale:
                self.message_user(
                    request,
                    f"Es wurde noch nichts getan, denn inzwischen hat sich etwas geändert: {'; '.join(stale)}. "
                    "Hier sehen Sie den neuen Stand: Bitte wählen Sie noch einmal aus.",
                    messages.WARNING,
                )
                return HttpResponseRedirect(request.get_full_path())
        return super().response_action(request, queryset)

    def changed_since(self, versions: list[str], chosen: list[str]) -> list[str]:
        """What of the chosen is no more as the page showed it: what, who, when."""
        seen = dict(version.split(":", 1) for version in versions if ":" in version)
        pks = chosen[:1000]
        things = {str(thing.pk): thing for thing in self.model._base_manager.filter(pk__in=pks)}
        return [
            f"„{thing}“, zuletzt von {last_change(thing)}"
            for pk, thing in things.items()
            if seen.get(pk) != str(thing.version)
        ]

    # Ways on

    def view_on_site(self, obj):
        """The public page on which it stands; None where it has none."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def address_of_list(self, request) -> str:
        """The list as the editor left it."""
        left = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(left, desk_address(self.model, "changelist"))

    # The history of each object is its log: a second one would only disagree.

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def log_deletions(self, request, queryset):
        pass


class PublishableAdmin(PublishingActions, BaseAdmin):
    """A content model that is drafted, published and archived."""

    readonly_fields = ["first_published_at", "created_at", "updated_at"]
    actions = [*PublishingActions.actions, *DeletePages.actions]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not may_publish(request.user):
            kwargs["choices"] = [choice for choice in Status.choices if choice[0] != Status.PUBLISHED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        """What is archived is not offered for linking."""
        queryset, may_repeat = super().get_search_results(request, queryset, search_term)
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.exclude(status=Status.ARCHIVED)
        return queryset, may_repeat


class BaseInline(PlainFields, admin.StackedInline):
    """Parts of a thing on its page. Whoever may change the thing as it stands may change its parts."""

    form = VersionedForm
    formset = VersionedFormSet
    extra = 0

    def get_fields(self, request, obj=None):
        fields = in_order_of_use(super().get_fields(request, obj))
        return [*fields, VERSION] if self.has_change_permission(request, obj) else fields

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = formset.form.user = request.user
        return formset

    def has_add_permission(self, request, obj):
        return super().has_add_permission(request, obj) and self.may_touch(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_touch(request, obj)

    def may_touch(self, request, whole) -> bool:
        """Asked of the thing as it is stored, since the form changes it while Django goes on asking."""
        if whole is None or whole._state.adding:
            return True
        noted = getattr(whole, "permitted_as_stored", None)
        return may(request.user, "change", whole) if noted is None else noted["change"]


def listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
