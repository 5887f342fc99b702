"""The budget: one page on which a clerk enters all of it."""

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.urls import reverse

from budgets.admin import facts, figures, ledger, performance
from budgets.admin.amounts import UNIT_FIELD, UNITS, amount_unit
from budgets.admin.conflict import ConflictMixin
from budgets.admin.entry import entry_of, limits
from budgets.admin.preview import PreviewMixin
from budgets.admin.publish import PublishMixin
from budgets.admin.thousandfold import suspicions
from budgets.layouts import available
from budgets.models import Budget, Department, Unit
from budgets.money import YUAN

INLINES = (
    ledger.IncomeInline,
    ledger.FunctionInline,
    ledger.EconomicInline,
    ledger.ItemInline,
    ledger.FullInline,
    ledger.BalanceInline,
    facts.ThreePublicInline,
    facts.ProcurementInline,
    facts.StateAssetsInline,
    facts.HeadcountInline,
    ledger.RunningCostInline,
    facts.PriorInline,
    facts.TextInline,
    performance.TaskInline,
    performance.IndicatorInline,
    performance.PlanInline,
)
WHOSE = ("year", "unit")


class BudgetForm(forms.ModelForm):
    layout = forms.ChoiceField(label="版式", help_text=Budget._meta.get_field("layout").help_text)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = available(Budget.BUDGET)
        if "department" in self.fields:
            self.fields["department"].queryset = Department.objects.select_related("region")
            self.fields["department"].label_from_instance = lambda found: f"{found.region.name}　{found}"
        if "unit" in self.fields:
            self._offer_units(self.fields["unit"])

    def _offer_units(self, field):
        known = self.instance.department_id
        units = Unit.objects.select_related("department")
        field.queryset = units.filter(department=known) if known else units
        field.label_from_instance = str if known else lambda unit: f"{unit.department.name}　{unit}"
        field.empty_label = "（全部门汇总）"

    def clean(self):
        cleaned = super().clean()
        department = cleaned.get("department") or self.instance.department_id
        year, unit = (cleaned.get(name) if name in self.fields else getattr(self.instance, name) for name in WHOSE)
        same = Budget.objects.filter(department=department, year=year, unit=unit)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("该部门（单位）这一年度的预算已经建立：请在列表中打开它")
        return cleaned


@admin.register(Budget)
class BudgetAdmin(ConflictMixin, PreviewMixin, PublishMixin, admin.ModelAdmin):
    form = BudgetForm
    change_form_template = "admin/budgets/entry_form.html"
    list_display = ("department", "whose", "year", "layout_name", "edition", "updated_at")
    list_select_related = ("department", "unit")
    list_filter = ("year", "department__region")
    search_fields = ("department__code", "department__name", "unit__code", "unit__name", "department__region__name")
    list_per_page = 50
    fieldsets = (
        (None, {"fields": (("department", "unit"), ("year", "layout"))}),
        ("日期和其他", {"fields": (("cover_date", "approved_on"), "transfer_projects")}),
    )

    def get_queryset(self, request):
        mine = super().get_queryset(request).for_user(request.user)
        return mine.select_related("department__region", "unit").annotate(last_edition=Max("editions__number"))

    @admin.display(description="单位", ordering="unit")
    def whose(self, budget):
        return budget.unit or "全部门"

    @admin.display(description="版式", ordering="layout")
    def layout_name(self, budget):
        return dict(available(Budget.BUDGET)).get(budget.layout, budget.layout)

    @admin.display(description="已公开", ordering="last_edition")
    def edition(self, budget):
        return f"第 {budget.last_edition} 版" if budget.last_edition else "未公开"

    def get_inlines(self, request, obj):
        return INLINES if obj else ()

    def get_readonly_fields(self, request, obj=None):
        published = WHOSE if obj and obj.last_edition else ()  # they make the public address
        return ("department", *published) if obj else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("cover_date", "approved_on"):
            kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return db_field.formfield(**kwargs)
        if db_field.is_relation:
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs, **limits(db_field))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        found = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        if request.method == "POST":
            found |= {"data": request.POST, "files": request.FILES}
        return found | ({"initial": inline.initial()} if hasattr(inline, "initial") else {})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= _entry_context(request, obj)
            context["may_publish"] = self.may_publish(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and not self.previewing(request):
            for suspicion in suspicions(form.instance, formsets):
                self.message_user(request, suspicion, "WARNING")

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, f"已建立{obj}。请继续在本页录入各项内容。", "SUCCESS")
        return HttpResponseRedirect(reverse("admin:budgets_budget_change", args=(obj.pk,)))

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        unit = amount_unit(request)
        stays = "_continue" in request.POST and unit != YUAN
        return HttpResponseRedirect(f"{response.url}?unit={unit}") if stays else response


def _entry_context(request, obj):
    """What the page offers once for all of its rows."""
    entry = entry_of(request, obj)
    return {
        "unit_field": UNIT_FIELD,
        "amount_unit": entry.unit,
        "amount_units": UNITS,
        "code_lists": entry.codes.values(),
        "figure_groups": figures.groups(),
    }
