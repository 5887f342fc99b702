"""Why an act is refused, in words for the person who asked for it."""

from collections.abc import Callable, Mapping
from typing import Any

from budgets.acts.table import ACTS, INSTEAD, STATE_NAMES, Act
from budgets.models import Disclosure, Edition, Withdrawal
from budgets.models.disclosure import CHANGE
from budgets.models.post import PERMISSIONS, ROLES

# Kinds of reasons.
PERMISSION, STATE, REASON, PERSON, CONTENT, CHECKS, DATES = (
    "permission",
    "state",
    "reason",
    "person",
    "content",
    "checks",
    "dates",
)
LONGEST = 500  # characters of a reason, which the public reads


class ActRefused(ValueError):
    """An act that is not done; the message says why and what to do, ``kind`` which sort of reason it is."""

    def __init__(self, message: str, kind: str = STATE) -> None:
        super().__init__(message)
        self.kind = kind


def may(name: str, disclosure: Disclosure, by: Any) -> bool:
    """Whether ``by`` has the permission for the act on the disclosure, in whatever state it is."""
    return any(disclosure.may(by, permission) for permission in _permissions(ACTS[name], disclosure))


def possible(disclosure: Disclosure, by: Any) -> tuple[str, ...]:
    """The acts that ``by`` may do now."""
    return tuple(name for name in ACTS if refusal(name, disclosure, by) is None)


def refusal(name: str, disclosure: Disclosure, by: Any) -> ActRefused | None:
    """Why the act cannot be done now by ``by``, as far as that can be said without looking at the content.

    ``None`` as ``by`` is this installation itself, which may do all.
    """
    act = ACTS[name]
    if by is not None and not may(name, disclosure, by):
        return ActRefused(f"您没有权限对{disclosure}办理“{act.title}”：请由{_roles(act, disclosure)}办理", PERMISSION)
    if disclosure.state not in act.states:
        wanted = "、".join(STATE_NAMES[state] for state in act.states)
        now = f"{disclosure}现在是“{STATE_NAMES[disclosure.state]}”：{INSTEAD[disclosure.state]}"
        return ActRefused(f"“{act.title}”只能在{wanted}时办理，{now}")
    return BESIDES[name](disclosure, by) if name in BESIDES else None


def _own(disclosure: Disclosure, by: Any) -> ActRefused | None:
    """Who submitted does not approve."""
    if by is None or disclosure.submitted_by_id != by.pk:
        return None
    return ActRefused("提交和审核要由两个人做：请另一位审核人审核", PERSON)


def _others(disclosure: Disclosure, by: Any) -> ActRefused | None:
    """Only who submitted takes it back."""
    if by is None or disclosure.submitted_by_id == by.pk:
        return None
    return ActRefused("只有提交人可以撤回提交：请提交人撤回，或由审核人退回", PERSON)


def _nothing_out(disclosure: Disclosure, by: Any) -> ActRefused | None:
    """There has to be something to withdraw."""
    newest = newest_of(disclosure)
    if newest and not Withdrawal.objects.filter(slug=newest.slug, number__gte=newest.number).exists():
        return None
    return ActRefused(f"{disclosure}没有可撤下的版次：还没有公开，或已经撤下")


def newest_of(disclosure: Disclosure) -> Edition | None:
    """The edition with the highest number, be it out or not."""
    return Edition.objects.filter(disclosure=disclosure.pk).defer("document", "checked").order_by("-number").first()


# What is asked beside permission and state.
BESIDES: Mapping[str, Callable[[Disclosure, Any], ActRefused | None]] = {
    "approve": _own,
    "recall": _others,
    "withdraw": _nothing_out,
}


def reason_of(name: str, reason: str) -> str:
    """The reason as it is kept; ``ActRefused`` if one is needed and none given, or it is too long."""
    given = reason.strip()
    if ACTS[name].needs_reason and not given:
        raise ActRefused(f"“{ACTS[name].title}”要写明理由", REASON)
    if len(given) > LONGEST:
        raise ActRefused(f"理由最多 {LONGEST} 字，现在是 {len(given)} 字：请写短一些", REASON)
    return given


def _permissions(act: Act, disclosure: Disclosure) -> tuple[str, ...]:
    return act.permissions or (CHANGE[disclosure.kind].removeprefix("budgets."),)


def _roles(act: Act, disclosure: Disclosure) -> str:
    """Who could do it."""
    wanted = {f"budgets.{permission}" for permission in _permissions(act, disclosure)}
    return "或".join(title for role, title in ROLES if wanted & PERMISSIONS[role]) or "管理员"
