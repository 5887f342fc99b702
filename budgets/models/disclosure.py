"""A disclosure: one department's (or unit's) budget or final accounts of one year."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce

from budgets.models.organisation import Department, Unit
from budgets.models.post import permissions_in
from budgets.models.whose import Theirs, held_in

# Who may see disclosures of a kind.
VIEW = {"budget": "budgets.view_budget", "final": "budgets.view_finalaccount"}
# Who may change them.
CHANGE = {"budget": "budgets.change_budget", "final": "budgets.change_finalaccount"}
DRAFT, SUBMITTED, APPROVED, PUBLISHED, WITHDRAWN = "draft", "submitted", "approved", "published", "withdrawn"
STATES = (
    (DRAFT, "编制中"),
    (SUBMITTED, "已提交"),
    (APPROVED, "已审核"),
    (PUBLISHED, "已公开"),
    (WITHDRAWN, "已撤下"),
)
# What is done to one by name, each with a permission of its own (``submit_disclosure`` …).
ACTS = (
    ("submit", "提交审核"),
    ("explain", "说明提醒"),
    ("confirm", "确认提醒的说明"),
    ("return", "退回修改"),
    ("approve", "审核通过"),
    ("publish", "公开"),
    ("correct", "更正"),
    ("withdraw", "撤下"),
    ("oversee", "督办（批复日期、期限）"),
)
DECIDED = ("state", "version", "submitted_by", "approved_by", "digest", "correction")
DAYS_TO_PUBLISH = 20  # 预算法 第十四条


class DisclosureQuerySet(Theirs, models.QuerySet["Disclosure"]):
    """Who sees what, and what a page needs."""

    def for_user(self, user: Any) -> "DisclosureQuerySet":
        """What ``user`` may see: of the kinds for which they have the permission, those of the departments and
        regions in which they hold a post; an administrator sees all, anybody else nothing."""
        seen: DisclosureQuerySet = super().for_user(user)
        return seen.filter(kind__in=[kind for kind, permission in VIEW.items() if user.has_perm(permission)])

    def locked(self) -> "DisclosureQuerySet":
        """As they are now, changed by nobody else until the transaction ends; rows that name them may still be added.

        The first lock of every transaction that changes anything of a disclosure, before that of its department, its
        rows and the record, so that no two wait for each other.
        """
        return self.select_for_update(of=("self",), no_key=True)


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
    due_on = models.DateField(
        "公开期限", null=True, blank=True, help_text="财政部门另定期限时填写；空白则为批复日期后二十日"
    )
    updated_at = models.DateTimeField("最后修改", auto_now=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default=DRAFT, editable=False)
    version = models.PositiveIntegerField("录入版本", default=1, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提交人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="审核人",
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    digest = models.CharField("提交内容的 SHA-256", max_length=64, blank=True, editable=False)
    correction = models.TextField("更正理由", blank=True, editable=False)

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
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("submitted_by")),
                name="approved_by_another_than_submitted",
                violation_error_message="提交和审核要由两个人做",
            ),
        )
        permissions = tuple((f"{act}_disclosure", title) for act, title in ACTS)

    def __str__(self) -> str:
        return f"{self.unit.name if self.unit else self.department.name} {self.year} 年{self.get_kind_display()}"

    @property
    def slug(self) -> str:
        """``<region>-<department or unit code>-<year>-<kind>``: the public address."""
        code = self.unit.code if self.unit else self.department.code
        return f"{self.department.region.code}-{code}-{self.year}-{self.kind}"

    def seen_by(self, user: Any) -> bool:
        """Whether ``user`` may see it: the same as ``for_user``, without asking the database."""
        here = user.is_superuser or held_in(user, self.department_id, self.department.region_id)
        return bool(user.is_active and here and user.has_perm(VIEW[self.kind]))

    def may(self, user: Any, permission: str) -> bool:
        """Whether ``user`` sees it and has the permission (``submit_disclosure`` …) in its department, by a post there
        or granted to them by name."""
        if not self.seen_by(user):
            return False
        named = user.get_user_permissions() | user.get_group_permissions() | permissions_in(user, self.department)
        return user.is_superuser or f"budgets.{permission}" in named

    def may_be_changed_by(self, user: Any) -> bool:
        """Whether ``user`` may change it: they see it and have the permission for its kind."""
        return self.may(user, CHANGE[self.kind].removeprefix("budgets."))

    @property
    def deadline(self) -> date | None:
        """By when it has to be public: as set, else twenty days after 批复 (a unit's, of its department's)."""
        if self.due_on or self.approved_on:
            return due(self.due_on, self.approved_on)
        whole = Disclosure.objects.filter(kind=self.kind, department=self.department_id, unit=None, year=self.year)
        found = whole.first() if self.unit_id else None
        return due(found.due_on, found.approved_on) if found else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store what was entered; what acts decide (``DECIDED``) is written by ``budgets.acts`` alone, so that a save
        that began before an act does not undo it."""
        if self.pk is not None and not kwargs.get("update_fields") and not self._state.adding:
            entered = (field.name for field in self._meta.concrete_fields if not field.primary_key)
            kwargs["update_fields"] = [name for name in entered if name not in DECIDED]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.unit and self.unit.department_id != self.department_id:
            raise ValidationError({"unit": "这个单位不属于所选部门"})


def due(set_on: date | None, approved_on: date | None) -> date | None:
    """The day that was set, else twenty days after 批复; ``None`` without either."""
    return set_on or (approved_on and approved_on + timedelta(days=DAYS_TO_PUBLISH))


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
