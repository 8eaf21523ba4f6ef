"""The question about a product that an address asks, and the names that are offered while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from almaden.convention.content import parse_content, parse_length, parse_watts
from almaden.convention.law import Law
from almaden.convention.movement import PURPOSES, Purpose, check_product
from almaden.convention.product_finding import MOVEMENT_NAMES, Movement, ProductFinding
from almaden.convention.product_names import find_product, near_names
from almaden.convention.rules import Product, products
from almaden.sectors.products.kinds import product_kinds
from almaden.web.language import translate
from almaden.web.reading import Reading, today
from almaden.wording import n_

#: What a purpose is called.
PURPOSE_NAMES: Final[Mapping[str, str]] = {
    "civil_protection_military": n_("civil protection or military use"),
    "research_calibration": n_("research, calibration, reference"),
    "traditional_religious": n_("traditional or religious practice"),
    "vaccine_thiomersal": n_("vaccine with thiomersal"),
    "exception": n_("what its entry in Annex A excepts"),
}
#: What the fields of the question are called.
FIELD_NAMES: Final[Mapping[str, str]] = {
    "product": n_("Product"),
    "mercury": n_("Mercury, with its unit"),
    "watts": n_("Power of the lamp, W"),
    "length": n_("Length of the lamp"),
    "on": n_("Day"),
    "movement": n_("What is done with it"),
    "party": n_("Country that asks"),
    "exemption_until": n_("Exemption until"),
    "purpose": n_("Special purpose"),
}


@dataclass(frozen=True)
class Measured:
    """What is known of the mercury and size of a product."""

    mercury_mg: float | None
    mercury_ppm: float | None
    watts: float | None
    length_mm: float | None


def measured(reading: Reading) -> Measured:
    """Content, power and length, as far as they are told and right."""
    content = reading.read("mercury", parse_content)
    return Measured(
        content.mg if content else None, content.ppm if content else None, reading.read("watts", parse_watts),
        reading.read("length", parse_length),
    )  # fmt: skip


def checked(reading: Reading, law: Law) -> ProductFinding | None:
    """The answer to the question of an address; None where no product is named.

    Raises:
        InputError: with every fault, by field.
    """
    product = reading.read("product", named)
    of, on = measured(reading), reading.day("on") or today()
    movement = reading.choice("movement", MOVEMENT_NAMES) or "import"
    country = reading.country("party")
    exemption: date | None = reading.day("exemption_until")
    purpose = reading.choice("purpose", dict.fromkeys(PURPOSES))
    reading.raise_if_any()
    if product is None:
        return None
    party = law.party(country) if country else None
    return check_product(
        product, on, cast(Movement, movement), mercury_mg=of.mercury_mg, mercury_ppm=of.mercury_ppm, watts=of.watts,
        length_mm=of.length_mm, party=party, exemption_until=exemption, purpose=cast(Purpose, purpose) or None,
        measures=law.measures_of(country) if country else (),
    )  # fmt: skip


def named(text: str) -> str:
    """The key of a product by its key, its name in the language of the page, or English words.

    Raises:
        InputError: nothing has this name.
    """
    wanted = text.casefold()
    for key, name in offered():
        if wanted in (key, name.casefold(), name.replace(",", "").casefold()):
            return key
    found = find_product(text)
    return found.product.key


def offered() -> list[tuple[str, str]]:
    """Products that may be asked about, by name in the language of the page."""
    names = {key: translate(one.name) for key, one in products().items() if one.kind == "product"}
    names |= {key: translate(one.name) for key, one in product_kinds().items() if key not in names}
    return sorted(names.items(), key=lambda pair: pair[1])


def suggested(text: str) -> list[Product]:
    """Products whose names come near to some words."""
    return [products()[key] for key in near_names(text)] if text else []
