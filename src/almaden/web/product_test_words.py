"""What the columns of product tests are called on pages, and the choices in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from almaden.wording import n_

#: By table: what its rows are, what adding one is called, and what is said of none.
TABLE_WORDS: Final = MappingProxyType(
    {
        "campaigns": (n_("Rounds"), n_("Add a round"), n_("Change the round")),
        "products": (n_("Products"), n_("Add a product"), n_("Change the product")),
        "tests": (n_("Tests"), n_("Add a test"), n_("Change the test")),
        "takedowns": (n_("Take-down requests"), n_("Note a take-down request"), n_("Change the request")),
        "checks": (n_("Later looks"), n_("Note a look"), n_("Change the look")),
    }
)

LABELS: Final = MappingProxyType(
    {
        "id": n_("Identifier"),
        "title": n_("Title"),
        "year": n_("Year"),
        "organiser": n_("Organisation that runs it"),
        "sampling": n_("How samples were chosen"),
        "made_up": n_("Its figures are made up, as an example"),
        "note": n_("Note"),
        "kind": n_("Kind of product"),
        "brand": n_("Brand"),
        "name": n_("Name"),
        "manufacturer": n_("Manufacturer"),
        "country": n_("Country"),
        "lot": n_("Lot"),
        "barcode": n_("Bar code"),
        "campaign": n_("Round"),
        "product": n_("Product"),
        "sample": n_("Sample"),
        "bought_on": n_("Bought on"),
        "seller_kind": n_("Kind of seller"),
        "platform": n_("Platform"),
        "url": n_("Address of the listing"),
        "price": n_("Price"),
        "currency": n_("Currency"),
        "laboratory": n_("Laboratory"),
        "method": n_("Method"),
        "value": n_("Mercury found"),
        "unit": n_("Unit"),
        "below_detection": n_("No mercury was detected"),
        "detection_limit": n_("Detection limit"),
        "uncertainty": n_("Expanded uncertainty"),
        "tested_on": n_("Tested on"),
        "photographs": n_("Photographs"),
        "requested_on": n_("Asked on"),
        "requested_by": n_("Organisation that asked"),
        "answered_on": n_("Answered on"),
        "outcome": n_("Outcome"),
        "removed_on": n_("Gone since"),
        "takedown": n_("Request"),
        "checked_on": n_("Looked on"),
        "found_again": n_("Found again"),
        "same_seller": n_("By the same seller"),
    }
)

#: What stands in the lists of rows, by table.
LISTED: Final = MappingProxyType(
    {
        "campaigns": ("id", "title", "year", "organiser", "sampling"),
        "products": ("id", "brand", "name", "lot", "kind", "country"),
        "tests": ("id", "product", "country", "platform", "method", "value", "unit", "detection_limit", "tested_on"),
        "takedowns": ("id", "product", "platform", "requested_on", "outcome", "answered_on", "removed_on"),
        "checks": ("takedown", "checked_on", "found_again", "same_seller"),
    }
)
