"""Typed facts of a disclosure: what no ledger line carries. Empty means not reported, which is not zero."""

from django.core.validators import RegexValidator
from django.db import models

from budgets.models.disclosure import Disclosure
from budgets.models.lines import function_code
from budgets.models.money import MoneyField, non_negative
from budgets.models.performance import optional_amount, optional_score
from budgets.narrative.names import PRIORS, TEXTS

economic_section = RegexValidator(r"^\d{5}$", "部门经济分类的款是五位数字")


def one_to_one(related_name: str) -> models.OneToOneField[Disclosure, Disclosure]:
    """The link of a sheet of facts to its disclosure."""
    return models.OneToOneField(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name=related_name
    )


def optional_count(label: str) -> models.PositiveIntegerField[int | None, int | None]:
    """A number of things that may be not reported."""
    return models.PositiveIntegerField(label, null=True, blank=True)


class ThreePublic(models.Model):
    """“三公”经费 paid from all fiscal appropriations (B09)."""

    disclosure = one_to_one("three_public")
    abroad = optional_amount("因公出国（境）费", "用于“三公”经费预算表（B09）和情况说明")
    purchase = optional_amount("公务用车购置费")
    operation = optional_amount("公务用车运行费")
    reception = optional_amount("公务接待费")

    class Meta:
        verbose_name = verbose_name_plural = "“三公”经费"
        constraints = tuple(
            non_negative(name, f"three_public_{name}_not_negative")
            for name in ("abroad", "purchase", "operation", "reception")
        )

    def __str__(self) -> str:
        return "“三公”经费"


class ThreePublicFinal(models.Model):
    """“三公”经费 of final accounts (F09): the budget, what was spent against it, and on how many."""

    disclosure = one_to_one("three_public_final")
    budget_abroad = optional_amount("预算数：因公出国（境）费", "预算数按版式的口径填写（年初预算或全年预算）")
    budget_purchase = optional_amount("预算数：公务用车购置费")
    budget_operation = optional_amount("预算数：公务用车运行维护费")
    budget_reception = optional_amount("预算数：公务接待费")
    abroad = optional_amount("决算数：因公出国（境）费")
    purchase = optional_amount("决算数：公务用车购置费")
    operation = optional_amount("决算数：公务用车运行维护费")
    reception = optional_amount("决算数：公务接待费")
    reception_foreign = optional_amount("决算数：其中外宾接待")
    trips = optional_count("因公出国（境）团组（个）")
    travellers = optional_count("因公出国（境）人次")
    cars_bought = optional_count("购置公务用车（辆）")
    cars_kept = optional_count("期末公务用车保有量（辆）")
    foreign_groups = optional_count("国（境）外来访团组（个）")
    foreign_guests = optional_count("来访外宾（人次）")
    domestic_groups = optional_count("国内公务接待批次（个）")
    domestic_guests = optional_count("国内公务接待人次")

    class Meta:
        verbose_name = verbose_name_plural = "“三公”经费决算"

    def __str__(self) -> str:
        return "“三公”经费决算"


class Procurement(models.Model):
    """政府采购 by kind; what was reserved for small firms and what they were awarded are different facts."""

    disclosure = one_to_one("procurement")
    goods = optional_amount("货物", "用于情况说明的政府采购一条")
    works = optional_amount("工程")
    services = optional_amount("服务")
    reserved_sme = optional_amount("面向中小企业预留", "预留的采购项目预算金额")
    reserved_micro = optional_amount("其中：面向小微企业预留")
    awarded_sme = optional_amount("授予中小企业合同金额")
    awarded_micro = optional_amount("其中：授予小微企业合同金额")
    reserved_awarded_sme = optional_amount("预留项目中由中小企业中标、成交")
    reserved_awarded_micro = optional_amount("预留项目中由小微企业中标、成交")
    open_awarded_sme = optional_amount("其他项目中由中小企业中标、成交")

    class Meta:
        verbose_name = verbose_name_plural = "政府采购"
        constraints = tuple(
            non_negative(name, f"procurement_{name}_not_negative") for name in ("goods", "works", "services")
        )

    def __str__(self) -> str:
        return "政府采购"


class Vehicles(models.Model):
    """Vehicles by the eight kinds of the form (行政事业单位国有资产), and large equipment."""

    cars_senior = optional_count("省部级领导干部用车（辆）")
    cars_leaders = optional_count("主要领导干部用车（辆）")
    cars_confidential = optional_count("机要通信用车（辆）")
    cars_emergency = optional_count("应急保障用车（辆）")
    cars_law = optional_count("执法执勤用车（辆）")
    cars_special = optional_count("特种专业技术用车（辆）")
    cars_retired = optional_count("离退休干部用车（辆）")
    cars_other = optional_count("其他用车（辆）")
    large_equipment = optional_count("单价一百万元（含）以上设备，不含车辆（台、套）")

    class Meta:
        abstract = True


class StateAssets(Vehicles):
    """国有资产 at the end of last year: values by kind, vehicles by kind, large equipment."""

    disclosure = one_to_one("assets")
    buildings = optional_amount("房屋建筑物", "上年期末账面数，用于情况说明的国有资产一条")
    vehicles = optional_amount("车辆")
    office_equipment = optional_amount("办公设备")
    special_equipment = optional_amount("专用设备")
    other = optional_amount("其他资产")
    cars_general = optional_count("一般公务用车（辆）")
    cars_other_note = models.CharField("其他用车的用途", max_length=60, blank=True)
    large_general = optional_count("单价五十万元以上通用设备（台、套）")
    large_special = optional_count("单价一百万元以上专用设备（台、套）")
    as_of = models.DateField("截止日期", null=True, blank=True, help_text="不是上年期末时填写")

    class Meta:
        verbose_name = verbose_name_plural = "国有资产占用"
        constraints = tuple(
            non_negative(name, f"assets_{name}_not_negative")
            for name in ("buildings", "vehicles", "office_equipment", "special_equipment", "other")
        )

    def __str__(self) -> str:
        return "国有资产占用"


class AssetPurchases(Vehicles):
    """Vehicles and large equipment that the budget buys."""

    disclosure = one_to_one("purchases")

    class Meta:
        verbose_name = verbose_name_plural = "拟购置资产"

    def __str__(self) -> str:
        return "拟购置资产"


class PerformanceManagement(models.Model):
    """What was managed by performance in the year, as counted by the department where no table lists it."""

    disclosure = one_to_one("performance_management")
    target_units = optional_count("编报绩效目标的预算单位（个）")
    target_count = optional_count("编报绩效目标的项目（个）")
    target_amount = optional_amount("编报绩效目标的项目金额")
    tracked_count = optional_count("绩效跟踪评价的项目（个）")
    tracked_amount = optional_amount("绩效跟踪评价的项目金额")
    evaluated_count = optional_count("绩效自评的项目（个）")
    evaluated_amount = optional_amount("绩效自评的项目金额")
    average_score = optional_score("绩效自评平均得分")
    grade1 = optional_count("第一档（优）的项目（个）")
    grade2 = optional_count("第二档（良）的项目（个）")
    grade3 = optional_count("第三档（中、合格）的项目（个）")
    grade4 = optional_count("第四档（差、不合格）的项目（个）")
    problems = optional_count("绩效自评发现的问题（个）")
    problems_solved = optional_count("已经完成整改的问题（个）")
    problems_open = optional_count("正在整改的问题（个）")

    class Meta:
        verbose_name = verbose_name_plural = "绩效管理情况"

    def __str__(self) -> str:
        return "绩效管理情况"


class Headcount(models.Model):
    """Posts and inner bodies."""

    disclosure = one_to_one("headcount")
    offices = optional_count("内设机构（个）")
    institutions = optional_count("所属二级机构（个）")
    administrative = optional_count("行政编制（人）")
    referenced = optional_count("参公编制（人）")
    institution_posts = optional_count("事业编制（人）")
    retirees = optional_count("离退休人员（人）")

    class Meta:
        verbose_name = verbose_name_plural = "机构和编制"

    def __str__(self) -> str:
        return "机构和编制"


class RunningCostLine(models.Model):
    """机关（机构）运行经费 by economic 款 (B13). Without lines, the public part of basic expenditure is printed."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="running_cost_lines"
    )
    economic = models.CharField(
        "部门经济分类", max_length=5, blank=True, validators=[economic_section], help_text="只知道总数时空着"
    )
    amount = MoneyField("金额")
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "机关运行经费"
        ordering = ("disclosure", "position", "id")
        constraints = (
            non_negative("amount", "running_cost_not_negative"),
            models.UniqueConstraint(
                fields=("disclosure", "economic"),
                name="running_cost_code_once",
                violation_error_message="这个科目已经填过：请合并金额",
            ),
        )

    def __str__(self) -> str:
        return f"{self.economic} {self.amount} 元"


class PriorAmount(models.Model):
    """Last year's amount of a figure: typed as such, or as the change against it; and what it is (预算, 执行, 决算)."""

    BASES = (("budget", "上年预算"), ("executed", "上年执行"), ("final", "上年决算"))

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="prior_amounts"
    )
    subject = models.CharField("对应数字", max_length=40, choices=list(PRIORS.items()))
    amount = optional_amount("上年数", "填上年数，或者填右边的增减额，两者填一")
    change = optional_amount("比上年增减", "增加填正数，减少填负数")
    basis = models.CharField("上年数的口径", max_length=10, choices=BASES, default="budget")

    class Meta:
        verbose_name = verbose_name_plural = "上年数"
        ordering = ("disclosure", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("disclosure", "subject"), name="prior_once", violation_error_message="这个数字的上年数已经填过"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True, change__isnull=False)
                | models.Q(amount__isnull=False, change__isnull=True),
                name="prior_amount_or_change",
                violation_error_message="上年数和增减额填其中一个，不能都填或都空",
            ),
            non_negative("amount", "prior_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.get_subject_display()}的上年数"


class FunctionExplanation(models.Model):
    """What is said of a functional 项 in the narrative: its purpose, last year's executed amount, why it changed."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="explanations"
    )
    function = models.CharField("功能分类", max_length=7, validators=[function_code])
    purpose = models.TextField("主要用于", blank=True)
    prior = optional_amount("上年执行数", "用于逐项说明与上年执行数相比的版式")
    reason = models.TextField("增减或差异的原因", blank=True)
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "支出逐项说明"
        ordering = ("disclosure", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("disclosure", "function"),
                name="explanation_once",
                violation_error_message="这个科目已经填过：请合并文字",
            ),
        )

    def __str__(self) -> str:
        return self.function


class DisclosureText(models.Model):
    """A typed text: duties, a reason, a purpose. Withheld by law is not the same as missing."""

    disclosure = models.ForeignKey(Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="texts")
    key = models.CharField("内容", max_length=40, choices=list(TEXTS.items()))
    text = models.TextField("文字", blank=True)
    withheld = models.BooleanField("依法不予公开", default=False)
    ground = models.CharField("不予公开的依据", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文字说明"
        ordering = ("disclosure", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("disclosure", "key"), name="text_once", violation_error_message="这一项文字已经填过"
            ),
            models.CheckConstraint(
                condition=models.Q(withheld=False) | ~models.Q(ground=""),
                name="withheld_has_ground",
                violation_error_message="依法不予公开的内容要写明依据",
            ),
        )

    def __str__(self) -> str:
        return self.get_key_display()
