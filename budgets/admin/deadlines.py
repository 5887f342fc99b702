"""How many days are left until a deadline, in words."""

from django.utils import timezone


def told(day, today=None):
    """``(words, whether it is late)`` of the days that are left; nothing without a deadline."""
    if day is None:
        return "", False
    left = (day - (today or timezone.localdate())).days
    if left < 0:
        return f"已迟 {-left} 天", True
    return (f"还有 {left} 天" if left else "今天到期"), False
