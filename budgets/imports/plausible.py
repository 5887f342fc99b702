"""Whether a file is what it should be: this year's, this department's, of this kind."""

from collections.abc import Iterable, Iterator

from budgets.importing.book import Problem
from budgets.importing.cells import plain
from budgets.imports.sources import Source
from budgets.models import Disclosure

IDENTITY = (("disclosure", "year", "年度"), ("department", "code", "部门代码"))


def implausible(found: Source, disclosure: Disclosure) -> Iterator[Problem]:
    """What speaks against entering the file here."""
    yield from _year(found, disclosure)
    yield from _organisation(found, disclosure)
    yield from _kind(found, disclosure)


def _year(found: Source, disclosure: Disclosure) -> Iterator[Problem]:
    years = {found.reading.year, int(found.typed.get("disclosure", {}).get("year") or 0)} - {0, disclosure.year}
    for year in sorted(years):
        yield Problem(f"文件是 {year} 年的，这里是 {disclosure.year} 年：请换文件，或到那一年的文件中导入")


def _organisation(found: Source, disclosure: Disclosure) -> Iterator[Problem]:
    named = {found.reading.organisation, str(found.typed.get("department", {}).get("name") or "")} - {""}
    code = str(found.typed.get("department", {}).get("code") or "")
    own = {plain(name) for name in _names(disclosure)}
    strange = [name for name in named if not _one_of(plain(name), own)]
    if strange and not (code and code == disclosure.department.code):
        whose = disclosure.unit or disclosure.department
        yield Problem(f"文件是“{'”“'.join(sorted(strange))}”的，这里是“{whose.name}”：请核对是否传错了文件")
    elif code and code != disclosure.department.code:
        yield Problem(f"文件的部门代码是 {code}，这里是 {disclosure.department.code}：请核对是否传错了文件")


def _names(disclosure: Disclosure) -> Iterable[str]:
    department = disclosure.department
    units = [disclosure.unit.name] if disclosure.unit else department.units.values_list("name", flat=True)
    return [name for name in (department.name, department.short_name, department.narrative_name, *units) if name]


def _one_of(name: str, own: set[str]) -> bool:
    """Whether a name is one of ours, or stands behind the code that budget systems print before it."""
    return any(name == each or name.endswith(each) or each.endswith(name) for each in own)


def _kind(found: Source, disclosure: Disclosure) -> Iterator[Problem]:
    kind = found.typed.get("kind") or disclosure.kind
    if kind != disclosure.kind:
        names = dict(Disclosure.KINDS)
        yield Problem(f"文件是{names.get(kind, kind)}，这里是{disclosure.get_kind_display()}")
