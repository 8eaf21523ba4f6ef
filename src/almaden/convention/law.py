"""What binds one country: entry into force, declaration, acceptances, exemptions, and the laws of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Final, Literal, cast

from almaden.convention.law_records import Declaration, ExemptionRecord, LegalMeasureRecord, PartyRecord
from almaden.convention.party import Party
from almaden.convention.rules import kinds
from almaden.convention.tables import items, read_table
from almaden.wording import Text

Standing = Literal["party", "non-party", "not known"]


@dataclass(frozen=True)
class PartyLaw:
    """What binds one country, and how sure that is.

    Attributes:
        country: three-letter code; empty for any Party that amendments bind by themselves.
        standing: whether it is a Party.
        entry_into_force: day on which the Convention entered into force for it; None where not known.
        declaration: whether it declared under Article 30(5) that amendments bind it only once it accepts them.
        accepted: decision to the day from which it is in force for such a Party.
        acceptance_known: whether what is not in ``accepted`` is known not to be accepted.
        exemptions: last day of its registered exemptions by the key of their product.
        laws_complete: whether the measures that are known are all that it has.
        source, seen, status, note: citation, where it was read, verified, unverified or user, doubts.
    """

    country: str = ""
    standing: Standing = "party"
    entry_into_force: date | None = None
    declaration: Declaration = "no"
    accepted: Mapping[str, date] = field(default_factory=dict)
    acceptance_known: bool = True
    exemptions: Mapping[str, date] = field(default_factory=dict)
    laws_complete: bool = False
    source: str = ""
    seen: str = ""
    status: str = "user"
    note: str = ""

    @property
    def open_declaration(self) -> bool:
        """Whether it is open which amendments bind it."""
        return self.declaration == "not known" or (self.declaration == "yes" and not self.acceptance_known)

    def remembered(self) -> Party:
        """The Party as the table has it; where a declaration was not read, as one without."""
        return self._party(self.accepted if self.declaration == "yes" else None)

    def strictest(self) -> Party:
        """The Party bound by every amendment that may bind it."""
        return self._party(None if self.open_declaration or self.declaration == "no" else self.accepted)

    def mildest(self) -> Party:
        """The Party bound by no amendment that may not bind it, its exemptions as long as registered."""
        return replace(self._party(None if self.declaration == "no" else self.accepted), capped=False)

    def _party(self, accepted: Mapping[str, date] | None) -> Party:
        return Party(None, accepted, self.entry_into_force, self.exemptions)

    def assumptions(self) -> tuple[Text | str, ...]:
        """What the answer rests on where the country is not known."""
        if not self.country:
            return (Text("Taken for a Party from the start that amendments bind by themselves."),)
        if self.standing == "not known":
            return (
                Text(
                    "{country} is not in the table of Parties, which ends in July 2020: taken for a Party that "
                    "amendments bind by themselves.",
                    country=self.country,
                ),
            )
        return ()


ANY_PARTY: Final = PartyLaw()


@dataclass(frozen=True)
class LawData:
    """What an input tells of law."""

    parties: tuple[PartyRecord, ...] = ()
    exemptions: tuple[ExemptionRecord, ...] = ()
    measures: tuple[LegalMeasureRecord, ...] = ()
    sha256: str = ""


@dataclass(frozen=True)
class Law:
    """What is known of Parties and their laws: the tables of the program, and those of an input before them.

    Attributes:
        parties: what binds each country.
        measures: legal measures, those of the input first.
        told: countries that the input tells something of.
        sha256: of the input; empty without one.
    """

    parties: Mapping[str, PartyLaw]
    measures: tuple[LegalMeasureRecord, ...]
    told: frozenset[str] = frozenset()
    sha256: str = ""

    def party(self, country: str) -> PartyLaw:
        """What binds a country.

        Args:
            country: three-letter code; one that is in no table is taken for a Party, and says so.
        """
        return self.parties.get(country) or PartyLaw(country, "not known", status="unverified")

    def measures_of(self, country: str, on: date | None = None) -> Iterator[LegalMeasureRecord]:
        """The measures of a country and of the unions that it belongs to.

        Args:
            country: three-letter code, or ``EU``.
            on: only those that work on this day.
        """
        for one in self.measures:
            if one.country != country and not _in_union(one, country, on or one.since):
                continue
            if working(one, on):
                yield one

    def countries_with_measures(self) -> frozenset[str]:
        """Countries of which any measure is known, those of a union among them."""
        unions = union_members()
        own = {one.country for one in self.measures}
        members = (code for union in own & set(unions) for code in unions[union])
        return frozenset({*(own - set(unions)), *members})


def known_law(data: LawData | None = None) -> Law:
    """What the program knows, with what an input tells before it.

    A country of the input replaces that of the table; exemptions and measures are added. Where a measure has the
    country and identifier of one in the table, that of the input counts.
    """
    given = data or LawData()
    parties = dict(package_parties())
    for record in given.parties:
        parties[record.country] = _party_of(record)
    for exemption in given.exemptions:
        law = parties.get(exemption.country) or PartyLaw(exemption.country, "not known", status="unverified")
        ends = dict(law.exemptions)
        for leaf in kinds(exemption.product):
            ends[leaf] = max(exemption.until, ends.get(leaf, exemption.until))
        parties[exemption.country] = replace(law, exemptions=ends)
    own = {(one.country, one.id) for one in given.measures}
    measures = (*given.measures, *(one for one in package_measures() if (one.country, one.id) not in own))
    told = {one.country for one in given.parties} | {one.country for one in given.exemptions}
    told |= {one.country for one in given.measures}
    return Law(parties, measures, frozenset(told - set(union_members())), given.sha256)


def _party_of(record: PartyRecord) -> PartyLaw:
    return PartyLaw(
        country=record.country,
        standing="non-party" if record.non_party else "party",
        entry_into_force=record.entry_into_force,
        declaration=record.separate_acceptance,
        accepted=record.acceptances(),
        laws_complete=record.laws_complete,
        source=record.source,
    )


@cache
def package_parties() -> Mapping[str, PartyLaw]:
    """The Parties of the table that comes with the program, until July 2020, by country."""
    return {
        row["country"]: PartyLaw(
            country=row["country"],
            entry_into_force=date.fromisoformat(row["entry_into_force"]),
            declaration=cast(Declaration, row["declaration"]),
            acceptance_known=False,
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            note=row["note"],
        )
        for row in read_table("parties")
    }


@cache
def package_measures() -> tuple[LegalMeasureRecord, ...]:
    """The measures of the table that comes with the program."""
    return tuple(
        LegalMeasureRecord.model_validate({name: text for name, text in row.items() if text})
        for row in read_table("legal_measures")
    )


@cache
def union_members() -> Mapping[str, Mapping[str, date | None]]:
    """Countries of each union with the last day on which its law works in them; None while it does."""
    found: dict[str, dict[str, date | None]] = {}
    for row in read_table("unions"):
        found.setdefault(row["union"], {})[row["country"]] = date.fromisoformat(row["until"]) if row["until"] else None
    return found


def _in_union(one: LegalMeasureRecord, country: str, on: date) -> bool:
    members = union_members().get(one.country, {})
    if country not in members:
        return False
    until = members[country]
    return until is None or on <= until


def working(one: LegalMeasureRecord, on: date | None) -> bool:
    """Whether a measure works on a day; any day where none is given."""
    return on is None or (one.since <= on and (one.until is None or on <= one.until))


def covered(one: LegalMeasureRecord) -> frozenset[str]:
    """What a measure is about: products of Annex A without further kinds, and substances."""
    return frozenset(leaf for key in items(one.products) for leaf in kinds(key))
