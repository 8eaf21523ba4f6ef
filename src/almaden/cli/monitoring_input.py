"""What commands on files of measurements have in common: files, reader, clock, output."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from almaden.cli.language import _
from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.monitoring.readers.gathered import Gathered
    from almaden.reference.readers.located import Remark

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files of measurements."))]
ReaderName = Annotated[
    str, typer.Option("--reader", metavar="NAME", help=_("Reader of the files; otherwise each file tells its own."))
]
Zone = Annotated[
    str,
    typer.Option(
        "--zone", metavar="ZONE", help=_("Clock by which periods begin: an offset such as +05:30, or Asia/Seoul.")
    ),
]
Share = Annotated[
    float | None, typer.Option("--coverage", metavar="SHARE", help=_("Share that must be measured, such as 0.75."))
]
Suspect = Annotated[bool, typer.Option("--suspect", help=_("Count values that are marked as suspect too."))]
Output = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help=_("Write every line into this CSV file."))
]

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?")


def zone_of(text: str) -> tzinfo:
    """The clock that a user named.

    Raises:
        InputError: it is neither an offset nor a zone of the world.
    """
    import zoneinfo

    if text.upper() in ("", "UTC", "GMT", "Z"):
        return UTC
    if found := _OFFSET.fullmatch(text.upper()):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if offset < timedelta(hours=24):
            return timezone(-offset if found[1] == "-" else offset)
    try:
        return zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            Fault(
                n_("this is no clock"), column="--zone", value=text,
                accepted=n_("an offset such as +05:30 or -3, or a zone such as Asia/Seoul"),
                advice=n_("take the standard time of the site: its offset from UTC in winter"),
            )
        ) from None  # fmt: skip


def gathered(files: Sequence[Path], reader: str) -> Gathered:
    """What files of measurements hold."""
    from almaden.cli.progress import progress_bar
    from almaden.monitoring.readers.gathered import gather

    with progress_bar(_("Files")) as bar:
        return gather(files, reader, bar)


def odd_places(remarks: Sequence[Remark]) -> tuple[Text, ...]:
    """What readers met that is odd, by its kind with how often and where first."""
    first = {one.trap: one.fault for one in reversed(remarks)}
    counts = Counter(one.trap for one in remarks)
    return tuple(
        Text("{trap}, {count} times; first: {what}", trap=Text(trap), count=float(count), what=first[trap].say(_))
        for trap, count in sorted(counts.items())
    )


def check_share(share: float | None) -> None:
    """Raise where the share that was asked for is none."""
    if share is not None and not 0 < share <= 1:
        raise InputError(
            Fault(
                n_("this is no share"), column="--coverage", value=str(share),
                accepted=n_("a number above 0, at most 1"), advice=n_("take 0.75"),
            )
        )  # fmt: skip


def write_rows(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write lines of a result as CSV."""
    from almaden.reports.files import write_atomically
    from almaden.reports.result_files import table_bytes

    write_atomically(path, table_bytes(rows))


def number(value: float | None) -> str:
    """A number as it is said, and a dash where it is not known."""
    from almaden.cli.language import LANGUAGE
    from almaden.reference.numerals import spoken

    return "-" if value is None else spoken(value, LANGUAGE)
