"""The record (办理记录) of what was done to disclosures: it only grows, and each entry is chained to the one before."""

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from budgets.models.disclosure import Disclosure
from budgets.models.whose import OF_DISCLOSURE, Theirs

FIRST = "0" * 64
ONLY_GROWS = "办理记录只能增加，不能修改或删除"


class RecordQuerySet(Theirs, models.QuerySet["Record"]):
    """Refuses what would change the past."""

    way = OF_DISCLOSURE

    def update(self, **kwargs: Any) -> NoReturn:
        raise ValidationError(ONLY_GROWS)

    def delete(self) -> NoReturn:
        raise ValidationError(ONLY_GROWS)


class Record(models.Model):
    """One act: who did what to which disclosure, when, from which address. Written by ``budgets.acts`` alone.

    ``what`` holds particulars of the act as JSON (such as the rows that a save changed); ``previous`` the digest of
    the entry before, ``digest`` the SHA-256 over everything else of this one. The disclosure is kept by its number and
    its address, for a draft may be deleted and what was done to it is still told.
    """

    number = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    act = models.CharField("办理", max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="办理人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    who = models.CharField("姓名", max_length=200, blank=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    disclosure = models.ForeignKey(
        Disclosure,
        verbose_name="公开文件",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="records",
    )
    slug = models.CharField("公开地址", max_length=60, blank=True)
    version = models.PositiveIntegerField("录入版本", default=0)
    what = models.JSONField("内容", default=dict)
    reason = models.TextField("理由", blank=True)
    previous = models.CharField("上一条的摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64, unique=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ("-number",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.slug}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise ValidationError(ONLY_GROWS)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ValidationError(ONLY_GROWS)

    def computed(self) -> str:
        """The digest that follows from what the entry holds."""
        return digest_of(self)


def digest_of(entry: Any) -> str:
    """The digest of an entry, in migrations too: what it is made of can never change."""
    held = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.act,
        entry.by_id,
        entry.who,
        entry.address,
        entry.disclosure_id,
        entry.slug,
        entry.version,
        entry.what,
        entry.reason,
        entry.previous,
    ]
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
