"""Files that statistics of trade are read from: one of the accepted kinds, or several of them packed as ZIP."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import members_of, unfold
from almaden.store.models import Upload, User
from almaden.store.upload_checks import check_content
from almaden.store.uploads import keep, kept_at
from almaden.wording import Text, n_

#: What may lie in the archive.
_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".json", ".gz", ".xlsx")
_ACCEPTED: Final = n_("CSV (also packed as .gz), JSON or the template as .xlsx; several of them packed as .zip")


def keep_statistics(actor: User | None, file: BinaryIO, name: str) -> Upload:
    """Check and keep a file with statistics of trade.

    Raises:
        RightsError: the person may not bring in files.
        InputError: the file is too large, of no accepted kind, or harmful.
    """
    return keep(actor, file, name, lambda path, given: check_content(path, given, _check_folder))


@contextmanager
def statistics_at(upload: Upload) -> Iterator[tuple[Path, ...]]:
    """The files of an upload under the names that messages tell: itself, or those in its archive.

    Raises:
        InputError: a file in the archive is of no accepted kind, or harmful.
        OutputError: the file was lost.
    """
    kept = kept_at(upload)
    with tempfile.TemporaryDirectory() as place:
        if _is_archive(kept):
            yield tuple(_unpacked(kept, upload.name, Path(place)))
            return
        named = Path(place) / (_plain(upload.name) or "trade")
        named.symlink_to(kept.resolve())
        yield (named,)


def _unpacked(kept: Path, name: str, place: Path) -> Iterator[Path]:
    for member in sorted(members_of(kept, name), key=lambda one: one.filename):
        if member.is_dir():
            continue
        target = place / _plain(PurePosixPath(member.filename).name)
        with target.open("xb") as copy:
            for piece in unfold(kept, member):
                copy.write(piece)
        check_content(target, target.name, _refuse_archive)
        yield target


def _check_folder(names: list[str], name: str) -> None:
    """Refuse an archive with anything else; its sizes and names were looked at before."""
    files = [PurePosixPath(one) for one in names if not one.endswith("/")]
    others = [one for one in files if one.suffix.casefold() not in _SUFFIXES]
    if others or not files:
        what = others[0].name if others else "?"
        problem = Text("the archive holds {file}, which is no table of trade statistics", file=what)
        raise InputError(Fault(problem, file=name, accepted=_ACCEPTED, advice=n_("pack only the tables")))
    if len({_plain(one.name).casefold() for one in files}) < len(files):
        advice = n_("give each file a name of its own")
        raise InputError(Fault(n_("two files of the archive have the same name"), file=name, advice=advice))


def _refuse_archive(_names: list[str], name: str) -> None:
    raise InputError(Fault(n_("this is an archive within the archive"), name, accepted=_ACCEPTED))


def _plain(name: str) -> str:
    return re.sub(r"[^\w. -]", "_", name).strip(". ")


def _is_archive(path: Path) -> bool:
    """Whether a kept file is an archive that is no workbook."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return False
    return not {"xl/workbook.xml", "content.xml"} & {one.filename for one in members_of(path, path.name)}
