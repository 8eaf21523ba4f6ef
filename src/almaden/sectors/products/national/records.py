"""What reporters tell for a national balance of mercury: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.record import Record, described

#: What is known of an amount: it is told (also 0), not reported, or withheld as confidential.
State = Literal["told", "not reported", "withheld"]
MercuryActivity = Literal["import", "manufacture", "sale", "store", "distribute", "export"]
ProductActivity = Literal["manufacture", "import", "export", "distribute"]
ContentUnit = Literal["mg/item", "g/item"]

_YEAR: Final[dict[str, Any]] = {"ge": 1700, "le": 2200}


class NationalAboutRecord(Record):
    """What holds for the whole file: one line."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", pattern="^[A-Z]{3}$")
    years: str = described("Years that are reported, parted by semicolons.", "2018;2021", min_length=4)
    title: str = described("Title of the balance.", "Mercury balance", default="", max_length=300)
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    note: str = described("Anything a reader should know.", "", default="")


class ReporterRecord(Record):
    """An organisation that reports, or is expected to; never a person."""

    id: str = described("Code of the reporter.", "R-01", min_length=1, max_length=60)
    organisation: str = described("Organisation; may be empty.", "Made-up lamp works", default="", max_length=300)
    confidential: bool = described("y where its name must not be shown.", "n", default=False)
    years: str = described(
        "Years in which it is expected to report, parted by semicolons; empty is all years.", "", default=""
    )


class Reported(Record):
    """What every row has."""

    reporter: str = described("Code of the reporter.", "R-01", min_length=1, max_length=60)
    year: int = described("Year.", "2021", **_YEAR)
    state: State = described(
        "told (0 is told too), not reported, or withheld (confidential, the amount is not known here).", "told",
        default="told",
    )  # fmt: skip
    source: str = described("Where this was read.", "Report of the company", default="")
    note: str = described("Anything a reader should know.", "", default="")


class AmountRow(Reported):
    """A row with one amount, its range and its unit."""

    quantity: float | None = described("Amount; 0 is none, empty is not known.", "120", default=None, ge=0)
    low: float | None = described("Low end of its 95 % range.", "110", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "130", default=None, ge=0)
    unit: str = described("Unit of the amounts: kg, lb, g, t, flask or l.", "lb", default="", max_length=20)


class MercuryRecord(AmountRow):
    """Mercury as such that a reporter imported, made, sold, stored or exported."""

    activity: MercuryActivity = described(
        "import, manufacture, sale, store (at the end of the year), distribute or export.", "import"
    )
    partner: str = described(
        "Country it came from or went to, as ISO 3166 code.", "MEX", default="", pattern="^([A-Z]{3})?$"
    )
    start: float | None = described("Of a store: what it held at the start of the year.", "", default=None, ge=0)
    same_as: str = described(
        "Reporter that tells the same mercury too; this row is then in no sum.", "", default="", max_length=60
    )


class CompoundRecord(MercuryRecord):
    """A compound of mercury that a reporter imported, made, sold, stored or exported; amounts are of the compound."""

    compound: str = described("Name of the compound.", "mercury(II) chloride", min_length=1, max_length=200)
    mercury_share: float = described("Share of mercury in its mass.", "0.739", gt=0, le=1)


class ProductRecord(AmountRow):
    """Mercury in products that a reporter made, traded or brought on the market; the amount is mercury, not product."""

    activity: ProductActivity = described("manufacture, import, export or distribute.", "manufacture")
    category: str = described("Category of products.", "lighting", min_length=1)
    kind: str = described("Kind of product, where it is known.", "cfl", default="")
    partner: str = described(
        "Country it came from or went to, as ISO 3166 code.", "", default="", pattern="^([A-Z]{3})?$"
    )
    items: float | None = described("Number of items, in place of the amount of mercury.", "", default=None, ge=0)
    mercury_per_item: float | None = described(
        "Mercury in one item; where empty the usual content of its kind.", "", default=None, ge=0
    )
    item_low: float | None = described("Low end of its 95 % range.", "", default=None, ge=0)
    item_high: float | None = described("High end of its 95 % range.", "", default=None, ge=0)
    item_unit: ContentUnit = described("mg/item or g/item.", "mg/item", default="mg/item")
    sector: str = described(
        "Sector it was sold in, as code of the North American Industry Classification System.", "335110", default="",
        pattern="^([0-9]{2,6})?$",
    )  # fmt: skip
    same_as: str = described(
        "Reporter that tells the same mercury too; this row is then in no sum.", "", default="", max_length=60
    )


class ProcessRecord(AmountRow):
    """Mercury that a reporter used in a manufacturing process that makes neither compounds nor products with it."""

    process: str = described("Manufacturing process.", "chlor_alkali", min_length=1)
    pre_start: float | None = described("Mercury in the process at the start of the year.", "", default=None, ge=0)
    lost: float | None = described("Mercury lost in the year, to air, water, land or unknown.", "", default=None, ge=0)
    recycled: float | None = described("Mercury won back for use in the year.", "", default=None, ge=0)


class WasteRecord(AmountRow):
    """Mercury that a reporter sent to recovery or disposal."""

    way: Literal["recovery", "disposal"] = described("recovery or disposal.", "recovery")
    material: Literal["mercury", "waste"] = described(
        "mercury (the metal or its compounds as such) or waste (discarded products, wastes of processes).", "waste"
    )
    recovered: float | None = described("Mercury that recovery gave back for use.", "", default=None, ge=0)


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "about": NationalAboutRecord,
        "reporters": ReporterRecord,
        "mercury": MercuryRecord,
        "compounds": CompoundRecord,
        "products": ProductRecord,
        "processes": ProcessRecord,
        "waste": WasteRecord,
    }
)


def years_of(text: str) -> tuple[int, ...]:
    """The years of a list such as ``2018;2021``, rising.

    Raises:
        ValueError: something in it is no year.
    """
    return tuple(sorted({int(one) for one in text.replace(",", ";").split(";") if one.strip()}))
