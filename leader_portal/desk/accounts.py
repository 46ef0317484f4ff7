"""Accounts and roles in the admin: who may sign in at the desk, and as what."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Permission, User
from django.utils.html import format_html
from django.utils.text import capfirst

from leader_portal.content.desk_addresses import desk_address

ACTIONS = {"view": "ansehen", "add": "anlegen", "change": "ändern", "delete": "löschen oder archivieren"}
ROLES_HELP = "Die Rolle sagt, was jemand darf. Ohne Rolle sieht das Konto nur sich selbst."
ACCOUNT_HELP = {
    "is_active": "Ohne Häkchen kommt niemand mehr mit diesem Konto herein. Gelöscht wird es nicht, damit der Verlauf "
    "weiß, wer was getan hat.",
    "is_staff": "Ohne Häkchen bleibt der Schreibtisch der LAG verschlossen.",
    "is_superuser": "Darf alles, auch Konten und Rollen verwalten. Für den Alltag genügt eine Rolle.",
}


class PermissionsField(forms.ModelMultipleChoiceField):
    """What a role may do with each kind of thing, in words; Django's own names for it are English."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, permission: Permission) -> str:
        model = permission.content_type.model_class()
        action = ACTIONS.get(permission.codename.partition("_")[0])
        if action is None:
            return permission.name
        return f"{capfirst(model._meta.verbose_name_plural)} {action}"


class NewPasswordForm(AdminPasswordChangeForm):
    """A new password for somebody who has forgotten theirs. Every account here has one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class RoleAdmin(GroupAdmin):
    filter_horizontal = ()

    def get_deleted_objects(self, objs, request):
        """The roles alone: what each of them may do goes with it, and nothing else."""
        _, _, permissions_needed, protected = super().get_deleted_objects(objs, request)
        return [str(role) for role in objs], {"Rollen": len(objs)}, permissions_needed, protected

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        """Only what can be done at the desk: nobody needs a permission for what the portal does by itself."""
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request=request, **kwargs)
        kinds = [model._meta.label_lower.split(".") for model in self.admin_site._registry]
        permissions = Permission.objects.select_related("content_type").order_by("content_type", "pk")
        wanted = [
            permission.pk
            for permission in permissions
            if [permission.content_type.app_label, permission.content_type.model] in kinds
            or permission.codename == "publish_content"
        ]
        return PermissionsField(
            queryset=permissions.filter(pk__in=wanted),
            required=False,
            label="Rechte",
            help_text="Gilt sofort für alle, die diese Rolle haben.",
        )


class AccountAdmin(UserAdmin):
    """Rights come with roles, so an account has none of its own."""

    add_form = UserCreationForm
    change_password_form = NewPasswordForm
    list_display = ["username", "first_name", "last_name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ()
    readonly_fields = ["new_password", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "new_password", "first_name", "last_name", "email"]}),
        ("Was das Konto darf", {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
        ("Vermerke", {"fields": ["last_login", "date_joined"], "classes": ["collapse"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "first_name", "last_name", "password1", "password2", "groups"]})]

    def has_delete_permission(self, request, obj=None):
        """The history would lose the name of who did what: an account that is no longer needed is switched off."""
        return False

    @admin.display(description="Passwort")
    def new_password(self, user: User):
        address = desk_address(user, "password_change")
        return format_html('<a href="{}">Neues Passwort setzen</a>', address)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ACCOUNT_HELP:
            kwargs["help_text"] = ACCOUNT_HELP[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            kwargs |= {"widget": forms.CheckboxSelectMultiple, "label": "Rollen", "help_text": ROLES_HELP}
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def save_model(self, request, user, form, change):
        """Accounts are there for the desk and nothing else: a new one may come in."""
        if not change:
            user.is_staff = True
        super().save_model(request, user, form, change)
