"""Projects, their plans of a year with indicators, and the whole department's tasks and indicators."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse

from budgets.admin import figures
from budgets.admin.conflict import ConflictMixin
from budgets.admin.entry import entry_of, limits
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import LineFormSet, RowForm, RowFormSet
from budgets.admin.texts import refuse_typed_figures
from budgets.models import Disclosure, PerformanceIndicator, Project, ProjectPlan, Task
from budgets.tables.declarations.forms import KINDS

INDICATOR = ("level1", "level2", "name", "target", "explanation", "position")
PROJECT_LEVELS = tuple(KINDS)


class ProjectForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        department, unit = cleaned.get("department"), cleaned.get("unit")
        if department and unit and unit.department_id != department.pk:
            self.add_error("unit", "这个单位不属于所选部门")
        return cleaned


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    form = ProjectForm
    list_display = ("code", "name", "unit", "department")
    list_select_related = ("unit", "department")
    list_filter = ("department",)
    search_fields = ("code", "name", "unit__name", "department__name")
    fields = ("department", "unit", "code", "name")


class TaskInline(EntryInline):
    model = Task
    verbose_name_plural = "年度主要任务"
    formset = row_set(LineFormSet, "tasks", "年度主要任务")
    fields = ("name", "content", "position")
    extra = 1
    help = "用于部门整体绩效目标表（B14）。"


class IndicatorInline(EntryInline):
    """Indicators of the department as a whole."""

    model = PerformanceIndicator
    verbose_name_plural = "部门绩效指标"
    formset = row_set(LineFormSet, "indicators", "部门绩效指标", fixed={"plan": None})
    fields = INDICATOR
    help = "用于部门整体绩效目标表（B14）。各项目的指标在“年度项目”中逐个填写。"

    def get_queryset(self, request):
        return admin.TabularInline.get_queryset(self, request).filter(plan=None)


class PlanForm(RowForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].disabled = bool(self.instance.pk)

    def clean_purpose(self):
        return refuse_typed_figures(self.cleaned_data["purpose"])


class PlanFormSet(RowFormSet):
    """Plans have indicators, so they are changed in place; numbers of key projects may be swapped."""

    def save(self, commit=True):
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        ProjectPlan.objects.filter(pk__in=changed).update(key_position=None)
        return super().save(commit)


class PlanInline(EntryInline):
    model = ProjectPlan
    form = PlanForm
    verbose_name_plural = "年度项目"
    formset = row_set(
        PlanFormSet,
        "plans",
        "年度项目",
        (
            (("project_id",), "第 {second} 行与第 {first} 行是同一个项目：请删去一行"),
            (("key_position",), "第 {second} 行与第 {first} 行的重点项目序号相同：请改正其中一个"),
        ),
    )
    fields = ("project", "key_position", "purpose", "objective", "position")
    extra = 1
    help = "用于项目绩效目标表（B15）和情况说明的重点项目。项目要先在“项目”中建立；保存后可进入每个项目填写绩效指标。"
    link = "admin:budgets_projectplan_change"
    link_text = "填写绩效指标"


class PlanIndicatorForm(RowForm):
    def clean_level1(self):
        typed = self.cleaned_data["level1"]
        level = typed.removesuffix("指标")
        if level not in PROJECT_LEVELS:
            raise forms.ValidationError(f"项目的一级指标没有“{typed}”：请填 {'、'.join(PROJECT_LEVELS)} 中的一个")
        return level


class PlanIndicatorInline(EntryInline):
    """Indicators of one project."""

    model = PerformanceIndicator
    form = PlanIndicatorForm
    fk_name = "plan"
    verbose_name_plural = "项目绩效指标"
    formset = row_set(LineFormSet, "indicators", "项目绩效指标")
    fields = INDICATOR
    help = "用于项目绩效目标表（B15）。一级指标填 成本、产出、效益 或 满意度。"

    def get_formset(self, request, obj=None, **kwargs):
        entry_of(request, obj.disclosure)
        made = super().get_formset(request, obj, **kwargs)
        made.fixed = {"disclosure_id": obj.disclosure_id}
        return made

    def get_queryset(self, request):
        return admin.TabularInline.get_queryset(self, request)


class PlanPageForm(forms.ModelForm):
    def clean_key_position(self):
        place = self.cleaned_data["key_position"]
        others = ProjectPlan.objects.filter(disclosure=self.instance.disclosure_id).exclude(pk=self.instance.pk)
        if place is not None and others.filter(key_position=place).exists():
            raise forms.ValidationError("另一个项目已用这个重点项目序号")
        return place

    def clean_purpose(self):
        return refuse_typed_figures(self.cleaned_data["purpose"])


@admin.register(ProjectPlan)
class ProjectPlanAdmin(ConflictMixin, admin.ModelAdmin):
    """One project of one budget, reached from the budget's page."""

    form = PlanPageForm
    list_display = ("project", "disclosure", "key_position")
    list_select_related = ("project", "disclosure__department", "disclosure__unit")
    list_filter = ("disclosure__year",)
    search_fields = ("project__name", "project__code", "disclosure__department__name")
    fields = ("disclosure", "project", "objective", "key_position", "purpose", "position")
    readonly_fields = ("disclosure", "project")
    inlines = (PlanIndicatorInline,)
    change_form_template = "admin/budgets/entry_form.html"

    def get_queryset(self, request):
        mine = Disclosure.objects.for_user(request.user)
        return super().get_queryset(request).filter(disclosure__in=mine)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(db_field, request, **kwargs, **limits(db_field))

    def has_add_permission(self, request):
        return False

    def render_change_form(self, request, context, *args, **kwargs):
        context["figure_groups"] = figures.groups()
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request, obj):
        return redirect(reverse("admin:budgets_budget_change", args=(obj.disclosure_id,)) + "#plans-group")
