"""Goods at the border as an officer knows them, and the answer whether they may go on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.convention.content import percent_of
from almaden.convention.national import NationalBar
from almaden.convention.product_finding import ProductFinding
from almaden.reference.meta import Meta
from almaden.supply.trade.codes import CodeAnswer
from almaden.supply.trade.consent_records import Origin, Purpose
from almaden.supply.trade.consent_result import ShipmentAnswer
from almaden.wording import Text, n_

Answer = Literal["barred", "lacking", "unclear", "allowed"]
ANSWERS: Final[Mapping[Answer, str]] = MappingProxyType(
    {
        "barred": n_("barred"),
        "lacking": n_("lacks its consent"),
        "unclear": n_("unclear"),
        "allowed": n_("allowed"),
    }
)
#: What the answer is about: the metal and what counts as it, a product, waste, or goods without mercury.
About = Literal["mercury", "compound", "product", "waste", "other"]


@dataclass(frozen=True)
class Shipment:
    """Goods at the border, as far as they are known.

    Attributes:
        code: customs code as it is written.
        exporter, importer: three-letter codes of the countries.
        day: day of the export.
        movement: ``import`` or ``export``: from which side the officer looks.
        quantity, unit: how much, in a unit of mass, flasks or litres of mercury; products may be counted in items.
        purpose: what mercury is for; None where not told.
        origin: where mercury comes from.
        consent: reference of the consent that it goes under; empty where none is told.
        holds_mercury: whether the goods hold mercury; None where not known.
        edition: edition of the customs code; empty: the one of its year, or the one before.
        product: product of Annex A, kind of products, or words; empty where not told.
        mercury_mg, mercury_ppm: content of an item in mg, or by weight in ppm.
        watts, length_mm: power and length of a lamp.
        exemption_until: last day of an exemption under Article 6.
        excepted: whether the product is what its entry of Annex A excepts.
    """

    code: str
    exporter: str
    importer: str
    day: date
    movement: Literal["import", "export"]
    quantity: float | None = None
    unit: str = "kg"
    purpose: Purpose | None = None
    origin: Origin = "not_known"
    consent: str = ""
    holds_mercury: bool | None = None
    edition: str = ""
    product: str = ""
    mercury_mg: float | None = None
    mercury_ppm: float | None = None
    watts: float | None = None
    length_mm: float | None = None
    exemption_until: date | None = None
    excepted: bool = False

    @property
    def mercury_percent(self) -> float | None:
        """Share of mercury in a mixture by weight, percent."""
        return percent_of(self.mercury_ppm) if self.mercury_ppm else None

    @property
    def own_country(self) -> str:
        """The country of the officer."""
        return self.importer if self.movement == "import" else self.exporter


@dataclass(frozen=True)
class ShipmentFinding:
    """Whether goods may go on.

    Attributes:
        asked: what was asked about.
        answer: ``barred``, ``lacking`` its consent, ``unclear`` or ``allowed``.
        about: what the answer is about.
        reason: why, as a sentence.
        code: what the customs code can tell.
        consent: what Article 3 asks and which consent covers it; None for products and other goods.
        products: every product that it may be, from the officer's side.
        other_side: the same from the side of the other country, where it bars what this side does not.
        national: measures of national law on mercury itself; those on products stand with the products.
        questions: what to look for and to ask.
        steps: what the officer can do next.
        notes: what is to be known besides.
        sure: whether every text that the answer rests on was read.
        meta: how it was made.
    """

    asked: Shipment
    answer: Answer
    about: About
    reason: Text | str
    code: CodeAnswer
    consent: ShipmentAnswer | None
    products: tuple[ProductFinding, ...]
    other_side: tuple[ProductFinding, ...]
    national: tuple[NationalBar, ...]
    questions: tuple[Text | str, ...]
    steps: tuple[Text | str, ...]
    notes: tuple[Text | str, ...]
    sure: bool
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain values, with ``meta``."""
        plain = asdict(self)
        return {
            **plain,
            "code": self.code.as_dict(),
            "products": [one.as_dict() for one in self.products],
            "other_side": [one.as_dict() for one in self.other_side],
        }

    def to_json(self) -> str:
        """The answer as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, default=str)
