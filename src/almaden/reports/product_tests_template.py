"""The workbook in which campaigns tell of products that were tested, of take-down requests and of later checks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
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


def product_tests_template(lang: str = "en") -> bytes:
    """The template of product tests, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_product_tests_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: product_tests_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Write nothing about persons anywhere, sellers included. Keep it with your evidence."),
        _("2. Sheet “tests”: one line for each measurement. A screening and its confirmation share the sample."),
        _(
            "3. Where nothing was detected, write y into below_detection and the detection limit of the method; leave "
            "the value empty."
        ),
        _("4. The unit stands in every line: 1 % is 10,000 ppm."),
        _(
            "5. Sheet “takedowns”: one line for each request. Leave the outcome empty until there is one; after a "
            "removal write each look at the listing into “checks”."
        ),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Tests of products"), steps, _("Sheets"), lines)
