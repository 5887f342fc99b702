"""Negative amounts of final accounts: they reduce what was booked before (冲减), so they are said, not refused."""

from budgets.admin.amounts import in_unit
from budgets.admin.codes import SCHEME_OF
from budgets.admin.rows import RowFormSet
from budgets.admin.thousandfold import called
from budgets.models.money import MoneyField
from budgets.money import YUAN


def negatives(formsets):
    """A sentence for every negative amount of the sections that take one."""
    return [sentence for formset in formsets if isinstance(formset, RowFormSet) for sentence in _of(formset)]


def _of(formset):
    money = [field for field in formset.model._meta.fields if isinstance(field, MoneyField) and field.name != "change"]
    for number, form in formset.rows():
        for field in money:
            amount = getattr(form.instance, field.name)
            if amount is not None and amount < 0:
                yield f"{_where(formset, number, form, field)}：{in_unit(amount, YUAN)}，是负数，按冲减处理。请核对。"


def _where(formset, number, form, field):
    if field.name == "amount":
        return f"“{formset.title}”第 {number} 行（{_code(form.instance)}）"
    return f"“{formset.model._meta.verbose_name}”的{field.verbose_name}"


def _code(line):
    """The code of a line; what else it is called where it has none."""
    codes = [getattr(line, name, "") for name in SCHEME_OF]
    return next((code for code in codes if code), called(line))
