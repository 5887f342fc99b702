"""The catalogue (公开目录): what lists, comparisons, search and open data read of editions, kept beside them.

Everything here is derived from editions and their documents by ``budgets.catalogue``, can be made anew at any time,
and is written in the transaction that publishes or withdraws.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from budgets.models.disclosure import Disclosure
from budgets.models.edition import Edition
from budgets.models.money import MoneyField
from budgets.models.organisation import Department, Region, Unit


def within(now: datetime | None = None, way: str = "", begins: str = "public_from", ends: str = "until") -> models.Q:
    """Rows whose time is ``now``: begun, and not yet over; ``way`` leads to them."""
    moment = now or timezone.now()
    open_ended = models.Q(**{f"{way}{ends}__isnull": True}) | models.Q(**{f"{way}{ends}__gt": moment})
    return models.Q(**{f"{way}{begins}__lte": moment}) & open_ended


class EntryQuerySet(models.QuerySet["CatalogueEntry"]):
    """Entries by what readers see."""

    def live(self, now: datetime | None = None) -> "EntryQuerySet":
        """Of the live editions: of every address the newest that has come out and was not withdrawn."""
        return self.filter(within(now))

    def come_out(self, now: datetime | None = None) -> "EntryQuerySet":
        """Of every edition that has come out, superseded and withdrawn ones too."""
        return self.filter(public_from__lte=now or timezone.now())

    def seen(self, now: datetime | None = None) -> "EntryQuerySet":
        """Of every edition that readers could ever see: not of those withdrawn, or overtaken, before their day."""
        return self.come_out(now).filter(models.Q(until__isnull=True) | models.Q(until__gt=models.F("public_from")))


class CatalogueEntry(models.Model):
    """An edition in the catalogue; live from ``public_from`` until ``until``, when another took its place or it was
    withdrawn (never, while that is empty). ``endings`` are those of its stored files, separated by spaces. ``made_by``
    is the version of the code that made the entry."""

    edition = models.OneToOneField(
        Edition, verbose_name="公开版次", primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    slug = models.SlugField("公开地址", max_length=60)
    number = models.PositiveIntegerField("版次")
    title = models.CharField("标题", max_length=300)
    region = models.ForeignKey(
        Region, verbose_name="财政区划", on_delete=models.CASCADE, related_name="catalogue_entries"
    )
    department = models.ForeignKey(
        Department, verbose_name="部门", on_delete=models.CASCADE, related_name="catalogue_entries"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, on_delete=models.CASCADE, related_name="catalogue_entries"
    )
    year = models.PositiveSmallIntegerField("年度")
    kind = models.CharField("种类", max_length=8, choices=Disclosure.KINDS)
    layout = models.CharField("版式", max_length=60)
    sha256 = models.CharField("SHA-256", max_length=64)
    reason = models.TextField("更正理由", blank=True)
    public_from = models.DateTimeField("何时起可见")
    until = models.DateTimeField("至何时", null=True)
    endings = models.CharField("文件的格式", max_length=60, blank=True)
    made_by = models.PositiveIntegerField("目录版本")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录"
        default_permissions = ()
        ordering = ("-year", "slug")
        indexes = (
            # With the times, so that pages far back and the number of live rows are told by the index alone.
            models.Index(fields=("-year", "slug", "public_from", "until"), name="catalogue_listed"),
            models.Index(fields=("region", "year", "public_from", "until"), name="catalogue_of_region"),
            models.Index(fields=("-public_from", "-edition", "until"), name="catalogue_newest"),
            models.Index(fields=("slug", "-number"), name="catalogue_of_slug"),
            models.Index(
                fields=("department", "-year", "kind", "public_from", "until"), name="catalogue_of_department"
            ),
        )

    def __str__(self) -> str:
        return f"{self.slug} 第 {self.number} 版"


class OfEntryQuerySet(models.QuerySet[Any]):
    """Rows of entries."""

    def live(self, now: datetime | None = None) -> "OfEntryQuerySet":
        """Those of live editions."""
        return self.filter(within(now, "entry__"))


class CatalogueLine(models.Model):
    """A leaf of a document (``extracts.Leaf``); ``position`` is its place among them."""

    entry = models.ForeignKey(CatalogueEntry, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    cut = models.CharField("口径", max_length=10)
    direction = models.CharField("方向", max_length=12)
    code = models.CharField("编码", max_length=30, blank=True)
    name = models.CharField("名称", max_length=200, blank=True)
    amount = MoneyField("金额（元）")
    cell = models.CharField("单元格", max_length=200)
    nature = models.CharField("支出性质", max_length=40, blank=True)
    fund = models.CharField("资金来源", max_length=40, blank=True)
    origin = models.CharField("本年或结转", max_length=10, blank=True)
    balance = models.CharField("结转结余", max_length=20, blank=True)
    unit = models.CharField("单位代码", max_length=12, blank=True)

    objects = OfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录的明细"
        default_permissions = ()
        ordering = ("entry", "position")
        constraints = (models.UniqueConstraint(fields=("entry", "position"), name="catalogue_line_once"),)
        indexes = (models.Index(fields=("entry", "cut", "code"), name="catalogue_line_of_cut"),)


class CatalogueMeasure(models.Model):
    """A figure that documents have in common (``extracts.Measured``)."""

    entry = models.ForeignKey(CatalogueEntry, on_delete=models.CASCADE, related_name="measures")
    key = models.CharField("名称", max_length=60)
    amount = MoneyField("金额（元）", null=True)
    value = models.DecimalField("数量", max_digits=20, decimal_places=4, null=True)
    fragment = models.CharField("位置", max_length=200, blank=True)

    objects = OfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录的主要数据"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("entry", "key"), name="catalogue_measure_once"),)


class CatalogueMentions(models.Model):
    """Where the document of an entry names projects (``years.mentions``), as ``catalogue.mentions`` writes it."""

    entry = models.OneToOneField(CatalogueEntry, primary_key=True, on_delete=models.CASCADE, related_name="mentions")
    mentions = models.JSONField()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录里提到的项目"
        default_permissions = ()


SHOWN = ("shown_from", "shown_until")


class ProjectQuerySet(models.QuerySet["CatalogueProject"]):
    """Projects as lists show them."""

    def listed(self, now: datetime | None = None) -> "ProjectQuerySet":
        """One row a project: as the newest document says of it that names it now."""
        return self.filter(within(now, begins="shown_from", ends="shown_until"))


class CatalogueProject(models.Model):
    """A project as one edition names it; ``key`` is the same in all that name it (``years.identified``).

    It stands in lists from ``shown_from`` until ``shown_until``: while the live editions say this of the project, and
    ``entry`` is the newest of them that names it. What is over is not kept. ``first`` and ``last`` are the years in
    which it is named. The amounts are those of ``last``, each with the document and the place that it comes from.
    """

    entry = models.ForeignKey(CatalogueEntry, on_delete=models.CASCADE, related_name="projects")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="catalogue_projects")
    key = models.CharField("地址", max_length=30)
    code = models.CharField("项目编码", max_length=30, blank=True)
    name = models.CharField("项目名称", max_length=200)
    unit = models.CharField("项目单位", max_length=120, blank=True)
    first = models.PositiveSmallIntegerField("最早年度")
    last = models.PositiveSmallIntegerField("年度")
    initial = MoneyField("年初预算（元）", null=True)
    initial_slug = models.CharField(max_length=60, blank=True)
    initial_fragment = models.CharField(max_length=200, blank=True)
    actual = MoneyField("全年执行（元）", null=True)
    actual_slug = models.CharField(max_length=60, blank=True)
    actual_fragment = models.CharField(max_length=200, blank=True)
    shown_from = models.DateTimeField("何时起列出")
    shown_until = models.DateTimeField("至何时", null=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录的项目"
        default_permissions = ()
        indexes = (
            # One for every way in which the list is sorted, with the times, so that only what is shown is looked up.
            models.Index(fields=("-last", "department", "name", "id", *SHOWN), name="catalogue_project_listed"),
            models.Index(fields=("department", "name", "id", *SHOWN), name="catalogue_project_whose"),
            models.Index(fields=("name", "id", *SHOWN), name="catalogue_project_name"),
            models.Index(fields=("initial", "id", *SHOWN), name="catalogue_project_initial"),
            models.Index(fields=("actual", "id", *SHOWN), name="catalogue_project_actual"),
            models.Index(fields=("department", "key"), name="catalogue_project_key"),
        )


class CataloguePassage(models.Model):
    """A text that can be searched (``extracts.Passage``); without ``entry`` the name of a department or unit.

    ``words`` is what the full-text index of the database reads: the text in overlapping pairs of characters
    (``catalogue.words``), for no database knows Chinese words.
    """

    entry = models.ForeignKey(CatalogueEntry, null=True, on_delete=models.CASCADE, related_name="passages")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="catalogue_passages")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="catalogue_passages")
    kind = models.CharField("种类", max_length=12)
    heading = models.CharField("标题", max_length=200, blank=True)
    text = models.TextField("文字")
    fragment = models.CharField("位置", max_length=200, blank=True)
    words = models.TextField()

    objects = OfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开目录的文字"
        default_permissions = ()
