"""MoneyField: ``Decimal`` yuan in Python, whole fen in a BIGINT (SQLite would keep decimals as floating point)."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from budgets.money import AmountError, from_fen, parse_amount, to_fen


class MoneyField(models.BigIntegerField[Decimal | None, Decimal | None]):
    """An amount of money in yuan with two decimals."""

    description = "金额（元，两位小数）"

    def from_db_value(self, value: int | None, *args: object) -> Decimal | None:
        return None if value is None else from_fen(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return parse_amount(str(value))
        except AmountError as error:
            raise ValidationError(str(error), code="amount") from error

    def get_prep_value(self, value: Any) -> int | None:
        amount = self.to_python(value)
        try:
            return None if amount is None else to_fen(amount)
        except ValueError as error:
            raise ValidationError(str(error), code="amount") from error

    @property
    def validators(self) -> list[Any]:
        """No range validators: the database's limits are in fen and ``to_fen`` enforces them."""
        return []

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else f"{value:.2f}"

    def formfield(self, **kwargs: Any) -> Any:
        from budgets.models.money_form import MoneyFormField

        return super(models.IntegerField, self).formfield(**{"form_class": MoneyFormField, **kwargs})


def non_negative(field: str, name: str, when: models.Q | None = None) -> models.CheckConstraint:
    """A constraint that an amount is not negative (or, with ``when``, only where that does not hold)."""
    positive = models.Q(**{f"{field}__gte": 0}) | models.Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(
        condition=positive if when is None else positive | when,
        name=name,
        violation_error_message="金额不能为负数",
    )
