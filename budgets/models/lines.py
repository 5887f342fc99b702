"""The ledger: lines of income, expenditure and balances, each in whole fen (see ``budgets.ledger`` for the trees)."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce

from budgets import ledger
from budgets.models.disclosure import Disclosure
from budgets.models.money import MoneyField, non_negative
from budgets.models.organisation import Unit
from budgets.models.performance import Project

function_code = RegexValidator(r"^\d{3}(\d{2}(\d{2})?)?$", "功能分类编码是三位（类）、五位（款）或七位（项）数字")
economic_code = RegexValidator(r"^\d{3}(\d{2})?$", "经济分类编码是三位（类）或五位（款）数字")
FINAL_MAY_BE_NEGATIVE = models.Q(stage=ledger.FINAL)
FUNCTION_NEEDED = "按功能分类填写的支出要有功能分类编码"
ECONOMIC_NEEDED = "基本支出要填部门经济分类编码"
ITEM_NEEDED = "基本支出要填明细名称，项目支出要选项目"
DUPLICATE = "已有一行科目、单位、资金等完全相同：请合并金额或改正其中一行"


class LineBase(models.Model):
    """What all lines share."""

    unit = models.ForeignKey(Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    fund = models.CharField("资金来源", max_length=20, choices=list(ledger.FUNDS.items()), default="general.fiscal")
    origin = models.CharField("本年／结转", max_length=8, choices=list(ledger.ORIGINS.items()), default=ledger.CURRENT)
    stage = models.CharField("阶段", max_length=8, choices=list(ledger.STAGES.items()), default=ledger.INITIAL)
    amount = MoneyField("金额")
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        abstract = True


class IncomeLine(LineBase):
    """Income by unit and fund."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="income_lines"
    )
    function = models.CharField("功能分类", max_length=7, blank=True, validators=[function_code])

    class Meta:
        verbose_name = verbose_name_plural = "收入"
        ordering = ("disclosure", "position", "id")
        constraints = (
            non_negative("amount", "income_not_negative", FINAL_MAY_BE_NEGATIVE),
            models.UniqueConstraint(
                "disclosure",
                "stage",
                Coalesce("unit", 0),
                "fund",
                "origin",
                "function",
                name="income_line_once",
                violation_error_message=DUPLICATE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_fund_display()} {self.amount} 元"


class ExpenditureLine(LineBase):
    """Expenditure in one cut; dimensions that the cut does not show are empty."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="expenditure_lines"
    )
    cut = models.CharField("口径", max_length=8, choices=list(ledger.CUTS.items()))
    function = models.CharField("功能分类", max_length=7, blank=True, validators=[function_code])
    economic = models.CharField("部门经济分类", max_length=5, blank=True, validators=[economic_code])
    government = models.CharField("政府经济分类", max_length=5, blank=True, validators=[economic_code])
    nature = models.CharField("支出性质", max_length=24, choices=list(ledger.NATURES.items()))
    project = models.ForeignKey(Project, verbose_name="项目", null=True, blank=True, on_delete=models.PROTECT)
    item = models.CharField("明细名称", max_length=120, blank=True)
    item_kind = models.CharField("明细类型", max_length=8, blank=True, choices=list(ledger.ITEM_KINDS.items()))
    summary_position = models.PositiveIntegerField(
        "汇总表顺序", null=True, blank=True, help_text="在支出经济分类汇总表（B08）中的顺序；空白则同“顺序”"
    )

    class Meta:
        verbose_name = verbose_name_plural = "支出"
        ordering = ("disclosure", "cut", "position", "id")
        constraints = (
            non_negative("amount", "expenditure_not_negative", FINAL_MAY_BE_NEGATIVE),
            models.CheckConstraint(
                condition=~models.Q(cut=ledger.FUNCTION) | ~models.Q(function=""),
                name="function_cut_has_function",
                violation_error_message=FUNCTION_NEEDED,
            ),
            models.CheckConstraint(
                condition=~models.Q(cut=ledger.ITEM) | ~models.Q(item="") | models.Q(project__isnull=False),
                name="item_cut_has_item_or_project",
                violation_error_message=ITEM_NEEDED,
            ),
            models.CheckConstraint(
                condition=~models.Q(cut=ledger.ECONOMIC, economic="") | models.Q(nature__startswith="project"),
                name="economic_cut_has_economic_but_projects",
                violation_error_message=ECONOMIC_NEEDED,
            ),
            models.UniqueConstraint(
                "disclosure",
                "cut",
                "stage",
                Coalesce("unit", 0),
                "function",
                "economic",
                "government",
                "nature",
                "fund",
                "origin",
                Coalesce("project", 0),
                "item",
                "item_kind",
                name="expenditure_line_once",
                violation_error_message=DUPLICATE,
            ),
        )

    def __str__(self) -> str:
        what = self.item or self.function or self.economic or self.get_nature_display()
        return f"{what} {self.amount} 元"


class BalanceLine(models.Model):
    """Balances carried in and out."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="balance_lines"
    )
    kind = models.CharField("种类", max_length=20, choices=list(ledger.BALANCES.items()))
    unit = models.ForeignKey(Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT)
    fund = models.CharField("资金来源", max_length=20, choices=list(ledger.FUNDS.items()))
    function = models.CharField("功能分类", max_length=7, blank=True, validators=[function_code])
    amount = MoneyField("金额")

    class Meta:
        verbose_name = verbose_name_plural = "结转结余"
        ordering = ("disclosure", "kind", "fund", "id")
        constraints = (
            models.UniqueConstraint(
                "disclosure",
                "kind",
                Coalesce("unit", 0),
                "fund",
                "function",
                name="balance_line_once",
                violation_error_message=DUPLICATE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} 元"
