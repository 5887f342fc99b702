"""How the summary of a document writes amounts, shares and changes: in 万元, rounded once."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from budgets.document import NOT_REPORTED
from budgets.formats.html import plain
from budgets.money import WAN, NumberStyle
from budgets.site.amounts import PERCENT, place
from budgets.years import Found

register = template.Library()
MONEY = NumberStyle(unit=WAN, separators=True, zero="0")
MISSING = mark_safe(f'<span class="missing">{NOT_REPORTED}</span>')


@register.filter
def here(found: Found) -> SafeString:
    """An amount with its unit, which leads to its place on the same page; what is not reported says so."""
    return MISSING if found.yuan is None else format_html("{} {}", cell(found), WAN)


@register.filter
def cell(found: Found) -> SafeString:
    """An amount without its unit, which leads to its place on the same page."""
    return _linked(found, f"#{found.fragment}")


@register.filter
def there(found: Found) -> SafeString:
    """An amount of another document, which leads to its place there."""
    return _linked(found, place(found.slug, found.fragment) if found.fragment else "")


def _linked(found: Found, address: str) -> SafeString:
    if found.yuan is None:
        return MISSING
    number = format_html('<data value="{}">{}</data>', plain(found.yuan), MONEY.amount(found.yuan))
    return format_html('<a class="figure" href="{}">{}</a>', address, number) if found.fragment else number


@register.filter
def money(yuan: Decimal) -> str:
    """An amount without a place."""
    return MONEY.amount(yuan)


@register.filter
def percent(number: Decimal) -> str:
    """``12.30%``."""
    return f"{PERCENT.text(number)}%"


@register.filter
def change(yuan: Decimal) -> str:
    """``增加 1.00 万元``, ``减少 1.00 万元``, ``持平``."""
    if not yuan:
        return "持平"
    return f"{'增加' if yuan > 0 else '减少'} {MONEY.amount(abs(yuan))} {WAN}"


@register.filter
def signed(number: Decimal) -> str:
    """A change of an amount: with its sign, or 持平."""
    if not number:
        return "持平"
    return f"+{MONEY.amount(number)}" if number > 0 else MONEY.amount(number)


@register.filter
def signed_percent(number: Decimal) -> str:
    """A rate of change: with its sign."""
    return f"+{percent(number)}" if number > 0 else percent(number)
