"""Names of people: who is signed in reads them; the public reads as what somebody acted, and never a name."""

from __future__ import annotations

from typing import Final

from almaden.store.models import Entry, Role, User
from almaden.store.models.accounts import RoleName
from almaden.store.rights import Person
from almaden.web.language import translate
from almaden.web.states import ROLE_WORDS
from almaden.wording import n_

#: Roles that the public is told, the first that somebody has.
_TOLD: Final = (RoleName.SECRETARIAT, RoleName.AREA_LEAD)


class Names:
    """Names as one reader sees them; each account is asked for once."""

    def __init__(self, reader: Person) -> None:
        self._signed_in = bool(reader and reader.is_authenticated)
        self._known: dict[int, str] = {}

    def of(self, person: User) -> str:
        """The name of a person, with the sign-in name, for who is signed in."""
        return self._shown(person.pk, person.full_name, person.username)

    def of_entry(self, entry: Entry) -> str:
        """Who made an entry of the journal."""
        return self.of_actor(entry.actor_id, entry.actor_name)

    def of_actor(self, actor_id: int | None, actor_name: str) -> str:
        """Who did something, by the account and the name that the journal holds; the program has no account."""
        if actor_id is None:
            return actor_name
        full_name = ""
        if self._signed_in and actor_id not in self._known:
            full_name = User.objects.values_list("full_name", flat=True).filter(pk=actor_id).first() or ""
        return self._shown(actor_id, full_name, actor_name)

    def _shown(self, person: int, full_name: str, sign_in_name: str) -> str:
        if person not in self._known:
            named = f"{full_name} ({sign_in_name})" if full_name else sign_in_name
            self._known[person] = named if self._signed_in else _role(person)
        return self._known[person]


def _role(person: int) -> str:
    """As what somebody acts, in the language of the page."""
    roles = set(Role.objects.filter(user=person, name__in=_TOLD).values_list("name", flat=True))
    return translate(next((ROLE_WORDS[one] for one in _TOLD if one in roles), n_("an account")))
