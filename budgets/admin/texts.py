"""Typed texts: no amount may be typed as digits, and what stands in braces must name a figure."""

from difflib import get_close_matches

from django.core.exceptions import ValidationError

from budgets.narrative.figures import NAMES
from budgets.narrative.typed import literal_amounts, unknown_names


def refuse_typed_figures(text):
    """The text, or ``ValidationError`` that names what must be changed and how."""
    problems = [*_literal(text), *_unknown(text)]
    if problems:
        raise ValidationError(problems)
    return text


def _literal(text):
    found = literal_amounts(text)
    if found:
        typed = "、".join(f"“{amount}”" for amount in found)
        yield f"不能直接填金额或百分比：{typed}。请改用数字的名称，如 {{income.total}}，见“可插入的数字”。"


def _unknown(text):
    for braces in unknown_names(text):
        near = get_close_matches(braces.strip("{} "), NAMES, n=3, cutoff=0.4)
        offered = "；是否要填 " + "、".join(f"{{{name}}}" for name in near) + "？" if near else "。"
        yield f"没有名为 {braces} 的数字{offered}全部名称见“可插入的数字”。"
