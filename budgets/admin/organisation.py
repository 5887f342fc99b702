"""Regions, departments and their units."""

from django import forms
from django.contrib import admin

from budgets.admin.repeated import RepeatedMixin
from budgets.admin.theirs import TheirsMixin
from budgets.catalogue import renew_names
from budgets.models import Department, Edition, Region, Unit


def published(**whose):
    """Whether anything has been published at an address that is made of their codes."""
    return Edition.objects.filter(**{f"disclosure__{key}": value for key, value in whose.items()}).exists()


@admin.register(Region)
class RegionAdmin(RepeatedMixin, admin.ModelAdmin):
    list_display = ("code", "name", "parent")
    list_select_related = ("parent",)
    search_fields = ("code", "name")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for department in obj.departments.order_by("pk"):
            renew_names(department)

    def get_readonly_fields(self, request, obj=None):
        return ("code",) if obj and published(department__region=obj) else ()


class UnitForm(forms.ModelForm):
    def clean_code(self):
        code = self.cleaned_data["code"]
        if self.instance.pk and code != self.initial["code"] and published(unit=self.instance):
            raise forms.ValidationError("这个单位已有公开的文件，公开地址中有它的代码：代码不能再改")
        return code


class UnitInline(admin.TabularInline):
    model = Unit
    form = UnitForm
    extra = 1
    fields = ("code", "name", "kind", "position")


@admin.register(Department)
class DepartmentAdmin(RepeatedMixin, TheirsMixin, admin.ModelAdmin):
    list_display = ("code", "name", "region")
    list_select_related = ("region",)
    list_filter = ("region",)
    search_fields = ("code", "name", "short_name", "units__code", "units__name")
    fields = ("region", "code", "name", "short_name", "narrative_name")
    inlines = (UnitInline,)

    def department_of(self, department):
        return department

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        renew_names(form.instance)

    def get_readonly_fields(self, request, obj=None):
        return ("region", "code") if obj and published(department=obj) else ()
