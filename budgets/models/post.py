"""Posts (岗位): who works for which department or region, as what; and what each role may do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from budgets.models.organisation import Department, Region
from budgets.models.whose import held, held_in

CLERK, REVIEWER, OFFICER, READER = "clerk", "reviewer", "officer", "reader"
ROLES = ((CLERK, "编制人"), (REVIEWER, "审核人"), (OFFICER, "财政局"), (READER, "查看人"))

# The models whose rows a page of entry is made of.
ENTERED = (
    "assetpurchases",
    "balanceline",
    "disclosuretext",
    "expenditureline",
    "functionexplanation",
    "fundmanagement",
    "headcount",
    "incomeline",
    "performancefunding",
    "performanceindicator",
    "performancemanagement",
    "prioramount",
    "procurement",
    "project",
    "projectevaluation",
    "projectplan",
    "projectstatement",
    "runningcostline",
    "stateassets",
    "task",
    "threepublic",
    "threepublicfinal",
)
SEEN = ("budget", "finalaccount", "edition", "department", "unit", "region", "code", "economicmapping")


def _named(actions: tuple[str, ...], names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"budgets.{action}_{name}" for action in actions for name in names)


VIEWING = _named(("view",), (*SEEN, *ENTERED))
ENTERING = _named(("add", "change", "delete"), ENTERED) | _named(("add", "change"), ("budget", "finalaccount"))


def acts(*names: str) -> frozenset[str]:
    """The permissions of the named acts on a disclosure."""
    return frozenset(f"budgets.{name}_disclosure" for name in names)


# What each role may do in the department or region of its post. Who has several posts in one place has them all.
PERMISSIONS: Mapping[str, frozenset[str]] = {
    READER: VIEWING,
    CLERK: VIEWING | ENTERING | acts("submit", "explain", "correct"),
    REVIEWER: VIEWING | acts("return", "approve", "confirm", "publish", "correct", "withdraw"),
    OFFICER: VIEWING | acts("oversee", "publish"),
}
# Roles that are held in a region; the others are held in a department.
REGIONAL = (OFFICER,)


class Post(models.Model):
    """One person's post: a role in a department, or (财政局) in a region."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="人员", on_delete=models.CASCADE, related_name="posts"
    )
    role = models.CharField("岗位", max_length=10, choices=ROLES)
    department = models.ForeignKey(
        Department, verbose_name="部门", null=True, blank=True, on_delete=models.CASCADE, related_name="posts"
    )
    region = models.ForeignKey(
        Region, verbose_name="财政区划", null=True, blank=True, on_delete=models.CASCADE, related_name="posts"
    )

    class Meta:
        verbose_name = verbose_name_plural = "岗位"
        ordering = ("user", "role", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=REGIONAL, region__isnull=False, department__isnull=True)
                | (~models.Q(role__in=REGIONAL) & models.Q(region__isnull=True, department__isnull=False)),
                name="post_where_its_role_is_held",
                violation_error_message="财政局的岗位要选区划，其他岗位要选部门",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "department"),
                condition=models.Q(department__isnull=False),
                name="post_in_department_once",
                violation_error_message="这个人已有这个岗位",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "region"),
                condition=models.Q(region__isnull=False),
                name="post_in_region_once",
                violation_error_message="这个人已有这个岗位",
            ),
        )

    def __str__(self) -> str:
        return f"{self.department or self.region} {self.get_role_display()}"

    def clean(self) -> None:
        wanted, other = ("region", "department") if self.role in REGIONAL else ("department", "region")
        if getattr(self, f"{wanted}_id") is None:
            raise ValidationError({wanted: "这个岗位要选" + ("区划" if wanted == "region" else "部门")})
        if getattr(self, f"{other}_id") is not None:
            raise ValidationError({other: "这个岗位不用选" + ("区划" if other == "region" else "部门")})


def permissions_of(user: Any) -> frozenset[str]:
    """What the posts of ``user`` allow somewhere; where, a queryset's ``for_user`` says."""
    return _of(post.role for post in held(user))


def permissions_in(user: Any, department: Department) -> frozenset[str]:
    """What the posts of ``user`` allow in one department."""
    return _of(post.role for post in held_in(user, department.pk, department.region_id))


def _of(roles: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(PERMISSIONS[role] for role in roles))
