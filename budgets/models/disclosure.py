"""A disclosure: one department's (or unit's) budget or final accounts of one year."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

from budgets.models.organisation import Department, Unit

# Who may see disclosures of a kind.
VIEW = {"budget": "budgets.view_budget", "final": "budgets.view_finalaccount"}
# Who may change them.
CHANGE = {"budget": "budgets.change_budget", "final": "budgets.change_finalaccount"}


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Who sees what, and what a page needs."""

    def for_user(self, user: Any) -> "DisclosureQuerySet":
        """What ``user`` may work on: the kinds for which they have the permission, nothing for anybody else."""
        if isinstance(user, AnonymousUser) or not user.is_active:
            return self.none()
        seen = [kind for kind, permission in VIEW.items() if user.has_perm(permission)]
        return self.filter(kind__in=seen)


class Disclosure(models.Model):
    """Budget or final accounts of a department (all units) or of one unit, with the layout that it is printed in."""

    BUDGET, FINAL = "budget", "final"
    KINDS = ((BUDGET, "部门预算"), (FINAL, "部门决算"))

    kind = models.CharField("种类", max_length=8, choices=KINDS, editable=False)
    department = models.ForeignKey(
        Department, verbose_name="部门", on_delete=models.PROTECT, related_name="disclosures"
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name="单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="disclosures",
        help_text="只公开一个单位时选择；空白表示全部门汇总",
    )
    year = models.PositiveSmallIntegerField("年度")
    layout = models.CharField("版式", max_length=60, help_text="决定表名、表序、栏目、数字印法和情况说明的文字")
    cover_date = models.DateField("封面日期", null=True, blank=True, help_text="封面只印年月")
    approved_on = models.DateField(
        "批复日期", null=True, blank=True, help_text="批复后二十日内应当公开（预算法第十四条）"
    )
    transfer_projects = models.PositiveIntegerField("负责管理的专项转移支付项目数", null=True, blank=True)
    updated_at = models.DateTimeField("最后修改", auto_now=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开文件"
        ordering = ("-year", "department__region__code", "department__code", "kind")
        constraints = (
            models.UniqueConstraint(
                "kind",
                "department",
                "year",
                Coalesce("unit", 0),
                name="disclosure_once_a_year",
                violation_error_message="该部门（单位）这一年度的文件已经建立",
            ),
            models.CheckConstraint(
                condition=models.Q(year__gte=2010, year__lte=2100),
                name="disclosure_year_plausible",
                violation_error_message="年度应在 2010 至 2100 之间",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit.name if self.unit else self.department.name} {self.year} 年{self.get_kind_display()}"

    @property
    def slug(self) -> str:
        """``<region>-<department or unit code>-<year>-<kind>``: the public address."""
        code = self.unit.code if self.unit else self.department.code
        return f"{self.department.region.code}-{code}-{self.year}-{self.kind}"

    def may_be_changed_by(self, user: Any) -> bool:
        """Whether ``user`` may change it: they see it and have the permission for its kind."""
        seen = Disclosure.objects.for_user(user).filter(pk=self.pk).exists()
        return seen and bool(user.has_perm(CHANGE[self.kind]))

    def clean(self) -> None:
        if self.unit and self.unit.department_id != self.department_id:
            raise ValidationError({"unit": "这个单位不属于所选部门"})


class KindManager(models.Manager["Disclosure"]):
    """Disclosures of one kind."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.kind = kind

    def get_queryset(self) -> DisclosureQuerySet:
        return DisclosureQuerySet(self.model, using=self._db).filter(kind=self.kind)


class Budget(Disclosure):
    """部门预算."""

    objects = KindManager(Disclosure.BUDGET)  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "部门预算"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.BUDGET
        super().save(*args, **kwargs)


class FinalAccount(Disclosure):
    """部门决算."""

    objects = KindManager(Disclosure.FINAL)  # type: ignore[assignment,misc]

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "部门决算"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.FINAL
        super().save(*args, **kwargs)
