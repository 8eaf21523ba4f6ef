"""Who acts when a command is typed on the machine of an installation."""

from __future__ import annotations

from almaden.store.models import Role, User
from almaden.store.rights import may_somewhere


def operator() -> User | None:
    """The one administrator, where there is exactly one; otherwise the program itself, which may do everything.

    Whoever can type commands there can read and write the files of the installation anyway.
    """
    found = list(
        User.objects.filter(pk__in=Role.objects.filter(name="administrator").values("user"), is_active=True)[:2]
    )
    return found[0] if len(found) == 1 else None


def operator_with(right: str) -> User | None:
    """For whom the program does what needs a right: the operator, if they have it, otherwise the program itself."""
    actor = operator()
    return actor if actor is not None and may_somewhere(actor, right) else None
