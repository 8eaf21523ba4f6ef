"""What rows of several tables must hold."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.readers.advice import as_share
from almaden.wording import Text, did_you_mean, n_


def check_single(rows: Rows, *keys: str) -> Iterator[Fault]:
    """Rows that tell what another row tells already.

    Args:
        rows: the table.
        keys: fields that together tell one row from another.
    """
    seen: dict[tuple[object, ...], int | None] = {}
    for one in rows.found:
        value = tuple(getattr(one.record, key) for key in keys)
        if value in seen:
            yield rows.fault(
                Text("this is told already: row {row}", row=str(seen[value])), one.row, keys[-1], str(value[-1]),
                Text("one row for each {names}", names=", ".join(keys)),
                n_("delete one of the rows, or correct what is told twice"),
            )  # fmt: skip
        seen.setdefault(value, one.row)


def check_words(rows: Rows, field: str, known: Iterable[str]) -> Iterator[Fault]:
    """Words of a field that are not in the list of those that are known."""
    known = list(known)
    for one in rows.found:
        word = getattr(one.record, field)
        if word not in known:
            near = difflib.get_close_matches(word, known, n=2, cutoff=0.6)
            yield rows.fault(
                n_("there is no such word in the list"), one.row, field, word, ", ".join(known),
                did_you_mean(near) if near else n_("write one of these words"),
            )  # fmt: skip


def discount_advice(field: str, value: float) -> Text | None:
    """What to say of a rate of discount that its field does not take: it is probably in percent."""
    return as_share(value) if field == "discount" else None
