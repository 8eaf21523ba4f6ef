"""What the law of a country says of a product, beside the Convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almaden.convention.law import covered, working
from almaden.convention.law_records import BANS, LegalMeasureRecord
from almaden.convention.rules import limits_of
from almaden.convention.tables import items
from almaden.wording import Text


@dataclass(frozen=True)
class NationalBar:
    """A measure of national law that bars a product, or may.

    Attributes:
        measure: id of the measure.
        law, paragraph, since, condition, status: of the measure.
        certain: whether it bars whatever was not stated; else it depends on that.
    """

    measure: str
    law: str
    paragraph: str
    since: date
    condition: str
    status: str
    certain: bool

    @property
    def sentence(self) -> Text:
        """The measure as a sentence."""
        place = f"{self.law}, {self.paragraph}" if self.paragraph else self.law
        if self.certain:
            return Text("National law bars it since {day}: {law}.", day=self.since.isoformat(), law=place)
        what = Text(self.condition) if self.condition else self.measure
        return Text("National law bars some of it since {day} ({what}): {law}.", day=self.since.isoformat(), what=what,
                    law=place)  # fmt: skip


def national_bars(
    leaves: Sequence[str],
    movement: str,
    on: date,
    stated: Mapping[str, float],
    measures: Iterable[LegalMeasureRecord],
) -> Iterator[NationalBar]:
    """The measures that bar a product on a day, or may.

    Args:
        leaves: products of Annex A without further kinds.
        movement: import, export or manufacture.
        on: the day.
        stated: values of parameters that are known.
        measures: those of the country, from :meth:`almaden.convention.law.Law.measures_of`.
    """
    for one in measures:
        if one.kind not in BANS or movement not in items(one.movements) or not working(one, on):
            continue
        about = covered(one).intersection(leaves)
        known = [
            limit.holds(stated[limit.parameter]) for limit in limits_of(one.conditions) if limit.parameter in stated
        ]
        if about and all(known):
            certain = about == set(leaves) and len(known) == len(limits_of(one.conditions))
            yield NationalBar(one.id, one.law, one.paragraph, one.since, one.condition, one.status, certain)
