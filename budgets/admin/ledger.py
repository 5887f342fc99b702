"""The ledger on the page of a disclosure: income, the cuts of expenditure, balances, running costs."""

from budgets import ledger
from budgets.admin.inline import EntryInline, row_set
from budgets.admin.rows import LineFormSet, RowForm
from budgets.models import BalanceLine, ExpenditureLine, IncomeLine, RunningCostLine
from budgets.models.lines import ECONOMIC_NEEDED, FUNCTION_NEEDED, ITEM_NEEDED
from budgets.narrative.printed import printed

SAME = "第 {second} 行与第 {first} 行的科目、单位、资金等完全相同：请把金额合并到一行，或改正其中一行"
NEEDS = {ledger.FUNCTION: ((("function",), FUNCTION_NEEDED),), ledger.ITEM: ((("item", "project"), ITEM_NEEDED),)}
WHERE = ("unit_id", "fund", "origin", "stage")
WHAT = ("function", "economic", "government", "nature", "project_id", "item", "item_kind", "cut")
BUDGETED = tuple(nature for nature in ledger.NATURES if nature.partition(".")[0] in ("basic", "project"))
REFUNDS = "冲减填负数。"


class IncomeInline(EntryInline):
    """Income of a budget."""

    model = IncomeLine
    verbose_name_plural = "收入"
    formset = row_set(LineFormSet, "income", "收入", (((*WHERE, "function"), SAME),), fixed={"stage": ledger.INITIAL})
    feeds = ("B01", "B02", "B04")

    def get_fields(self, request, obj=None):
        by_function = ("function",) if _income_by_function(obj) else ()
        return ("unit", *by_function, "fund", "origin", "amount", "position")


def _income_by_function(disclosure):
    """Whether the layout prints income by function, or it was entered so."""
    printed_so = "function" in printed(disclosure.layout).form("B02")
    return printed_so or disclosure.income_lines.exclude(function="").exists()


class FinalIncomeInline(EntryInline):
    """Income of final accounts."""

    model = IncomeLine
    verbose_name_plural = "收入"
    formset = row_set(LineFormSet, "income", "收入", (((*WHERE, "function"), SAME),), fixed={"stage": ledger.FINAL})
    fields = ("unit", "function", "fund", "amount", "position")
    feeds = ("F01", "F02", "F04", "F07")
    advice = f"一个项、一种资金填一行。{REFUNDS}"
    signed = True


class EconomicForm(RowForm):
    def clean(self):
        nature, unfilled = self.cleaned_data.get("nature"), not self.cleaned_data.get("economic")
        if nature and not nature.startswith("project") and unfilled and "economic" not in self.errors:
            self.add_error("economic", ECONOMIC_NEEDED)


def expenditure(cut, title, columns, stage=ledger.INITIAL, prefix=""):
    """The inline of one cut at one stage; neither is ever typed."""
    identities = (((*WHERE, *WHAT), SAME),)
    attributes = {"needs": NEEDS.get(cut, ()), "fixed": {"cut": cut, "stage": stage}}

    class ExpenditureInline(EntryInline):
        model = ExpenditureLine
        verbose_name_plural = title
        formset = row_set(LineFormSet, prefix or cut, title, identities, **attributes)
        fields = columns
        signed = stage == ledger.FINAL

    return ExpenditureInline


class FunctionInline(
    expenditure(
        ledger.FUNCTION, "支出·功能分类", ("function", "unit", "nature", "fund", "origin", "amount", "position")
    )
):
    feeds = ("B01", "B03", "B04", "B05", "B10", "B11", "B14")
    offered = {"nature": BUDGETED}


class EconomicInline(
    expenditure(
        ledger.ECONOMIC,
        "支出·经济分类",
        ("economic", "government", "nature", "fund", "origin", "amount", "position", "summary_position"),
    )
):
    form = EconomicForm
    feeds = ("B06", "B08", "B13")
    advice = "没有按经济分类细分的项目支出，编码空着，性质选“项目支出”。"
    offered = {"nature": BUDGETED}


class ItemInline(
    expenditure(
        ledger.ITEM,
        "支出·明细和项目",
        ("unit", "item_kind", "item", "project", "nature", "fund", "origin", "amount", "position"),
    )
):
    feeds = ("B07", "B12", "B15")
    advice = "基本支出填明细类型和明细名称；项目支出选项目。"
    offered = {"nature": BUDGETED}


FULL_COLUMNS = ("unit", "function", "economic", "government", "nature", "project", "item_kind", "item")
FULL_ADVICE = "只在每一行都知道全部科目时填写。填了这里，各表只取这里的数，上面分别填写的各组支出不再使用。"


class FullInline(
    expenditure(
        ledger.FULL, "支出·全部维度", (*FULL_COLUMNS, "fund", "origin", "amount", "position", "summary_position")
    )
):
    advice = FULL_ADVICE
    classes = ("collapse",)
    extra = 1
    offered = {"nature": BUDGETED}


class FinalFunctionInline(
    expenditure(
        ledger.FUNCTION,
        "支出·功能分类",
        ("function", "unit", "nature", "fund", "amount", "position"),
        ledger.FINAL,
    )
):
    feeds = ("F01", "F03", "F04", "F05", "F07", "F08")
    advice = f"填决算数。{REFUNDS}"


class InitialInline(
    expenditure(ledger.FUNCTION, "年初预算", ("function", "nature", "fund", "amount", "position"), prefix="initial")
):
    """年初预算 of final accounts; not asked for where the budget of the year has been published."""

    uses = ("item.initial",)
    advice = "按项填写年初预算数，与决算数对比。"

    @property
    def taken(self):
        return self.entry.budget_edition

    def get_queryset(self, request):
        return super().get_queryset(request).none() if self.taken else super().get_queryset(request)

    def get_max_num(self, request, obj=None, **kwargs):
        return 0 if self.taken else None


class AdjustedInline(
    expenditure(
        ledger.FUNCTION,
        "全年预算",
        ("function", "nature", "fund", "amount", "position"),
        ledger.ADJUSTED,
        "adjusted",
    )
):
    uses = ("item.adjusted",)
    advice = "按项填写全年（调整后）预算数，与决算数对比。"


class FinalEconomicInline(
    expenditure(ledger.ECONOMIC, "支出·经济分类", ("economic", "nature", "fund", "amount", "position"), ledger.FINAL)
):
    form = EconomicForm
    feeds = ("F06",)
    advice = f"填一般公共预算财政拨款基本支出的决算数。{REFUNDS}"


class FinalFullInline(
    expenditure(ledger.FULL, "支出·全部维度", (*FULL_COLUMNS, "fund", "amount", "position"), ledger.FINAL)
):
    advice = FULL_ADVICE
    classes = ("collapse",)
    extra = 1


BALANCE_SET = row_set(LineFormSet, "balances", "结转结余", ((("kind", "unit_id", "fund", "function"), SAME),))
BUDGETED_CLOSING = ("budgeted_closing",)


class BalanceInline(EntryInline):
    """年终结转结余 of a budget."""

    model = BalanceLine
    verbose_name_plural = "结转结余"
    formset = BALANCE_SET
    fields = ("kind", "unit", "fund", "amount")
    extra = 1
    offered = {"kind": BUDGETED_CLOSING}
    feeds = ("B01", "B04")
    advice = "上年结转请在“收入”中填，来源选“上年结转”。"


FLOWING = ("opening", "closing")


class FinalBalanceForm(RowForm):
    """``by_item``: funds whose balances a table prints by 项."""

    by_item = ()

    def clean(self):
        kind, fund = self.cleaned_data.get("kind"), self.cleaned_data.get("fund")
        unfilled = not self.cleaned_data.get("function") and "function" not in self.errors
        if kind in FLOWING and fund in self.by_item and unfilled:
            self.add_error("function", f"{ledger.FUNDS[fund]}的年初、年末结转和结余要填到项")


class FinalBalanceInline(EntryInline):
    """Balances of final accounts."""

    model = BalanceLine
    form = FinalBalanceForm
    verbose_name_plural = "结转结余"
    formset = BALANCE_SET
    fields = ("kind", "function", "unit", "fund", "amount")
    extra = 1
    signed = True
    offered = {"kind": tuple(kind for kind in ledger.BALANCES if kind not in BUDGETED_CLOSING)}
    feeds = ("F01", "F04", "F07", "F08")

    @property
    def advice(self):
        return f"{'、'.join(ledger.FUNDS[fund] for fund in self._by_item())}的年初、年末结转按项填写。"

    def get_formset(self, request, obj=None, **kwargs):
        made = super().get_formset(request, obj, **kwargs)
        made.form.by_item = self._by_item()
        return made

    def _by_item(self):
        return ("fund", "capital") if self.entry.printed.form("F08") == "F08.flow" else ("fund",)


class RunningCostInline(EntryInline):
    model = RunningCostLine
    verbose_name_plural = "机关运行经费"
    formset = row_set(LineFormSet, "running", "机关运行经费", ((("economic",), SAME),))
    fields = ("economic", "amount", "position")
    feeds = ("B13",)
    uses = ("running.",)
    advice = "一行不填，则取基本支出中的公用经费；只知道总数时编码空着。"
