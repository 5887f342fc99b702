"""What the public can narrow the list by."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from budgets.models import Disclosure, Edition, Region

SEARCHED = (
    "slug",
    "disclosure__department__name",
    "disclosure__department__short_name",
    "disclosure__department__region__name",
    "disclosure__unit__name",
)


class RegionChoice(django_filters.fields.ModelChoiceField):
    """Regions by their names alone."""

    def label_from_instance(self, obj: Region) -> str:
        return obj.name


class RegionFilter(django_filters.ModelChoiceFilter):
    field_class = RegionChoice


def published_regions(request: object) -> QuerySet[Region]:
    """Regions in which anything has come out."""
    return Region.objects.filter(departments__disclosures__editions__in=Edition.objects.current()).distinct()


def published_years() -> list[tuple[int, str]]:
    """Years of which anything has come out, latest first."""
    came_out = Edition.objects.current().order_by("-disclosure__year")
    years = came_out.values_list("disclosure__year", flat=True).distinct()
    return [(year, f"{year}年") for year in years]


class EditionFilter(django_filters.FilterSet):
    """Search, region, year, kind."""

    q = django_filters.CharFilter(
        label="搜索", method="search", widget=forms.TextInput(attrs={"type": "search", "placeholder": "部门或地区名称"})
    )
    region = RegionFilter(
        label="地区",
        field_name="disclosure__department__region",
        to_field_name="code",
        queryset=published_regions,
        empty_label="全部地区",
    )
    year = django_filters.ChoiceFilter(
        label="年度", field_name="disclosure__year", choices=published_years, empty_label="全部年度"
    )
    kind = django_filters.ChoiceFilter(
        label="种类", field_name="disclosure__kind", choices=Disclosure.KINDS, empty_label="全部种类"
    )

    class Meta:
        model = Edition
        fields = ()

    def search(self, queryset: QuerySet[Edition], name: str, value: str) -> QuerySet[Edition]:
        """Editions that have every word somewhere in their names."""
        for word in value.split():
            queryset = queryset.filter(_any_contains(word))
        return queryset


def _any_contains(word: str) -> Q:
    condition = Q()
    for field in SEARCHED:
        condition |= Q(**{f"{field}__icontains": word})
    return condition
