"""Money of a self-evaluation by source: of the whole department, of one project."""

from budgets.admin.facts import PresetInline
from budgets.admin.inline import row_set
from budgets.admin.rows import PresetFormSet
from budgets.models import PerformanceFunding

AMOUNTS = ("initial", "adjusted", "executed")
ADVICE = "按来源填写年初预算数、全年预算数和全年执行数；执行率和执行得分由系统计算。来源分不清的填在“未分来源”。"


def funding_set(title):
    """The form set of one row for each source."""
    return row_set(PresetFormSet, "funding", title, key="source", contents=AMOUNTS)


class DepartmentFundingInline(PresetInline):
    """Money of the department's self-evaluation."""

    model = PerformanceFunding
    verbose_name_plural = "整体绩效资金"
    formset = funding_set("整体绩效资金")
    formset.fixed = {"plan": None}
    fields = ("source", *AMOUNTS)
    feeds = ("F10",)
    advice = ADVICE


class PlanFundingInline(PresetInline):
    """Money of the self-evaluation of one project."""

    model = PerformanceFunding
    fk_name = "plan"
    verbose_name_plural = "项目资金"
    formset = funding_set("项目资金")
    fields = ("source", *AMOUNTS)
    feeds = ("F11", "F12")
    advice = ADVICE

    @classmethod
    def known(cls, about):
        return about.funding.all()

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.fixed = {"disclosure_id": obj.disclosure_id}
        return made
