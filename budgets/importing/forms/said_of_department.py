"""What B09, F09, B14 and F10 say, as entries of the whole department."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from budgets.entered import Entries
from budgets.importing.book import NOTICE
from budgets.importing.forms import marks
from budgets.importing.forms.said import Path, Said, money
from budgets.importing.read import ReadTable
from budgets.money import added
from budgets.tables.cells import TOTAL

PARTS = ("abroad", "purchase", "operation", "reception")
WITHHELD = re.compile(r"依法不予公开[（(](.+)[）)]。?")


def three_public(said: Said) -> Entries:
    """B09: the four parts; sums are worked out of them."""
    return {"three_public": _parts(said, "", "three_public", "")}


def three_public_final(said: Said) -> Entries:
    """F09: the four parts, of the budget and of what was spent."""
    said.tell("“三公”经费决算表只有金额：出国团组和人次、车辆、接待批次和人次要另外填写")
    parts = _parts(said, "budget.", "three_public_final", "budget_")
    return {"three_public_final": {**parts, **_parts(said, "final.", "three_public_final", "")}}


def _parts(said: Said, side: str, group: str, prefix: str) -> dict[str, Any]:
    amounts = {part: said.yuan(TOTAL, side + part) for part in PARTS}
    vehicles = added(amounts["purchase"], amounts["operation"])
    total = added(amounts["abroad"], vehicles, amounts["reception"])
    for column, own in (("vehicles", vehicles), ("total", total)):
        printed = said.yuan(TOTAL, side + column)
        said.compare("合计" if column == "total" else "公务用车购置及运行费小计", printed, own, TOTAL, side + column)
        if printed is not None and own is None:
            said.say("只有合计，没有各个分项：分项未公开的，合计也不能公开", TOTAL, side + column)
    told = {prefix + part: money(yuan) for part, yuan in amounts.items() if said.has(side + part)}
    return said.record((group,), TOTAL, told, {prefix + part: side + part for part in PARTS})


def running(said: Said, basic: ReadTable | None) -> Entries:
    """机关运行经费 of Shanghai's B09: one line without a code, unless it is the public part of basic expenditure."""
    printed = said.yuan(TOTAL, "running")
    if printed is None:
        return {}
    derived = _public(basic)
    if derived == printed:
        said.say("机关运行经费等于基本支出的公用经费：不另外录入，由系统计算", TOTAL, "running", NOTICE)
        return {"running": []}
    values = {"economic": "", "amount": money(printed)}
    return {"running": [said.record(("running", 0), TOTAL, values, {"amount": "running", "economic": "running"})]}


def _public(basic: ReadTable | None) -> Decimal | None:
    rows = [row for _, row in basic.table.rows() if row.kind == "total"] if basic else []
    return getattr(rows[0].cells.get("public"), "yuan", None) if rows else None


def targets(said: Said) -> Entries:
    """B14: objective, tasks, indicators; its amounts are those of the budget."""
    columns = ("level1", "level2", "name", "target", "explanation")
    found = [
        said.record(("indicators", place), key, {name: said.text(key, name) for name in columns}, {})
        for place, key in enumerate(said.details("indicators"))
    ]
    texts = _texts(said, {"objective": ("objective", "text")})
    return {**texts, "tasks": _tasks(said, ("name", "content")), "indicators": found}


def evaluated(said: Said) -> Entries:
    """F10: money, objective and result, tasks, indicators with what was judged."""
    texts = {"objective": ("goals/1", "expected"), "objective_result": ("goals/1", "achieved")}
    return {
        **_texts(said, texts),
        "tasks": _tasks(said, ("name", "content", "result")),
        "indicators": marks.indicators(said, "indicators", ("indicators",)),
        "funding": marks.funding(said, "funding/", ("funding",)),
    }


def _tasks(said: Said, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        said.record(("tasks", place), key, {name: said.text(key, name) for name in columns}, {})
        for place, key in enumerate(said.details("tasks"))
    ]


def _texts(said: Said, wanted: Mapping[str, tuple[str, str]]) -> Entries:
    found: list[dict[str, Any]] = []
    for key, (row, column) in wanted.items():
        text = said.text(row, column)
        if text:
            path: Path = ("texts", len(found), "text")
            said.place(path, row, column)
            withheld = WITHHELD.fullmatch(text)
            ground = withheld[1] if withheld else ""
            found.append({"key": key, "text": "" if withheld else text, "withheld": bool(withheld), "ground": ground})
    return {"texts": found}
