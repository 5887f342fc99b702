"""What all the inlines of one page share: the unit of amounts, the lists of codes, the units and projects."""

from functools import cached_property

from django import forms
from django.core.validators import BaseValidator
from django.db import models

from budgets.admin.addresses import edition_link
from budgets.admin.amounts import AmountInput, amount_unit, not_negative
from budgets.admin.choices import Options, PickField
from budgets.admin.codes import SCHEME_OF, CodeField, FunctionField, code_lists
from budgets.composing.earlier import initial_lines, prior_amounts
from budgets.models import Project
from budgets.models.money import MoneyField
from budgets.narrative.printed import printed

SIGNED = ("change",)
LARGEST = {"PositiveIntegerField": 2147483647, "PositiveSmallIntegerField": 32767}


class Entry:
    """The shared material of one request for one disclosure, each part read at most once."""

    def __init__(self, request, disclosure):
        self.disclosure = disclosure
        self.unit = amount_unit(request)
        self.printed = printed(disclosure.layout)
        self.overtaken = []  # inlines in which amounts were typed that an edition has taken over
        self._choices = {}

    @cached_property
    def codes(self):
        return code_lists(self.disclosure.year)

    @cached_property
    def units(self):
        unit, units = self.disclosure.unit_id, self.disclosure.department.units
        return Options.of_records(units.filter(pk=unit) if unit else units.all())

    @cached_property
    def projects(self):
        """Those of the department, or of the one unit whose disclosure this is; and whatever it names already."""
        unit, named = self.disclosure.unit_id, models.Q(pk__in=self.disclosure.project_plans.values("project"))
        named |= models.Q(pk__in=self.disclosure.expenditure_lines.values("project"))
        own = models.Q(unit=unit) if unit else models.Q(department=self.disclosure.department_id)
        return Options.of_records(Project.objects.filter(own | named), _called)

    @cached_property
    def budget_edition(self):
        """A link to the year's published budget, from which final accounts take 年初预算; empty if there is none."""
        _, address = initial_lines(self.disclosure)
        return edition_link(address, f"{self.disclosure.year} 年部门预算") if address else ""

    @cached_property
    def earlier(self):
        """Last year's amounts that come from an edition, and a link to it."""
        amounts, address = prior_amounts(self.disclosure)
        what = f"{self.disclosure.year - 1} 年{self.disclosure.get_kind_display()}"
        return amounts, edition_link(address, what) if address else ""

    def choices(self, field, offered=None):
        """The options of a model field with choices: all of them, or those that are ``offered``."""
        rows = [row for row in field.choices if offered is None or row[0] in offered]
        return self._choices.setdefault((id(field), offered), Options.of_choices(rows))


def _called(project):
    return f"{project.name}（{project.code}）" if project.code else project.name


def entry_of(request, disclosure):
    """The shared material of this request."""
    if not hasattr(request, "entry"):
        request.entry = Entry(request, disclosure)
    return request.entry


class LinesField(forms.CharField):
    """Text of several lines, with the line ends that are stored."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class PositionInput(forms.NumberInput):
    """A small box for a place in the printed order."""

    def __init__(self, attrs=None):
        super().__init__({"class": "position", "min": "0", **(attrs or {})})


def limits(field):
    """What the form field of a whole number must be told: the largest that can be stored."""
    largest = LARGEST.get(field.get_internal_type())
    return {"max_value": largest} if largest else {}


def form_field(field, entry, signed=False, offered=None):
    """The form field of a model field, or ``None`` where Django's own will do.

    ``signed``: whether an amount may be negative; ``offered``: the choices of the field that are meant, if not all.
    """
    if isinstance(field, MoneyField):
        signs = [] if signed or field.name in SIGNED else [not_negative]
        return field.formfield(unit=entry.unit, widget=AmountInput, validators=signs)
    if field.name in SCHEME_OF and isinstance(field, models.CharField):
        kind = FunctionField if field.name == "function" else CodeField
        return kind(entry.codes[SCHEME_OF[field.name]], required=not field.blank, validators=field.validators)
    if field.name in ("unit", "project") and field.is_relation:
        options = entry.units if field.name == "unit" else entry.projects
        return PickField(
            options, None, required=not field.blank, initial=options.only if field.name == "unit" else None
        )
    if field.choices:
        return _pick(field, entry.choices(field, offered))
    if field.name in ("position", "summary_position"):
        return forms.IntegerField(required=False, min_value=0, widget=PositionInput, **limits(field))
    return _plain_field(field)


def _pick(field, options):
    initial = field.default if field.has_default() else options.only
    return PickField(options, "", required=not field.blank, initial=initial)


def _plain_field(field):
    if isinstance(field, models.TextField):
        return LinesField(required=not field.blank, widget=forms.Textarea({"rows": 2, "cols": 30}))
    if isinstance(field, models.DateField):
        return field.formfield(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    if isinstance(field, models.DecimalField):
        marks = [each for each in field.validators if isinstance(each, BaseValidator)]
        return field.formfield(validators=marks, widget=forms.TextInput({"inputmode": "decimal", "class": "mark"}))
    return None
