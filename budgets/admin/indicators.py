"""Performance indicators: targets in budgets, in final accounts also results and marks."""

from django import forms

from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import LineFormSet, RowForm
from budgets.evaluation import EXECUTION, INDICATORS, marks
from budgets.facts import Indicator
from budgets.models import Disclosure, PerformanceIndicator
from budgets.tables.declarations.forms import KINDS

TARGET = ("level1", "level2", "name", "target", "explanation", "position")
RESULT = ("level1", "level2", "name", "target", "actual", "weight", "score", "deviation", "reason", "position")
PROJECT_LEVELS = tuple(KINDS)
OF_DEPARTMENT = 100 - EXECUTION


class IndicatorForm(RowForm):
    """``reason_required``: whether the layout wants a reason for marks that fall short."""

    reason_required = False

    def clean(self):
        score, weight = (self.cleaned_data.get(name) for name in ("score", "weight"))
        if score is not None and weight is not None and score > weight:
            self.add_error("score", "得分不能大于分值")
        elif self.reason_required and not self.cleaned_data.get("reason") and self._falls_short():
            self.add_error("reason", "得分低于分值的指标要写明偏差原因和改进措施")

    def _falls_short(self):
        """Whether its marks, typed or computed, are below the weight."""
        known = {name: self.cleaned_data.get(name) for name in ("weight", "score", "deviation")}
        texts = {name: self.cleaned_data.get(name) or "" for name in ("level1", "level2", "name", "target", "actual")}
        score = marks(Indicator(**texts, **known)).score
        return score is not None and known["weight"] is not None and score < known["weight"]


class PlanIndicatorForm(IndicatorForm):
    def clean_level1(self):
        typed = self.cleaned_data["level1"]
        level = typed.removesuffix("指标")
        if level not in PROJECT_LEVELS:
            raise forms.ValidationError(f"项目的一级指标没有“{typed}”：请填 {'、'.join(PROJECT_LEVELS)} 中的一个")
        return level


class ScoredInline(EntryInline):
    """Indicators; ``evaluated_in`` is the table that prints their marks."""

    model = PerformanceIndicator
    evaluated_in = ""

    def get_fields(self, request, obj=None):
        return RESULT if self.entry.disclosure.kind == Disclosure.FINAL else TARGET

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.form.reason_required = bool(self.entry.printed.option(self.evaluated_in, "reason_required"))
        return made


def weights_warnings(formsets, whole):
    """A sentence where the weights of the indicators, once some are given, do not add up to ``whole``."""
    for formset in formsets:
        weights = [form.instance.weight for _, form in formset.rows() if formset.prefix == "indicators"]
        given = [weight for weight in weights if weight is not None]
        if given and sum(given) != whole:
            yield f"“{formset.title}”的分值合计 {sum(given).normalize():f} 分，应为 {whole} 分。请核对。"


MARKS = "得分：指标值与实际完成值可以作数量比较时空着，由系统计算；其余由评价人判断后填写，不能大于分值。"


class DepartmentIndicatorInline(ScoredInline):
    """Indicators of the department as a whole."""

    form = IndicatorForm
    verbose_name_plural = "部门绩效指标"
    formset = row_set(LineFormSet, "indicators", "部门绩效指标", fixed={"plan": None})
    feeds = ("B14", "F10")
    evaluated_in = "F10"

    @property
    def advice(self):
        final = self.entry.disclosure.kind == Disclosure.FINAL
        whole = f"各指标的分值合计 {OF_DEPARTMENT} 分。" if self.entry.printed.prints("F10") else ""
        return (MARKS + whole if final else "") + "各项目的指标在“年度项目”中逐个填写。"


class PlanIndicatorInline(ScoredInline):
    """Indicators of one project."""

    form = PlanIndicatorForm
    fk_name = "plan"
    verbose_name_plural = "项目绩效指标"
    formset = row_set(LineFormSet, "indicators", "项目绩效指标")
    feeds = ("B15", "F11", "F12")
    evaluated_in = "F12"

    @property
    def advice(self):
        final = self.entry.disclosure.kind == Disclosure.FINAL
        whole = f"公开自评表的项目，各指标的分值合计 {INDICATORS} 分。" if self.entry.printed.prints("F12") else ""
        return "一级指标填 成本、产出、效益 或 满意度。" + (MARKS + whole if final else "")

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.fixed = {"disclosure_id": obj.disclosure_id}
        return made
