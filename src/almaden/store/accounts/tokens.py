"""Keys of the API: made and taken back by their owners, kept as hashes."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Q

from almaden.errors import Fault, InputError
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import writing
from almaden.store.models import Token, User
from almaden.store.rights import RightsError
from almaden.wording import Text, n_

#: Longest name of a key.
_LONGEST_NAME: Final = 100
#: Longest time that a key may work, in days.
_LONGEST_DAYS: Final = 3650
#: How often the last use of a key is written down.
_NOTED_EVERY: Final = timedelta(hours=1)


def make_token(actor: User | None, user: User, name: str, days: int | None = None) -> str:
    """Make a key of the API; it may do what its owner may do.

    Args:
        actor: the owner, or None for the program; nobody makes a key to act as another person.
        user: the owner.
        name: what it is for, in the words of the owner.
        days: how long it works; None for ever.

    Returns:
        The key. It is not kept and cannot be shown again.

    Raises:
        InputError: the name or the time cannot be used.
        RightsError: the key would be another person's.
    """
    if actor is not None and actor.pk != user.pk:
        raise RightsError(n_("A key is made by the person whose it is."))
    name = plain_text(name)
    if not name or len(name) > _LONGEST_NAME:
        accepted = Text("a name of at most {count} characters", count=_LONGEST_NAME)
        raise InputError(Fault(n_("the key has no name, or a long one"), column="name", value=name, accepted=accepted))
    if days is not None and not 1 <= days <= _LONGEST_DAYS:
        accepted = Text("1 to {count} days", count=_LONGEST_DAYS)
        raise InputError(Fault(n_("the time cannot be used"), column="days", value=str(days), accepted=accepted))
    secret = new_secret()
    until = None if days is None else now() + timedelta(days=days)
    with writing(actor, "token.add") as work:
        work.add(Token(user=user, name=name, digest=digest(secret), expires_on=until))
    return secret


def revoke_token(actor: User | None, token: Token) -> None:
    """Make a key useless: one's own, or any for an administrator."""
    if actor is None or actor.pk != token.user_id:
        allow(actor, "manage_accounts")
    with writing(actor, "token.revoke") as work:
        work.remove(token)


def user_of_token(secret: str) -> User | None:
    """Whose key it is; None for a key that is not known, has expired, or belongs to a closed account."""
    works = Q(expires_on=None) | Q(expires_on__gt=now())
    token = (
        Token.objects.select_related("user")
        .filter(works, digest=digest(plain_text(secret)), user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_on is None or now() - token.last_used_on > _NOTED_EVERY:
        # Not in the journal: it would hold an entry for reading.
        Token.objects.filter(pk=token.pk).update(last_used_on=now())
    return token.user
