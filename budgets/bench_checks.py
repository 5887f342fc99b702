"""Tries the checks on documents with one figure mistyped: what is found, named, covered; false alarms; CPU time.

    python -m budgets.bench_checks [SLIPS A DOCUMENT] [RANDOM DOCUMENTS]

Every number of the samples and of random consistent documents is mistyped in every way by putting the wrong number
into the comparisons that it stands in; a random choice is put into the document itself and checked from the start,
which is where the naming of the culprit is measured.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from budgets.checks import FAILS, HOLDS, QUESTION, ROUNDING, UNKNOWN, Report, check
from budgets.checks.judging import allowance, measure
from budgets.checks.model import AT_MOST, EQUAL, GROWTH, NUMERICAL, PRODUCT, SHARE, Judged
from budgets.document import Document
from budgets.slips import BLANK, KINDS, Printed, altered, printed, slip

SEED = 20240301
# How many kinds of cells are listed that nothing relates.
NOT_RELATED = 40


@dataclass
class Tally:
    """What was tried and found, by table and kind of slip."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    below: int = 0
    covered: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    loose: Counter[str] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    ranked: Counter[str] = field(default_factory=Counter)
    unnamed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main(slips: int, documents: int) -> int:
    """Run the trial and print it; 0 if no false alarm came out of the clean documents."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, EDITIONS_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budgets.settings")
        import django

        django.setup()
        tally, random = Tally(), Random(SEED)
        for document in clean(documents):
            try_document(document, tally, random, slips)
        show(tally)
        return 1 if tally.alarms else 0


def clean(documents: int) -> Iterator[Document]:
    """The samples as their facts compose them, then random consistent documents over all layouts."""
    from budgets.bench import disclosure, prepare
    from budgets.composing import compose, facts_of
    from budgets.layouts import available, load
    from budgets.synthetic import document

    for slug in prepare()["slugs"]:
        found = disclosure(slug)
        yield compose(facts_of(found), load(found.layout))
    layouts = [key for key, _ in available()]
    for number in range(documents):
        yield document(layouts[number % len(layouts)], number + 1)


def try_document(document: Document, tally: Tally, random: Random, slips: int) -> None:
    """All trials on one clean document."""
    gc.collect()
    start = time.process_time()
    report = check(document)
    findings = report.findings
    tally.seconds.append(time.process_time() - start)
    tally.alarms += [f"{document.slug}：{each.message}" for each in findings if each.outcome == FAILS]
    numbers = list(printed(report.book.document))
    index = by_address(report.judged)
    for found in numbers:
        cover(found, index.get(found.address, []), tally)
        try_slips(found, index.get(found.address, []), tally, random)
    for found in random.sample(numbers, min(slips, len(numbers))):
        try_naming(document, report, found, index.get(found.address, []), tally, random)


def by_address(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The comparisons between numbers that every address stands in; what is only asked (疑问) finds nothing."""
    found: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        numbers = each.comparison.relation in NUMERICAL and each.check.severity != QUESTION
        if numbers and each.outcome in (HOLDS, ROUNDING):
            for address in {spot.address for spot in each.spots}:
                found[address].append(each)
    return found


def table_of(address: str) -> str:
    """The table of a cell, or 说明."""
    return address.partition("/")[0] if "/" in address else "说明"


def place_of(address: str) -> str:
    """What kind of cell it is: table and column, or the section of a figure."""
    if "/" not in address:
        return f"说明 {address.partition('.')[0]}"
    code, _, rest = address.partition("/")
    row, _, column = rest.rpartition("/")
    return f"{code} {column}" if column != "amount" else f"{code} {row}"


def equal(judged: Sequence[Judged]) -> list[Judged]:
    """Those that are not mere inequalities."""
    return [each for each in judged if each.comparison.relation != AT_MOST]


def cover(found: Printed, own: Sequence[Judged], tally: Tally) -> None:
    """How many comparisons a number stands in."""
    count = len(equal(own))
    kind = "无" if not own else "只有不等式" if not count else "一处" if count == 1 else "两处以上"
    tally.covered[kind] += 1
    if not own:
        tally.alone[place_of(found.address)] += 1
    elif not count:
        tally.loose[place_of(found.address)] += 1


def try_slips(found: Printed, own: Sequence[Judged], tally: Tally, random: Random) -> None:
    """Every kind of slip, put into the comparisons of a number."""
    if not equal(own):
        return
    number = number_at(found.address, own)
    factor = abs(number / found.number) if number else Decimal(1)
    for kind in (*KINDS, BLANK):
        wrong = None if kind == BLANK else slip(found, kind, random) * factor * (1 if number * found.number > 0 else -1)
        if within(number, Decimal(0) if wrong is None else wrong, own):
            tally.below += 1
            continue
        outcomes = [measure(each.comparison, {found.address: wrong})[0] for each in own]
        quotients = all(each.comparison.relation in (SHARE, GROWTH, PRODUCT) for each in equal(own))
        if quotients and wrong is not None and FAILS not in outcomes:
            tally.below += 1  # too little to move the last place of the rate
            continue
        hit = any(outcome == (UNKNOWN if kind == BLANK else FAILS) for outcome in outcomes)
        key = (table_of(found.address), kind)
        tally.tried[key] += 1
        tally.found[key] += hit
        if not hit:
            tally.missed[(place_of(found.address), kind)] += 1


def number_at(address: str, own: Sequence[Judged]) -> Decimal:
    """The number at an address, as the comparisons have it that it stands in."""
    return next(
        spot.number for each in own for spot in each.spots if spot.address == address and spot.number is not None
    )


def within(number: Decimal, wrong: Decimal, own: Sequence[Judged]) -> bool:
    """Whether a slip stays within what rounding explains of every sum that the number stands in. A quotient tells its
    own allowance: one that still holds is within it."""
    sums = [each for each in own if each.comparison.relation == EQUAL]
    room = [allowance(each.comparison) + abs(each.difference or Decimal(0)) for each in sums]
    return wrong == number or (bool(room) and abs(wrong - number) <= min(room))


def try_naming(
    document: Document, clean_report: Report, found: Printed, own: Sequence[Judged], tally: Tally, random: Random
) -> None:
    """One slip put into the document and checked from the start: is it found, and is the true place named?"""
    if len(equal(own)) < 2:
        return
    kind = random.choice(list(KINDS))
    wrong = slip(found, kind, random)
    if wrong == found.number:
        return
    report = check(altered(clean_report.book.document, found, wrong))
    if not any(
        each.outcome == FAILS and found.address in {spot.address for spot in each.spots} for each in report.judged
    ):
        after = report.book.at(found.address)
        small = (
            after is not None and after.number is not None and within(number_at(found.address, own), after.number, own)
        )
        tally.ranked["尾差以内" if small or "/" not in found.address else "未发现"] += 1
        if not small and "/" in found.address:
            tally.unnamed.append(f"{document.slug} {found.address} {kind} {found.number} → {wrong}：未发现")
        return
    names = [suspect.spot.address for suspect in report.suspects[:3]]
    place = names.index(found.address) + 1 if found.address in names else 0
    tally.ranked["第一" if place == 1 else "前三" if place else "三名以外"] += 1
    if place != 1:
        tally.unnamed.append(f"{document.slug} {found.address} {kind}：先指 {names[:2]}")


def show(tally: Tally) -> None:
    """Print everything."""
    print("一、发现率（表 × 错法；超出尾差的错）")
    kinds = list(dict.fromkeys(kind for _, kind in tally.tried))
    print(f"{'':8}" + "".join(f"{kind:>12}" for kind in kinds))
    for table in sorted({table for table, _ in tally.tried}):
        cells = "".join(_rate(tally.found[(table, kind)], tally.tried[(table, kind)]) for kind in kinds)
        print(f"{table:8}{cells}")
    print(f"{'合计':7}" + "".join(_rate(*_sum(tally, kind)) for kind in kinds))
    tried, found = sum(tally.tried.values()), sum(tally.found.values())
    print(f"共 {tried} 处，发现 {found} 处（{_percent(found, tried)}）；没有超出尾差而不计 {tally.below} 处")
    for (place, kind), count in tally.missed.most_common(20):
        print(f"  未发现：{place} {kind} {count} 次")
    show_cover(tally)
    show_names(tally)
    times = [seconds * 1000 for seconds in tally.seconds]
    print(
        f"\n四、每份文件 CPU：中位 {statistics.median(times):.0f} 毫秒，最多 {max(times):.0f} 毫秒（{len(times)} 份）"
    )
    print(f"五、{len(times)} 份无误文件上的误报：{len(tally.alarms)}")
    for alarm in tally.alarms[:20]:
        print(f"  {alarm}")


def show_cover(tally: Tally) -> None:
    """How many numbers stand in how many comparisons, and which in none."""
    whole = sum(tally.covered.values())
    print("\n二、每个非零数所在的等式")
    for kind in ("无", "只有不等式", "一处", "两处以上"):
        print(f"  {kind:8}{tally.covered[kind]:>8}  {_percent(tally.covered[kind], whole)}")
    print(
        "  没有任何规则涉及的："
        + "、".join(f"{place}（{count}）" for place, count in tally.alone.most_common(NOT_RELATED))
    )
    print(
        "  只有不等式涉及的："
        + "、".join(f"{place}（{count}）" for place, count in tally.loose.most_common(NOT_RELATED))
    )


def show_names(tally: Tally) -> None:
    """How often the true place was named."""
    hits = sum(tally.ranked[place] for place in ("第一", "前三", "三名以外"))
    print("\n三、两处以上等式涉及的数，指认出错的格（随机抽取，从文件起重新核对）")
    first, three = tally.ranked["第一"], tally.ranked["第一"] + tally.ranked["前三"]
    print(
        f"  共 {hits} 次：第一 {_percent(first, hits)}，前三 {_percent(three, hits)}；未发现 {tally.ranked['未发现']}"
    )
    for line in tally.unnamed[:15]:
        print(f"  {line}")


def _sum(tally: Tally, kind: str) -> tuple[int, int]:
    keys = [key for key in tally.tried if key[1] == kind]
    return sum(tally.found[key] for key in keys), sum(tally.tried[key] for key in keys)


def _rate(found: int, tried: int) -> str:
    return f"{'–' if not tried else _percent(found, tried):>14}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in (sys.argv[1:] + ["40", "50"][len(sys.argv) - 1 :])[:2])))
