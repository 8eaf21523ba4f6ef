"""Workbooks to be filled in for switches to products without mercury: facilities, producers, amalgam, plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record
from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.products import amalgam_records, producer_records, product_plan, switch_records
from almaden.sectors.products.alternatives import all_alternatives
from almaden.sectors.products.amalgam import amalgam_measures, indicators
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.product_plan import step_kinds
from almaden.wording import n_

TemplateName = Literal["switch", "producer", "amalgam", "plan"]

_REMARK: Final = n_(
    "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
    "and examples are."
)


@dataclass(frozen=True)
class _Template:
    """A template.

    Attributes:
        tables: record types by title of their sheet.
        title: of the first sheet.
        steps: what to do.
        section: heading of the list of words.
    """

    tables: Mapping[str, type[Record]]
    title: str
    steps: tuple[str, ...]
    section: str


_TEMPLATES: Final[Mapping[TemplateName, _Template]] = MappingProxyType(
    {
        "switch": _Template(
            switch_records.TABLES,
            n_("Switch of a facility to products without mercury"),
            (
                n_("1. Sheet “facility”: one line. All prices are in its currency and of one year."),
                n_("2. Sheet “items”: one line for each sort in use; numbers of one year, no percentages."),
                n_("3. Sheet “budgets”: money of each year, for a switch in steps; it may stay empty."),
            ),
            n_("Kinds of products, and words for alternatives"),
        ),
        "producer": _Template(
            producer_records.TABLES,
            n_("Conversion of producers to products without mercury"),
            (n_("1. One line for each line of the factory. Prices are those that the producer gets."),),
            n_("Kinds of products"),
        ),
        "amalgam": _Template(
            amalgam_records.TABLES,
            n_("Way out of dental amalgam"),
            (
                n_("1. Sheet “measures”: one line for each measure; what is not told counts as not taken."),
                n_("2. Sheet “values”: one line for each indicator and year; shares between 0 and 1."),
            ),
            n_("Measures and indicators"),
        ),
        "plan": _Template(
            product_plan.TABLES,
            n_("Plan against mercury in products"),
            (n_("1. One line for each step: who is responsible (an organisation), by when, what shows it, its cost."),),
            n_("Kinds of steps, and kinds of products"),
        ),
    }
)


def product_switch_template(name: TemplateName, lang: str = "en") -> bytes:
    """A template, a workbook that can be read when filled in.

    Args:
        name: which.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    told = _TEMPLATES[name]

    def read_me(form: Form) -> None:
        _ = form.translate
        lines = [(key, _(text)) for key, text in _words(name)]
        read_me_sheet(form, _(told.title), [_(text) for text in (*told.steps, _REMARK)], _(told.section), lines)

    return record_template(told.tables, lang, read_me)


def write_product_switch_template(path: Path, name: TemplateName, lang: str = "en") -> None:
    """Write a template.

    Args:
        path: the workbook to write, ``.xlsx``.
        name: which.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: product_switch_template(name, lang))


def _words(name: TemplateName) -> Iterable[tuple[str, str]]:
    kinds = [(key, kind.name) for key, kind in product_kinds().items()]
    if name == "amalgam":
        rows = [(row["key"], row["name"]) for row in amalgam_measures()]
        return [*rows, *((one.key, one.name) for one in indicators().values())]
    if name == "plan":
        return [*((row["key"], row["name"]) for row in step_kinds()), *kinds]
    if name == "switch":
        return [*kinds, *((one.key, one.name) for one in all_alternatives())]
    return kinds
