"""``{% meta %}``: what a page says of itself to machines, in its head."""

from typing import Any

from django import template
from django.template import Context

from budgets.site.told import told

register = template.Library()


@register.inclusion_tag("site/parts/meta.html", takes_context=True)
def meta(context: Context) -> dict[str, Any]:
    """The ``meta`` that the view made, or what is declared of the page; nothing of any other page, or of an error."""
    request = context.get("request")
    if "exception" in context or request is None:
        return {"meta": None}
    return {"meta": context.get("meta") or told(request, context.flatten())}
