"""Projects, their plans of a year, performance indicators, and the department's yearly tasks."""

from django.db import models

from budgets.models.disclosure import Disclosure
from budgets.models.organisation import Department, Unit


class Project(models.Model):
    """A project of a department, over its years."""

    department = models.ForeignKey(Department, verbose_name="部门", on_delete=models.PROTECT, related_name="projects")
    unit = models.ForeignKey(Unit, verbose_name="项目单位", on_delete=models.PROTECT, related_name="projects")
    code = models.CharField("项目编码", max_length=24, help_text="六位财政区划、两位年度、十三位序号")
    name = models.CharField("项目名称", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ("department", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "code"),
                name="project_code_once",
                violation_error_message="该部门已有这个编码的项目",
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
    position = models.PositiveIntegerField("顺序", default=0)

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
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "年度主要任务"
        ordering = ("disclosure", "position", "id")

    def __str__(self) -> str:
        return self.name
