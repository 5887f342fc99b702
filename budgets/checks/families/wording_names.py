"""Names and years: the organisation's own name and region, nobody else's; the year of the document."""

import re
from collections.abc import Iterator

from budgets.checks.book import Book
from budgets.checks.grounds import WORDING
from budgets.checks.model import WARNING, Check, Comparison
from budgets.checks.texts import (
    HEADING,
    PARAGRAPH,
    TABLE,
    TITLE,
    Hit,
    Passage,
    is_near,
    paragraphs,
    scroll,
    searched,
    told,
)

_LABEL = re.compile(
    r"^(?:部门|单位|编制单位|部门名称|单位名称|部门[（(]单位[）)]名称)[：:]\s*(?!(?:人民币)?[万亿]?元)([^\s：:]{4,})"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s?(?=年(?!鉴|版))")
# No quotation is longer than a title: without a bound, one that is never closed is read to its end time and again.
_QUOTED = re.compile(
    r"《[^》\n]{0,120}》|〔[^〕\n]{0,120}〕|【[^】\n]{0,120}】|“[^”\n]{0,120}”|\[[^\]\n]{0,120}\]|[（(][^）)\n]{0,120}[）)]"
)
# Years beside what belongs to this document's own money.
_OF_MONEY = re.compile(
    r"(?<!\d)(20\d\d)\s?年(?:度|当年|部门|区级)?(?=[^，。；\n]{0,16}?"
    r"(?:预算|决算|收入|支出|收、支|总计|合计|“三公”|政府采购|运[行转]经费|期末|末|相比))"
)
_MONEY_SECTIONS = (
    "overall",
    "income",
    "expenditure",
    "fiscal",
    "general",
    "general_overall",
    "general_structure",
    "general_items",
    "basic",
    "three_public",
    "three_public_overall",
    "three_public_items",
    "fund",
    "capital",
    "running",
    "procurement",
    "assets",
    "explanation",
)
_SHORT = 4


def _titles(book: Book) -> Iterator[Comparison]:
    """Titles, headings and names of tables name no year but the document's."""
    year, document = str(book.document.year), book.document
    found = list(scroll(book).hits(_YEAR, (TITLE, HEADING, TABLE)))
    unquoted = {id(hit.passage): hit.passage.text for hit in found}
    # Others' titles are named in quotation.
    unquoted = {key: _QUOTED.sub("", text) for key, text in unquoted.items()}
    outside = [hit for hit in found if hit.text.strip() in unquoted[id(hit.passage)]]
    wrong = [hit for hit in outside if hit.text.strip() != year]
    if wrong:
        yield from searched(book, wrong, f"本文件是 {document.year} 年的。")
    elif found:
        yield told("封面、标题和表名的年度", holds=True)


def _sentences(book: Book) -> Iterator[Comparison]:
    """Sentences on money name this year, last year or the next."""
    year = book.document.year
    fine = {year - 1, year, year + 1}
    found = [
        (each, match)
        for each in paragraphs(book)
        if each.section is not None and each.section.key in _MONEY_SECTIONS
        for match in _OF_MONEY.finditer(_QUOTED.sub("", each.text))
    ]
    wrong = [Hit(each, match[0], match[0]) for each, match in found if int(match[1]) not in fine]
    if wrong:
        yield from searched(book, wrong, f"本文件是 {year} 年的。")
    elif found:
        yield told("说明中的年度", holds=True)


def _own_names(book: Book) -> set[str]:
    """The names that may stand for whose document it is: its own, and those of its units."""
    names = {book.document.organisation.name}
    for line in book.lines("B02"):
        names.add(line.name)
    return names


def _others(book: Book) -> Iterator[Comparison]:
    """No other department's name in a title, in a heading, in 部门名称 or as who a clause on money is about."""
    own = _own_names(book)
    others = [name for name in book.context.others if len(name) >= _SHORT and not any(name in each for each in own)]
    if not others:
        return
    names = "|".join(re.escape(name) for name in sorted(others, key=len, reverse=True))
    pattern = re.compile(rf"(?:^|[。；：，])({names})")
    places = [each for each in scroll(book).passages if _names_its_owner(each)]
    wrong = [Hit(each, match[1], match[1]) for each in places if (match := pattern.search(each.text))]
    yield from searched(book, wrong, f"本文件是{book.document.organisation.name}的。")


def _names_its_owner(passage: Passage) -> bool:
    """Whether a passage says whose document it is."""
    if passage.kind in (TITLE, HEADING, TABLE):
        return True
    money = passage.section is not None and passage.section.key in _MONEY_SECTIONS
    return passage.kind == PARAGRAPH and (money or _LABEL.match(passage.text) is not None)


def _regions(book: Book) -> Iterator[Comparison]:
    """The name of the organisation with its region misspelt: 中山区 for 中站区."""
    pattern = _any_region(book)
    found = list(scroll(book).hits(pattern)) if pattern else []
    wrong = [hit for hit in found if _misspelt(book, hit.text)]
    if wrong:
        yield from searched(book, wrong, f"本部门是{book.document.organisation.name}。", around=False)
    elif found:
        yield told("本部门的名称", holds=True)


def _any_region(book: Book) -> re.Pattern[str] | None:
    """The name of the organisation with anything in the place of its region."""
    who = book.document.organisation
    if len(who.region_name) < 2:
        return None
    before, region, after = who.name.partition(who.region_name)
    if not region or len(after) < 2:
        return None
    some = f"{{0,{len(region) + 3}}}?" if before else f"{{{len(region)}}}"
    return re.compile(rf"{re.escape(before)}[一-鿿]{some}{re.escape(after)}")


def _misspelt(book: Book, text: str) -> bool:
    """Whether what stands in the place of the region is like it: shares a character beside 省, 市, 区 or 县."""
    who = book.document.organisation
    before, region, after = who.name.partition(who.region_name)
    written = text.removeprefix(before).removesuffix(after)
    alike = is_near(written, region) if not before else bool(set(written) & set(region[:-1]))
    return written != region and alike


def _labels(book: Book) -> Iterator[Comparison]:
    """部门名称 over the tables is the name of the organisation."""
    name, found = book.document.organisation.name, []
    for each in paragraphs(book):
        match = _LABEL.match(each.text)
        if match:
            found.append(Hit(each, match[1], match[1]))
    wrong = [hit for hit in found if not hit.text.startswith(name) and not _is_variant(book, hit.text)]
    if wrong:
        yield from searched(book, wrong, f"应为“{name}”。", around=False)
    elif found:
        yield told("各表的部门名称", holds=True)


def _is_variant(book: Book, text: str) -> bool:
    """Whether it is the own name with another region, of which the check before tells."""
    pattern = _any_region(book)
    return pattern is not None and pattern.fullmatch(text) is not None and _misspelt(book, text)


CHECKS = (
    Check("wording-21", "标题和表名的年度应是本文件的年度", _titles, severity=WARNING, basis=WORDING),
    Check("wording-22", "说明中的年度应是本年、上年或者下年", _sentences, severity=WARNING, basis=WORDING),
    Check("wording-23", "不应出现其他部门或单位的名称", _others, severity=WARNING, basis=WORDING),
    Check("wording-24", "名称中的地区应是本地区", _regions, severity=WARNING, basis=WORDING),
    Check("wording-25", "表头的部门名称应是本部门", _labels, severity=WARNING, basis=WORDING),
)
