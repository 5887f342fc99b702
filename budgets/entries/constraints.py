"""The constraints of the models, judged on rows before they are written: none of them may meet the database first."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from budgets.entered import CHOICE, YES, Group
from budgets.entries.mistakes import Mistake
from budgets.entries.parts import PROJECT, Part, fields

Row = Mapping[str, Any]
Rows = Iterable[tuple[int, Row]]
# What all rows of a group have in common; rows below a project have the project in common instead of the plan.
SHARED = {"disclosure": None, "department": None, "plan": PROJECT}
LOOKUPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": lambda held, value: bool(held == value),
    "isnull": lambda held, value: (held is None) is value,
    "gte": lambda held, value: held is not None and bool(held >= value),
    "lte": lambda held, value: held is not None and bool(held <= value),
    "startswith": lambda held, value: str(held or "").startswith(value),
}


def broken(part: Part, group: Group, rows: Iterable[tuple[int, Row]]) -> Iterator[Mistake]:
    """What the constraints of the part's models say of cleaned rows, each with its place."""
    placed = list(rows)
    for constraint in _constraints(part):
        if isinstance(constraint, models.CheckConstraint):
            yield from _unmet(part, group, constraint, placed)
        elif isinstance(constraint, models.UniqueConstraint):
            yield from _twice(part, group, constraint, placed)


def _constraints(part: Part) -> Iterator[models.BaseConstraint]:
    for model in (part.model, part.above):
        yield from model._meta.constraints if model else ()


def _unmet(part: Part, group: Group, constraint: models.CheckConstraint, rows: Rows) -> Iterator[Mistake]:
    condition = constraint.condition
    assert isinstance(condition, models.Q)
    names = list(_named(condition))
    if not set(names) <= set(fields(part)):
        return
    for index, row in rows:
        if not holds(condition, row):
            yield Mistake(part.key, index, _mendable(group, names), str(constraint.violation_error_message))


def _twice(part: Part, group: Group, constraint: models.UniqueConstraint, rows: Rows) -> Iterator[Mistake]:
    names = dict(_identity(constraint))
    own = [name for name in names if name not in SHARED]
    if not set(own) <= set(fields(part)):
        return
    seen = set()
    for index, row in rows:
        if constraint.condition is not None and not holds(constraint.condition, row):
            continue
        key = tuple(row.get(SHARED.get(name, name) or "") for name in names)
        if any(row[name] is None and not names[name] for name in own):
            continue
        if key in seen:
            message = str(constraint.violation_error_message)
            yield Mistake(part.key, index, own[0] if len(own) == 1 else "", message)
        seen.add(key)


def _identity(constraint: models.UniqueConstraint) -> Iterator[tuple[str, bool]]:
    """The names that a constraint compares, and whether what is empty counts as equal."""
    for name in constraint.fields:
        yield name, False
    expressions: Sequence[Any] = constraint.expressions
    for expression in expressions:
        coalesced = isinstance(expression, Coalesce)
        yield (expression.get_source_expressions()[0] if coalesced else expression).name, coalesced


def _named(condition: models.Q) -> Iterator[str]:
    children: list[Any] = condition.children
    for child in children:
        if isinstance(child, models.Q):
            yield from _named(child)
        else:
            yield child[0].partition("__")[0]


def _mendable(group: Group, names: list[str]) -> str:
    """The field that a person fills to mend it: what says of which kind a row is stays as it is."""
    kinds = {field.name: field.kind for field in group.fields}
    return next((name for name in names if kinds[name] not in (CHOICE, YES)), names[0])


def holds(condition: models.Q, row: Row) -> bool:
    """Whether a condition on the fields of one row holds; amounts are in yuan on both sides."""
    answers = [_answer(child, row) for child in condition.children]
    met = any(answers) if condition.connector == models.Q.OR else all(answers)
    return met != condition.negated


def _answer(child: Any, row: Row) -> bool:
    if isinstance(child, models.Q):
        return holds(child, row)
    path, value = child
    name, _, lookup = path.partition("__")
    return LOOKUPS[lookup or "exact"](row[name], value)
