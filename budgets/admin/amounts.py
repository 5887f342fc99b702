"""Amounts on a page: the unit in which all of them are shown and typed, and the other unit echoed beside each."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from budgets.models.money_form import MoneyInput
from budgets.money import FACTOR, WAN, YUAN, AmountError, parse_amount

UNIT_FIELD = "amount_unit"
UNITS = (YUAN, WAN)


def amount_unit(request):
    """The unit of this page: what the form was shown in when it comes back, else what the address asks for."""
    asked = request.POST.get(UNIT_FIELD) if request.method == "POST" else request.GET.get("unit")
    return asked if asked in UNITS else YUAN


def in_unit(yuan, unit):
    """``yuan`` printed in ``unit`` without loss, with separators."""
    number = yuan / FACTOR[unit]
    return f"{number:,.2f} 元" if unit == YUAN else f"{number.normalize():,f} 万元"


def not_negative(amount):
    """A budget has no negative amounts."""
    if amount is not None and amount < 0:
        raise ValidationError("金额不能为负数", code="negative")


class AmountInput(MoneyInput):
    """A text box for an amount with the other unit behind it."""

    def render(self, name, value, attrs=None, renderer=None):
        shown = self.format_value(value)
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name, **({"value": shown} if shown else {})})
        return format_html(
            '<input type="text"{}><output class="echo" for="{}">{}</output>',
            flatatt(attrs),
            attrs.get("id", ""),
            self.echo(shown),
        )

    def echo(self, shown):
        """The amount in the other unit; nothing where no amount can be read."""
        try:
            yuan = parse_amount(shown or "", self.unit)
        except AmountError:
            return ""
        return in_unit(yuan, WAN if self.unit == YUAN else YUAN) if isinstance(yuan, Decimal) else ""
