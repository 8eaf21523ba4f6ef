"""What the Convention asks of a Party, by when, and what of it stands in national law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Literal, cast

from almaden.convention.tables import read_table
from almaden.convention.years import years_after
from almaden.errors import Fault, InputError
from almaden.wording import Text

InLaw = Literal["Y", "partly", "N", "?"]
IN_LAW: Final[tuple[InLaw, ...]] = ("Y", "partly", "N", "?")


@dataclass(frozen=True)
class Obligation:
    """One provision of the Convention.

    Attributes:
        id: OB and a number, this program's own.
        article, paragraph: where it stands.
        who: whom it is on: a Party, some Parties, the Conference of the Parties (COP), all.
        obligation: what is to be done, in short.
        deadline_rule: by when, in words.
        years: years after entry into force for the Party; 0 from that day on; None without such a deadline.
        fixed: a date that is the same for all, in words, or empty.
        nature: must, may, endeavour, encouraged, objective, definition, scope or COP.
        source, seen, status, note: citation, where it was read, verified or unverified, doubts.
    """

    id: str
    article: str
    paragraph: str
    who: str
    obligation: str
    deadline_rule: str
    years: int | None
    fixed: str
    nature: str
    source: str
    seen: str
    status: str
    note: str

    @property
    def place(self) -> str:
        """Article and paragraph as treaties are cited: ``3(5)(a)``, ``9(4-5)``, ``1``."""
        number, bracket, letter = self.paragraph.partition("(")
        return self.article + (f"({number})" if number else "") + bracket + letter

    @property
    def on_party(self) -> bool:
        """Whether it is on Parties, all or some."""
        return "Party" in self.who


@dataclass(frozen=True)
class Gap:
    """One line of the legal-gap table: an obligation and what the user says of national law.

    ``in_law`` is ``?`` where the user said nothing. ``deadline`` is None where the entry into force for the
    Party is not given or the obligation has no deadline of its own.
    """

    obligation: Obligation
    in_law: InLaw
    instrument: str
    note: str
    deadline: date | None

    def record(self) -> dict[str, Any]:
        """The line for JSON."""
        return {
            **asdict(self.obligation),
            "in_law": self.in_law,
            "instrument": self.instrument,
            "law_note": self.note,
            "deadline": self.deadline.isoformat() if self.deadline else None,
        }


@cache
def obligations() -> tuple[Obligation, ...]:
    """Every obligation of the table, by article."""
    return tuple(
        Obligation(**{**row, "years": int(row["years"]) if row["years"] else None})  # type: ignore[arg-type]
        for row in read_table("obligations")
    )


def deadline(obligation: Obligation, entry_into_force: date) -> date | None:
    """The day by which a Party has to have done it.

    Args:
        obligation: the obligation.
        entry_into_force: day on which the Convention entered into force for the Party.

    Returns:
        That day and the obligation's years; None where it has no deadline that counts from there.
    """
    return None if obligation.years is None else years_after(entry_into_force, obligation.years)


def legal_gaps(law_rows: Mapping[str, tuple[str, str, str]], entry_into_force: date | None = None) -> tuple[Gap, ...]:
    """The legal-gap table: each obligation on a Party with the user's mark.

    Args:
        law_rows: id of the obligation to (``Y``, ``partly``, ``N`` or ``?``; the law or rule; a note).
        entry_into_force: day on which the Convention entered into force for the Party, for the deadlines.

    Returns:
        The obligations on Parties, and any other that the user marked, by article; ``?`` where not marked.

    Raises:
        InputError: an id that does not exist, or another mark; all of them together.
    """
    _check(law_rows)
    return tuple(
        _gap(obligation, law_rows.get(obligation.id, ("?", "", "")), entry_into_force)
        for obligation in obligations()
        if obligation.on_party or obligation.id in law_rows
    )


def _gap(obligation: Obligation, mark: tuple[str, str, str], entry_into_force: date | None) -> Gap:
    in_law, instrument, note = mark
    day = deadline(obligation, entry_into_force) if entry_into_force else None
    return Gap(obligation, cast(InLaw, in_law), instrument, note, day)


def _check(law_rows: Mapping[str, tuple[str, str, str]]) -> None:
    known = {obligation.id for obligation in obligations()}
    faults = [
        Fault(
            "there is no such obligation",
            column="obligation",
            value=key,
            accepted=Text("{first} to {last}", first=min(known), last=max(known)),
            advice="see almaden convention obligations for the list",
        )
        for key in law_rows
        if key not in known
    ]
    faults += [
        Fault(
            Text("the mark on {id} is not one of the four", id=key),
            column="in_law",
            value=mark[0],
            accepted=", ".join(IN_LAW),
            advice="mark Y, partly or N; ? while it is not known",
        )
        for key, mark in law_rows.items()
        if mark[0] not in IN_LAW
    ]
    if faults:
        raise InputError(faults)
