"""What Article 3 of the Convention says of trade in mercury: its forms, allowed uses, scope, and how sure each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast

from almaden.reference.tables import read_table

#: Forms by their letters: consent of a Party, of a non-Party, certification of origin, general notification.
Form = Literal["A", "B", "C", "D"]
FORMS: Final[tuple[Form, ...]] = ("A", "B", "C", "D")
#: The general notification, which stands for all shipments.
GENERAL: Final[Form] = "D"

#: Whether a use may be consented to; laboratories are outside Article 3.
Allowed = Literal["yes", "unclear", "not asked"]
#: Whether mercury of an existing primary mine may go to a use.
FromMining = Literal["yes", "unclear", "no"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of Article 3.

    Attributes:
        paragraph: its number, ``6`` or ``5(b)``.
        rule: what it says, in own words.
        source, seen, status: where it was read; ``unverified`` where it is recalled or second-hand.
    """

    paragraph: str
    rule: str
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class FormKind:
    """One of the forms.

    Attributes:
        form: its letter.
        name: what it is.
        given_by, given_to: from whom to whom it goes.
        paragraph: where it stands in the Convention.
        standing: whether it holds for all shipments until it is revoked.
    """

    form: Form
    name: str
    given_by: str
    given_to: str
    paragraph: str
    standing: bool


@dataclass(frozen=True)
class AllowedUse:
    """A purpose of a shipment.

    Attributes:
        key, name: the purpose.
        allowed: whether a consent may be given for it.
        from_mining: whether mercury of an existing primary mine may go there.
        article: where it stands in the Convention.
        source, seen, status, note: where it was read.
    """

    key: str
    name: str
    allowed: Allowed
    from_mining: FromMining
    article: str
    source: str
    seen: str
    status: str
    note: str


@cache
def paragraphs() -> Mapping[str, Paragraph]:
    """The paragraphs of Article 3 by number, from the table of obligations."""
    return MappingProxyType(
        {
            row["paragraph"]: Paragraph(
                row["paragraph"], row["obligation"], row["source"], row["seen"], row["status"]
            )
            for row in read_table("convention/obligations")
            if row["article"] == "3"
        }
    )  # fmt: skip


@cache
def forms() -> Mapping[Form, FormKind]:
    """The forms by letter."""
    return MappingProxyType(
        {
            cast(Form, row["form"]): FormKind(
                cast(Form, row["form"]), row["name"], row["given_by"], row["given_to"], row["paragraph"],
                row["standing"] == "y",
            )
            for row in read_table("trade/article3_forms")
        }
    )  # fmt: skip


@cache
def allowed_uses() -> Mapping[str, AllowedUse]:
    """The purposes by key."""
    return MappingProxyType(
        {
            row["key"]: AllowedUse(
                row["key"], row["name"], cast(Allowed, row["allowed"]), cast(FromMining, row["from_primary_mining"]),
                row["article"], row["source"], row["seen"], row["status"], row["note"],
            )
            for row in read_table("trade/allowed_uses")
        }
    )  # fmt: skip


@cache
def _scope(key: str) -> str:
    return next(row["value"] for row in read_table("trade/article3_scope") if row["key"] == key)


def least_share_percent() -> float:
    """Share of mercury by weight, in percent, from which a mixture counts as mercury."""
    return float(_scope("mercury_share"))


def in_force() -> date:
    """The day on which the Convention entered into force; nothing was asked before."""
    return date.fromisoformat(_scope("in_force"))


def last_day_of_mining(entry_into_force: date) -> date:
    """The last day on which an existing primary mine of a Party may go on."""
    year = entry_into_force.year + int(_scope("existing_mining"))
    # 29 February has no counterpart in most years; the day before is the safe one.
    day = 28 if (entry_into_force.month, entry_into_force.day) == (2, 29) else entry_into_force.day
    return date(year, entry_into_force.month, day)


@cache
def compounds() -> Mapping[str, str]:
    """Names by key of the compounds that paragraph 1 lists; they are counted as stocks, no consent is asked."""
    return MappingProxyType(
        {row["key"]: row["name"] for row in read_table("trade/article3_scope") if row["kind"] == "compound"}
    )
