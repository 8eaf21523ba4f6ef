"""The workbook in which people tell of the sales of mercury-added products, and what holds for them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "about": n_("One line: what was sold before the first year told, and how waste is handled."),
    "sales": n_("One line for each country, kind and year: sales, or production, imports and exports."),
    "contents": n_("Own mercury contents; empty is a default."),
    "lives": n_("Own lives of products; empty is a default."),
    "fates": n_("Own shares of where products go that leave use; empty is a default."),
    "fate_factors": n_(
        "Own shares of where the mercury ends of what breaks, is collected, dumped, burned or flushed; empty: defaults."
    ),
    "phase_outs": n_("The end of sales, for years that are not told."),
}


def products_template(lang: str = "en") -> bytes:
    """The template of sales, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_products_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: products_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _(
            "1. Sheet “about”: products last for years, so what was sold before counts. Say what is to be taken for "
            "the years before the first one told; nothing is taken by itself."
        ),
        _("2. Sheet “sales”: items, t of product, or kg Hg (mercury in them). 0 means none, empty means not known."),
        _("3. The other sheets may stay empty: defaults are taken then, and the result lists them."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    lines += [(key, _(kind.name)) for key, kind in product_kinds().items()]
    read_me_sheet(form, _("Sales of mercury-added products"), steps, _("Sheets, and kinds of products"), lines)
