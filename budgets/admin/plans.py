"""Projects of a year: their rows on the page of a disclosure, and the page of each with all that hangs on it."""

from django import forms
from django.contrib import admin
from django.shortcuts import redirect

from budgets import carrying
from budgets.admin.addresses import page_of
from budgets.admin.entry import entry_of, form_field, limits
from budgets.admin.facts import PresetInline, SheetInline
from budgets.admin.funding import PlanFundingInline
from budgets.admin.indicators import PlanIndicatorInline, weights_warnings
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.page import entry_context, stay_in_unit, wrong_parts
from budgets.admin.rows import PresetFormSet, RowForm, RowFormSet
from budgets.admin.saving import SavingMixin
from budgets.admin.texts import refuse_typed_figures
from budgets.carrying import PLAN_FORM, STATED
from budgets.evaluation import INDICATORS
from budgets.models import Disclosure, FundManagement, ProjectEvaluation, ProjectPlan, ProjectStatement
from budgets.narrative.printed import printed

PARTICULARS = (*carrying.PARTICULARS, "total_fiscal", "total_other")
FORM_ORDER = "自评表的先后：填 1、2、3……，没有填的排在后面"
KEY_ORDER = "填 1、2、3……则在情况说明中逐项列出"


def _told(disclosure):
    """Whether the narrative says what key projects are for, or that was filled in."""
    return printed(disclosure.layout).uses("project.purpose") or disclosure.project_plans.exclude(purpose="").exists()


def _ordered(disclosure):
    """Whether key projects are listed, or forms of projects put in order; or that was filled in."""
    layout = printed(disclosure.layout)
    asked = layout.prints("F12") or layout.uses("project.purpose") or layout.uses("projects.key_count")
    return asked or disclosure.project_plans.exclude(key_position=None).exists()


def _order_help(disclosure):
    """What the number of a key project does."""
    return FORM_ORDER if disclosure.kind == Disclosure.FINAL else KEY_ORDER


def _of_layout(disclosure):
    """The fields of a plan that only some layouts ask for."""
    order = ("key_position",) if _ordered(disclosure) else ()
    return order, ("purpose",) if _told(disclosure) else ()


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
    extra = 1
    feeds = ("B15", "F11", "F12")
    uses = ("project.", "projects.", *STATED)
    link = "admin:budgets_projectplan_change"

    @property
    def advice(self):
        what = "资金、自评和绩效指标" if self.entry.disclosure.kind == Disclosure.FINAL else "绩效指标等"
        order = f"重点项目序号：{_order_help(self.entry.disclosure)}。" if _ordered(self.entry.disclosure) else ""
        return f"项目要先在“项目”中建立；保存后可进入每个项目填写{what}。{order}"

    def get_fields(self, request, obj=None):
        order, purpose = _of_layout(obj)
        return ("project", *order, *purpose, "objective", "position")

    @property
    def link_text(self):
        return "填写自评" if self.entry.disclosure.kind == Disclosure.FINAL else "填写绩效指标"


RESULTS = {"actual", "score", "deviation", "reason"}
USUAL = ("category", "division")


def _evaluated(formsets):
    """Whether anything of a self-evaluation was typed: of indicators, their results."""
    typed = {each.prefix: {name for _, form in each.rows() for name in form.changed_data} for each in formsets}
    results = typed.pop("indicators", set()) & RESULTS
    return bool(results or any(typed.values()))


def _usual(plan):
    """What kind of project it is, as last year's self-evaluation says."""
    last_year = {"disclosure__kind": Disclosure.FINAL, "disclosure__year": plan.disclosure.year - 1}
    last = ProjectPlan.objects.filter(project=plan.project_id, **last_year).values(*(f"evaluation__{n}" for n in USUAL))
    found = last.exclude(evaluation=None).first() or {}
    return {name.removeprefix("evaluation__"): value for name, value in found.items()}


class EvaluationInline(SheetInline):
    """The self-evaluation of the project."""

    model = ProjectEvaluation
    feeds = ("F11", "F12")
    verbose_name_plural = "自评"
    advice = (
        "不公开自评表的项目只列入汇总表，给它填各项得分率和指标得分；"
        "公开自评表的，由系统从资金管理情况和各指标的得分算出，得分率空着。"
    )

    def get_fields(self, request, obj=None):
        return self.names()

    def get_formset(self, request, obj=None, **kwargs):
        self.plan = obj
        return super().get_formset(request, obj, **kwargs)

    def initial(self):
        """What stands in a self-evaluation that is not begun yet; it alone begins none."""
        return [_usual(self.plan)]


class StatementInline(SheetInline):
    """项目经费情况说明 of the project."""

    model = ProjectStatement
    uses = STATED
    advice = "没有的内容空着；文字按原样印出，用款计划填金额。"

    def get_fields(self, request, obj=None):
        return self.names()


class ManagementInline(PresetInline):
    """The four items of fund management."""

    model = FundManagement
    formset = row_set(PresetFormSet, "management", "资金管理情况", key="aspect", contents=("text", "score", "issue"))
    fields = ("aspect", "text", "score", "issue")
    feeds = ("F12",)
    advice = "每项 5 分；只给公开自评表的项目填写。"

    @classmethod
    def known(cls, about):
        return about.management.all()


class PlanPageForm(forms.ModelForm):
    def clean_key_position(self):
        place = self.cleaned_data["key_position"]
        others = ProjectPlan.objects.filter(disclosure=self.instance.disclosure_id).exclude(pk=self.instance.pk)
        if place is not None and others.filter(key_position=place).exists():
            raise forms.ValidationError("另一个项目已用这个重点项目序号")
        return place

    def clean_purpose(self):
        return refuse_typed_figures(self.cleaned_data["purpose"])

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "计划完成日期早于开始日期")
        return cleaned


def _inlines(plan):
    """What hangs on a plan of a budget or of final accounts, as far as its layout prints it."""
    if plan.disclosure.kind == Disclosure.FINAL:
        return (EvaluationInline, PlanFundingInline, ManagementInline, PlanIndicatorInline)
    stated = printed(plan.disclosure.layout).uses_any(*STATED) or hasattr(plan, "statement")
    return (StatementInline, PlanIndicatorInline) if stated else (PlanIndicatorInline,)


def _particulars(plan):
    """Whether the form of the project is printed, or its particulars have been filled in."""
    known = any(getattr(plan, name) not in (None, "") for name in PARTICULARS)
    budget = plan.disclosure.kind == Disclosure.BUDGET
    return known or (budget and printed(plan.disclosure.layout).form("B15") == PLAN_FORM)


@admin.register(ProjectPlan)
class ProjectPlanAdmin(SavingMixin, admin.ModelAdmin):
    """One project of one disclosure, reached from the disclosure's page."""

    form = PlanPageForm
    list_display = ("project", "disclosure", "key_position")
    list_select_related = ("project", "disclosure__department", "disclosure__unit")
    list_filter = ("disclosure__year", "disclosure__kind")
    search_fields = ("project__name", "project__code", "disclosure__department__name")
    readonly_fields = ("disclosure", "project")
    change_form_template = "admin/budgets/entry_form.html"

    def disclosure_of(self, thing):
        return thing.disclosure

    def get_queryset(self, request):
        mine = Disclosure.objects.for_user(request.user)
        related = ("project", "disclosure__department", "disclosure__unit")
        return super().get_queryset(request).filter(disclosure__in=mine).select_related(*related)

    def get_fieldsets(self, request, obj=None):
        order, purpose = _of_layout(obj.disclosure) if obj else ((), ())
        fields = ("disclosure", "project", "objective", (*order, "position"), *purpose)
        particulars = ("goal", ("character", "category"), ("starts_on", "ends_on"), ("total_fiscal", "total_other"))
        own = [("项目基本情况", {"fields": particulars})] if obj and _particulars(obj) else []
        return [(None, {"fields": fields}), *own]

    def get_inlines(self, request, obj):
        return _inlines(obj) if obj else ()

    def get_formset_kwargs(self, request, obj, inline, prefix):
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        return found | ({"initial": inline.initial()} if hasattr(inline, "initial") else {})

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj:
            entry_of(request, obj.disclosure)
            kwargs["help_texts"] = {"key_position": _order_help(obj.disclosure)}
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in PARTICULARS and hasattr(request, "entry"):
            made = form_field(db_field, request.entry)
            if made:
                made.label, made.help_text = db_field.verbose_name, db_field.help_text
                return made
        return super().formfield_for_dbfield(db_field, request, **kwargs, **limits(db_field))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Only with all of a draft: by itself it goes on the page of the disclosure, which records that."""
        return request.user.is_superuser and super().has_delete_permission(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        plan = form.instance
        if plan.disclosure.kind != Disclosure.FINAL:
            return
        if _evaluated(formsets):
            ProjectEvaluation.objects.get_or_create(plan=plan, defaults=_usual(plan))
        self._warn_of_weights(request, plan, formsets)

    def _warn_of_weights(self, request, plan, formsets):
        formed = ProjectEvaluation.objects.filter(plan=plan, has_form=True).exists()
        if formed and printed(plan.disclosure.layout).prints("F12"):
            for warning in weights_warnings(formsets, INDICATORS):
                self.message_user(request, warning, "WARNING")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= entry_context(request, obj.disclosure)
            context["figure_groups"] = context["figure_groups"] if _told(obj.disclosure) else ()
            context["wrong_parts"] = wrong_parts(context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        return stay_in_unit(request, super().response_change(request, obj))

    def response_post_save_change(self, request, obj):
        return redirect(page_of(obj.disclosure) + "#plans-group")
