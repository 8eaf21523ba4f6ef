"""Roles: giving and taking them; somebody who can give them is always left."""

from __future__ import annotations

from django.db.models import QuerySet

from almaden.errors import Fault, InputError, StateError
from almaden.reference.areas import check_area
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow
from almaden.store.journal import writing
from almaden.store.models import Role, User
from almaden.store.models.accounts import RoleName
from almaden.wording import n_


class AccountError(StateError):
    """What was asked would leave the installation without anybody who can manage it."""


def grant(actor: User | None, user: User, role: str, country: str = "", area: str = "") -> Role:
    """Give a person a role; a role that they have already stays as it is.

    Args:
        actor: an administrator, or None for the program.
        user: who gets it.
        role: one of the role names.
        country: for one country only, as ISO 3166 code of three letters.
        area: code of an area of work, for an area lead of one area only.

    Raises:
        InputError: there is no such role, country or area, or the role is not for one.
    """
    allow(actor, "manage_accounts")
    if role not in RoleName.values:
        raise InputError(
            Fault(
                n_("there is no role with this name"),
                column="role",
                value=role,
                accepted=", ".join(RoleName.values),
                advice=n_("choose one of them"),
            )
        )
    check_country(country)
    check_area(area)
    if area and role != RoleName.AREA_LEAD:
        raise InputError(
            Fault(
                n_("only area leads are for one area"),
                column="area",
                value=area,
                accepted=n_("nothing"),
                advice=n_("leave it empty, or choose the role of an area lead"),
            )
        )
    if role == RoleName.ADMINISTRATOR and country:
        raise InputError(
            Fault(
                n_("the role is for the whole installation"),
                column="country",
                value=country,
                accepted=n_("nothing"),
                advice=n_("leave it empty"),
            )
        )
    with writing(actor, "role.grant") as work:
        known = Role.objects.filter(user=user, name=role, country=country, area=area).first()
        given = known or work.add(Role(user=user, name=role, country=country, area=area))
    forget_grants(user)
    return given


def revoke(actor: User | None, role: Role) -> None:
    """Take a role from a person.

    Raises:
        AccountError: it is that of the last administrator.
    """
    allow(actor, "manage_accounts")
    user = role.user
    with writing(actor, "role.revoke") as work:
        if role.name == RoleName.ADMINISTRATOR:
            keep_one_administrator(without_user=user)
        work.remove(role)
    forget_grants(user)


def has_administrator() -> bool:
    """Whether anybody can manage this installation."""
    return _administrators().exists()


def keep_one_administrator(without_user: User) -> None:
    """Refuse to lose the last administrator; called under the lock of the journal, so that two cannot go at once.

    Raises:
        AccountError: nobody else is one.
    """
    administrators = _administrators()
    if administrators.filter(user=without_user).exists() and not administrators.exclude(user=without_user).exists():
        raise AccountError(n_("This is the last administrator. Give somebody else the role first."))


def _administrators() -> QuerySet[Role]:
    return Role.objects.filter(name=RoleName.ADMINISTRATOR, user__is_active=True)


def forget_grants(user: User) -> None:
    """Let the rights of a person be read again: they are remembered for the time of a request."""
    user.__dict__.pop("_grants", None)
