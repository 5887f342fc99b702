"""How amounts look on the board: 万元 with two decimals, the exact yuan behind them."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from budgets.formats.html import plain
from budgets.money import WAN, YUAN, NumberStyle

MONEY = NumberStyle(unit=WAN, separators=True)
PERCENT = NumberStyle(unit=YUAN)
NOTHING = mark_safe('<td class="num">—</td>')


def drawn(found):
    """The cells of a “三公” row: the parts, last year's total, the change and its rate."""
    amounts = [*found.cells, found.last, found.change]
    return [*map(_cell, amounts), _rate(found.rate)]


def text(yuan):
    """An amount in words, nothing for nothing."""
    return "" if yuan is None else format_html('<data value="{}">{}</data>', plain(yuan), MONEY.amount(yuan))


def _cell(yuan):
    return NOTHING if yuan is None else format_html('<td class="num">{}</td>', text(yuan))


def _rate(rate):
    return NOTHING if rate is None else format_html('<td class="num">{}</td>', PERCENT.text(rate))
