"""What may stand in the fields of an account; every fault is told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from almaden.errors import Fault, InputError
from almaden.reference.countries import find_country
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.acting import plain_text
from almaden.store.models import User
from almaden.wording import Text, n_

#: Longest texts, as the tables hold them.
_LONGEST: Final = {
    "username": 150,
    "full_name": 200,
    "email": 254,
    "name": 200,
    "kind": 40,
    "website": 300,
}
#: A password beyond this is no password but an attempt to keep the machine busy with hashing.
LONGEST_PASSWORD: Final = 1000


def clean_username(text: str) -> str:
    """A sign-in name in the form in which it is kept: look-alikes of one letter become that letter."""
    return plain_text(User.normalize_username(text))


def user_faults(values: Mapping[str, Any], user: User | None = None) -> Iterator[Fault]:
    """What is wrong with fields of an account.

    Args:
        values: the fields that are given.
        user: the account that they are for, None for a new one.
    """
    yield from _long(values)
    if "username" in values:
        yield from _username_faults(values["username"], user)
    if values.get("email"):
        try:
            validate_email(values["email"])
        except ValidationError:
            yield Fault(
                n_("the text is no e-mail address"),
                column="email",
                value=values["email"],
                accepted=n_("an address such as name@example.org, or nothing"),
                advice=n_("correct the address"),
            )
    if "language" in values and values["language"] not in PAGE_LANGUAGES:
        yield Fault(
            n_("the language is not known"),
            column="language",
            value=str(values["language"]),
            accepted=", ".join(PAGE_LANGUAGES),
            advice=n_("choose one of them"),
        )


def _username_faults(name: str, user: User | None) -> Iterator[Fault]:
    if not name or not name.isprintable() or any(letter.isspace() for letter in name):
        yield Fault(
            n_("the sign-in name is empty or has blanks in it"),
            column="username",
            value=name,
            accepted=n_("letters, digits and marks without blanks"),
            advice=n_("choose another name"),
        )
    elif User.objects.filter(username__iexact=name).exclude(pk=_id_of(user)).exists():
        yield Fault(
            n_("there is an account with this sign-in name"),
            column="username",
            value=name,
            accepted=n_("a name that nobody has yet"),
            advice=n_("choose another name"),
        )


def _id_of(user: User | None) -> int:
    """The id of an account; none has 0."""
    return user.pk if user is not None and user.pk is not None else 0


def check_password(password: str, user: User | None) -> None:
    """Check a new password by the rules of the installation.

    Raises:
        InputError: with every rule that it breaks.
    """
    raise_faults(list(password_faults(password, user)))


def password_faults(password: str, user: User | None) -> Iterator[Fault]:
    """The rules of the installation that a new password breaks; the password itself is not shown."""
    if len(password) > LONGEST_PASSWORD:
        yield _too_long("password", LONGEST_PASSWORD, "")
        return
    if plain_text(password) != password.strip():
        yield Fault(n_("the password has marks in it that cannot be typed"), column="password")
        return
    try:
        validate_password(password, user)
    except ValidationError as error:
        advice = n_("choose a longer or less common password")
        yield from (Fault(text, column="password", advice=advice) for text in error.messages)


def check_country(code: str) -> None:
    """Check that a code of a country is known; an empty one stands for all.

    Raises:
        InputError: it is not known.
    """
    if code and find_country(code) != code:
        raise InputError(
            Fault(
                n_("the country is not written by its code"),
                column="country",
                value=code,
                accepted=n_("a code of three letters"),
                advice=Text("write {value}", value=find_country(code)),
            )
        )


def check_lengths(values: Mapping[str, Any]) -> None:
    """Check that texts fit.

    Raises:
        InputError: with every text that is too long.
    """
    raise_faults(list(_long(values)))


def _long(values: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in values.items():
        most = _LONGEST.get(name)
        if most is not None and isinstance(value, str) and len(value) > most:
            yield _too_long(name, most, value)


def _too_long(column: str, most: int, value: str) -> Fault:
    return Fault(
        n_("the text is too long"),
        column=column,
        value=value,
        accepted=Text("at most {count} characters", count=most),
        advice=n_("shorten it"),
    )


def raise_faults(faults: list[Fault]) -> None:
    """Raise all faults together, if there are any.

    Raises:
        InputError: with all faults.
    """
    if faults:
        raise InputError(faults)
