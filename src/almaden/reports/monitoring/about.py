"""What every export says of itself, and where an export goes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from almaden import __version__
from almaden.reference.records import SiteRecord
from almaden.reports.files import writing_atomically

#: A path, which is written in one step, or an open stream.
Target = Path | BinaryIO


@dataclass(frozen=True)
class ExportAbout:
    """What an export says of itself.

    Attributes:
        title: what the data are.
        citation: how to cite them.
        licence: terms under which they may be used.
        edition: edition of the evidence base that they come from.
        version: version of the program that wrote them.
        notice: what has to be said wherever they are shown, as of made-up data.
        made: when they were written; None leaves it out, so that equal input gives equal files.
    """

    title: str
    citation: str = ""
    licence: str = ""
    edition: str = ""
    version: str = field(default=__version__)
    notice: str = ""
    made: datetime | None = None

    def texts(self) -> dict[str, str]:
        """What is told, by name; what is not told is left out."""
        told = {name: value for name, value in asdict(self).items() if isinstance(value, str)}
        program = f"Almaden {told.pop('version')}"
        texts = {name: text for name, text in told.items() if text} | {"program": program}
        return texts | ({"made": utc(self.made).isoformat()} if self.made is not None else {})


@contextmanager
def written_to(target: Target) -> Iterator[BinaryIO]:
    """The stream to write into; a path gets the whole file or none of it.

    Raises:
        OutputError: the path cannot be written.
    """
    if isinstance(target, Path):
        with writing_atomically(target) as file:
            yield file
    else:
        yield target


@contextmanager
def made_whole(target: Target) -> Iterator[Path]:
    """A path to make a file at that is not written from its begin to its end; it is copied to the target afterwards.

    Raises:
        OutputError: the target cannot be written.
    """
    with TemporaryDirectory(prefix="almaden-export-") as folder:
        path = Path(folder) / "file"
        yield path
        with path.open("rb") as made, written_to(target) as file:
            shutil.copyfileobj(made, file)


def utc(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is taken as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def sites_by_identifier(sites: Sequence[SiteRecord]) -> Mapping[str, SiteRecord]:
    """Sites by the identifiers that observations name them with, such as ``gaw:MHD``, and by their names."""
    found = {one.name: one for one in sites}
    return found | {f"{system}:{text}": one for one in sites for system, text in one.identifiers.items()}
