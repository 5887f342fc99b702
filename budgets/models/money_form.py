"""The form field of an amount: typed in 元, or in 万元 where the form says so."""

from decimal import Decimal
from typing import Any

from django import forms

from budgets.money import FACTOR, YUAN, AmountError, parse_amount


class MoneyInput(forms.TextInput):
    """A text box for an amount; ``unit`` decides how a stored amount is shown."""

    def __init__(self, attrs: dict[str, Any] | None = None, unit: str = YUAN) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "money", **(attrs or {})})
        self.unit = unit

    def format_value(self, value: Any) -> str | None:
        if not isinstance(value, Decimal):
            return None if value is None else str(value)
        shown = value / FACTOR[self.unit]
        return f"{value:.2f}" if self.unit == YUAN else f"{shown.normalize():f}"


class MoneyFormField(forms.CharField):
    """Takes what a person types and gives ``Decimal`` yuan; ``unit`` is 元 unless the form sets it."""

    widget = MoneyInput

    def __init__(self, *, unit: str = YUAN, **kwargs: Any) -> None:
        kwargs.pop("max_value", None)
        kwargs.pop("min_value", None)
        super().__init__(**kwargs)
        self.use_unit(unit)

    def use_unit(self, unit: str) -> None:
        """Read and show amounts in ``unit``."""
        self.unit = unit
        self.widget.unit = unit

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return parse_amount(text or "", self.unit)
        except AmountError as error:
            raise forms.ValidationError(str(error), code="amount") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True
