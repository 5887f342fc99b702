"""The page of a comparison, the same in others' frames, and its files."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from budgets.extracts import MEASURES
from budgets.site.compare.asked import BY, CHANGE, KINDS, LEVELS, MEASURE, MOST_WHO, SHOWN
from budgets.site.compare.chart import chart
from budgets.site.compare.drawing import drawn, unit_of
from budgets.site.compare.export import csv_of, json_of
from budgets.site.compare.figures import TOTAL
from budgets.site.compare.reading import Read, read
from budgets.site.compare.reasons import reasons
from budgets.site.compare.subjects import MOST_FOUND, Subject, search
from budgets.site.conditional import unless_known
from budgets.site.embedding import EMBEDDED, embedded, in_frames
from budgets.site.meta import page
from budgets.site.stamp import digest


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Choosing what is compared, and the comparison."""
    return _framed(request) if embedded(request) else _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    made = read(request.GET)
    found = _found(made)
    tag = digest("page", request.get_host(), made, found)
    return unless_known(request, tag, lambda: _render(request, "site/compare.html", made, _form(made, found)))


@in_frames
def _framed(request: HttpRequest) -> HttpResponse:
    made = read(request.GET)
    tag = digest(EMBEDDED, request.get_host(), made)
    return unless_known(request, tag, lambda: _render(request, "site/compare_embed.html", made, {}))


@require_safe
def csv_file(request: HttpRequest) -> HttpResponse:
    """The comparison as CSV."""
    return _file(request, "csv", "text/csv", lambda made: csv_of(made.compared, made.notes, _absolute(request)))


@require_safe
def json_file(request: HttpRequest) -> HttpResponse:
    """The comparison as JSON."""
    return _file(request, "json", "application/json", lambda made: _json(request, made))


def _json(request: HttpRequest, made: Read) -> str:
    asked = replace(made.asked, problems=made.problems)
    return json_of(replace(made.compared, asked=asked), made.notes, _absolute(request), _address(request, made))


def _file(request: HttpRequest, ending: str, kind: str, make: Callable[[Read], str]) -> HttpResponse:
    made = read(request.GET)
    tag = digest(ending, request.get_host(), made)
    return unless_known(request, tag, lambda: _attached(make(made), f"compare.{ending}", kind))


def _attached(content: str, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=f"{kind}; charset=utf-8", headers=headers)


def _absolute(request: HttpRequest) -> Callable[[str], str]:
    return request.build_absolute_uri


def _address(request: HttpRequest, made: Read) -> str:
    """Where the comparison stays: everything that it settled is said."""
    query = f"?{made.asked.query}" if made.asked.who else ""
    return request.build_absolute_uri(reverse("site:compare") + query)


def _render(request: HttpRequest, template: str, made: Read, more: dict[str, Any]) -> HttpResponse:
    compared = made.compared
    found, over = reasons(compared, made.entries) if CHANGE in made.asked.show else ([], "")
    address = _address(request, made)
    context = {
        "made": made,
        "asked": made.asked,
        "subjects": compared.subjects,
        "table": drawn(compared, made.notes) if compared.lines and compared.periods else None,
        "notes": made.notes,
        "address": address,
        "query": made.asked.query,
        "embed": f"{address}&{EMBEDDED}=1",
        "unit": unit_of(compared),
        "meta": page(request, made.title, _about(made), address),
        "chart": chart(compared, made.notes),
        "reasons": found,
        "over": over,
        "all_lines": replace(made.asked, lines=()).query,
        **more,
    }
    return render(request, template, context)


def _about(made: Read) -> str:
    """What the page says of itself to search engines."""
    if not made.asked.who:
        return "选几个部门和年度，把部门预算、决算中同一项的金额并列比较。"
    return f"{made.title}：并列的金额、占比、变化和文件说明的原因，每个数都连着它在公开文件里的位置。"


def _found(made: Read) -> list[Subject]:
    """Departments and units to choose from: those looked for, or the first ones when nothing is chosen yet."""
    if not (made.asked.q or not made.asked.who):
        return []
    return [each for each in search(made.asked.q) if each.who not in made.asked.who]


def _form(made: Read, found: list[Subject]) -> dict[str, Any]:
    asked = made.asked
    return {
        "found": found[:MOST_FOUND],
        "more": len(found) > MOST_FOUND,
        "add": [(subject, _added(made, subject)) for subject in found[:MOST_FOUND]],
        "chosen": [(subject, asked.without(subject.who).query) for subject in made.compared.subjects],
        "most": MOST_WHO,
        "years": made.years,
        "kinds": KINDS.items(),
        "bys": BY.items(),
        "levels": LEVELS.items(),
        "shows": SHOWN.items(),
        "lines": _lines(made),
        "by_code": asked.by != MEASURE,
    }


def _added(made: Read, subject: Subject) -> str:
    return replace(made.asked, who=(*made.asked.who, subject.who)).query


def _lines(made: Read) -> list[tuple[str, str]]:
    """The lines to choose from: (what the address says, what it is called)."""
    if made.asked.by == MEASURE:
        return [(measure.key, f"{measure.group}：{measure.title}") for measure in MEASURES]
    return [(line.key, f"{line.code} {line.title}") for line in made.compared.lines if line.key != TOTAL]
