"""How a template looks, and the hidden sheet that holds the lists to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.reference.readers.labels import choice_label
from almaden.reference.readers.scan import column_letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4: Final = 9
_LIST_SHEET: Final = "lists"
#: Longest message and title that a spreadsheet program shows beside a cell.
_LONGEST_MESSAGE: Final = 255
_LONGEST_TITLE: Final = 32


@dataclass(frozen=True)
class Look:
    """The formats of a template: yellow is to be filled in, grey is known, white may be filled in."""

    title: Format
    section: Format
    prose: Format
    command: Format
    head: Format
    help: Format
    must: Format
    must_text: Format
    known: Format
    may: Format
    may_text: Format
    group: Format
    missing: Format

    @classmethod
    def of(cls, book: Workbook) -> Look:
        """The formats in a workbook."""

        def make(**properties: Any) -> Format:
            return book.add_format({"valign": "top", **properties})

        cell = {"border": 1, "border_color": "#C9D1D6", "text_wrap": True}
        return cls(
            title=make(bold=True, font_size=16, font_color="#17414E"),
            section=make(bold=True, font_size=12, font_color="#17414E", text_wrap=True),
            prose=make(text_wrap=True, font_size=11),
            command=make(font_name="Courier New", font_size=11, bg_color="#F1F3F4", indent=1),
            head=make(bold=True, bg_color="#17414E", font_color="#FFFFFF", **cell),
            help=make(italic=True, font_color="#4A5B63", bg_color="#F1F3F4", font_size=9, **cell),
            must=make(bg_color="#FFF3C4", **cell),
            must_text=make(bg_color="#FFF3C4", num_format="@", **cell),
            known=make(bg_color="#E6EBEE", num_format="@", **cell),
            may=make(**cell),
            may_text=make(num_format="@", **cell),
            group=make(bold=True, bg_color="#CFDDE3", font_color="#17414E"),
            missing=make(bg_color="#F6B26B"),
        )

    @staticmethod
    def print_setup(sheet: Worksheet, landscape: bool = True) -> None:
        """One page wide, with page numbers."""
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&R&P / &N")
        if landscape:
            sheet.set_landscape()


class Lists:
    """The lists to choose from; they stand in a hidden sheet, since texts with commas cannot stand in a rule."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], int] = {}

    def source(self, values: Sequence[str]) -> str:
        """The formula by which a rule names a list."""
        column = column_letters(self._places.setdefault(tuple(values), len(self._places) + 1))
        return f"={_LIST_SHEET}!${column}$1:${column}${len(values)}"

    def write(self, book: Workbook) -> None:
        """Add the hidden sheet, after all lists are known."""
        sheet = book.add_worksheet(_LIST_SHEET)
        for values, column in self._places.items():
            for row, value in enumerate(values):
                sheet.write_string(row, column - 1, value)
        sheet.hide()


@dataclass(frozen=True)
class Form:
    """What every sheet of a template is made with."""

    book: Workbook
    look: Look
    lists: Lists
    lang: str
    translate: Callable[[str], str]

    def choices(self, values: Sequence[str]) -> list[str]:
        """Values of a choice in the language of the template, without the empty one."""
        return [choice_label(value, self.lang) for value in values if value]

    def choose(
        self, sheet: Worksheet, rows: tuple[int, int], column: int, values: Sequence[str], message: str = ""
    ) -> None:
        """Let the cells of a column be chosen from a list; other entries are asked about, not refused."""
        if not values:
            return
        rule = {
            "validate": "list",
            "source": self.lists.source(values),
            "error_type": "warning",
            "error_title": self.translate("Not in the list")[:_LONGEST_TITLE],
            "error_message": self.translate("Choose an entry of the list, or leave the cell empty.")[:_LONGEST_MESSAGE],
        }
        if message:
            rule["input_message"] = (
                message if len(message) <= _LONGEST_MESSAGE else message[: _LONGEST_MESSAGE - 1] + "…"
            )
        sheet.data_validation(rows[0], column, rows[1], column, rule)
