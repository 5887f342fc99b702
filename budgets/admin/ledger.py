"""The ledger on the budget's page: income, the cuts of expenditure, balances, running costs."""

from budgets import ledger
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import LineFormSet, RowForm
from budgets.models import BalanceLine, ExpenditureLine, IncomeLine, RunningCostLine
from budgets.models.lines import ECONOMIC_NEEDED, FUNCTION_NEEDED, ITEM_NEEDED

SAME = "第 {second} 行与第 {first} 行的科目、单位、资金等完全相同：请把金额合并到一行，或改正其中一行"
NEEDS = {ledger.FUNCTION: ((("function",), FUNCTION_NEEDED),), ledger.ITEM: ((("item", "project"), ITEM_NEEDED),)}
WHERE = ("unit_id", "fund", "origin", "stage")
WHAT = ("function", "economic", "government", "nature", "project_id", "item", "item_kind", "cut")


class IncomeInline(EntryInline):
    model = IncomeLine
    verbose_name_plural = "收入"
    formset = row_set(LineFormSet, "income", "收入", (((*WHERE, "function"), SAME),))
    fields = ("unit", "fund", "origin", "amount", "position")
    help = "用于收支预算表（B01）、收入预算表（B02）、财政拨款收支预算表（B04）。"


class EconomicForm(RowForm):
    def clean(self):
        nature, unfilled = self.cleaned_data.get("nature"), not self.cleaned_data.get("economic")
        if nature and not nature.startswith("project") and unfilled and "economic" not in self.errors:
            self.add_error("economic", ECONOMIC_NEEDED)


def expenditure(cut, title, columns, help_text):
    """The inline of one cut; the cut itself is never typed."""
    identities = (((*WHERE, *WHAT), SAME),)

    class ExpenditureInline(EntryInline):
        model = ExpenditureLine
        verbose_name_plural = title
        formset = row_set(LineFormSet, cut, title, identities, needs=NEEDS.get(cut, ()), fixed={"cut": cut})
        fields = columns
        help = help_text

    return ExpenditureInline


FunctionInline = expenditure(
    ledger.FUNCTION,
    "支出·功能分类",
    ("function", "unit", "nature", "fund", "origin", "amount", "position"),
    "用于收支预算表（B01）、支出预算表（B03）、财政拨款收支预算表（B04）、一般公共预算支出预算表（B05）、"
    "政府性基金（B10）和国有资本经营（B11）支出预算表，以及整体绩效目标表（B14）的金额。",
)
EconomicInline = expenditure(
    ledger.ECONOMIC,
    "支出·经济分类",
    ("economic", "government", "nature", "fund", "origin", "amount", "position", "summary_position"),
    "用于基本支出预算表（B06）、支出经济分类汇总表（B08）、运行经费表（B13）。"
    "没有按经济分类细分的项目支出，编码空着，性质选“项目支出”。",
)
EconomicInline.form = EconomicForm
ItemInline = expenditure(
    ledger.ITEM,
    "支出·明细和项目",
    ("unit", "item_kind", "item", "project", "nature", "fund", "origin", "amount", "position"),
    "用于基本支出明细表（B07）、项目支出预算表（B12）、项目绩效目标表（B15）。"
    "基本支出填明细类型和明细名称；项目支出选项目。",
)
FULL_COLUMNS = ("unit", "function", "economic", "government", "nature", "project", "item_kind", "item")
FullInline = expenditure(
    ledger.FULL,
    "支出·全部维度",
    (*FULL_COLUMNS, "fund", "origin", "amount", "position", "summary_position"),
    "只在每一行都知道全部科目时填写。填了这里，各表只取这里的数，上面三组支出不再使用。",
)
FullInline.classes = ("collapse",)
FullInline.extra = 1


class BalanceInline(EntryInline):
    model = BalanceLine
    verbose_name_plural = "结转结余"
    formset = row_set(LineFormSet, "balances", "结转结余", ((("kind", "unit_id", "fund", "function"), SAME),))
    fields = ("kind", "unit", "fund", "amount")
    extra = 1
    help = "年终结转结余用于收支预算表（B01）、财政拨款收支预算表（B04）。上年结转请在“收入”中填，来源选“上年结转”。"


class RunningCostInline(EntryInline):
    model = RunningCostLine
    verbose_name_plural = "机关运行经费"
    formset = row_set(LineFormSet, "running", "机关运行经费", ((("economic",), SAME),))
    fields = ("economic", "amount", "position")
    help = "用于机关（机构）运行经费表（B13）和情况说明。一行不填，则取基本支出中的公用经费。"
