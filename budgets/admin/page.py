"""What the pages of entry have in common: the unit of their amounts, and what they offer once for all rows."""

from django.http import HttpResponseRedirect

from budgets.admin import figures
from budgets.admin.amounts import UNIT_FIELD, UNITS, amount_unit
from budgets.admin.entry import entry_of
from budgets.money import YUAN


def entry_context(request, disclosure):
    """What the page offers once for all of its rows."""
    entry = entry_of(request, disclosure)
    return {
        "unit_field": UNIT_FIELD,
        "amount_unit": entry.unit,
        "amount_units": UNITS,
        "figure_groups": figures.groups(disclosure.kind),
    }


def stay_in_unit(request, response):
    """After “保存并继续编辑” the page comes back in the unit in which it was filled in."""
    unit = amount_unit(request)
    stays = "_continue" in request.POST and unit != YUAN
    return HttpResponseRedirect(f"{response.url}?unit={unit}") if stays else response
