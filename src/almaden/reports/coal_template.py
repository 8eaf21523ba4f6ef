"""The workbook in which people tell of coal-fired units: sheets for units, coals, tests and changes, with help."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.tables import read_table
from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.coal.readers.unit_tables import TABLES

Kind = Literal["power", "industrial"]

#: The sheets of each kind of template.
_SHEETS: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        "power": ("units", "coals", "tests", "changes"),
        "industrial": ("boilers", "coals", "tests", "changes"),
    }
)


def coal_template(kind: Kind, lang: str = "en") -> bytes:
    """The template of power plant units or of industrial boilers as a workbook that can be read when filled in.

    Args:
        kind: units of power plants, or boilers of industry.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    tables = {name: TABLES[name] for name in _SHEETS[kind]}
    return record_template(tables, lang, lambda form: _read_me(form, kind))


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
    write_template(path, lambda: coal_template(kind, lang))


def _read_me(form: Form, kind: Kind) -> None:
    _ = form.translate
    title = _("Coal-fired units of power plants") if kind == "power" else _("Coal-fired boilers of industry")
    devices = [(line["device"], _(line["name"])) for line in read_table("coal/devices")]
    read_me_sheet(form, title, _steps(form, kind), _("Devices"), devices)


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
