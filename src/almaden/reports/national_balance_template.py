"""The workbook in which the reporters of a country tell of mercury that they trade, make, use and store."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.national.records import TABLES
from almaden.sectors.products.national.words import categories, category_of_kind, processes
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "about": n_("One line: the country and the years of the balance."),
    "reporters": n_("One line for each organisation that reports or is expected to; a code, never a person."),
    "mercury": n_("Mercury imported, made, sold, stored and exported, by partner country."),
    "compounds": n_("The same for compounds of mercury, with their share of mercury."),
    "products": n_("Mercury in products made, imported, exported and brought on the market, by category."),
    "processes": n_("Mercury used in manufacturing processes."),
    "waste": n_("Mercury sent to recovery and disposal."),
}


def national_balance_template(lang: str = "en") -> bytes:
    """The template of a national balance, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_national_balance_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: national_balance_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _(
            "1. Amounts are mercury, in the unit of their row: lb, kg, g, t, flask or l. Items have a column of their "
            "own."
        ),
        _(
            "2. 0 means none. What is not known is said in the column state: not reported, or withheld where the "
            "reporter keeps it confidential; both are never taken as 0."
        ),
        _(
            "3. Sales within the country pass mercury on and are in no sum. Where two reporters tell the same "
            "shipment, name the other one in the column same_as of one row."
        ),
        _(
            "4. Of a store tell what it holds at the end of the year, and at its start where the year before is not "
            "told by the same reporter."
        ),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    kinds = product_kinds()
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    lines += [(key, _(name)) for key, name in {**categories(), **processes()}.items()]
    lines += [
        (kind, _("{name} (kind of product, category {category})").format(name=_(kinds[kind].name), category=category))
        for kind, category in category_of_kind().items()
    ]
    title = _("National balance of mercury: supply, use and trade")
    read_me_sheet(form, title, steps, _("Sheets, categories, processes and kinds of products"), lines)
