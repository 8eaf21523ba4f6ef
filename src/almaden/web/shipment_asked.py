"""The question about a shipment that an address asks, and the ledgers of consents that a person may look at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal, cast

from django.http import Http404

from almaden.convention.content import parse_quantity
from almaden.convention.shipment_finding import Shipment
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.rights import Person
from almaden.store.studies import may_read_tables, visible_studies
from almaden.supply.trade.article3 import allowed_uses
from almaden.supply.trade.consent_records import ORIGIN_NAMES, Origin, Purpose
from almaden.supply.trade.editions import editions
from almaden.web.product_asked import measured, named
from almaden.web.reading import Reading, today
from almaden.wording import n_

#: What the fields of the question are called.
SHIPMENT_FIELDS: Final[Mapping[str, str]] = {
    "code": n_("Customs code"),
    "exporter": n_("From"),
    "importer": n_("To"),
    "on": n_("Day"),
    "movement": n_("You are at"),
    "quantity": n_("Quantity, with its unit"),
    "purpose": n_("What the mercury is for"),
    "origin": n_("Where the mercury comes from"),
    "consent": n_("Number of the consent"),
    "ledger": n_("Ledger of consents"),
    "edition": n_("Edition of the customs code"),
    "holds": n_("Do the goods hold mercury?"),
    "product": n_("Product"),
    "mercury": n_("Mercury, with its unit"),
    "watts": n_("Power of the lamp, W"),
    "length": n_("Length of the lamp"),
    "exemption_until": n_("Exemption until"),
    "excepted": n_("It is what its entry in Annex A excepts"),
}
SIDES: Final[Mapping[str, str]] = {"import": n_("the import"), "export": n_("the export")}
HOLDS: Final[Mapping[str, str]] = {"yes": n_("yes"), "no": n_("no")}


def shipment_of(reading: Reading) -> Shipment | None:
    """The shipment that a form tells; None where nothing is asked yet.

    Raises:
        InputError: with every fault, by field.
    """
    code = reading.text("code")
    exporter, importer = reading.country("exporter"), reading.country("importer")
    if not (code or reading.text("exporter") or reading.text("importer")):
        return None
    for name, value, accepted in (
        ("code", code, n_("a customs code, such as 2805.40")),
        ("exporter", reading.text("exporter"), n_("a country")),
        ("importer", reading.text("importer"), n_("a country")),
    ):
        if not value:
            reading.missing(name, accepted)
    quantity = reading.read("quantity", parse_quantity)
    of = measured(reading)
    holds = reading.choice("holds", HOLDS)
    made = Shipment(
        code=code, exporter=exporter, importer=importer, day=reading.day("on") or today(),
        movement=cast(Literal["import", "export"], reading.choice("movement", SIDES) or "import"),
        quantity=quantity[0] if quantity else None, unit=quantity[1] if quantity else "kg",
        purpose=cast(Purpose, reading.choice("purpose", allowed_uses())) or None,
        origin=cast(Origin, reading.choice("origin", ORIGIN_NAMES) or "not_known"), consent=reading.text("consent"),
        holds_mercury=None if not holds else holds == "yes", edition=reading.choice("edition", editions()),
        product=reading.read("product", named) or "", mercury_mg=of.mercury_mg, mercury_ppm=of.mercury_ppm,
        watts=of.watts, length_mm=of.length_mm, exemption_until=reading.day("exemption_until"),
        excepted=bool(reading.text("excepted")),
    )  # fmt: skip
    reading.raise_if_any()
    return made


def ledgers(user: Person) -> list[Study]:
    """The ledgers of consents that a person may read."""
    return list(_ledgers(user))


def _ledgers(user: Person) -> Iterator[Study]:
    found = visible_studies(user).filter(sector=StudySector.CONSENTS).exclude(state="superseded").defer("tables")
    for one in found:
        if may_read_tables(user, one):
            yield one


def ledger_named(user: Person, text: str, countries: Collection[str] = ()) -> Study | None:
    """The ledger that an address names.

    Args:
        user: the person.
        text: its number, or ``none``; empty for the newest of one of the countries that is not made up.
        countries: the countries of the shipment.

    Raises:
        Http404: the person may not read such a ledger.
    """
    readable = ledgers(user)
    if text == "none":
        return None
    if not text:
        own = (one for one in readable if one.country in countries and not one.made_up)
        return max(own, key=lambda one: one.made_on, default=None)
    for one in readable:
        if str(one.pk) == text:
            return one
    raise Http404


def ledger_of(user: Person, pk: int) -> Study:
    """A ledger that a person may read.

    Raises:
        Http404: there is none.
    """
    found = ledger_named(user, str(pk))
    assert found is not None
    return found
