"""Who may do what: permissions that follow from posts, besides those that are granted by name."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from budgets.models.post import permissions_of


class PostBackend(ModelBackend):
    """Signs people in with their passwords; their posts (岗位) give them the permissions of their roles.

    What it answers holds somewhere. Where, a queryset's ``for_user`` and ``Disclosure.may`` say.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        named = super().get_all_permissions(user_obj, obj)
        return named if obj is not None else named | permissions_of(user_obj)
