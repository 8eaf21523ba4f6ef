"""The registry as files for other programs: made when somebody asks, kept until the registry changes.

They lie in the scratch folder under a name made from all that they depend on, and go when nobody asked for a while.
Long ones are made by a job.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from almaden import __version__
from almaden.errors import AlmadenError
from almaden.partnership.records.kinds import KINDS
from almaden.reference.record import columns
from almaden.reports.partnership import tables
from almaden.reports.partnership.iati import Publisher, write_iati
from almaden.store import home
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.journal import canonical
from almaden.store.models import Entry, Job, RegistryRow, User
from almaden.store.models.jobs import JobState
from almaden.store.models.registry import RegistryState
from almaden.store.registry.reading import registry_of
from almaden.wording import n_

Format = Literal["csv", "xlsx", "json", "iati"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)
SUFFIXES: Final = {"csv": "zip", "xlsx": "xlsx", "json": "json", "iati": "xml"}
#: Of more records a file takes longer than a few seconds.
FEW: Final = 5_000
#: Files that may wait at a time: anybody may ask for one.
_MOST_WAITING: Final = 10
KIND: Final = "registry.export"
_NAME: Final = "Global Mercury Partnership"


def file_or_job(user: User | None, format: Format, publisher: str = "") -> Path | Job:
    """The published registry as a file, without anything about persons, or the job that makes it.

    Args:
        user: who asks; None for the public. All get the same.
        format: of the file.
        publisher: registered identifier of who publishes; for IATI.

    Raises:
        InputError: that is no identifier, or nothing can be written in this format.
        AlmadenError: too many files wait already.
    """
    if format == "iati":
        Publisher(publisher, _NAME)
    asked = {"format": format, "publisher": publisher if format == "iati" else ""}
    path = _path(asked)
    if path.is_file():
        path.touch()
        return path
    if RegistryRow.objects.filter(state=RegistryState.PUBLISHED).count() <= FEW:
        return _write(path, **asked)
    known = Job.objects.filter(kind=KIND, arguments__path=path.name).order_by("-id").first()
    if known is not None and known.state in (JobState.QUEUED, JobState.RUNNING):
        return known
    if Job.objects.filter(kind=KIND, state=JobState.QUEUED).count() >= _MOST_WAITING:
        raise AlmadenError(n_("Many files are being made. Ask again in some minutes."))
    return enqueue(user, KIND, **asked, path=path.name)


def template_archive() -> bytes:
    """Empty tables of every kind of record, as CSV in an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for kind in KINDS.values():
            packed.writestr(f"{kind.name}.csv", b"\xef\xbb\xbf" + (",".join(columns(kind.record)) + "\n").encode())
    return content.getvalue()


@job(KIND)
def _make(one: Job, progress: Progress) -> dict[str, Any]:
    asked = one.arguments
    path = _write(home.scratch() / asked["path"], asked["format"], asked["publisher"])
    return {"size": path.stat().st_size}


def _write(path: Path, format: str, publisher: str) -> Path:
    registry = registry_of(None)
    if format == "iati":
        return write_iati(registry, path, Publisher(publisher, _NAME), datetime.now(UTC)).path
    if format == "csv":
        with tempfile.TemporaryDirectory(prefix="registry-", dir=_scratch()) as name:
            tables.write_csv(registry, Path(name) / "tables")
            (Path(name) / "tables").mkdir(exist_ok=True)
            made = shutil.make_archive(str(Path(name) / "registry"), "zip", Path(name) / "tables")
            return Path(shutil.move(made, path))
    return tables.write_xlsx(registry, path) if format == "xlsx" else tables.write_json(registry, path)


def _path(asked: dict[str, str]) -> Path:
    last = Entry.objects.order_by("-number").values_list("sha256", flat=True).first() or ""
    whole = canonical([last, __version__, asked])
    name = hashlib.sha256(whole.encode()).hexdigest()[:32]
    return _scratch() / f"registry-{name}.{SUFFIXES[asked['format']]}"


def _scratch() -> Path:
    home.scratch().mkdir(parents=True, exist_ok=True)
    return home.scratch()


def format_of(text: str) -> Format | None:
    """A format by its name, None for none."""
    return cast("Format", text) if text in FORMATS else None
