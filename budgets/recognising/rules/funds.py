"""Rules of the three budgets that fiscal money comes from: what is received this year, what is carried over."""

from budgets.recognising.rules.model import UNNAMED, Entries

_FUNDS = (("general", r"一般公共预算"), ("fund", r"政府性基金(?:预算)?"), ("capital", r"国有资本(?:经营)?(?:预算)?"))
_MONEY = r"(?:财政)?(?:拨款)?"
_YEAR = r"(?:当年|本年度?)"
_ONE_SIDE = r"(?!总计|合计|[、和与及]?支)"
_LEFT = r"(?:上年|年初)结转(?:和?结余)?"

# Money that is not fiscal, or that is left over of it, is none of the fiscal money of the year.
NOT_FISCAL: Entries = (
    (r"非(?:同级|本级)?财政拨款", UNNAMED),
    (rf"{_LEFT}的?(?:资金)?(?:的?财政拨款)|财政拨款(?:上年|年初)?(?:结转|结余)(?:和?结余)?", UNNAMED),
)
# 当年拨款 of a budget is the income of this year, without what is carried over; 当年支出 has no name.
THIS_YEAR: Entries = tuple(
    entry
    for name, fund in _FUNDS
    for entry in (
        (rf"{_YEAR}?{fund}{_MONEY}{_YEAR}?{_MONEY}收入{_ONE_SIDE}", f"income.{name}"),
        (rf"(?:{_YEAR}{fund}(?:财政)?|{fund}(?:财政)?{_YEAR}(?:财政)?)拨款(?![收支])", f"income.{name}"),
        (rf"{_YEAR}{fund}{_MONEY}支出|{fund}{_MONEY}{_YEAR}{_MONEY}支出", UNNAMED),
    )
)
CARRIED: Entries = tuple(
    (rf"{fund}{_MONEY}{_LEFT}|{_LEFT}的?(?:资金)?的?{fund}", f"income.carried_{name}") for name, fund in _FUNDS
)
# … 结转20万元（其中一般公共预算15万元、政府性基金5万元）
CARRIED_PARTS: Entries = tuple(
    (rf"结转[^，。；¤]{{0,8}}¤[万亿]?元（[^）。；]{{0,60}}{fund}[^，。；、）¤]{{0,8}}#", f"income.carried_{name}")
    for name, fund in _FUNDS
)
