"""What a check is: its id, its severity, what it means, and the fixed sentences that its numbers are put into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from almaden.inventory.result import Check, Severity
from almaden.wording import Text, place_of_row

#: What a finding says in numbers and words, by the names that its templates use.
Values = Mapping[str, float | str]


class Subject(Protocol):
    """What a finding is about: an activity, or one line of it."""

    @property
    def id(self) -> str:
        """Id of the activity."""

    @property
    def code(self) -> str:
        """Code of its source category."""

    @property
    def place(self) -> str:
        """File and row of the input that it was read from."""


@dataclass(frozen=True)
class CheckKind:
    """One check that an inventory is put through.

    ``message`` and ``advice`` are templates: what stands in braces are names of the values that a finding
    carries. Besides these a template may name ``id``, the activity, and ``code``, the source category.

    Attributes:
        id: stable name, as in the ``id`` of a finding.
        title: what is looked at, in a few words.
        severity: ``error`` the number cannot stand, ``warning`` somebody should look, ``info`` a remark;
            a finding may be more severe than its kind, and ``meaning`` says when.
        meaning: what a finding means, for the documentation.
        message: what was found.
        advice: what to do.
    """

    id: str
    title: str
    severity: Severity
    meaning: str
    message: str
    advice: str

    def found(
        self,
        values: Values,
        row: Subject | None = None,
        *,
        code: str = "",
        id: str = "",
        place: str = "",
        severity: Severity | None = None,
    ) -> Check:
        """A finding of this kind.

        Args:
            values: what the templates name; numbers stay numbers in the finding, and words that are to be
                translated are a :class:`~almaden.wording.Text`.
            row: the activity it is about, if it is about one; it gives code, id and place.
            code: source category, where there is no row.
            id: the activity, where its row is not known yet.
            place: file and row of the input, where there is no row.
            severity: where it is not that of the kind.
        """
        about = {"id": row.id if row is not None else id or place, "code": row.code if row is not None else code}
        check = Check(
            id=self.id,
            severity=severity or self.severity,
            code=about["code"],
            row=about["id"],
            message=Text(self.message, **{**about, **values}),
            advice=Text(self.advice, **{**about, **values}),
            values=values,
        )
        return placed(check, row.place if row is not None else place)


def placed(check: Check, place: str) -> Check:
    """A finding that tells the file and row, or rows, of the input that it is about; empty leaves it as it is."""
    if not place:
        return check
    where = place_of_row(place)
    message = Text("{sentence} ({place})", sentence=check.message, place=where)
    return replace(check, message=message, values={**check.values, "place": where})


def listed(texts: Iterable[str]) -> str:
    """Codes or ids as one text, each once and in order."""
    return ", ".join(dict.fromkeys(texts))
