"""What becomes of a made-up document: in time or late, corrected, withdrawn, or not published at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

# Of a hundred documents.
MISSING, LATE, CORRECTED_OFTEN, WITHDRAWN_OFTEN = 2, 6, 8, 2
CORRECTED = "更正职责说明中的漏字"
WITHDRAWN = "文件所附名单涉及个人信息，撤下后另行公开"
# Month of 批复, in the year of a budget and in the year after that of final accounts.
APPROVED = {"budget": (0, 2), "final": (1, 8)}


@dataclass(frozen=True)
class Fate:
    """When it was approved, when its editions came out, and when it was withdrawn."""

    approved_on: date
    published: Sequence[datetime]
    withdrawn_at: datetime | None = None


def fate(kind: str, year: int, random: Random) -> Fate:
    """A fate of a budget or final accounts of a year."""
    later, month = APPROVED[kind]
    approved = date(year + later, month, random.randint(1, 20))
    if random.randrange(100) < MISSING:
        return Fate(approved, ())
    late = random.randrange(100) < LATE
    first = approved + timedelta(days=random.randint(22, 60) if late else random.randint(3, 19))
    corrected = random.randrange(100) < CORRECTED_OFTEN
    days = [first, first + timedelta(days=random.randint(5, 90))] if corrected else [first]
    published = [_moment(day, random) for day in days]
    gone = random.randrange(100) < WITHDRAWN_OFTEN
    return Fate(approved, published, published[-1] + timedelta(days=random.randint(5, 60)) if gone else None)


def _moment(day: date, random: Random) -> datetime:
    at = time(random.randint(9, 17), random.randint(0, 59), random.randint(0, 59))
    return timezone.make_aware(datetime.combine(day, at))
