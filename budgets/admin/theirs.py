"""Rows that belong to departments: people see those of theirs, choose among theirs, and may do what their post allows
where the row is."""

from django.contrib.admin import RelatedFieldListFilter
from django.db.models import ForeignKey

from budgets.models import Department
from budgets.models.post import permissions_in


class TheirsMixin:
    """Narrows an admin to the departments and regions in which the person holds a post."""

    def department_of(self, row):
        """The department to which a row belongs."""
        return row.department

    def get_queryset(self, request):
        return super().get_queryset(request).for_user(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and self._here(request, obj, "view", "change")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._here(request, obj, "change")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._here(request, obj, "delete")

    def _here(self, request, row, *actions):
        """Whether the permission that is held somewhere is held where the row is."""
        user = request.user
        if row is None or user.is_superuser:
            return True
        held = _held_in(user, self.department_of(row))
        return any(f"budgets.{action}_{self.opts.model_name}" in held for action in actions)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        kwargs |= narrowed(db_field, request.user, f"budgets.change_{self.opts.model_name}")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class TheirsFilter(RelatedFieldListFilter):
    """Offers the rows that this person sees."""

    def field_choices(self, field, request, model_admin):
        rows = field.remote_field.model._default_manager.get_queryset().for_user(request.user)
        return [(row.pk, str(row)) for row in rows]


def narrowed(db_field, user, permission):
    """What the form field of a reference must be told: the rows of departments in which this person has the permission
    for what the form is of, not only some post."""
    if not isinstance(db_field, ForeignKey):
        return {}
    rows = db_field.remote_field.model._default_manager.get_queryset()
    if not hasattr(rows, "for_user"):
        return {}
    mine = rows.for_user(user)
    if user.is_superuser:
        return {"queryset": mine}
    seen = Department.objects.for_user(user)
    allowed = [department.pk for department in seen if permission in _held_in(user, department)]
    return {"queryset": mine.filter(**{f"{rows.way}pk__in": allowed})}


def _held_in(user, department):
    """What somebody may do in a department, by a post there or by name."""
    return user.get_user_permissions() | user.get_group_permissions() | permissions_in(user, department)
