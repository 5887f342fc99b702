"""政府收支分类科目 by year: functional, departmental economic and governmental economic codes, and their mapping."""

from typing import Any

from django.db import models

ANY_YEAR = 0


class Code(models.Model):
    """One code of a classification list. ``year`` 0 is the shipped list, whose names no year vouches for."""

    FUNCTIONAL, ECONOMIC, GOVERNMENT = "functional", "economic", "government"
    SCHEMES = ((FUNCTIONAL, "支出功能分类"), (ECONOMIC, "部门预算支出经济分类"), (GOVERNMENT, "政府预算支出经济分类"))

    scheme = models.CharField("分类", max_length=12, choices=SCHEMES)
    year = models.PositiveSmallIntegerField("年度", default=ANY_YEAR, help_text="0 表示随系统提供的通用清单")
    code = models.CharField("编码", max_length=7)
    name = models.CharField("名称", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "收支分类科目"
        ordering = ("scheme", "year", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("scheme", "year", "code"),
                name="code_once_in_list",
                violation_error_message="该年度的清单已有这个编码",
            ),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^\d{3}(\d{2}(\d{2})?)?$"),
                name="code_is_class_section_or_item",
                violation_error_message="编码是三位（类）、五位（款）或七位（项）数字",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def names_of(year: int, **wanted: Any) -> dict[str, dict[str, str]]:
    """Names by scheme and code of the codes ``wanted``: the year's own list before the shipped one."""
    found: dict[str, dict[str, str]] = {scheme: {} for scheme, _ in Code.SCHEMES}
    codes = Code.objects.filter(year__in=(ANY_YEAR, year), **wanted).order_by("year", "scheme", "code")
    for scheme, code, name in codes.values_list("scheme", "code", "name"):
        found[scheme][code] = name
    return found


class EconomicMapping(models.Model):
    """Which governmental economic code a departmental one maps to, by kind of unit."""

    year = models.PositiveSmallIntegerField("年度", default=ANY_YEAR)
    economic = models.CharField("部门经济分类编码", max_length=5)
    government = models.CharField("政府经济分类编码", max_length=5)
    applies_to = models.CharField("适用单位", max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "两套经济分类对照"
        ordering = ("year", "economic", "government")
        constraints = (
            models.UniqueConstraint(fields=("year", "economic", "government", "applies_to"), name="mapping_once"),
        )

    def __str__(self) -> str:
        return f"{self.economic} → {self.government}（{self.applies_to}）"
