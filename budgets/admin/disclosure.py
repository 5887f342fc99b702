"""Budgets and final accounts: one page on which a clerk enters all of a disclosure."""

from django import forms
from django.contrib import admin
from django.db.models import Exists, Max, OuterRef
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html

from budgets.acts.table import INSTEAD
from budgets.admin import facts, funding, indicators, ledger, performance, plans
from budgets.admin.acts import ActsMixin
from budgets.admin.addresses import MODELS, page_of
from budgets.admin.checks import ChecksMixin
from budgets.admin.choices import name_departments, name_units
from budgets.admin.entry import entry_of, limits
from budgets.admin.imports import ImportMixin
from budgets.admin.indicators import weights_warnings
from budgets.admin.negative import negatives
from budgets.admin.page import entry_context, stay_in_unit, wrong_parts
from budgets.admin.preview import PreviewMixin
from budgets.admin.publish import PublishMixin
from budgets.admin.saving import SavingMixin
from budgets.admin.theirs import narrowed
from budgets.admin.thousandfold import suspicions
from budgets.carrying import carry_over, usual_layout
from budgets.layouts import available
from budgets.models import (
    BalanceLine,
    Budget,
    Disclosure,
    ExpenditureLine,
    FinalAccount,
    IncomeLine,
    ProjectPlan,
)
from budgets.models.disclosure import CHANGE

INLINES = {
    Disclosure.BUDGET: (
        ledger.IncomeInline,
        ledger.FunctionInline,
        ledger.EconomicInline,
        ledger.ItemInline,
        ledger.FullInline,
        ledger.BalanceInline,
        facts.ThreePublicInline,
        facts.ProcurementInline,
        facts.StateAssetsInline,
        facts.AssetPurchasesInline,
        facts.HeadcountInline,
        facts.PerformanceManagementInline,
        ledger.RunningCostInline,
        facts.PriorInline,
        facts.TextInline,
        facts.ExplanationInline,
        performance.TaskInline,
        indicators.DepartmentIndicatorInline,
        plans.PlanInline,
    ),
    Disclosure.FINAL: (
        ledger.FinalIncomeInline,
        ledger.FinalFunctionInline,
        ledger.InitialInline,
        ledger.AdjustedInline,
        ledger.FinalEconomicInline,
        ledger.FinalFullInline,
        ledger.FinalBalanceInline,
        facts.ThreePublicFinalInline,
        facts.ProcurementInline,
        facts.StateAssetsInline,
        facts.PerformanceManagementInline,
        ledger.RunningCostInline,
        facts.PriorInline,
        facts.TextInline,
        facts.ExplanationInline,
        performance.TaskInline,
        funding.DepartmentFundingInline,
        indicators.DepartmentIndicatorInline,
        plans.PlanInline,
    ),
}
CALLED = {Disclosure.BUDGET: "预算", Disclosure.FINAL: "决算"}
WHOSE = ("year", "unit")
OVERSEEN = ("approved_on", "due_on")  # the finance bureau sets them, on its board
PUBLISHED = "已经公开：年度和单位写在公开地址中，不能再改"
BEGUN = "已经录入收支或项目，都属于这个范围：单位不能再改。选错了单位，请另建一份"


def _begun():
    """Whether lines or projects of a disclosure have been entered, of the units that it then is of."""
    own = {"disclosure": OuterRef("pk")}
    lines = Exists(IncomeLine.objects.filter(**own)) | Exists(ExpenditureLine.objects.filter(**own))
    return lines | Exists(BalanceLine.objects.filter(**own)) | Exists(ProjectPlan.objects.filter(**own))


def _not_saved(inline):
    """What is said of rows that an edition has taken over."""
    return format_html(
        "“{}”现在取自已公开的 {}：这一组填写的内容没有保存，也不必再填。", inline.verbose_name_plural, inline.taken
    )


class DisclosureForm(forms.ModelForm):
    layout = forms.ChoiceField(label="版式", help_text=Disclosure._meta.get_field("layout").help_text)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = self._meta.model.objects.kind
        self.fields["layout"].choices = available(self.kind)
        if "department" in self.fields:
            name_departments(self.fields["department"])
        if "unit" in self.fields:
            self._offer_units(self.fields["unit"])

    def _offer_units(self, field):
        name_units(field)
        if self.instance.department_id:
            field.queryset = field.queryset.filter(department=self.instance.department_id)
            field.label_from_instance = str
        field.empty_label = "（全部门汇总）"

    def clean(self):
        cleaned = super().clean()
        same = MODELS[self.kind].objects.filter(**self.whose())
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"该部门（单位）这一年度的{CALLED[self.kind]}已经建立：请在列表中打开它")
        return cleaned

    def whose(self):
        """Department, year and unit, as typed or as they stay."""
        cleaned = self.cleaned_data
        typed = {name: cleaned.get(name) if name in self.fields else getattr(self.instance, name) for name in WHOSE}
        return {"department": cleaned.get("department") or self.instance.department_id, **typed}


class NewDisclosureForm(DisclosureForm):
    """The first page of a disclosure: whose it is, and whether it begins with what an earlier one says."""

    carry = forms.BooleanField(label="", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = [("", "（与上年同类文件相同）"), *available(self.kind)]
        self.fields["layout"].required = False
        source = "当年预算（没有则上年决算）" if self.kind == Disclosure.FINAL else "上年预算"
        self.fields["carry"].label = f"沿用{source}的项目、指标和文字"

    def clean(self):
        cleaned = super().clean()
        whose = self.whose()
        if not cleaned.get("layout") and whose["department"] and whose["year"]:
            cleaned["layout"] = usual_layout(self.kind, **whose)
        if not cleaned.get("layout") and "layout" not in self.errors:
            self.add_error("layout", "没有上年的同类文件可以参照：请选择版式")
        return cleaned


class DisclosureAdmin(SavingMixin, ActsMixin, ImportMixin, ChecksMixin, PreviewMixin, PublishMixin, admin.ModelAdmin):
    """What budgets and final accounts share; they differ in their ``kind``."""

    kind = ""
    form = DisclosureForm
    change_form_template = "admin/budgets/entry_form.html"
    list_display = ("department", "whose", "year", "layout_name", "state", "edition", "updated_at")
    list_select_related = ("department", "unit")
    list_filter = ("state", "year", "department__region")
    search_fields = ("department__code", "department__name", "unit__code", "unit__name", "department__region__name")
    list_per_page = 50

    def get_queryset(self, request):
        mine = super().get_queryset(request).for_user(request.user)
        mine = mine.select_related("department__region", "unit").annotate(last_edition=Max("editions__number"))
        return mine.annotate(begun=_begun())

    @admin.display(description="单位", ordering="unit")
    def whose(self, disclosure):
        return disclosure.unit or "全部门"

    @admin.display(description="版式", ordering="layout")
    def layout_name(self, disclosure):
        return dict(available(self.kind)).get(disclosure.layout, disclosure.layout)

    @admin.display(description="已公开", ordering="last_edition")
    def edition(self, disclosure):
        return f"第 {disclosure.last_edition} 版" if disclosure.last_edition else "未公开"

    def get_inlines(self, request, obj):
        return [inline for inline in INLINES[self.kind] if inline.belongs(obj)] if obj else ()

    def get_fieldsets(self, request, obj=None):
        carry = () if obj else ("carry",)
        transfer = ("transfer_projects",) if self.kind == Disclosure.BUDGET else ()
        layout = "layout" if obj is None or self.has_change_permission(request, obj) else "layout_name"
        return (
            (None, {"fields": (("department", "unit"), ("year", layout), *carry)}),
            ("日期和其他" if transfer else "日期", {"fields": (("cover_date", *OVERSEEN), *transfer)}),
        )

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            return super().get_form(request, obj, change, **kwargs, form=NewDisclosureForm)
        reason = PUBLISHED if obj.last_edition else BEGUN if obj.begun else ""
        return super().get_form(request, obj, change, **kwargs, help_texts={"unit": reason} if reason else None)

    def get_readonly_fields(self, request, obj=None):
        overseen = () if request.user.is_superuser else OVERSEEN
        if obj is None:
            return overseen
        published = WHOSE if obj.last_edition else ()  # they make the public address
        return ("department", *(published or (("unit",) if obj.begun else ())), *overseen)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("cover_date", *OVERSEEN):
            kwargs["widget"] = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return db_field.formfield(**kwargs)
        if db_field.is_relation:
            return db_field.formfield(**narrowed(db_field, request.user, CHANGE[self.kind]), **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs, **limits(db_field))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        found = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        if request.method == "POST":
            found |= {"data": inline.sent(request.POST, prefix), "files": request.FILES}
        return found | ({"initial": inline.initial()} if hasattr(inline, "initial") else {})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= entry_context(request, obj)
            context["code_lists"] = entry_of(request, obj).codes.values()
            context["may_preview"], context["next"] = True, INSTEAD[obj.state]
            context["latest"], context["now"] = self.latest(obj), timezone.now()
            context["steps"], context["may_import"] = self.steps(request, obj), self.has_change_permission(request, obj)
            context["wrong_parts"] = wrong_parts(context)
            context["checks"] = self.checks_panel(request, obj)
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            self._carry_over(request, form)
        elif not self.previewing(request):
            self._warn(request, form, formsets)

    def _warn(self, request, form, formsets):
        """What was saved and may be a mistake, and what was not saved."""
        entry = entry_of(request, form.instance)
        found = [*map(_not_saved, entry.overtaken), *negatives(formsets), *suspicions(form.instance, formsets)]
        if entry.printed.prints("F10"):
            found += weights_warnings(formsets, indicators.OF_DEPARTMENT)
        for warning in found:
            self.message_user(request, warning, "WARNING")

    def _carry_over(self, request, form):
        if form.cleaned_data["carry"]:
            carried = carry_over(form.instance, Disclosure.objects.for_user(request.user))
            self.message_user(request, str(carried) if carried else "没有找到可以沿用的文件：各项都要新填。")

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(request, f"已建立{obj}。请继续在本页录入各项内容。", "SUCCESS")
        return HttpResponseRedirect(page_of(obj))

    def response_change(self, request, obj):
        return stay_in_unit(request, super().response_change(request, obj))


@admin.register(Budget)
class BudgetAdmin(DisclosureAdmin):
    kind = Disclosure.BUDGET


@admin.register(FinalAccount)
class FinalAccountAdmin(DisclosureAdmin):
    kind = Disclosure.FINAL
