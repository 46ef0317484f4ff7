"""What the admin pages of the three packages have in common."""

from django.contrib import admin


class BaseAdmin(admin.ModelAdmin):
    """A content model in the admin: long lists in pages, when it was made and changed shown below the form."""

    list_per_page = 50
    readonly_fields = ["created_at", "updated_at"]
    save_on_top = True

    def get_fieldsets(self, request, obj=None):
        """The form first, then what the portal itself notes, folded away."""
        noted = [field for field in self.get_readonly_fields(request, obj) if field not in (self.fields or ())]
        entered = [field for field in self.get_fields(request, obj) if field not in noted]
        return [(None, {"fields": entered}), ("Vermerke", {"fields": noted, "classes": ["collapse"]})]


class PublishableAdmin(BaseAdmin):
    """A content model that is drafted, published and archived."""

    readonly_fields = ["first_published_at", "created_at", "updated_at"]
