"""The other tables of a template: a header, a row of help, and lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, get_args, get_origin

from almaden.convention.obligations import obligations
from almaden.inventory.readers.tables import TableKind
from almaden.reference.readers.labels import column_label
from almaden.reference.record import columns
from almaden.reports.cells import fit_row
from almaden.reports.inventory_workbook import put
from almaden.reports.template_look import Form
from almaden.reports.template_texts import column_help

_WIDE: Final = frozenset({"source", "note", "citation", "url", "action", "exposure", "instrument", "quantity"})
#: Width of the first column where it tells what a line is about.
_KNOWN_WIDTH: Final = 60
_EMPTY_ROWS: Final = 200
_FIRST_ROW: Final = 2


def table_sheet(form: Form, kind: TableKind, title: str, rows: Iterable[Mapping[str, str]] = ()) -> None:
    """Add a sheet for one kind of table.

    Args:
        form: what sheets are made with.
        kind: which table.
        title: title of the sheet.
        rows: what is known already, by column; the column ``#what`` is for people only.
    """
    sheet = form.book.add_worksheet(title)
    names = ("#what", *columns(kind.record))
    known = list(rows)
    heads, helps = [], []
    for column, name in enumerate(names):
        info = kind.record.model_fields.get(name)
        label = "#" if info is None else column_label(name, form.lang)
        sheet.write_string(0, column, label, form.look.head)
        description = (info.description or "") if info is not None else ""
        told = column_help(form.translate, name, description)
        sheet.write_string(1, column, told, form.look.help)
        first_width = _KNOWN_WIDTH if known else 26
        width = first_width if info is None else 34 if name in _WIDE else 13
        sheet.set_column(column, column, width)
        heads.append((label, width))
        helps.append((told, width))
        last = _FIRST_ROW + max(len(known), _EMPTY_ROWS) - 1
        words = words_of(info.annotation) if info is not None else ()
        if words:
            form.choose(sheet, (_FIRST_ROW, last), column, form.choices(words))
    fit_row(sheet, 0, heads)
    fit_row(sheet, 1, helps, points=9)
    for number, row in enumerate(known, _FIRST_ROW):
        for column, name in enumerate(names):
            must = name in ("in_law",)
            sheet.write_blank(number, column, None, form.look.must_text if must else form.look.may_text)
            put(sheet, number, column, row.get(name), form.look.must_text if must else form.look.known)
        fit_row(sheet, number, [(row.get("#what", ""), _KNOWN_WIDTH)])
    sheet.freeze_panes(_FIRST_ROW, 2 if known else 1)
    form.look.print_setup(sheet)
    sheet.repeat_rows(0)


def words_of(annotation: Any) -> tuple[str, ...]:
    """The words or whole numbers that a field lets choose from, none where it takes others too."""
    kinds = [annotation, *(kind for kind in get_args(annotation) if get_origin(annotation) is not Literal)]
    return next((tuple(map(str, get_args(kind))) for kind in kinds if get_origin(kind) is Literal), ())


def law_rows(form: Form) -> list[dict[str, str]]:
    """The obligations on Parties, each with the question whether it stands in law."""
    article = form.translate("Article {place}")
    return [
        {
            "#what": form.translate("{name}: {text}").format(
                name=article.format(place=one.place), text=form.translate(one.obligation)
            ),
            "obligation": one.id,
            "in_law": "?",
        }
        for one in obligations()
        if one.on_party
    ]
