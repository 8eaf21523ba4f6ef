"""What a ledger allows and a reader should look at: lots that come back to an owner, exports without a consent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from almaden.supply.ledger.entries import first_day_of_consent
from almaden.supply.ledger.states import Posting
from almaden.wording import Text


def findings(postings: Iterable[Posting]) -> list[Text]:
    """What should be looked at, in the order of the entries.

    Args:
        postings: all entries in order, or at least all transfers, exports and corrections.
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
    return told


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
