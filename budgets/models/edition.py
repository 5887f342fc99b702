"""Editions: what has been published, frozen and numbered."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from budgets.models.disclosure import Disclosure


class Edition(models.Model):
    """A published Document: its canonical JSON and SHA-256, when, by whom, with which layout. Never changed.

    ``checked`` is what the checks said when it was published (``budgets.checking.telling``), which only the page of
    the checks reads; ``summary`` its counts and its SHA-256. Both are ``None`` in editions older than the checks.
    """

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.PROTECT, related_name="editions"
    )
    slug = models.SlugField("公开地址", max_length=60)
    number = models.PositiveIntegerField("版次")
    document = models.TextField("文件（JSON）")
    sha256 = models.CharField("SHA-256", max_length=64)
    layout = models.CharField("版式", max_length=60)
    layout_version = models.PositiveIntegerField("版式版本")
    published_at = models.DateTimeField("公开时间")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="公开人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("更正理由", blank=True)
    checked = models.JSONField("核对结果", null=True, blank=True, editable=False)
    summary = models.JSONField("核对摘要", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "公开版次"
        ordering = ("slug", "-number")
        constraints = (
            models.UniqueConstraint(fields=("slug", "number"), name="edition_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="edition_number_from_one"),
            models.CheckConstraint(
                condition=models.Q(checked__isnull=True, summary__isnull=True)
                | models.Q(checked__isnull=False, summary__isnull=False),
                name="edition_checked_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} 第 {self.number} 版"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("已公开的版次不能修改：请另出新版")
        super().save(*args, **kwargs)
