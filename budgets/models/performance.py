"""Projects, their plans of a year, performance indicators, and the department's yearly tasks."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Coalesce

from budgets.models.disclosure import Disclosure
from budgets.models.money import MoneyField, non_negative
from budgets.models.organisation import Department, Unit
from budgets.models.whose import OfDisclosureQuerySet, TheirsQuerySet

project_code = RegexValidator(r"^[0-9A-Za-z]{6,}$", "项目编码是六位以上的数字和字母；没有公开编码的空着")
SOURCES = (
    ("fiscal", "财政拨款（政府性预算资金）"),
    ("special", "财政专户管理资金"),
    ("own", "单位资金"),
    ("", "未分来源"),
)
ASPECTS = (
    ("arrangement", "安排科学性"),
    ("disbursement", "拨付合规性"),
    ("use", "使用规范性"),
    ("performance", "预算绩效管理情况"),
)


def optional_amount(label: str, help_text: str = "") -> MoneyField:
    """An amount that may be not reported."""
    return MoneyField(label, null=True, blank=True, help_text=help_text)


def optional_score(label: str, largest: int = 100, help_text: str = "") -> Any:
    """Marks, or percent of them; may be not reported."""
    limits = [MinValueValidator(0, "不能小于 0"), MaxValueValidator(largest, f"不能大于 {largest}")]
    return models.DecimalField(
        label, max_digits=6, decimal_places=2, null=True, blank=True, validators=limits, help_text=help_text
    )


class Project(models.Model):
    """A project of a department, over its years."""

    department = models.ForeignKey(Department, verbose_name="部门", on_delete=models.PROTECT, related_name="projects")
    unit = models.ForeignKey(Unit, verbose_name="项目单位", on_delete=models.PROTECT, related_name="projects")
    code = models.CharField(
        "项目编码",
        max_length=24,
        blank=True,
        validators=[project_code],
        help_text="六位财政区划、两位年度、十三位序号；没有公开编码的空着",
    )
    name = models.CharField("项目名称", max_length=120)

    objects = TheirsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ("department", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "code"),
                condition=~models.Q(code=""),
                name="project_code_once",
                violation_error_message="该部门已有这个编码的项目",
            ),
            models.UniqueConstraint(
                fields=("department", "name"),
                condition=models.Q(code=""),
                name="project_without_code_once",
                violation_error_message="该部门已有这个名称、没有编码的项目",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProjectPlan(models.Model):
    """A project in one disclosure: its place in the performance table, whether it is a key project and what for."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="project_plans"
    )
    project = models.ForeignKey(Project, verbose_name="项目", on_delete=models.PROTECT, related_name="plans")
    objective = models.TextField("年度目标", blank=True)
    key_position = models.PositiveSmallIntegerField(
        "重点项目序号", null=True, blank=True, help_text="填 1、2、3……则在情况说明中逐项列出"
    )
    purpose = models.TextField("主要用于", blank=True, help_text="情况说明中重点项目“主要用于”之后的文字")
    goal = models.TextField("项目总目标", blank=True)
    character = models.CharField("项目性质", max_length=20, blank=True, help_text="如 经常性项目、一次性项目")
    category = models.CharField("项目类别", max_length=20, blank=True, help_text="如 其他运转类、特定目标类")
    starts_on = models.DateField("计划开始日期", null=True, blank=True)
    ends_on = models.DateField("计划完成日期", null=True, blank=True)
    total_fiscal = optional_amount("项目资金总额：财政资金", "跨年度的全部资金，用于项目绩效目标表")
    total_other = optional_amount("项目资金总额：其他资金")
    position = models.PositiveIntegerField("顺序", default=0)

    objects = OfDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度项目"
        ordering = ("disclosure", "position", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("disclosure", "project"), name="plan_once", violation_error_message="该项目已列入本文件"
            ),
            models.UniqueConstraint(
                fields=("disclosure", "key_position"),
                name="key_position_once",
                violation_error_message="重点项目序号重复",
            ),
        )

    def __str__(self) -> str:
        return self.project.name


class PerformanceIndicator(models.Model):
    """An indicator of a project plan, or (without a plan) of the department as a whole."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="indicators"
    )
    plan = models.ForeignKey(
        ProjectPlan, verbose_name="项目", null=True, blank=True, on_delete=models.CASCADE, related_name="indicators"
    )
    level1 = models.CharField(
        "一级指标", max_length=20, help_text="如 投入管理指标、产出指标；项目的指标填 成本、产出、效益、满意度"
    )
    level2 = models.CharField("二级指标", max_length=40, blank=True)
    name = models.CharField("三级指标", max_length=120)
    target = models.CharField("指标值", max_length=60, blank=True)
    explanation = models.TextField("指标值说明", blank=True)
    actual = models.CharField("实际完成值", max_length=60, blank=True)
    weight = optional_score("分值")
    score = optional_score(
        "得分", help_text="指标值与实际完成值可以作数量比较时空着，由系统计算；其余由评价人判断后填写"
    )
    deviation = models.DecimalField(
        "偏差度（%）", max_digits=8, decimal_places=2, null=True, blank=True, help_text="可以计算时空着"
    )
    reason = models.TextField("偏差原因分析及改进措施", blank=True)
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "绩效指标"
        ordering = ("disclosure", "plan", "position", "id")

    def __str__(self) -> str:
        return f"{self.name} {self.target}"


class Task(models.Model):
    """A main task of the year in the department's performance table."""

    disclosure = models.ForeignKey(Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="tasks")
    name = models.CharField("任务名称", max_length=120)
    content = models.TextField("主要内容")
    result = models.TextField("实际完成情况", blank=True)
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "年度主要任务"
        ordering = ("disclosure", "position", "id")

    def __str__(self) -> str:
        return self.name


class PerformanceFunding(models.Model):
    """Money of a self-evaluation by source, of a project or (without a plan) of the whole department.

    Entries of their own: their scope differs from 项目支出 of the ledger.
    """

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="funding"
    )
    plan = models.ForeignKey(
        ProjectPlan, verbose_name="项目", null=True, blank=True, on_delete=models.CASCADE, related_name="funding"
    )
    source = models.CharField("资金来源", max_length=8, blank=True, choices=SOURCES)
    initial = optional_amount("年初预算数")
    adjusted = optional_amount("全年预算数")
    executed = optional_amount("全年执行数")

    class Meta:
        verbose_name = verbose_name_plural = "绩效自评资金"
        ordering = ("disclosure", "plan", "id")
        constraints = (
            *(non_negative(name, f"funding_{name}_not_negative") for name in ("initial", "adjusted", "executed")),
            models.UniqueConstraint(
                "disclosure",
                Coalesce("plan", 0),
                "source",
                name="funding_source_once",
                violation_error_message="这个资金来源已经填过",
            ),
        )

    def __str__(self) -> str:
        return self.get_source_display()


class ProjectEvaluation(models.Model):
    """Self-evaluation of a project: its row in F11 and, where it has a form, F12."""

    plan = models.OneToOneField(
        ProjectPlan, verbose_name="年度项目", on_delete=models.CASCADE, related_name="evaluation"
    )
    category = models.CharField("项目类型", max_length=20, blank=True, help_text="如 可执行项目")
    division = models.CharField("资金归口处室", max_length=40, blank=True)
    has_form = models.BooleanField("公开自评表", default=False, help_text="不公开自评表的项目只列入汇总表")
    result = models.TextField("年度总体目标实际完成情况", blank=True)
    system_executed = optional_amount("系统查询全年执行数")
    management_rate = optional_score("资金管理情况得分率（%）", help_text="以下得分率只给不公开自评表的项目填写")
    cost_rate = optional_score("成本指标得分率（%）")
    output_rate = optional_score("产出指标得分率（%）")
    benefit_rate = optional_score("效益指标得分率（%）")
    satisfaction_rate = optional_score("满意度指标得分率（%）")
    indicator_score = optional_score("指标得分", 70, "满分 70；各指标得分率相同时可以空着，由系统计算")
    department_score = optional_score("部门评价得分", help_text="部门选取这个项目开展重点评价时填写")

    class Meta:
        verbose_name = verbose_name_plural = "项目自评"

    def __str__(self) -> str:
        return f"{self.plan}自评"


class FundManagement(models.Model):
    """One of the four items of fund management in a project's self-evaluation, five marks each."""

    plan = models.ForeignKey(ProjectPlan, verbose_name="年度项目", on_delete=models.CASCADE, related_name="management")
    aspect = models.CharField("资金管理情况", max_length=12, choices=ASPECTS)
    text = models.TextField("情况说明", blank=True)
    score = optional_score("得分", 5)
    issue = models.TextField("存在问题和改进措施", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "资金管理情况"
        ordering = ("plan", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "aspect"), name="aspect_once", violation_error_message="这一项已经填过"
            ),
        )

    def __str__(self) -> str:
        return self.get_aspect_display()


class ProjectStatement(models.Model):
    """项目经费情况说明 of a project (Shanghai): what it is, on what ground, by whom, how, when, for how much."""

    plan = models.OneToOneField(
        ProjectPlan, verbose_name="年度项目", on_delete=models.CASCADE, related_name="statement"
    )
    overview = models.TextField("项目概况", blank=True)
    basis = models.TextField("立项依据", blank=True)
    body = models.TextField("实施主体", blank=True)
    scheme = models.TextField("实施方案", blank=True)
    period = models.TextField("实施周期", blank=True)
    quarter1 = optional_amount("第一季度用款计划")
    quarter2 = optional_amount("第二季度用款计划")
    quarter3 = optional_amount("第三季度用款计划")
    quarter4 = optional_amount("第四季度用款计划")
    target = models.TextField("绩效目标", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "项目经费情况说明"
        constraints = tuple(
            non_negative(f"quarter{number}", f"statement_quarter{number}_not_negative") for number in (1, 2, 3, 4)
        )

    def __str__(self) -> str:
        return f"{self.plan}项目经费情况说明"
