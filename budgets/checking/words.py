"""What the checks said as plain text in Chinese, for a terminal."""

from collections.abc import Iterator, Sequence

from budgets.checking.telling import MANY, Places
from budgets.checks import FAILS, OUTCOMES, ROUNDING, SEVERITIES, UNKNOWN, Finding, Place, Report
from budgets.checks.messages import amount

RULE = "─" * 20


def report_words(report: Report) -> str:
    """Counts first, then the findings by outcome, the likeliest culprits last."""
    document = report.book.document
    whose = "，".join(filter(None, (document.organisation.name, f"{document.year} 年")))
    parts = [
        f"{document.title or document.slug}（{whose}）",
        f"比较 {sum(report.counts.values())} 处：{_counts(report.counts)}",
        f"其中等式 {sum(report.equalities.values())} 个：{_counts(report.equalities)}",
    ]
    places = Places(report)
    for outcome in (FAILS, UNKNOWN, ROUNDING):
        found = [finding for finding in report.findings if finding.outcome == outcome]
        parts += _group(outcome, found, places) if found else []
    return "\n".join([*parts, *_suspects(report)])


def _counts(counts: dict[str, int]) -> str:
    return "，".join(f"{outcome} {counts[outcome]}" for outcome in OUTCOMES)


def _group(outcome: str, found: list[Finding], places: Places) -> Iterator[str]:
    yield f"\n{RULE} {outcome}（{len(found)} 处）"
    for number, finding in enumerate(found, start=1):
        severity = "" if outcome == ROUNDING else f"〔{SEVERITIES[finding.severity]}〕"
        yield f"{number}. {severity}{finding.message}（{finding.check}）"
        yield from _sides(finding)
        if finding.outcome == FAILS and finding.suspects:
            yield f"   可能有误：{'；'.join(f'{places.words(each)}（{each}）' for each in finding.suspects)}"
        if finding.basis:
            yield f"   依据：{finding.basis}"


def _sides(finding: Finding) -> Iterator[str]:
    left, right = finding.left, finding.right
    for name, place in (("左", left), ("右", right)):
        if place.addresses or place.words:
            yield f"   {name}：{_where(place.addresses) or place.words}{_value(place, place.money)}"
    if finding.difference is not None:
        yield f"   相差：{amount(finding.difference, left.money or right.money)}"


def _where(addresses: Sequence[str]) -> str:
    return " + ".join(addresses[:MANY]) + (f" …等 {len(addresses)} 处" if len(addresses) > MANY else "")


def _value(place: Place, money: bool) -> str:
    if place.value is not None:
        return f" = {amount(place.value, money)}"
    return f" “{place.text}”" if place.text else ""


def _suspects(report: Report) -> Iterator[str]:
    likely = [suspect for suspect in report.suspects if suspect.sure][:5]
    if likely:
        yield f"\n{RULE} 最可能有误的数"
    for suspect in likely:
        spot = suspect.spot
        now, value = amount(spot.number, spot.money), amount(suspect.printed, spot.money)
        yield f"{spot.words}（{spot.address}）：{now}，改为 {value} 可消除 {suspect.mended} 处不符"
