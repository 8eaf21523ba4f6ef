"""The workbook in which campaigns tell of products that were tested, of take-down requests and of later checks."""

from __future__ import annotations

from typing import Final

from almaden.reports.record_template import RecordTemplate
from almaden.sectors.products.testing.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "campaigns": n_("Campaigns or rounds: title, year, organisation, and how samples were chosen."),
    "products": n_("Products as they lay on the shelf: kind, brand, name, lot."),
    "tests": n_("Measurements: which sample, bought where and when, what was found by which method."),
    "takedowns": n_("Requests to platforms to take a listing down, and what came of them."),
    "checks": n_("Later looks whether a listing that was removed is there again."),
}
#: The workbook.
PRODUCT_TESTS_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Tests of products"),
    (
        n_("1. Write nothing about persons anywhere, sellers included. Keep it with your evidence."),
        n_("2. Sheet “tests”: one line for each measurement. A screening and its confirmation share the sample."),
        n_(
            "3. Where nothing was detected, write y into below_detection and the detection limit of the method; leave "
            "the value empty."
        ),
        n_("4. The unit stands in every line: 1 % is 10,000 ppm."),
        n_(
            "5. Sheet “takedowns”: one line for each request. Leave the outcome empty until there is one; after a "
            "removal write each look at the listing into “checks”."
        ),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
