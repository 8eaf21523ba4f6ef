"""The workbook in which people tell of coal-fired units: sheets for units, coals, tests and changes, with help."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.inventory.readers.tables import TableKind
from almaden.reference.languages import translator
from almaden.reference.record import Record, columns
from almaden.reference.tables import read_table
from almaden.reports.cells import OPTIONS, fit_row
from almaden.reports.inventory_files import check_workbook_name, write_new_file
from almaden.reports.template_look import Form, Lists, Look
from almaden.reports.template_tables import table_sheet
from almaden.sectors.coal.readers.unit_tables import TABLES
from almaden.wording import n_

Kind = Literal["power", "industrial"]

#: The sheets of each kind of template.
_SHEETS: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        "power": ("units", "coals", "tests", "changes"),
        "industrial": ("boilers", "coals", "tests", "changes"),
    }
)
#: Width of the columns of the first sheet, in characters.
_NAME_WIDTH: Final = 16
_PROSE_WIDTH: Final = 100


def coal_template(kind: Kind, lang: str = "en") -> bytes:
    """The template of power plant units or of industrial boilers as a workbook that can be read when filled in.

    Each sheet has the columns of its table, a row of help, and two remarks that the reader passes over: the units
    of the columns, and an example.

    Args:
        kind: units of power plants, or boilers of industry.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True})
    form = Form(book, Look.of(book), Lists(), lang, translator(lang))
    _read_me(form, kind)
    for name in _SHEETS[kind]:
        record = TABLES[name]
        needed = tuple(field for field in columns(record) if record.model_fields[field].is_required())
        table_sheet(form, TableKind(name, record, needed), name, _remarks(form, record))
    form.lists.write(book)
    book.close()
    return content.getvalue()


def write_coal_template(path: Path, kind: Kind, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        kind: units of power plants, or boilers of industry.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    check_workbook_name(path)
    content = coal_template(kind, lang)

    def fill(part: Path) -> None:
        part.write_bytes(content)

    write_new_file(path, fill)


def _remarks(form: Form, record: type[Record]) -> list[dict[str, str]]:
    infos = {name: record.model_fields[name] for name in columns(record)}
    return [
        {"#what": "# " + form.translate(n_("unit")), **{name: _unit(info) for name, info in infos.items()}},
        {
            "#what": "# " + form.translate(n_("example")),
            **{name: str((info.examples or [""])[0]) for name, info in infos.items()},
        },
    ]


def _unit(info: Any) -> str:
    return str((info.json_schema_extra or {}).get("unit", ""))


def _read_me(form: Form, kind: Kind) -> None:
    _ = form.translate
    sheet = form.book.add_worksheet(_("Read me"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _PROSE_WIDTH)
    form.look.print_setup(sheet, landscape=False)
    title = _("Coal-fired units of power plants") if kind == "power" else _("Coal-fired boilers of industry")
    sheet.write_string(0, 0, title, form.look.title)
    row = 2
    for text in _steps(form, kind):
        sheet.write_string(row, 1, text, form.look.prose)
        fit_row(sheet, row, [(text, _PROSE_WIDTH)])
        row += 1
    sheet.write_string(row + 1, 0, _("Devices"), form.look.section)
    for number, line in enumerate(read_table("coal/devices"), row + 2):
        sheet.write_string(number, 0, line["device"], form.look.prose)
        sheet.write_string(number, 1, _(line["name"]), form.look.prose)


def _steps(form: Form, kind: Kind) -> list[str]:
    _ = form.translate
    return [
        _(
            "1. Write each unit into a line of the sheet “{sheet}”. Only its identifier, its country and its capacity "
            "are needed: whatever else is empty is filled from default tables, and marked."
        ).format(sheet=_SHEETS[kind][0]),
        _(
            "2. Name the devices on the flue gas in the order in which the gas meets them, joined by +: "
            "SCR + CS-ESP + wFGD. Write none where there are none, and leave the cell empty where nobody knows."
        ),
        _(
            "3. Sheet “coals”: a line for each coal that a unit burns, with the basis of its contents; the shares of "
            "the coals of a unit add to 1. Sheet “tests”: results of measurements, a line for each. Both may be empty."
        ),
        _(
            "4. Sheet “changes”: measures of your own that are compared or planned with, a line for each. A coal that "
            "no unit burns yet stands in the sheet “coals” with * in place of the unit."
        ),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
