"""What a ledger allows and a reader should look at: lots that come back, exports without consent, names alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from almaden.supply.ledger.entries import first_day_of_consent
from almaden.supply.ledger.states import Posting
from almaden.wording import Text, joined, n_

#: The owner and the place that an entry or a lot names; empty where it names none.
Names = tuple[str, str]
_ALIKE = (
    n_("owners that differ only in capitals or blanks count as several: {names}"),
    n_("places that differ only in capitals or blanks count as several: {names}"),
)


def findings(postings: Iterable[Posting], held: Iterable[Names] = ()) -> list[Text]:
    """What should be looked at, in the order of the entries.

    Args:
        postings: all entries in order, or at least all transfers, exports and corrections.
        held: owners and places of the lots as they stand.
    """
    found = list(postings)
    taken_back = {one.entry.reverses for one in found if one.entry.reverses}
    counting = [one for one in found if not one.entry.reverses and one.entry.id not in taken_back]
    owners: defaultdict[str, list[str]] = defaultdict(list)
    told: list[Text] = []
    for one in counting:
        if one.entry.kind == "transfer":
            told += _returned(one, owners)
        elif one.entry.kind == "export" and not one.entry.consent and one.entry.day >= first_day_of_consent():
            told.append(
                Text("{entry}, {day}: an export without a consent under Article 3", entry=one.entry.id,
                     day=one.entry.day.isoformat())
            )  # fmt: skip
    return told + alike(chain(held, names_of(found)))


def names_of(postings: Iterable[Posting]) -> Iterable[Names]:
    """Owners and places that entries name, and those of their lots before."""
    for one in postings:
        yield one.entry.owner, one.entry.place
        yield from ((lot.owner, lot.place) for lot in one.before if lot is not None)


def alike(names: Iterable[Names], of: Collection[Names] | None = None) -> list[Text]:
    """Owners, and places, that differ only in capitals or blanks and so are probably one.

    Args:
        names: what is named.
        of: only what these are alike to; None for all.
    """
    every = set(names)
    told: list[Text] = []
    for which, text in enumerate(_ALIKE):
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for one in every:
            spelt[_plain(one[which])].add(one[which])
        asked = spelt if of is None else {_plain(one[which]) for one in of}
        told += [
            Text(text, names=joined([f"“{name}”" for name in sorted(spelt[key])]))
            for key in sorted(asked) if key and len(spelt[key]) > 1
        ]  # fmt: skip
    return told


def _plain(name: str) -> str:
    return "".join(name.casefold().split())


def _returned(posting: Posting, owners: defaultdict[str, list[str]]) -> list[Text]:
    """Whether a lot comes back to an owner who gave it away; a part goes on with the owners of its lot."""
    entry, before = posting.entry, posting.before[0]
    if before is None or not entry.owner or entry.owner == before.owner:
        return []
    earlier = owners[posting.source]
    path = [*earlier, before.owner] if before.owner not in earlier[-1:] else earlier
    owners[posting.target] = path
    if entry.owner not in path:
        return []
    circle = " > ".join([*path[path.index(entry.owner) :], entry.owner])
    return [Text("{entry}, {day}: the lot {lot} comes back to who gave it away ({circle})", entry=entry.id,
                 day=entry.day.isoformat(), lot=posting.target, circle=circle)]  # fmt: skip
