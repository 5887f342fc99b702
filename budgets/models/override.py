"""Overrides of warnings: one person says why a draft is published as it is, a second one confirms."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from budgets.models.disclosure import Disclosure


class CheckOverride(models.Model):
    """Why a warning may stand. Bound by ``digest`` to the values that it was given for: other values void it."""

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="overrides"
    )
    check_id = models.CharField("检查", max_length=40)
    key = models.TextField("核对之处", help_text="检查的编号和两边所在")
    digest = models.CharField("核对之处的值（摘要）", max_length=64)
    message = models.TextField("提醒")
    reason = models.TextField("理由")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="说明人", on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField("说明时间", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="确认人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "提醒的说明"
        ordering = ("disclosure", "check_id", "pk")
        default_permissions = ()  # what acts on the disclosure allow
        constraints = (
            models.UniqueConstraint(fields=("disclosure", "digest"), name="override_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("requested_by")),
                name="override_by_two_people",
                violation_error_message="说明和确认要由两个人做",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="override_confirmed_whole",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.check_id}：{self.reason}"

    @property
    def confirmed(self) -> bool:
        """Whether a second person has confirmed it."""
        return self.confirmed_at is not None
