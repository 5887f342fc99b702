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


def wrong_parts(context):
    """(title, address on the page, number) of the mistakes in each part of the page that has some."""
    form = context["adminform"].form
    if not form.is_bound:
        return []
    first = next((form[name].id_for_label for name in form.errors if name in form.fields), "content-main")
    parts = [(form.instance._meta.verbose_name, f"#{first}", sum(len(messages) for messages in form.errors.values()))]
    for each in context["inline_admin_formsets"]:
        formset = each.formset
        parts.append((each.opts.verbose_name_plural, f"#{formset.prefix}-group", _count(formset)))
    return [part for part in parts if part[2]]


def _count(formset):
    """How many mistakes the rows of a form set have."""
    rows = [messages for errors in formset.errors for messages in errors.values()]
    return sum(len(messages) for messages in (formset.non_form_errors(), *rows))


def stay_in_unit(request, response):
    """After “保存并继续编辑” the page comes back in the unit in which it was filled in."""
    unit = amount_unit(request)
    stays = "_continue" in request.POST and unit != YUAN
    return HttpResponseRedirect(f"{response.url}?unit={unit}") if stays else response
