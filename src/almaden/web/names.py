"""Names of people: the public reads names, never the words with which people sign in."""

from __future__ import annotations

from almaden.store.models import Entry, User
from almaden.store.rights import Person
from almaden.web.language import translate
from almaden.wording import n_


class Names:
    """Names as one reader sees them; each account is asked for once."""

    def __init__(self, reader: Person) -> None:
        self._signed_in = bool(reader and reader.is_authenticated)
        self._full: dict[int, str] = {}

    def of(self, person: User) -> str:
        """The name of a person, with the sign-in name for who is signed in."""
        return self._shown(person.full_name, person.username)

    def of_entry(self, entry: Entry) -> str:
        """Who made an entry of the journal."""
        return self.of_actor(entry.actor_id, entry.actor_name)

    def of_actor(self, actor_id: int | None, actor_name: str) -> str:
        """Who did something, by the account and the name that the journal holds; the program has no account."""
        if actor_id is None:
            return actor_name
        if actor_id not in self._full:
            self._full[actor_id] = User.objects.values_list("full_name", flat=True).filter(pk=actor_id).first() or ""
        return self._shown(self._full[actor_id], actor_name)

    def _shown(self, full_name: str, sign_in_name: str) -> str:
        if not self._signed_in:
            return full_name or translate(n_("an account"))
        return f"{full_name} ({sign_in_name})" if full_name else sign_in_name
