"""What countries tell of consents, shipments and Parties under Article 3: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record, described
from almaden.supply.trade.article3 import Form
from almaden.wording import n_

#: What the importing country said.
Decision = Literal["granted", "conditional", "denied", "revoked"]
#: What mercury is for; keys of the table ``allowed_uses``.
Purpose = Literal[
    "products", "processes", "dental_amalgam", "small_scale_gold", "interim_storage", "disposal", "laboratory", "other"
]
#: Where mercury came from.
Origin = Literal[
    "new_primary_mining", "existing_primary_mining", "by_product", "recycled", "chlor_alkali", "stock", "not_known"
]
ORIGIN_NAMES: Final[Mapping[Origin, str]] = MappingProxyType(
    {
        "new_primary_mining": n_("primary mine begun after entry into force"),
        "existing_primary_mining": n_("primary mine that ran before entry into force"),
        "by_product": n_("by-product of metals, oil or gas"),
        "recycled": n_("recycled"),
        "chlor_alkali": n_("decommissioned chlor-alkali plant"),
        "stock": n_("stock"),
        "not_known": n_("not known"),
    }
)
#: What is shipped.
Material = Literal["mercury", "mixture", "compound"]
#: Whether a non-Party certified what paragraph 6 asks.
YesNo = Literal["yes", "no", "not told"]

_COUNTRY: Final = "^[A-Z]{3}$"


class PartyRecord(Record):
    """Since when a country is a Party."""

    country: str = described("Country, as ISO 3166 code of three letters.", "PER", pattern=_COUNTRY)
    entry_into_force: date | None = described(
        "Day of entry into force for it; empty: it is no Party.", "2017-08-16", default=None
    )
    until: date | None = described("Last day as a Party, if it withdrew.", "", default=None)
    paragraph_9_from: date | None = described(
        "Day from which it does not apply paragraph 8, as notified under paragraph 9.", "", default=None
    )
    source: str = described("Where this was read.", "Made-up example", default="")


class ConsentRecord(Record):
    """A consent, certification or general notification."""

    reference: str = described("Its own number.", "MADE-UP-A-1", min_length=1, max_length=100)
    form: Form = described("A, B, C or D.", "A")
    importer: str = described("Importing country, as ISO 3166 code of three letters.", "PER", pattern=_COUNTRY)
    exporter: str = described(
        "Exporting country, as ISO 3166 code of three letters; empty for form D.", "MEX", default="",
        pattern="^([A-Z]{3})?$",
    )  # fmt: skip
    decision: Decision = described("granted, conditional, denied or revoked.", "granted")
    quantity: float | None = described("Mercury consented to; empty: no limit.", "1000", default=None, gt=0)
    unit: str = described("Unit of the quantity: kg, t, lb, flask or l.", "kg", default="kg")
    purpose: Purpose | None = described(
        "What it is for: products, processes, dental_amalgam, small_scale_gold, interim_storage, disposal, "
        "laboratory or other; empty: any allowed use.",
        "dental_amalgam", default=None,
    )  # fmt: skip
    origin: Origin | None = described(
        "Where the mercury comes from: new_primary_mining, existing_primary_mining, by_product, recycled, "
        "chlor_alkali, stock or not_known; empty: any.",
        "recycled", default=None,
    )  # fmt: skip
    valid_from: date | None = described("First day.", "2025-01-01", default=None)
    valid_until: date | None = described("Last day.", "2025-12-31", default=None)
    signed: date | None = described("Day of the signature.", "2024-12-10", default=None)
    revoked_on: date | None = described("Day of the revocation.", "", default=None)
    certified: YesNo = described(
        "Whether a non-Party certified what paragraph 6 asks: yes, no or not told.", "not told", default="not told"
    )
    terms: str = described("Terms and conditions.", "", default="", max_length=1000)
    source: str = described("Where this was read.", "Made-up example", default="")
    note: str = described("Anything a reader should know.", "", default="")


class ShipmentRecord(Record):
    """A shipment of mercury from one country to another."""

    reference: str = described("Its own number.", "MADE-UP-S-1", min_length=1, max_length=100)
    exporter: str = described("Exporting country, as ISO 3166 code of three letters.", "MEX", pattern=_COUNTRY)
    importer: str = described("Importing country, as ISO 3166 code of three letters.", "PER", pattern=_COUNTRY)
    day: date = described("Day of the export.", "2025-03-01")
    quantity: float = described("Mercury shipped.", "12", gt=0)
    unit: str = described("Unit of the quantity: kg, t, lb, flask or l.", "flask", default="kg")
    material: Material = described("mercury, mixture or compound.", "mercury", default="mercury")
    mercury_percent: float | None = described(
        "Share of mercury in a mixture by weight.", "99.9", "percent", default=None, gt=0, le=100
    )
    code: str = described("Customs code, as declared.", "2805.40", default="")
    purpose: Purpose | None = described("What it is for; the words of the sheet of consents.", "dental_amalgam",
                                        default=None)  # fmt: skip
    origin: Origin = described("Where the mercury comes from; the words of the sheet of consents.", "recycled",
                               default="not_known")  # fmt: skip
    consent: str = described("Number of the consent that it goes under, if told.", "MADE-UP-A-1", default="")
    source: str = described("Where this was read.", "Made-up example", default="")
    note: str = described("Anything a reader should know.", "", default="")


#: The tables of the template by name of their sheet or file.
CONSENT_TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"shipments": ShipmentRecord, "consents": ConsentRecord, "parties": PartyRecord}
)
