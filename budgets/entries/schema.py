"""How entries are described to people: the groups of a kind of disclosure, derived from the models."""

from functools import lru_cache
from typing import Any

from django.db import models

from budgets.entered import AMOUNT, CHOICE, CODE, COUNT, DATE, LONG, MARK, TEXT, YES, Field, Group
from budgets.entries.parts import PROJECT, Part, fields, parts
from budgets.layouts import available
from budgets.ledger import FINAL, INITIAL
from budgets.models import Disclosure
from budgets.models.money import MoneyField
from budgets.narrative.names import PRIORS_OF, TEXTS_OF

# From the special to the general: a MoneyField is an integer field too.
KINDS: tuple[tuple[type["models.Field[Any, Any]"], str], ...] = (
    (MoneyField, AMOUNT),
    (models.BooleanField, YES),
    (models.DateField, DATE),
    (models.DecimalField, MARK),
    (models.IntegerField, COUNT),
    (models.ForeignKey, CODE),
    (models.TextField, LONG),
)
# Fields that hold a code, though the database keeps text.
CODES = ("code", "function", "economic", "government", "parent")
PROJECT_FIELD = Field(PROJECT, "项目编码（没有编码的填名称）", TEXT, required=True)


@lru_cache
def schema(kind: str) -> tuple[Group, ...]:
    """The groups of a ``budget`` or ``final``, with their fields, in the order in which a clerk thinks."""
    return tuple(_group(kind, part) for part in parts(kind))


def group_of(kind: str, key: str) -> Group:
    """The group with a key; ``KeyError`` if that kind of disclosure has none."""
    return _by_key(kind)[key]


@lru_cache
def _by_key(kind: str) -> dict[str, Group]:
    return {group.key: group for group in schema(kind)}


def _group(kind: str, part: Part) -> Group:
    own = tuple(_field(kind, part, name, field) for name, field in fields(part).items())
    title = part.title or str(part.model._meta.verbose_name_plural)
    return Group(part.key, title, (PROJECT_FIELD, *own) if part.below_project else own, part.single)


def _field(kind: str, part: Part, name: str, field: "models.Field[Any, Any]") -> Field:
    choices = _choices(kind, part, field)
    return Field(
        name,
        str(field.verbose_name),
        CHOICE if choices else _kind(field),
        choices,
        required=not field.blank and not field.has_default(),
        default=_default(kind, field),
    )


def _default(kind: str, field: "models.Field[Any, Any]") -> Any:
    """Lines are of the stage that the document reports; text that is left out is empty, the rest not reported."""
    if field.name == "stage":
        return FINAL if kind == Disclosure.FINAL else INITIAL
    if isinstance(field, models.ForeignKey):
        return ""
    return field.get_default()


def _kind(field: "models.Field[Any, Any]") -> str:
    if field.name == PROJECT:
        return TEXT
    if field.name in CODES:
        return CODE
    return next((kind for model, kind in KINDS if isinstance(field, model)), TEXT)


def _choices(kind: str, part: Part, field: "models.Field[Any, Any]") -> tuple[tuple[str, str], ...]:
    narrowed = {("prior", "subject"): PRIORS_OF[kind], ("texts", "key"): TEXTS_OF[kind]}.get((part.key, field.name))
    if narrowed:
        return tuple(narrowed.items())
    if (part.key, field.name) == ("disclosure", "layout"):
        return available(kind)
    return tuple((str(value), str(label)) for value, label in field.choices or ())
