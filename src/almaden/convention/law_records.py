"""What a ministry tells of Parties, their exemptions and their laws: the tables of an input of law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, Self

from pydantic import model_validator

from almaden.convention.rules import amendments, limits_of, products
from almaden.convention.tables import items
from almaden.reference.record import Record, described

Declaration = Literal["yes", "no", "not known"]
MeasureKind = Literal["export ban", "import ban", "product ban", "licence", "notification", "labelling", "other"]
#: Kinds that forbid something.
BANS: Final[tuple[MeasureKind, ...]] = ("export ban", "import ban", "product ban")
Status = Literal["verified", "unverified", "user"]
#: What a measure may be about besides products of Annex A.
SUBSTANCES: Final = ("mercury", "mercury compounds")
MOVEMENTS: Final = ("import", "export", "manufacture")


class PartyRecord(Record):
    """One country and what binds it."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", pattern="^[A-Z]{3}$")
    entry_into_force: date | None = described(
        "Day on which the Convention entered into force for it; empty for a country that is no Party.",
        "2017-11-06", default=None,
    )  # fmt: skip
    non_party: bool = described("yes where it is not a Party.", "no", default=False)
    separate_acceptance: Declaration = described(
        "yes where a declaration under Article 30(5) says that amendments bind it only once it accepts them; no, or "
        "not known.", "no", default="no",
    )  # fmt: skip
    accepted: str = described(
        "Amendments that it accepted one by one, each with the day of entry into force for it, with ; between them.",
        "MC-4/3=2024-05-01", default="", max_length=500,
    )  # fmt: skip
    laws_complete: bool = described(
        "yes where the table of measures holds every law of the country on mercury: what is not there is missing.",
        "no", default=False,
    )  # fmt: skip
    source: str = described("Where this is said.", "Made-up gazette, no. 1", default="", max_length=500)

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        if self.non_party and self.entry_into_force is not None:
            raise ValueError("a country that is not a Party has no entry into force")
        if not self.non_party and self.entry_into_force is None:
            raise ValueError("a Party has a day of entry into force; write yes in non_party where it is none")
        if self.accepted and self.separate_acceptance == "no":
            raise ValueError("without a declaration under Article 30(5) amendments need no acceptance")
        self.acceptances()
        return self

    def acceptances(self) -> dict[str, date]:
        """The day of entry into force for the Party, by decision.

        Raises:
            ValueError: a decision that is no amendment, or no day.
        """
        found = {}
        for part in items(self.accepted):
            decision, _sign, day = (one.strip() for one in part.partition("="))
            if decision not in amendments() or not amendments()[decision].amends:
                raise ValueError("an amendment that is not known; write MC-4/3=2024-05-01")
            found[decision] = date.fromisoformat(day)
        return found


class ExemptionRecord(Record):
    """An exemption from a phase-out date of Annex A that a Party registered under Article 6."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", pattern="^[A-Z]{3}$")
    product: str = described("Key of the product or group in Annex A.", "thermometer", max_length=60)
    until: date = described("Last day of the exemption.", "2025-12-31")
    source: str = described("Where it is registered.", "Register of exemptions", default="", max_length=500)

    @model_validator(mode="after")
    def _known(self) -> Self:
        _check_products(self.product, substances=False)
        return self


class LegalMeasureRecord(Record):
    """One measure of the law of one country, or of a union of countries."""

    id: str = described("Identifier of the measure.", "MADE-UP-1", min_length=1, max_length=100)
    country: str = described("Country, as ISO 3166 code of three letters; or EU.", "BRA", pattern="^([A-Z]{3}|EU)$")
    article: str = described("Article of the Convention that it serves.", "4", pattern="^[0-9]{1,2}$")
    kind: MeasureKind = described(
        "export ban, import ban, product ban, licence, notification, labelling or other.", "product ban"
    )
    products: str = described(
        "What it is about: keys of products or groups of Annex A, mercury, mercury compounds, with ; between them.",
        "thermometer;sphygmomanometer", max_length=500,
    )  # fmt: skip
    movements: str = described(
        "What it bars or rules: import, export, manufacture, with ; between them.", "import;export", max_length=60
    )
    since: date = described("First day on which it works.", "2021-01-01")
    until: date | None = described("Last day on which it works; empty while it goes on.", "", default=None)
    conditions: str = described(
        "Which of the products: comparisons that must all hold, of mercury_mg, mercury_ppm, watts, length_mm.",
        "mercury_ppm>1", default="", max_length=200,
    )  # fmt: skip
    condition: str = described("The same in words.", "above 1 ppm", default="", max_length=500)
    law: str = described("Name of the law.", "Made-up law on mercury", min_length=1, max_length=500)
    paragraph: str = described("Paragraph that says so.", "Section 3", default="", max_length=200)
    source: str = described("Where it is published.", "Made-up gazette, no. 1", default="", max_length=500)
    seen: str = described("Where it was read.", "Made-up gazette, no. 1", default="", max_length=500)
    status: Status = described("verified, unverified or user.", "user", default="user")
    note: str = described("Anything else.", "made up", default="", max_length=1000)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _check_products(self.products, substances=True)
        wrong = set(items(self.movements)) - set(MOVEMENTS)
        if wrong or not self.movements:
            raise ValueError("movements are import, export and manufacture, with ; between them")
        if self.until is not None and self.until < self.since:
            raise ValueError("it ends before it begins")
        limits_of(self.conditions)
        return self


def _check_products(cell: str, *, substances: bool) -> None:
    known = {*products(), *(SUBSTANCES if substances else ())}
    if not items(cell) or set(items(cell)) - known:
        raise ValueError("a product that is not in Annex A; see almaden convention products for the keys")


#: The tables of an input of law, by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"parties": PartyRecord, "exemptions": ExemptionRecord, "measures": LegalMeasureRecord}
)
