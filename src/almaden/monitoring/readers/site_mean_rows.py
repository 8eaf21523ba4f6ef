"""The rows of a table of means of sites: which place, which value, which years each is of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from almaden.errors import Fault
from almaden.monitoring.readers.cells import DateOrder, date_order, far_off, is_missing_code, moment, number
from almaden.monitoring.readers.site_layout import Column, Layout
from almaden.monitoring.readers.site_mean import SiteMean
from almaden.monitoring.readers.written import Repeats
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.records import SiteRecord
from almaden.wording import Text, n_

_YEARS: Final = re.compile(r"(\d{4})(?:\s*-\s*(\d{4}))?")
_EXPONENT: Final = re.compile(r"[+-]?0?\.\d+[eEdD][+-]?\d\d\d?")


#: Start, end, years as they are told, and month.
_Span = tuple[datetime | None, datetime | None, str, int | None]


class Row(NamedTuple):
    """A row of a table: its number in the file and its cells."""

    number: int
    cells: Sequence[str]


def remark_at(
    file: str, row: int | None, trap: str, problem: str, column: str = "", value: str = "", advice: str = ""
) -> Remark:
    """A remark on a place of a file."""
    return Remark(trap, Fault(problem, file, "", row, column, value, "", advice))


class MeansTable:
    """The rows of one table of means: sites, values, places and times, and what is odd about them."""

    def __init__(self, name: str, layout: Layout, rows: Sequence[Row]) -> None:
        self.name = name
        self.layout = layout
        self.width = len(layout.columns)
        self.places = {column.field: place for place, column in reversed(list(enumerate(layout.columns)))}
        self.values = [(place, one) for place, one in enumerate(layout.columns) if one.field == "value"]
        self.rows = rows
        self.ship = re.sub(r"\.\w+$", "", re.split(r"[/\\]", name)[-1])
        self.moving = self._moving()
        self.orders = self._orders()
        self.said: list[Remark] = []
        self.exponents = False

    def read(self) -> Iterator[Remarked]:
        """The means and the sites, row by row."""
        seen: set[str] = set()
        repeats = Repeats(self.name)
        for row in self.rows:
            cells = row.cells
            if again := repeats.remark(*row):
                yield again
            if len(cells) > self.width and not any(cells[self.width :]):
                cells = cells[: self.width]
            if len(cells) != self.width:
                yield Fault(
                    Text("the row has {found} cells and the header has {width}", found=len(cells), width=self.width),
                    file=self.name,
                    row=row.number,
                    accepted=Text("{width} cells, empty ones included", width=self.width),
                    advice=n_("the row may have been cut off"),
                )
                continue
            faults: list[Fault] = []
            made = self._row(row.number, cells, seen, faults)
            yield from self.said
            self.said = []
            yield from faults or made

    def _text(self, cells: Sequence[str], field: str) -> str:
        place = self.places.get(field)
        return "" if place is None or place >= len(cells) else cells[place]

    def _site(self, cells: Sequence[str]) -> str:
        return self._text(cells, "site") or self.ship

    def _moving(self) -> frozenset[str]:
        """The sites that have several places."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for row in self.rows:
            found[self._site(row.cells)].add((self._text(row.cells, "latitude"), self._text(row.cells, "longitude")))
        return frozenset(site for site, places in found.items() if len(places) > 1 or "date" in self.places)

    def _orders(self) -> dict[str, DateOrder]:
        """How each source writes its dates; one table may hold several sources."""
        texts: dict[str, list[str]] = defaultdict(list)
        for row in self.rows if "date" in self.places else ():
            texts[_source(self._site(row.cells))].append(self._text(row.cells, "date"))
        return {source: date_order(dates) for source, dates in texts.items()}

    def _row(self, row: int, cells: Sequence[str], seen: set[str], faults: list[Fault]) -> list[Located]:
        latitude, longitude = self._place(row, cells, faults)
        elevation = self._number(row, cells, self.places.get("elevation"), faults)
        deviation = self._number(row, cells, self.places.get("deviation"), faults)
        source = self._site(cells)
        moving = source in self.moving
        site = _spot(source, latitude, longitude) if moving else source
        made = []
        if site not in seen and not faults and (latitude is not None or not moving):
            seen.add(site)
            made.append(
                Located(
                    SiteRecord(
                        identifiers={"site": site},
                        name=self._text(cells, "name").replace("_", " ") or site,
                        latitude=latitude,
                        longitude=longitude,
                        elevation_m=elevation,
                        note=self._text(cells, "reference"),
                    ),
                    row=row,
                )
            )
        exchanged = self._exchanged(row, cells)
        for place, column in self.values:
            value = self._value(row, cells, place, column, faults)
            start, end, years, month = self._time(row, cells, column, faults)
            made.append(
                Located(
                    SiteMean(
                        site=f"site:{site}",
                        latitude=latitude,
                        longitude=longitude,
                        matrix=column.matrix,  # type: ignore[arg-type]  # a row of the table of words
                        species=column.species,
                        value=value,
                        unit=column.unit,
                        flag="missing" if value is None else "suspect" if exchanged or value < 0 else "valid",
                        start=start,
                        end=end,
                        years=years,
                        month=month,
                        standard_deviation=deviation,
                        reference=self._text(cells, "reference"),
                        moving=moving,
                        row=row,
                        original_value=cells[place],
                        original_unit=column.original_unit,
                        original_file=self.name,
                    ),
                    row=row,
                )
            )
        return made

    def _say(self, row: int, trap: str, problem: str, place: int, value: str, advice: str) -> None:
        self.said.append(remark_at(self.name, row, trap, problem, self.layout.columns[place].name, value, advice))

    def _number(self, row: int, cells: Sequence[str], place: int | None, faults: list[Fault]) -> float | None:
        """A number, None for an empty cell or a code for a missing value, which is told."""
        text = "" if place is None else cells[place]
        if place is None or not text:
            return None
        try:
            value = number(text)
        except ValueError:
            column = self.layout.columns[place].name
            accepted, advice = n_("a number"), n_("correct it")
            faults.append(Fault(n_("the text is not a number"), self.name, "", row, column, text, accepted, advice))
            return None
        declared = self.layout.columns[place].field in ("value", "deviation") and value == self.layout.missing
        if is_missing_code(text) or declared:
            advice = n_("it was taken as missing, never as a number")
            self._say(row, "missing code", n_("a code for a missing value"), place, text, advice)
            return None
        if not self.exponents and _EXPONENT.fullmatch(text):
            self.exponents = True
            advice = n_("they were read as numbers")
            self._say(row, "fortran exponent", n_("numbers with exponents as Fortran writes them"), place, text, advice)
        return value

    def _value(self, row: int, cells: Sequence[str], place: int, column: Column, faults: list[Fault]) -> float | None:
        value = self._number(row, cells, place, faults)
        if value == 0 and column.species == "THg deposition" and "month" not in self.places:
            advice = n_("no year is without deposition; it was taken as missing")
            self._say(row, "zero for no data", n_("zero stands where there are no data"), place, cells[place], advice)
            return None
        if value is not None and value < 0:
            self._say(row, "negative value", n_("the value is negative"), place, cells[place], n_("look at the source"))
        return value

    def _place(self, row: int, cells: Sequence[str], faults: list[Fault]) -> tuple[float | None, float | None]:
        latitude = self._number(row, cells, self.places.get("latitude"), faults)
        longitude = self._number(row, cells, self.places.get("longitude"), faults)
        why = far_off(latitude, longitude)
        if why:
            self._say(row, "coordinates swapped", why, self.places["latitude"], str(latitude), n_("exchange the cells"))
            return None, None
        if latitude is None or longitude is None:
            return None, None
        # From 0 to 360 degrees east is another way to write the same place.
        return latitude, longitude - 360 if longitude > 180 else longitude

    def _exchanged(self, row: int, cells: Sequence[str]) -> bool:
        """Whether depositions of two years equal the rain of the same years: the cells stand in another order."""
        by_years: dict[str, list[str]] = defaultdict(list)
        for place, column in self.values:
            by_years[column.years].append(cells[place])
        pairs = list(by_years.values())
        if len(pairs) < 2 or not all(len(set(pair)) == 1 < len(pair) for pair in pairs):
            return False
        advice = n_("the cells of this row seem to stand in another order than the header says; look at the source")
        problem = n_("deposition and precipitation of each year are the same number")
        self._say(row, "columns exchanged", problem, self.values[0][0], ", ".join(cells), advice)
        return True

    def _time(self, row: int, cells: Sequence[str], column: Column, faults: list[Fault]) -> _Span:
        if "date" in self.places:
            return self._date(row, cells)
        years = self._text(cells, "year") or column.years
        hit = _YEARS.fullmatch(years)
        if hit is None:
            return None, None, years, None
        first, last = int(hit[1]), int(hit[2] or hit[1])
        text = self._text(cells, "month")
        if not text:
            return datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC), years, None
        if not text.isdecimal() or not 1 <= int(text) <= 12:
            name = self.layout.columns[self.places["month"]].name
            problem, accepted = n_("the number is no month"), n_("a number from 1 to 12")
            faults.append(Fault(problem, self.name, "", row, name, text, accepted, n_("correct it")))
            return None, None, years, None
        month = int(text)
        end = datetime(last + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        return datetime(first, month, 1, tzinfo=UTC), end, years, month

    def _date(self, row: int, cells: Sequence[str]) -> _Span:
        text = self._text(cells, "date")
        order = self.orders[_source(self._site(cells))]
        start = moment(text, order)
        if start is None and text.count("-") == 2:
            advice = n_("no other date of this source tells which number is the month; write 2006-05-16")
            problem = n_("the date reads as two different days")
            self._say(row, "day and month", problem, self.places["date"], text, advice)
        return start, start + timedelta(days=1) if start else None, "" if start else text, None


def _spot(source: str, latitude: float | None, longitude: float | None) -> str:
    """The name of one place of a ship or a compilation: where it was, and by whom."""
    return source if latitude is None or longitude is None else f"{source} {latitude:.4f} {longitude:.4f}"


def _source(site: str) -> str:
    """The source of a row: programs that fill columns have put a running number behind some."""
    return re.sub(r" \d+$", "", site)
