"""Times of an EBAS file: days since day zero into moments, and when the file was written."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Final

from almaden.monitoring.readers.nasa_ames import Header
from almaden.monitoring.readers.told import number, remark
from almaden.reference.readers.located import Remark

_ZONE: Final = re.compile(r"(?:UTC|GMT|Z)?\s*(?:([+-])(\d{1,2})(?:[:_]?(\d\d))?)?", re.ASCII | re.IGNORECASE)
_STAMP: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?", re.ASCII)
_DAY: Final = 86_400
_PLAIN: Final = frozenset("0123456789.")
#: Four decimals of a day are known to 4 seconds, so that whole minutes can be told.
_MINUTE: Final = 60


class Clock:
    """Moments of the days of one file."""

    def __init__(self, header: Header, name: str) -> None:
        zone = header.keys.get("Timezone", "")
        found = _ZONE.fullmatch(zone)
        self.remarks: list[Remark] = [] if found else [remark("time zone", name, column="Timezone", value=zone)]
        east = _east(found) if found else timedelta()
        self._zero = header.reference - east
        self.coarse = False
        self.written = _written(header)

    def moments(self, cells: Collection[str]) -> dict[str, datetime | None]:
        """The moments of different cells of days, to the second; None where a cell is no number of days."""
        # Nearly always every cell has six decimals, and none needs a closer look.
        if set("".join(cells)) <= _PLAIN and all(cell[-7:-6] == "." for cell in cells):
            zero = self._zero
            try:
                return {cell: zero + timedelta(0, round(float(cell) * _DAY)) for cell in cells}
            except (ValueError, OverflowError):
                pass
        return {cell: self._moment(cell) for cell in cells}

    def _moment(self, cell: str) -> datetime | None:
        days = number(cell)
        if days is None:
            return None
        decimals = len(cell.partition(".")[2])
        step = _MINUTE if decimals == 4 else 1
        try:
            seconds = round(days.value * _DAY / step) * step
            self.coarse = self.coarse or (0 < decimals < 4 and seconds % _MINUTE != 0)
            return self._zero + timedelta(seconds=seconds)
        except OverflowError:
            return None


def _east(found: re.Match[str]) -> timedelta:
    if not found[1]:
        return timedelta()
    east = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return east if found[1] == "+" else -east


def _written(header: Header) -> datetime | None:
    """When the file was last written, as far as it tells."""
    stamps = [_stamp(header.keys.get(key, "")) for key in ("File creation", "Revision date")]
    if header.revised is not None:
        stamps.append(header.revised + timedelta(days=1))
    return max((stamp for stamp in stamps if stamp is not None), default=None)


def _stamp(text: str) -> datetime | None:
    found = _STAMP.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
