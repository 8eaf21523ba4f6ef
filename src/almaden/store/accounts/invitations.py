"""Links that work once: to make the first administrator, to join, to set a new password."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

from django.contrib.auth.hashers import make_password

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_password
from almaden.store.accounts.people import new_user
from almaden.store.accounts.roles import AccountError, forget_grants, has_administrator
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import Work, writing
from almaden.store.models import Invitation, Role, User
from almaden.store.models.accounts import RoleName
from almaden.store.rights import RightsError
from almaden.wording import n_

Purpose = Literal["first_administrator", "join", "password"]

#: Longest time that a link may work, in hours.
LONGEST_HOURS: Final = 24 * 30


def invite(actor: User | None, purpose: Purpose, user: User | None = None, hours: int = 48) -> str:
    """Make a link.

    Args:
        actor: an administrator, or None for the program; only the program invites the first administrator.
        purpose: what the link is for.
        user: whose password is set; with ``join`` an account that was made without a password.
        hours: how long it works.

    Returns:
        The secret of the link. It is not kept and cannot be shown again.

    Raises:
        AccountError: there is an administrator already.
    """
    allow(actor, "manage_accounts")
    if purpose == "first_administrator" and actor is not None:
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))
    if purpose == "password" and user is None:
        raise InputError(Fault(n_("nobody is named whose password is to be set"), column="user"))
    secret = new_secret()
    until = now() + timedelta(hours=min(max(hours, 1), LONGEST_HOURS))
    with writing(actor, "invitation.add") as work:
        if purpose == "first_administrator":
            _no_administrator_yet()
        work.add(Invitation(purpose=purpose, digest=digest(secret), user=user, expires_on=until))
    return secret


def is_open(secret: str) -> Invitation | None:
    """The invitation of a link that still works, None for every other."""
    found = Invitation.objects.filter(digest=digest(plain_text(secret)), used_on=None, expires_on__gt=now()).first()
    if found is None or (found.user is not None and not found.user.is_active):
        return None
    return found


def use_invitation(secret: str, password: str, username: str = "", full_name: str = "") -> User:
    """Use a link: make the account or set its password.

    Args:
        secret: the secret of the link.
        password: the new password.
        username: sign-in name of a new account.
        full_name: name of a new account, as others see it.

    Raises:
        InputError: the link does not work any more, or with everything that is wrong with the rest.
        AccountError: there is an administrator already.
    """
    found = is_open(secret)
    reason = "" if found is None else f"invitation {found.pk}"
    with writing(found.user if found else None, "invitation.use", reason=reason) as work:
        # Read again now that nobody else writes: of two who use a link at once, one is first.
        found = is_open(secret)
        if found is None:
            raise InputError(
                Fault(
                    n_("the link has expired, or was used before"),
                    advice=n_("ask an administrator for a new one"),
                )
            )
        user = _let_in(work, found, password, username, full_name)
        work.change(found, used_on=now())
        for other in Invitation.objects.filter(user=user, used_on=None).exclude(pk=found.pk):
            work.change(other, used_on=now())
    forget_grants(user)
    return user


def _let_in(work: Work, invitation: Invitation, password: str, username: str, full_name: str) -> User:
    if invitation.user is not None:
        check_password(password, invitation.user)
        work.change(invitation.user, password=make_password(password))
        return invitation.user
    if invitation.purpose == "first_administrator":
        _no_administrator_yet()
    user = work.add(new_user(username, password, full_name=full_name))
    if invitation.purpose == "first_administrator":
        work.add(Role(user=user, name=RoleName.ADMINISTRATOR))
    return user


def _no_administrator_yet() -> None:
    if has_administrator():
        raise AccountError(n_("There is an administrator already. Ask them for an account."))
