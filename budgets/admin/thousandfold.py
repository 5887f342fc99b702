"""Amounts that look a thousand times too large: a clerk who typed 元 where 万元 is read, or the other way round."""

from budgets.admin.amounts import in_unit
from budgets.admin.rows import LineFormSet
from budgets.composing import facts_of
from budgets.layouts import load
from budgets.models import Disclosure
from budgets.money import YUAN
from budgets.narrative.figures import Ledgerbook
from budgets.narrative.names import PRIORS
from budgets.tables import build

TIMES = 1000


def suspicions(disclosure, formsets):
    """A sentence for every amount that is at least a thousand times last year's."""
    last_year = _last_year(disclosure)
    found = [] if last_year is None else [line for formset in formsets for line in _lines(formset, last_year)]
    return [*found, *_figures(disclosure)]


def _last_year(disclosure):
    return Disclosure.objects.filter(
        kind=disclosure.kind,
        department=disclosure.department_id,
        unit=disclosure.unit_id,
        year=disclosure.year - 1,
    ).first()


def _lines(formset, last_year):
    """Rows against last year's row with the same codes."""
    if not isinstance(formset, LineFormSet) or "amount" not in formset.form.base_fields or not formset.identities:
        return
    fields = formset.identities[0][0]
    rows = formset.model._default_manager.filter(disclosure=last_year, **formset.fixed)
    before = {key: amount for *key_, amount in rows.values_list(*fields, "amount") for key in (tuple(key_),)}
    for number, form in formset.rows():
        line = form.instance
        prior = before.get(tuple(getattr(line, field) for field in fields))
        if _suspicious(line.amount, prior):
            yield _sentence(f"“{formset.title}”第 {number} 行（{called(line)}）", line.amount, prior)


def called(line):
    """What the row is about, without its amount."""
    return str(line).rsplit(" ", 2)[0]


def _figures(disclosure):
    """Figures of the tables against the typed amounts of last year."""
    facts = facts_of(disclosure)
    if not facts.priors:
        return
    layout = load(disclosure.layout)
    tables = {table.code: build(facts, table) for table in (*layout.tables, *layout.unprinted)}
    book = Ledgerbook(facts, layout, tables, ())
    for subject, prior in facts.priors.items():
        amount = book.value(subject).number
        if amount is not None and _suspicious(amount, prior.against(amount)):
            yield _sentence(f"“上年数”中的{PRIORS[subject]}", amount, prior.against(amount))


def _suspicious(amount, prior):
    return bool(prior and amount and prior > 0 and amount >= TIMES * prior)


def _sentence(where, amount, prior):
    return (
        f"{where}：今年 {in_unit(amount, YUAN)}，上年 {in_unit(prior, YUAN)}，"
        f"相差 {int(amount / prior)} 倍。请核对是否把元和万元弄混。"
    )
