"""Who publishes: regions (财政区划), departments (部门), units (预算单位)."""

from django.core.validators import RegexValidator
from django.db import models

from budgets.models.whose import DepartmentQuerySet, TheirsQuerySet

digits6 = RegexValidator(r"^\d{6}$", "财政区划代码是六位数字")
# Regions that publish no codes (Shanghai) get a short name in letters, for addresses; their layouts print no code.
unit_code = RegexValidator(
    r"^[0-9a-z][0-9a-z-]{2,11}$", "代码是三至十二位数字；没有公布代码的，用小写字母、数字和连字符起一个"
)


class Region(models.Model):
    """A fiscal region: GB/T 2260 plus development zones."""

    code = models.CharField("区划代码", max_length=6, unique=True, validators=[digits6])
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", verbose_name="上级区划", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    class Meta:
        verbose_name = verbose_name_plural = "财政区划"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Department(models.Model):
    """A department; ``short_name`` stands in the tables' department row, ``narrative_name`` in sentences."""

    region = models.ForeignKey(Region, verbose_name="财政区划", on_delete=models.PROTECT, related_name="departments")
    code = models.CharField("部门代码", max_length=12, validators=[unit_code])
    name = models.CharField("部门名称", max_length=120)
    short_name = models.CharField(
        "表内简称", max_length=60, blank=True, help_text="各表“部门”一行所印的名称；空白则用全称"
    )
    narrative_name = models.CharField("文字简称", max_length=60, blank=True, help_text="情况说明中的称呼；空白则用全称")

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ("region__code", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("region", "code"),
                name="department_code_once_in_region",
                violation_error_message="该区划已有这个代码的部门",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Unit(models.Model):
    """A budget unit of a department; the department itself (本级) is one too."""

    ADMINISTRATIVE, REFERENCED, INSTITUTION = "administrative", "referenced", "institution"
    KINDS = ((ADMINISTRATIVE, "行政单位"), (REFERENCED, "参公单位"), (INSTITUTION, "事业单位"))

    department = models.ForeignKey(Department, verbose_name="部门", on_delete=models.CASCADE, related_name="units")
    code = models.CharField("单位代码", max_length=12, validators=[unit_code])
    name = models.CharField("单位名称", max_length=120)
    kind = models.CharField("单位性质", max_length=20, choices=KINDS, default=ADMINISTRATIVE)
    position = models.PositiveIntegerField("顺序", default=0)

    objects = TheirsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算单位"
        ordering = ("department", "position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "code"),
                name="unit_code_once_in_department",
                violation_error_message="该部门已有这个代码的单位",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
