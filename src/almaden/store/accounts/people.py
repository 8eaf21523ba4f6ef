"""People: making, changing and closing accounts, and setting passwords."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.hashers import make_password

from almaden.errors import Fault, InputError
from almaden.store.accounts.checks import check_password, clean_username, password_faults, raise_faults, user_faults
from almaden.store.accounts.roles import keep_one_administrator
from almaden.store.acting import allow, plain_text
from almaden.store.journal import writing
from almaden.store.models import Organisation, Token, User
from almaden.store.rights import RightsError
from almaden.wording import n_

#: What people may change of their own account; the rest is for administrators.
OWN_FIELDS: Final = frozenset({"full_name", "email", "language"})
_FIELDS: Final = OWN_FIELDS | {"username", "organisation"}


def make_user(
    actor: User | None,
    username: str,
    *,
    password: str | None = None,
    full_name: str = "",
    email: str = "",
    language: str = "en",
    organisation: Organisation | None = None,
) -> User:
    """Make an account without a role.

    Args:
        actor: an administrator, or None for the program.
        username: the sign-in name.
        password: the password; without one nobody can sign in until a link of :func:`invite` was used.
        full_name: the name that others see.
        email: address, kept for people who need to reach the person; nothing is sent.
        language: code of the language of the pages.
        organisation: where the person works.

    Raises:
        InputError: with everything that is wrong with name, password and the rest.
    """
    allow(actor, "manage_accounts")
    user = new_user(username, password, full_name=full_name, email=email, language=language)
    user.organisation = organisation
    with writing(actor, "account.add") as work:
        return work.add(user)


def new_user(username: str, password: str | None, full_name: str = "", email: str = "", language: str = "en") -> User:
    """A checked account that is not kept yet.

    Raises:
        InputError: with everything that is wrong.
    """
    values = {
        "username": clean_username(username),
        "full_name": plain_text(full_name),
        "email": plain_text(email),
        "language": language,
    }
    user = User(**values)
    faults = [*user_faults(values), *(password_faults(password, user) if password is not None else ())]
    raise_faults(faults)
    user.password = make_password(password)
    return user


def set_password(actor: User | None, user: User, password: str) -> None:
    """Give an account a new password; whoever is signed in with the old one is signed out.

    People set their own. Administrators do not: they send a link (:func:`invite`), so that only its owner knows it.

    Raises:
        InputError: the password breaks the rules.
        RightsError: the account is another person's.
    """
    if actor is not None and actor.pk != user.pk:
        raise RightsError(n_("A password is set by the person whose it is."))
    check_password(password, user)
    with writing(actor, "account.set_password") as work:
        work.change(user, password=make_password(password))


def change_user(actor: User | None, user: User, expected: int | None, *, reason: str = "", **values: Any) -> None:
    """Change fields of an account.

    Args:
        actor: the person themselves, for name, address and language; an administrator for all.
        user: the account.
        expected: the version that the person saw.
        reason: why, for the journal.
        **values: full_name, email, language, username, organisation.

    Raises:
        ConflictError: somebody changed it meanwhile.
        InputError: with everything that is wrong.
    """
    if actor is None or actor.pk != user.pk or not values.keys() <= OWN_FIELDS:
        allow(actor, "manage_accounts")
    unknown = sorted(values.keys() - _FIELDS)
    if unknown:
        accepted = ", ".join(sorted(_FIELDS))
        raise InputError(Fault(n_("this cannot be changed"), column=name, accepted=accepted) for name in unknown)
    clean: dict[str, Any] = {
        name: plain_text(value) if isinstance(value, str) else value for name, value in values.items()
    }
    if "username" in clean:
        clean["username"] = clean_username(clean["username"])
    raise_faults([*user_faults(clean, user)])
    organisation = clean.pop("organisation", False)
    if organisation is not False:
        clean["organisation_id"] = organisation.pk if organisation else None
    with writing(actor, "account.change", reason=plain_text(reason)) as work:
        work.change(user, expected, **clean)


def close_account(actor: User | None, user: User) -> None:
    """Close an account: its owner is signed out, keys of the API stop working, what they did stays.

    Raises:
        AccountError: it is the last administrator's.
    """
    allow(actor, "manage_accounts")
    with writing(actor, "account.close") as work:
        keep_one_administrator(without_user=user)
        for token in Token.objects.filter(user=user):
            work.remove(token)
        work.change(user, is_active=False)


def reopen_account(actor: User | None, user: User) -> None:
    """Open a closed account again, with the roles that it had."""
    allow(actor, "manage_accounts")
    with writing(actor, "account.reopen") as work:
        work.change(user, is_active=True)
