"""Uploads (导入): what was read from a file, staged until somebody accepts it."""

from django.conf import settings
from django.db import models

from budgets.models.disclosure import Disclosure
from budgets.models.whose import OfDisclosureQuerySet


class Upload(models.Model):
    """One file read for one disclosure: what would be entered (``records``) and what is to be said of it (``report``).

    ``version`` is the disclosure's when it was read: what was entered since then makes the preview out of date.
    Nothing of it is entered before it is accepted; the file itself is not kept.
    """

    STAGED, ACCEPTED, DISCARDED = "staged", "accepted", "discarded"
    STATES = ((STAGED, "待确认"), (ACCEPTED, "已导入"), (DISCARDED, "已放弃"))

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.CASCADE, related_name="uploads"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("时间", auto_now_add=True)
    filename = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    version = models.PositiveIntegerField("读取时的录入版本")
    state = models.CharField("状态", max_length=10, choices=STATES, default=STAGED)
    records = models.JSONField("读出的内容", default=dict)
    report = models.JSONField("读取情况", default=dict)

    objects = OfDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ("-pk",)
        default_permissions = ()  # who may change the disclosure may do this

    def __str__(self) -> str:
        return f"{self.filename}（{self.get_state_display()}）"
