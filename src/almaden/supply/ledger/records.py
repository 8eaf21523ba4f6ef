"""What stands in one row of a mass ledger: the table of the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record, described
from almaden.wording import n_

Kind = Literal[
    "opening", "transfer", "split", "merge", "loss", "treatment", "seizure", "export", "disposal", "correction", "count"
]
#: Kinds of entries as people read them.
KIND_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "opening": n_("opening of a lot"),
        "transfer": n_("transfer"),
        "split": n_("split of a lot"),
        "merge": n_("merge of lots"),
        "loss": n_("loss"),
        "treatment": n_("treatment"),
        "seizure": n_("seizure"),
        "export": n_("export"),
        "disposal": n_("disposal"),
        "correction": n_("correction"),
        "count": n_("physical count"),
    }
)
Form = Literal["metal", "sulphide", "sulphur polymer", "solidified", "compound", "waste"]
FORMS: Final[tuple[Form, ...]] = ("metal", "sulphide", "sulphur polymer", "solidified", "compound", "waste")

Origin = Literal[
    "mined", "by-product", "recovered", "recycled", "imported", "seized", "opening stock", "found at count"
]
#: Origins of mercury as people read them.
ORIGIN_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mined": n_("mined"),
        "by-product": n_("by-product"),
        "recovered": n_("recovered"),
        "recycled": n_("recycled"),
        "imported": n_("imported"),
        "seized": n_("seized"),
        "opening stock": n_("opening stock"),
        "found at count": n_("found at count"),
    }
)
_SHORT: Final = 100
_LONG: Final = 300


class LedgerRecord(Record):
    """One entry of a mass ledger. Offices and companies are named, never persons."""

    id: str = described("Identifier of the entry.", "E-001", min_length=1, max_length=_SHORT)
    day: date = described("Day on which it happened.", "2025-03-14")
    kind: Kind = described(
        "opening, transfer, split, merge, loss, treatment, seizure, export, disposal, correction or count.", "opening"
    )
    lot: str = described(
        "The lot that it is about; may be empty for a correction.", "MADE-UP-LOT-1", default="", max_length=_SHORT
    )
    amount: float | None = described(
        "Amount of mercury. Empty: the whole lot. For a count: what was found.", "345", default=None
    )
    unit: str = described("Unit of the amount: kg, g, t, lb, flask or l.", "kg", default="kg", max_length=20)
    to_lot: str = described(
        "Split, or transfer of a part: the new lot. Merge: the lot that it goes into.",
        "",
        default="",
        max_length=_SHORT,
    )
    owner: str = described(
        "Who owns it afterwards: a company or an office.", "Made-up Chemicals", default="", max_length=_LONG
    )
    place: str = described("Where it is afterwards.", "Made-up store", default="", max_length=_LONG)
    origin: Origin | None = described(
        "Opening: mined, by-product, recovered, recycled, imported, seized, opening stock or found at count.",
        "recovered",
        default=None,
    )
    form: Form | None = described(
        "Opening, treatment: metal (when empty), sulphide, sulphur polymer, solidified, compound or waste.",
        "metal",
        default=None,
    )
    product_kg: float | None = described(
        "Opening, treatment: mass of the product that holds the mercury, as weighed.", "", "kg", default=None, gt=0
    )
    country: str = described(
        "Import, export: the other country, as ISO 3166 code of three letters.", "", default="", pattern="^([A-Z]{3})?$"
    )
    consent: str = described("Number of the consent under Article 3.", "", default="", max_length=_LONG)
    authority: str = described("Seizure: office that seized it.", "", default="", max_length=_LONG)
    case: str = described("Seizure: number of the case.", "", default="", max_length=_SHORT)
    holder: str = described(
        "Seized mercury: office or company that keeps it afterwards.", "", default="", max_length=_LONG
    )
    received_from: str = described(
        "Seized mercury: office or company that handed it over.", "", default="", max_length=_LONG
    )
    reason: str = described("Loss, correction: why.", "", default="", max_length=1000)
    reverses: str = described(
        "Correction: identifier of the entry that it takes back.", "", default="", max_length=_SHORT
    )
    weighing_error: float | None = described(
        "Count: error of the weighing at 95 %, in the unit of the amount; 2 means plus or minus 2.",
        "",
        default=None,
        ge=0,
    )
    evidence: str = described("Document that shows it.", "weighing slip 12", default="", max_length=1000)
    reference: str = described("Number of the shipment, contract or permit.", "", default="", max_length=_LONG)
    note: str = described("Anything a reader should know.", "", default="", max_length=1000)


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"entries": LedgerRecord})
