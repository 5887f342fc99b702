"""The acts on a disclosure, declared: what each is called, who may do it, in which states, and what state follows."""

from collections.abc import Mapping
from dataclasses import dataclass

from budgets.models.disclosure import APPROVED, DRAFT, PUBLISHED, STATES, SUBMITTED, WITHDRAWN

BEFORE = (DRAFT, SUBMITTED, APPROVED)
ANY = (*BEFORE, PUBLISHED, WITHDRAWN)
STATE_NAMES: Mapping[str, str] = dict(STATES)


@dataclass(frozen=True)
class Act:
    """One act. Any of ``permissions`` will do; without one, the right to change disclosures of the kind.

    ``states`` are those in which it may be done; ``to`` the state that follows, ``None`` if it stays.
    """

    title: str
    permissions: tuple[str, ...]
    states: tuple[str, ...]
    to: str | None = None
    needs_reason: bool = False


ACTS: Mapping[str, Act] = {
    "edit": Act("修改内容", (), BEFORE, DRAFT),
    "submit": Act("提交审核", ("submit_disclosure",), (DRAFT,), SUBMITTED),
    "recall": Act("撤回提交", ("submit_disclosure",), (SUBMITTED,), DRAFT),
    "return": Act("退回修改", ("return_disclosure",), (SUBMITTED, APPROVED), DRAFT, needs_reason=True),
    "approve": Act("审核通过", ("approve_disclosure",), (SUBMITTED,), APPROVED),
    "publish": Act("公开", ("publish_disclosure",), (APPROVED,), PUBLISHED),
    "correct": Act("更正", ("correct_disclosure",), (PUBLISHED, WITHDRAWN), DRAFT, needs_reason=True),
    "withdraw": Act(
        "撤下", ("withdraw_disclosure",), (*BEFORE, PUBLISHED), WITHDRAWN, needs_reason=True
    ),  # also while a correction of what is public is being prepared
    "oversee": Act("督办", ("oversee_disclosure",), ANY),
    "explain": Act("说明提醒", ("explain_disclosure",), BEFORE, needs_reason=True),
    "confirm": Act("确认提醒的说明", ("confirm_disclosure",), BEFORE),
    "unexplain": Act("撤回提醒的说明", ("explain_disclosure", "confirm_disclosure"), BEFORE),
}
# What the record holds beside: done by nobody, because what was submitted is no longer what is there.
LAPSE = "lapse"
TITLES: Mapping[str, str] = {**{name: act.title for name, act in ACTS.items()}, LAPSE: "内容有变，退回编制"}
# What to do about an act that is not for now, by the state.
INSTEAD: Mapping[str, str] = {
    DRAFT: "请编制人录完后提交审核",
    SUBMITTED: "请审核人审核，或由提交人撤回",
    APPROVED: "请公开，或由审核人退回",
    PUBLISHED: "要修改已公开的文件，请先办理更正",
    WITHDRAWN: "要再次公开，请先办理更正",
}
