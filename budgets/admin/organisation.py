"""Regions, departments and their units."""

from django.contrib import admin

from budgets.models import Department, Region, Unit


@admin.register(Region)
class RegionAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")


class UnitInline(admin.TabularInline):
    model = Unit
    extra = 1
    fields = ("code", "name", "kind", "position")


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "region")
    list_select_related = ("region",)
    list_filter = ("region",)
    search_fields = ("code", "name", "short_name", "units__code", "units__name")
    fields = ("region", "code", "name", "short_name", "narrative_name")
    inlines = (UnitInline,)
