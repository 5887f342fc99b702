"""What the public can narrow lists by."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from budgets.models import CatalogueEntry, CatalogueProject, Department, Disclosure, Region, Unit

NAMES = ("name__icontains", "short_name__icontains", "code__icontains")
DEPARTMENT, UNIT = "department", "unit"
MOST_WORDS = 8  # every one is a search of its own


def search_box(placeholder: str) -> forms.TextInput:
    """A field for words."""
    return forms.TextInput(attrs={"type": "search", "placeholder": placeholder})


def words_of(asked: str) -> list[str]:
    """The words that are looked for: the first few different ones."""
    return list(dict.fromkeys(asked.split()))[:MOST_WORDS]


class RegionChoice(django_filters.fields.ModelChoiceField):
    """Regions by their names alone."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.name


class RegionFilter(django_filters.ModelChoiceFilter):
    field_class = RegionChoice


def published_regions(request: object) -> QuerySet[Region]:
    """Regions in which anything is public."""
    return Region.objects.filter(Exists(CatalogueEntry.objects.live().filter(region=OuterRef("pk"))))


def published_years() -> list[tuple[int, str]]:
    """Years of which anything is public, latest first."""
    years = CatalogueEntry.objects.live().order_by("-year").values_list("year", flat=True).distinct()
    return [(year, f"{year}年") for year in years]


class DisclosureFilter(django_filters.FilterSet):
    """Words in names, region, year, kind, a whole department's or one unit's."""

    q = django_filters.CharFilter(label="名称", method="search", widget=search_box("部门、单位或地区名称"))
    region = RegionFilter(
        label="地区",
        to_field_name="code",
        queryset=published_regions,
        empty_label="全部地区",
    )
    year = django_filters.ChoiceFilter(label="年度", choices=published_years, empty_label="全部年度")
    kind = django_filters.ChoiceFilter(label="种类", choices=Disclosure.KINDS, empty_label="全部种类")
    whose = django_filters.ChoiceFilter(
        label="范围",
        method="of_whom",
        choices=((DEPARTMENT, "部门（含所属单位）"), (UNIT, "单个单位")),
        empty_label="部门和单位",
    )

    class Meta:
        model = CatalogueEntry
        fields = ()

    def search(self, queryset: QuerySet[CatalogueEntry], name: str, value: str) -> QuerySet[CatalogueEntry]:
        """Entries that have every word in their address or in one of the names of whose they are."""
        for word in words_of(value):
            own = Q(department__in=departments_named(word)) | Q(unit__in=Unit.objects.filter(name__icontains=word))
            queryset = queryset.filter(Q(slug__icontains=word) | own)
        return queryset

    def of_whom(self, queryset: QuerySet[CatalogueEntry], name: str, value: str) -> QuerySet[CatalogueEntry]:
        """Those of whole departments, or those of units."""
        return queryset.filter(unit__isnull=value == DEPARTMENT)


def departments_named(word: str) -> QuerySet[Department]:
    """Departments with a word in a name, their code, or the name of their region."""
    named = Q(region__name__icontains=word)
    for field in NAMES:
        named |= Q(**{field: word})
    return Department.objects.filter(named)


class ProjectFilter(django_filters.FilterSet):
    """Words in a project's name, code, unit or department; one department (``<region>-<code>``)."""

    q = django_filters.CharFilter(label="搜索", method="search", widget=search_box("项目、部门或编码"))
    department = django_filters.CharFilter(method="of_department", widget=forms.HiddenInput)

    class Meta:
        model = CatalogueProject
        fields = ()

    def search(self, queryset: QuerySet[CatalogueProject], name: str, value: str) -> QuerySet[CatalogueProject]:
        """Projects that have every word somewhere."""
        for word in words_of(value):
            own = Q(name__icontains=word) | Q(code__icontains=word) | Q(unit__icontains=word)
            queryset = queryset.filter(own | Q(department__in=Department.objects.filter(name__icontains=word)))
        return queryset

    def of_department(self, queryset: QuerySet[CatalogueProject], name: str, value: str) -> QuerySet[CatalogueProject]:
        """Those of one department."""
        region, _, code = value.partition("-")
        return queryset.filter(department__region__code=region, department__code=code)


class DepartmentFilter(django_filters.FilterSet):
    """Departments of a region by words in their names, and the order in which they stand."""

    q = django_filters.CharFilter(label="部门名称或代码", method="search", widget=search_box("名称或代码"))
    sort = django_filters.ChoiceFilter(
        label="排序",
        method="in_order",
        choices=(("-code", "按代码倒序"), ("name", "按名称"), ("-name", "按名称倒序")),
        empty_label="按代码",
    )

    class Meta:
        model = Department
        fields = ()

    def search(self, queryset: QuerySet[Department], name: str, value: str) -> QuerySet[Department]:
        """Departments that have every word in a name, their code, or the name of a unit."""
        for word in words_of(value):
            units = Unit.objects.filter(name__icontains=word).values("department")
            named = Q(pk__in=units)
            for field in NAMES:
                named |= Q(**{field: word})
            queryset = queryset.filter(named)
        return queryset

    def in_order(self, queryset: QuerySet[Department], name: str, value: str) -> QuerySet[Department]:
        """As asked; those of one name by their codes."""
        return queryset.order_by(value, "code")
