"""Editions: what has been published, frozen and numbered."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from budgets.models.disclosure import Disclosure
from budgets.models.whose import OF_DISCLOSURE, OfDisclosureQuerySet, Theirs


class EditionQuerySet(Theirs, models.QuerySet["Edition"]):
    """What readers see of the editions. Time decides, so nothing has to run when a day comes."""

    way = OF_DISCLOSURE

    def current(self) -> "EditionQuerySet":
        """Those that have come out, withdrawn or not."""
        return self.filter(public_from__lte=timezone.now())

    def visible(self) -> "EditionQuerySet":
        """Those that have come out and were not withdrawn."""
        withdrawn = Withdrawal.objects.filter(slug=models.OuterRef("slug"), number__gte=models.OuterRef("number"))
        return self.current().exclude(models.Exists(withdrawn))

    def live(self) -> "EditionQuerySet":
        """Of every address the newest that is visible."""
        same = Edition.objects.visible().filter(slug=models.OuterRef("slug")).order_by("-number")
        return self.filter(pk=models.Subquery(same.values("pk")[:1]))


class Edition(models.Model):
    """A published Document: its canonical JSON and SHA-256, when, by whom, with which layout. Never changed.

    ``checked`` is what the checks said when it was published (``budgets.checking.telling``), which only the page of
    the checks reads; ``summary`` its counts and its SHA-256. Both are ``None`` in editions older than the checks.
    ``files`` are the SHA-256 of the stored files by their ending. Readers see it from ``public_from`` on.
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
    public_from = models.DateTimeField("何时起可见")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="公开人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("更正理由", blank=True)
    checked = models.JSONField("核对结果", null=True, blank=True, editable=False)
    summary = models.JSONField("核对摘要", null=True, blank=True, editable=False)
    files = models.JSONField("文件的 SHA-256", default=dict, editable=False)

    objects = EditionQuerySet.as_manager()

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
        if self.public_from is None:
            self.public_from = self.published_at
        super().save(*args, **kwargs)


class EditionEntries(models.Model):
    """Everything that was entered for an edition (``budgets.entries``): what a correction begins with."""

    edition = models.OneToOneField(
        Edition, verbose_name="公开版次", primary_key=True, on_delete=models.PROTECT, related_name="entries"
    )
    entries = models.JSONField("录入内容")

    class Meta:
        verbose_name = verbose_name_plural = "公开版次的录入内容"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition}的录入内容"


class Withdrawal(models.Model):
    """A disclosure taken from the public: its editions up to ``number`` keep their pages, which say why. Never changed.

    A later edition is public again.
    """

    disclosure = models.ForeignKey(
        Disclosure, verbose_name="公开文件", on_delete=models.PROTECT, related_name="withdrawals"
    )
    slug = models.SlugField("公开地址", max_length=60)
    number = models.PositiveIntegerField("至第几版")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="撤下人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("理由")

    objects = OfDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "撤下"
        ordering = ("slug", "-number")
        default_permissions = ("view",)
        constraints = (
            models.UniqueConstraint(fields=("slug", "number"), name="withdrawn_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="withdrawal_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.slug} 撤下至第 {self.number} 版"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError("撤下的记录不能修改")
        super().save(*args, **kwargs)
