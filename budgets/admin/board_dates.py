"""Setting 批复日期 and 公开期限 from the board, for one or several at once."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from budgets import acts
from budgets.acts import ActRefused
from budgets.admin.board import address, board_context, narrowing, region_of
from budgets.admin.board_forms import DatesForm
from budgets.models import Disclosure


def dates_view(request, code):
    """Set the dates of those that are chosen, each by itself and recorded; by its address alone, the board."""
    region = region_of(request, code)
    form = narrowing(request, region)
    if request.method != "POST":
        return HttpResponseRedirect(address(region, form))
    dates = DatesForm(request.POST)
    chosen = _chosen(request, region)
    if dates.is_valid() and not chosen:
        dates.add_error(None, "请先在表中选择部门或单位")
    if not dates.is_valid():
        context = board_context(request, region, form, dates)
        return TemplateResponse(request, "admin/budgets/board.html", context)
    _set(request, chosen, dates)
    return HttpResponseRedirect(address(region, form))


def _chosen(request, region):
    keys = [key for key in request.POST.getlist("pick") if key.isdecimal() and len(key) < 19]
    rows = Disclosure.objects.for_user(request.user).filter(department__region=region, pk__in=keys)
    return list(rows.select_related("department__region", "unit").order_by("department__code", "unit__code"))


def _set(request, chosen, dates):
    done = 0
    for disclosure in chosen:
        try:
            acts.oversee(disclosure, request.user, *dates.of(disclosure), request.META.get("REMOTE_ADDR"))
            done += 1
        except ActRefused as refused:
            messages.error(request, f"{disclosure}：{refused}")
    if done:
        messages.success(request, f"已登记 {done} 份文件的日期。")
