"""Workbooks in which people fill in records: a first sheet that says how, then a sheet for each table."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from almaden.inventory.readers.tables import TableKind
from almaden.reference.languages import translator
from almaden.reference.record import Record, columns
from almaden.reports.cells import OPTIONS, fit_row
from almaden.reports.inventory_files import check_workbook_name, write_new_file
from almaden.reports.template_look import Form, Lists, Look
from almaden.reports.template_tables import table_sheet
from almaden.wording import n_

#: By table, what further example lines have otherwise than the first.
Examples = Mapping[str, Sequence[Mapping[str, str]]]

#: Width of the columns of the first sheet, in characters.
_NAME_WIDTH: Final = 16
_PROSE_WIDTH: Final = 100
#: What every first sheet says at its end.
_REMARK: Final = n_(
    "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
    "and examples are."
)


@dataclass(frozen=True)
class RecordTemplate:
    """A workbook in which people fill in records; it can be read when filled in.

    Attributes:
        tables: record types by title of their sheet.
        title: of the first sheet.
        steps: what to do; what holds of every template is said behind them.
        section: heading of a list of names.
        words: gives the list: name and meaning.
        examples: what further example lines of a table have otherwise than the first.
    """

    tables: Mapping[str, type[Record]]
    title: str
    steps: tuple[str, ...]
    section: str
    words: Callable[[], Iterable[tuple[str, str]]]
    examples: Examples = field(default_factory=dict)

    def content(self, lang: str = "en") -> bytes:
        """The workbook.

        Args:
            lang: language of columns and help: ``en``, ``fr`` or ``es``.
        """
        return record_template(self.tables, lang, self._read_me, self.examples)

    def write(self, path: Path, lang: str = "en") -> None:
        """Write the workbook.

        Args:
            path: the workbook to write, ``.xlsx``.
            lang: language of columns and help: ``en``, ``fr`` or ``es``.

        Raises:
            InputError: the name does not end in ``.xlsx``.
            OutputError: the workbook is there already or cannot be written.
        """
        write_template(path, lambda: self.content(lang))

    def _read_me(self, form: Form) -> None:
        _ = form.translate
        lines = [(name, _(text)) for name, text in self.words()]
        read_me_sheet(form, _(self.title), [_(text) for text in (*self.steps, _REMARK)], _(self.section), lines)


def record_template(
    tables: Mapping[str, type[Record]],
    lang: str,
    read_me: Callable[[Form], None],
    examples: Examples = MappingProxyType({}),
) -> bytes:
    """A template as a workbook that can be read when filled in.

    Each sheet has the columns of its table, a row of help, and remarks that the reader passes over: the units of the
    columns, and examples.

    Args:
        tables: record types by title of their sheet.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
        read_me: writes the first sheet.
        examples: what further example lines of a table have otherwise than the first.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True})
    form = Form(book, Look.of(book), Lists(), lang, translator(lang))
    read_me(form)
    for name, record in tables.items():
        needed = tuple(field for field in columns(record) if record.model_fields[field].is_required())
        table_sheet(form, TableKind(name, record, needed), name, _remarks(form, record, examples.get(name, ())))
    form.lists.write(book)
    book.close()
    return content.getvalue()


def write_template(path: Path, make: Callable[[], bytes]) -> None:
    """Write a template.

    Args:
        path: the workbook to write, ``.xlsx``.
        make: makes its content, once the name is known to be good.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    check_workbook_name(path)
    content = make()

    def fill(part: Path) -> None:
        part.write_bytes(content)

    write_new_file(path, fill)


def _remarks(form: Form, record: type[Record], more: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    infos = {name: record.model_fields[name] for name in columns(record)}
    example = {
        "#what": "# " + form.translate(n_("example")),
        **{name: str((info.examples or [""])[0]) for name, info in infos.items()},
    }
    return [
        {"#what": "# " + form.translate(n_("unit")), **{name: _unit(info) for name, info in infos.items()}},
        example,
        *({**example, **other} for other in more),
    ]


def _unit(info: Any) -> str:
    return str((info.json_schema_extra or {}).get("unit", ""))


def read_me_sheet(
    form: Form, title: str, steps: Sequence[str], section: str = "", lines: Sequence[tuple[str, str]] = ()
) -> None:
    """The first sheet: a title, what to do, and a list of names with their meaning.

    Args:
        form: what sheets are made with.
        title: title, in the language of the form.
        steps: what to do, in the language of the form.
        section: heading of the list.
        lines: the list: name and meaning.
    """
    sheet = form.book.add_worksheet(form.translate("Read me"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _PROSE_WIDTH)
    form.look.print_setup(sheet, landscape=False)
    sheet.write_string(0, 0, title, form.look.title)
    for row, text in enumerate(steps, 2):
        sheet.write_string(row, 1, text, form.look.prose)
        fit_row(sheet, row, [(text, _PROSE_WIDTH)])
    for row, cells in _list(section, lines, 2 + len(steps) + 1):
        look = form.look.section if len(cells) == 1 else form.look.prose
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, look)


def _list(section: str, lines: Sequence[tuple[str, str]], first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    if section:
        yield first, (section,)
    yield from enumerate(lines, first + 1)
