"""The words and numbers of one language, as the parts of a report ask for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from almaden.inventory.result import Amount, Amounts, RowResult
from almaden.reference.languages import n_, translator
from almaden.reference.numerals import exact
from almaden.reference.pathways import PATHWAYS
from almaden.reports.document import Cell
from almaden.reports.numbers import percent, rounded

#: Columns and sentences name the amounts with these.
AMOUNT_NAMES: Mapping[str, str] = {
    "input_kg": n_("Mercury input"),
    "air_kg": n_("Air"),
    "water_kg": n_("Water"),
    "land_kg": n_("Land"),
    "products_kg": n_("By-products and impurities"),
    "general_waste_kg": n_("General waste"),
    "sector_treatment_kg": n_("Sector-specific treatment"),
    "unallocated_kg": n_("Not allocated"),
}

#: What each pathway is in the words of the Convention.
AMOUNT_TITLES: Mapping[str, str] = {
    "input_kg": n_("Mercury input"),
    "air_kg": n_("Emissions to air"),
    "water_kg": n_("Releases to water"),
    "land_kg": n_("Releases to land"),
    "products_kg": n_("Transfers to by-products and impurities"),
    "general_waste_kg": n_("Transfers to general waste"),
    "sector_treatment_kg": n_("Transfers to sector-specific treatment"),
    "unallocated_kg": n_("Not allocated to a pathway"),
}

TOTAL_NAMES: Mapping[str, str] = {
    "gross": n_("Gross total"),
    "toolkit": n_("Toolkit total"),
    "linked": n_("Linked total"),
}

SEVERITIES: Mapping[str, str] = {"error": n_("error"), "warning": n_("warning"), "info": n_("remark")}
STATUSES: Mapping[str, str] = {
    "verified": n_("verified"),
    "unverified": n_("unverified"),
    "user": n_("given by the user"),
}
PHASES: Mapping[str, str] = {"production": n_("production"), "use": n_("use"), "disposal": n_("disposal")}

#: Units of activity rates that are words; the others are symbols and stay.
UNITS = (n_("items"), n_("inhabitants"), n_("vehicles"), n_("corpses"))

UNKNOWN = "?"


@dataclass(frozen=True)
class Words:
    """A language: its translator as ``_``, and cells with numbers in its marks."""

    lang: str
    _: Callable[[str], str]

    @classmethod
    def of(cls, lang: str) -> Words:
        """The words of a language code."""
        return cls(lang, translator(lang))

    def listed(self, parts: Iterable[str]) -> str:
        """Texts one after the other, with the semicolon of the language between them; empty ones are left out."""
        return self._("; ").join(part for part in parts if part)

    def pair(self, name: str, content: str) -> str:
        """A name and what it is, with the colon of the language between them."""
        return self._("{name}: {text}").format(name=name, text=content)

    def known(self, names: Mapping[str, str], key: str) -> str:
        """The translated name of ``key``, or ``key`` itself where the program has no name for it."""
        return self._(names[key]) if key in names else key

    def amount(self, amount: Amount | None) -> Cell:
        """The value of an amount, rounded to what its range supports; ``?`` where it is not known."""
        if amount is None:
            return Cell(UNKNOWN)
        shown = rounded(amount.value, amount.low, amount.high, self.lang)
        return Cell(shown.value, amount.value, "#,##0" + ("." + "0" * shown.decimals if shown.decimals else ""))

    def span(self, amount: Amount | None) -> Cell:
        """The 95 % range of an amount."""
        return Cell("" if amount is None else rounded(amount.value, amount.low, amount.high, self.lang).span)

    def with_span(self, amount: Amount) -> str:
        """Value and range in one text."""
        return rounded(amount.value, amount.low, amount.high, self.lang).text

    def given(self, value: float | None) -> Cell:
        """A number as it was given; ``?`` where it is not known."""
        return Cell(UNKNOWN) if value is None else Cell(exact(value, self.lang), value, "#,##0.##########")

    def share(self, fraction: float) -> Cell:
        """A fraction as a percentage."""
        return Cell(percent(fraction, self.lang), fraction, "0.0%")

    def row_name(self, row: RowResult) -> str:
        """Name of a row with what tells it from others of its category."""
        phase = self.known(PHASES, row.phase) if row.phase else ""
        apart = [part for part in (isolated(self._(row.variant)), phase, isolated(row.facility)) if part]
        name = isolated(self._(row.name))
        return f"{name} ({self.listed(apart)})" if apart else name


def outputs(amounts: Amounts) -> Amount:
    """The sum of the six pathways. The ends of the ranges are added: the pathways of a row move together."""
    parts = [amounts[f"{pathway}_kg"] for pathway in PATHWAYS]
    return Amount(sum(part.value for part in parts), sum(part.low for part in parts), sum(part.high for part in parts))


def isolated(content: str) -> str:
    """A text of the user's, set apart where it runs from right to left, lest it turn its neighbours round."""
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in content):
        return f"\N{FIRST STRONG ISOLATE}{content}\N{POP DIRECTIONAL ISOLATE}"
    return content


def text(content: str) -> Cell:
    """A cell of text."""
    return Cell(content)
