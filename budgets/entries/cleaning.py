"""From values as plain data to what the database keeps, field by field; a value that cannot be taken says why."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from budgets.entered import AMOUNT, CHOICE, CODE, COUNT, DATE, LONG, MARK, TEXT, YES, Field
from budgets.money import AmountError, parse_amount

ModelField = models.Field[Any, Any]
REQUIRED = "必须填写"
WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?", re.ASCII)
# What no database of ours can keep: NUL, and halves of surrogate pairs.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LIMITS: Mapping[str, tuple[int, int]] = BaseDatabaseOperations.integer_field_ranges
NAMED = 8
LONGEST = 60


class Refused(ValueError):
    """A value that cannot be taken; the message is Chinese and meant for the person who entered it."""


def cleaned(value: Any, field: Field, model_field: ModelField) -> Any:
    """The value as the database keeps it; ``Refused`` if it cannot be taken. Links stay codes, ``None`` for none."""
    if value is None or (isinstance(value, str) and (not value or (field.required and not value.strip()))):
        return _nothing(field, model_field)
    if not isinstance(value, str | int | float | Decimal | date):
        raise Refused("这里应是一个值")
    if field.kind not in (TEXT, LONG, CODE) and len(str(value)) > LONGEST:
        raise Refused(f"“{str(value)[:LONGEST]}……”太长")
    return TAKES.get(field.kind, _text)(value, field, model_field)


def _nothing(field: Field, model_field: ModelField) -> Any:
    if field.required:
        raise Refused(REQUIRED)
    return None if isinstance(model_field, models.ForeignKey) else field.default


def _amount(value: Any, field: Field, model_field: ModelField) -> Decimal | None:
    try:
        amount = parse_amount(str(value))
    except AmountError as error:
        raise Refused(str(error)) from error
    if amount is None and field.required:
        raise Refused(REQUIRED)
    return amount


def _mark(value: Any, field: Field, model_field: ModelField) -> Any:
    if isinstance(value, bool) or not NUMBER.fullmatch(str(value)):
        raise Refused(f"“{value}”不是数字")
    return _validated(str(value), model_field)


def _count(value: Any, field: Field, model_field: ModelField) -> int:
    if isinstance(value, bool) or not WHOLE.fullmatch(str(value)):
        raise Refused(f"“{value}”不是整数")
    count = int(str(value))
    smallest, largest = LIMITS[model_field.get_internal_type()]
    if not smallest <= count <= largest:
        raise Refused("不能为负数" if count < 0 else f"“{value}”过大")
    return count


def _date(value: Any, field: Field, model_field: ModelField) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(f"“{value}”不是日期：写作 2024-02-01") from error


def _yes(value: Any, field: Field, model_field: ModelField) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"“{value}”应是 是 或 否")
    return value


def _choice(value: Any, field: Field, model_field: ModelField) -> str:
    if value not in (known for known, _ in field.choices):
        labels = [label for _, label in field.choices]
        some = "、".join(labels[:NAMED]) + ("……" if len(labels) > NAMED else "")
        raise Refused(f"没有“{value}”这一项：可填 {some}")
    return str(value)


def _text(value: Any, field: Field, model_field: ModelField) -> Any:
    text = str(value)
    if isinstance(value, bool):
        raise Refused(f"“{value}”应是文字")
    if UNSTORABLE.search(text):
        raise Refused("含有不能保存的字符")
    return text if isinstance(model_field, models.ForeignKey) else _validated(text, model_field)


def _validated(value: str, model_field: ModelField) -> Any:
    """What the model's own field makes of it."""
    most = model_field.max_length
    if most is not None and len(value) > most:
        raise Refused(f"太长：最多 {most} 个字，现有 {len(value)} 个")
    try:
        return model_field.clean(value, None)
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error


TAKES: Mapping[str, Callable[[Any, Field, ModelField], Any]] = {
    AMOUNT: _amount,
    MARK: _mark,
    COUNT: _count,
    DATE: _date,
    YES: _yes,
    CHOICE: _choice,
}
