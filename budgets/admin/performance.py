"""Projects and the department's tasks of the year."""

from django import forms
from django.contrib import admin

from budgets.admin.choices import name_departments, name_units
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.repeated import RepeatedMixin
from budgets.admin.rows import LineFormSet
from budgets.admin.theirs import TheirsFilter, TheirsMixin
from budgets.models import Department, Disclosure, Project, Task


class ProjectForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, called in (("department", name_departments), ("unit", name_units)):
            if name in self.fields:
                called(self.fields[name])

    def clean(self):
        cleaned = super().clean()
        department, unit = cleaned.get("department"), cleaned.get("unit")
        if department and unit and unit.department_id != department.pk:
            self.add_error("unit", "这个单位不属于所选部门")
        return cleaned


@admin.register(Project)
class ProjectAdmin(RepeatedMixin, TheirsMixin, admin.ModelAdmin):
    form = ProjectForm
    list_display = ("code", "name", "unit", "department")
    list_display_links = ("code", "name")
    list_select_related = ("unit", "department")
    list_filter = (("department", TheirsFilter),)
    search_fields = ("code", "name", "unit__name", "department__name")
    fields = ("department", "unit", "code", "name")

    def get_readonly_fields(self, request, obj=None):
        return ("department",) if obj and obj.plans.exists() else ()

    def save_model(self, request, obj, form, change):
        """Not while an import looks for the department's projects and makes those that are missing."""
        Department.objects.select_for_update(no_key=True).get(pk=obj.department_id)
        super().save_model(request, obj, form, change)


class TaskInline(EntryInline):
    model = Task
    verbose_name_plural = "年度主要任务"
    formset = row_set(LineFormSet, "tasks", "年度主要任务")
    extra = 1
    feeds = ("B14", "F10")

    def get_fields(self, request, obj=None):
        result = ("result",) if obj.kind == Disclosure.FINAL else ()
        return ("name", "content", *result, "position")
