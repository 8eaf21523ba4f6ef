"""What a campaign tells of products that were tested: the tables of the template. Persons stand in none of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from almaden.reference.record import Record, described
from almaden.sectors.products.kinds import product_kinds
from almaden.wording import n_

#: How the samples of a campaign were chosen.
Sampling = Literal["targeted", "random", "by earlier findings", "not told"]
SAMPLINGS: Final[Mapping[Sampling, str]] = MappingProxyType(
    {
        "targeted": n_("products that were suspected"),
        "random": n_("drawn at random from a list of what is sold"),
        "by earlier findings": n_("products that were found before"),
        "not told": n_("not told how"),
    }
)

SellerKind = Literal["shop", "market", "platform", "other"]

Method = Literal["XRF", "ICP-MS", "ICP-OES", "CV-AAS", "CV-AFS", "DMA", "other"]
#: Methods that find which products to send to a laboratory; their results wait for confirmation.
SCREENING: Final[frozenset[Method]] = frozenset({"XRF"})

ContentUnit = Literal["ppm", "mg/kg", "ug/g", "%", "ppb", "ug/kg"]
#: ppm (mg/kg) in one of each unit.
PPM_PER: Final[Mapping[ContentUnit, float]] = MappingProxyType(
    {"ppm": 1.0, "mg/kg": 1.0, "ug/g": 1.0, "%": 1e4, "ppb": 1e-3, "ug/kg": 1e-3}
)

Outcome = Literal["", "removed", "partly", "refused", "no answer"]
#: What became of a take-down request; empty while it is open.
OUTCOMES: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        "removed": n_("removed"),
        "partly": n_("removed in part"),
        "refused": n_("refused"),
        "no answer": n_("no answer"),
        "": n_("open"),
    }
)
#: Outcomes after which a listing is gone, and may come back.
GONE: Final[frozenset[Outcome]] = frozenset({"removed"})

#: A kind that is none of ``product_kinds()``.
OTHER: Final = "other"


def _kind(key: str) -> str:
    if key != OTHER and key not in product_kinds():
        raise ValueError(n_("there is no kind of product with this word"))
    return key


Key = Annotated[str, Field(min_length=1, max_length=100)]


class CampaignRecord(Record):
    """A campaign, or a round of it."""

    id: Key = described("Identifier of the campaign or round.", "MADE-UP-2025")
    title: str = described("Title of the campaign.", "Made-up creams, second round", min_length=1, max_length=300)
    year: int = described("Year of the round.", "2025", ge=1950, le=2200)
    organiser: str = described(
        "Organisation that runs it; never a person.", "Made-up consumer group", default="", max_length=300
    )
    sampling: Sampling = described(
        "How samples were chosen: targeted, random, by earlier findings or not told.", "targeted", default="not told"
    )
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    note: str = described("Anything a reader should know.", "", default="")


class ProductRecord(Record):
    """A product as it lay on the shelf."""

    id: Key = described("Identifier of the product.", "P1")
    kind: Annotated[str, AfterValidator(_kind)] = described(
        "Kind of product: cosmetic, cfl, thermometer_medical ..., or other.", "cosmetic"
    )
    brand: str = described("Brand as printed, in its own script.", "Made-up brand", default="", max_length=300)
    name: str = described("Name of the product as printed.", "Made-up cream", min_length=1, max_length=300)
    manufacturer: str = described("Manufacturer as printed.", "Made-up cosmetics", default="", max_length=300)
    country: str = described(
        "Country that it says it was made in, as ISO 3166 code of three letters.",
        "PAK", default="", pattern="^([A-Z]{3})?$",
    )  # fmt: skip
    lot: str = described("Lot or batch as printed.", "A12", default="", max_length=100)
    barcode: str = described("Number of its bar code.", "", default="", pattern=r"^(\d{8}|\d{12,14})?$")
    note: str = described("Anything a reader should know; nothing about persons.", "", default="")


class ProductTestRecord(Record):
    """One measurement of one sample."""

    id: Key = described("Identifier of the test.", "T1")
    campaign: str = described("Identifier of its campaign; empty where there is one only.", "", default="")
    product: Key = described("Identifier of the product.", "P1")
    sample: str = described(
        "Identifier of the sample; a screening and its confirmation have the same. Empty: a sample of its own.",
        "S1", default="", max_length=100,
    )  # fmt: skip
    bought_on: date | None = described("Day on which it was bought.", "2025-03-01", default=None)
    country: str = described(
        "Country where it was bought, or sent to, as ISO 3166 code of three letters.",
        "KEN", default="", pattern="^([A-Z]{3})?$",
    )  # fmt: skip
    seller_kind: SellerKind = described("shop, market, platform or other; never a name.", "platform", default="other")
    platform: str = described("Name of the internet platform.", "Made-up platform", default="", max_length=200)
    url: str = described("Address of the listing.", "https://shop.example/item/1", default="", max_length=2000)
    price: float | None = described("Price paid.", "4.5", default=None, ge=0)
    currency: str = described("Currency of the price.", "USD", default="", pattern="^([A-Z]{3})?$")
    laboratory: str = described("Laboratory, or whose instrument.", "Made-up laboratory", default="", max_length=300)
    method: Method = described("XRF, ICP-MS, ICP-OES, CV-AAS, CV-AFS, DMA or other.", "XRF")
    value: float | None = described(
        "Mercury found, in the unit of this row; empty below detection.", "1250", default=None, ge=0
    )
    unit: ContentUnit = described("ppm, mg/kg, ug/g, %, ppb or ug/kg.", "ppm")
    below_detection: bool = described("y where no mercury was detected.", "n", default=False)
    detection_limit: float | None = described(
        "Detection limit, in the unit of this row; needed where nothing was detected.", "5", default=None, gt=0
    )
    uncertainty: float | None = described(
        "Expanded uncertainty (95 %) of the value, in the unit of this row.", "100", default=None, ge=0
    )
    tested_on: date | None = described("Day of the measurement.", "2025-03-20", default=None)
    photographs: tuple[str, ...] = described(
        "Names of files with photographs of the product, separated by semicolons; no persons on them.",
        "p1-front.jpg; p1-back.jpg", default=(),
    )  # fmt: skip
    note: str = described("Anything a reader should know; nothing about persons.", "", default="")


class TakedownRecord(Record):
    """A request to a platform to take a listing down."""

    id: Key = described("Identifier of the request.", "R1")
    product: Key = described("Identifier of the product.", "P1")
    platform: str = described("Name of the platform that was asked.", "Made-up platform", min_length=1, max_length=200)
    url: str = described("Address of the listing.", "https://shop.example/item/1", default="", max_length=2000)
    requested_on: date = described("Day of the request.", "2025-04-01")
    requested_by: str = described(
        "Organisation that asked; never a person.", "Made-up consumer group", default="", max_length=300
    )
    answered_on: date | None = described("Day of the answer.", "2025-04-09", default=None)
    outcome: Outcome = described("removed, partly, refused or no answer; empty while open.", "removed", default="")
    removed_on: date | None = described("Day on which the listing was gone.", "2025-04-10", default=None)
    note: str = described("Anything a reader should know; nothing about persons.", "", default="")


class RelistingCheckRecord(Record):
    """A look whether a listing that was removed is there again."""

    takedown: Key = described("Identifier of the request.", "R1")
    checked_on: date = described("Day of the check.", "2025-05-10")
    found_again: bool = described("y where the product was found on the platform again.", "n")
    url: str = described("Address where it was found again.", "", default="", max_length=2000)
    same_seller: bool | None = described("y where the seller is the same; never who it is.", "", default=None)
    note: str = described("Anything a reader should know; nothing about persons.", "", default="")


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "campaigns": CampaignRecord,
        "products": ProductRecord,
        "tests": ProductTestRecord,
        "takedowns": TakedownRecord,
        "checks": RelistingCheckRecord,
    }
)
