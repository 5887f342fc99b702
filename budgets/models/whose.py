"""Whose rows are whose: people see those of the departments and regions in which they hold a post."""

from typing import Any, NamedTuple

from django.db import models

OF_DISCLOSURE = "disclosure__department__"


class Held(NamedTuple):
    """A post as permissions are asked about: a role, in a department or in a region."""

    role: str
    department: int | None
    region: int | None


def held(user: Any) -> tuple[Held, ...]:
    """The posts of ``user``, read once for each object that stands for them: that is, once for a request."""
    if not user.is_active:
        return ()
    if not hasattr(user, "_held"):
        user._held = tuple(map(Held._make, user.posts.values_list("role", "department", "region")))
    found: tuple[Held, ...] = user._held
    return found


def held_in(user: Any, department: int, region: int) -> tuple[Held, ...]:
    """Those of them that count in one department of a region."""
    here = (department, None), (None, region)
    return tuple(post for post in held(user) if (post.department, post.region) in here)


def theirs(user: Any, way: str) -> models.Q:
    """Rows of the departments and regions of ``user``; ``way`` leads from a row to its department."""
    posts = held(user)
    departments = [post.department for post in posts if post.department]
    regions = [post.region for post in posts if post.region]
    return models.Q(**{f"{way}pk__in": departments}) | models.Q(**{f"{way}region__in": regions})


class Theirs:
    """Gives a queryset of rows that belong to departments ``for_user``."""

    way = "department__"  # from a row to its department

    def for_user(self: Any, user: Any) -> Any:
        """The rows of the departments and regions in which ``user`` holds a post; an administrator sees all, who
        holds none nothing."""
        if not user.is_active:
            return self.none()
        return self.all() if user.is_superuser else self.filter(theirs(user, self.way))


class TheirsQuerySet(Theirs, models.QuerySet[Any]):
    """Rows of a department."""


class DepartmentQuerySet(Theirs, models.QuerySet[Any]):
    """Departments themselves."""

    way = ""


class OfDisclosureQuerySet(Theirs, models.QuerySet[Any]):
    """Rows of a disclosure."""

    way = OF_DISCLOSURE
