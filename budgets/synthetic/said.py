"""What a clerk would type: sheets of money and counts, labels, texts, 机关运行经费."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from budgets.facts import TypedText, UnitFact
from budgets.ledger import CURRENT, FISCAL, At, Line, selected
from budgets.narrative.figures import CARS, COUNTS, SUMS
from budgets.narrative.names import TEXTS_OF
from budgets.synthetic.chance import LARGE, Chance
from budgets.synthetic.codes import THREE_PUBLIC
from budgets.synthetic.receipts import amount

Money = dict[str, Decimal]
THREE = ("abroad", "purchase", "operation", "reception")
# Counts that follow from facts: nobody enters them.
DERIVED = ("projects.", "units.", "planned.", "evaluated.", "performance_management.")
# Counts that a kind of document does not ask for.
NOT_ASKED = {"budget": ("three_public_final.",), "final": ("purchases.", "headcount.", "transfer.")}
PARTIES = {"trips": "travellers", "foreign_groups": "foreign_guests", "domestic_groups": "domestic_guests"}
FORM_OF = {"budget": "three_public", "final": "three_public_final"}


def three_public(spent: Iterable[Line]) -> Money:
    """The three public kinds in yuan, as the economic codes of this year's appropriations tell them."""
    found = dict.fromkeys(THREE, Decimal("0.00"))
    for line in spent:
        if line.economic in THREE_PUBLIC and selected(line, At(fund=FISCAL, origin=CURRENT)):
            found[THREE_PUBLIC[line.economic]] += line.amount
    return found


def money(kind: str, spent: Iterable[Line], chance: Chance) -> Money:
    """The sheets of amounts in yuan: 三公, 政府采购, 国有资产."""
    spent = tuple(spent)
    found = {f"{FORM_OF[kind]}.{part}": yuan for part, yuan in three_public(spent).items()}
    if kind == "final":
        found |= _three_public_budget(found, chance)
    return found | _procurement(chance) | {name: chance.yuan(LARGE) for name in SUMS["assets.total"]}


def _three_public_budget(final: Money, chance: Chance) -> Money:
    """What 三公 were allowed: less, more and as much as was spent; and what of receptions was for foreigners."""
    modes = chance.some(("up", "down", "down", "flat"), len(THREE))
    prefix = FORM_OF["final"]
    found = {
        f"{prefix}.budget_{part}": chance.earlier(mode, final[f"{prefix}.{part}"])
        for part, mode in zip(THREE, modes, strict=True)
    }
    return found | {f"{prefix}.reception_foreign": chance.part(final[f"{prefix}.reception"], 10, 40)}


def _procurement(chance: Chance) -> Money:
    """By kind; what was reserved for and awarded to small firms, each a part of what it is a part of."""
    kinds = {name: chance.yuan(LARGE) for name in SUMS["procurement.total"]}
    whole = sum(kinds.values(), Decimal(0))
    found: Money = {}
    for name in ("reserved", "awarded"):
        found[f"{name}_sme"] = chance.part(whole, 45, 75)
        found[f"{name}_micro"] = chance.part(found[f"{name}_sme"], 30, 80)
    found["reserved_awarded_sme"] = chance.part(found["reserved_sme"], 60, 95)
    micro = min(found["reserved_micro"], found["reserved_awarded_sme"])
    found["reserved_awarded_micro"] = chance.part(micro, 50, 90)
    found["open_awarded_sme"] = chance.part(whole - found["reserved_sme"], 20, 70)
    return kinds | {f"procurement.{name}": yuan for name, yuan in found.items()}


def counts(kind: str, units: tuple[UnitFact, ...], used: Collection[str], chance: Chance) -> dict[str, Decimal | int]:
    """Numbers of things and people, none of them zero; of cars only the kinds that the layout's narrative tells."""
    asked = [name for name in COUNTS if ".cars_" not in name or name in used or name.startswith(FORM_OF[kind])]
    entered = [name for name in asked if not name.startswith((*DERIVED, *NOT_ASKED[kind]))]
    found: dict[str, Decimal | int] = {
        name: chance.whole(1, 9) if ".cars" in name else chance.whole(2, 90) for name in entered
    }
    found |= {"headcount.institutions": len(units) - 1} if kind == "budget" else _three_public_counts(found, chance)
    return found


def _three_public_counts(found: Mapping[str, Decimal | int], chance: Chance) -> dict[str, Decimal | int]:
    """Cars that are kept, no more than there are; people, more than there are parties."""
    prefix = FORM_OF["final"]
    cars = sum(int(found.get(f"assets.cars_{each}", 0)) for each in CARS)
    people = {
        f"{prefix}.{group}": int(found[f"{prefix}.{party}"]) * chance.whole(2, 6) + 1
        for party, group in PARTIES.items()
    }
    return {f"{prefix}.cars_kept": chance.whole(cars // 2, cars), **people}


def labels(year: int) -> Mapping[str, str]:
    """What stands beside counts."""
    return {"assets.as_of": f"{year}年12月31日", "assets.cars_other_note": "应急通讯车"}


def running(spent: Iterable[Line], stage: str) -> tuple[Line, ...]:
    """机关运行经费: 公用经费 of this year's basic expenditure of the general budget, by economic 款."""
    sums: dict[str, list[Line]] = {}
    for line in sorted(spent, key=lambda line: line.economic):
        if selected(line, At(nature="basic.public", fund="general", origin=CURRENT)):
            sums.setdefault(line.economic, []).append(line)
    return tuple(
        Line(amount(own), economic=code, nature="basic.public", fund="general", stage=stage, position=place)
        for place, (code, own) in enumerate(sums.items(), start=1)
    )


WORDS = {
    "duties": "贯彻执行有关方针政策，拟订本行业发展规划。\n组织开展监督检查，指导基层工作。",
    "structure": "设有办公室、业务科和财务科等内设机构。",
    "composition": "本级与所属单位的职责分工清楚，财务分别核算。",
    "performance": "本年对项目支出{expenditure.project}万元开展了绩效管理，将结果用于改进工作。",
    "objective": "完成年度重点工作任务，提高服务群众的水平。",
    "objective_result": "年度重点工作任务基本完成，服务水平有所提高。",
    "glossary": "本部门常用名词见上级部门的统一解释。",
    "transfer": "项目资金按规定程序分配。",
    "self_evaluation": "多数项目达到了预期目标，少数项目执行进度偏慢。",
    "key_evaluation": "重点项目的产出和效益符合预期。",
    "fiscal_evaluation": "财政部门对重点项目开展了评价，结论良好。",
}
REASONS = ("人员变动，相应调整", "本年工作任务有变化", "落实过紧日子的要求", "部分项目进度调整", "新增专项工作")
USES = ("保障机构正常运转", "日常业务和信息系统维护", "开展专项检查和培训", "购置和更新办公设备")


def texts(kind: str, chance: Chance) -> dict[str, TypedText]:
    """Every text that can be typed for a kind of document."""
    return {
        key: TypedText(WORDS.get(key) or chance.one(USES if key.startswith("use.") else REASONS) + "。")
        for key in TEXTS_OF[kind]
    }
