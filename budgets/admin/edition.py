"""What has been published: to look at, never to change."""

from django.contrib import admin

from budgets.admin.theirs import TheirsMixin
from budgets.models import Edition


@admin.register(Edition)
class EditionAdmin(TheirsMixin, admin.ModelAdmin):
    list_display = ("slug", "number", "published_at", "public_from", "published_by", "short_sha256")
    list_select_related = ("published_by",)
    list_filter = ("disclosure__year", "disclosure__kind")
    search_fields = ("slug", "disclosure__department__name")
    date_hierarchy = "published_at"
    fields = (
        "disclosure",
        "slug",
        "number",
        "published_at",
        "public_from",
        "published_by",
        "reason",
        "layout",
        "sha256",
    )
    readonly_fields = fields

    @admin.display(description="SHA-256")
    def short_sha256(self, edition):
        return edition.sha256[:12]

    def department_of(self, edition):
        return edition.disclosure.department

    def get_queryset(self, request):
        whose = ("disclosure__department__region", "disclosure__unit")
        return super().get_queryset(request).select_related(*whose).defer("document", "checked")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
