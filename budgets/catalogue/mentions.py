"""Where documents name projects, kept beside their entries, so that no document is parsed again for them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from budgets.models import CatalogueMentions
from budgets.years import Found, Mention, Stages


def keep_mentions(key: int, found: Iterable[Mention]) -> None:
    """Keep what the edition ``key`` says of projects."""
    CatalogueMentions.objects.create(entry_id=key, mentions=[_written(mention) for mention in found])


def mentions_of(keys: Iterable[int]) -> dict[int, tuple[Mention, ...]]:
    """What editions say of projects, in one query; nothing of those that are not in the catalogue."""
    rows = CatalogueMentions.objects.filter(pk__in=keys).values_list("pk", "mentions")
    return {key: tuple(_read(each) for each in kept) for key, kept in rows}


def _written(mention: Mention) -> dict[str, Any]:
    stages = {stage: _written_amount(found) for stage, found in asdict(mention.stages).items()}
    score = None if mention.score is None else str(mention.score)
    return {**asdict(mention), "stages": stages, "score": score}


def _written_amount(found: Mapping[str, Any]) -> dict[str, Any]:
    return {**found, "yuan": None if found["yuan"] is None else str(found["yuan"])}


def _read(kept: Mapping[str, Any]) -> Mention:
    stages = Stages(**{stage: _read_amount(found) for stage, found in kept["stages"].items()})
    return Mention(**{**kept, "stages": stages, "score": _decimal(kept["score"])})


def _read_amount(kept: Mapping[str, Any]) -> Found:
    return Found(**{**kept, "yuan": _decimal(kept["yuan"])})


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
