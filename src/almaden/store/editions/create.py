"""Making an edition: everything public, written beside, checked, then moved into place at once."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from almaden import __version__
from almaden.errors import AlmadenError, Fault, InputError, OutputError
from almaden.store import home
from almaden.store.acting import allow
from almaden.store.editions.export import archive_of
from almaden.store.editions.files import checksums, confirm, write_table
from almaden.store.editions.inventories import to_json
from almaden.store.editions.metadata import LICENCES, Described, write_metadata
from almaden.store.editions.product_tests import write_campaigns
from almaden.store.editions.studies import write_studies
from almaden.store.editions.tables import Table, published_inventories, tables
from almaden.store.inventories import data_of, frozen_result
from almaden.store.journal import Work, lock_journal, writing
from almaden.store.models import Edition, Entry, User
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.people import copy_without_people
from almaden.store.snapshot import snapshot
from almaden.wording import Text, n_

#: Of the files of an edition and their order.
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
#: Writes what is in an edition beside its tables, and gives the tables.
Fill: TypeAlias = Callable[[Path], tuple[Table, ...]]
#: What is written with an edition.
Then: TypeAlias = Callable[[Work, Edition], None]


def create(
    actor: User | None, title: str, *, description: str = "", licence: str = "CC BY 4.0", publisher: str = ""
) -> Edition:
    """Freeze everything that is published as the next edition.

    Args:
        actor: who makes it; None for the operator of the machine.
        title: of the edition.
        description: what it is for.
        licence: one of :data:`~almaden.store.editions.metadata.LICENCES`.
        publisher: who stands for it; the users of this installation when empty.

    Raises:
        RightsError: the person may not make editions.
        InputError: no title, or another licence.
        OutputError: the disk is full; nothing is left behind.
    """
    allow(actor, "make_edition")
    return freeze(actor, title, _everything, description=description, licence=licence, publisher=publisher)


def freeze(
    actor: User | None,
    title: str,
    fill: Fill,
    *,
    description: str = "",
    licence: str = "CC BY 4.0",
    publisher: str = "",
    action: str = "edition.create",
    then: Then | None = None,
) -> Edition:
    """Make the next edition of whatever is written into it; the right for it was asked before.

    Args:
        actor: who makes it; None for the operator of the machine.
        title: of the edition.
        fill: writes files into folders of the edition and gives the tables that are to be written beside them; it
            and the tables see the database as it is at one moment.
        description: what it is for.
        licence: one of :data:`~almaden.store.editions.metadata.LICENCES`.
        publisher: who stands for it; the users of this installation when empty.
        action: what the journal calls it.
        then: what is written with the edition, in the same entry of the journal.

    Raises:
        InputError: no title, or another licence.
        OutputError: the disk is full; nothing is left behind.
    """
    _check(title, licence)
    number = (Edition.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    made_on = datetime.now(UTC).replace(microsecond=0)
    described = Described(number, title.strip(), description.strip(), licence, publisher.strip() or "Almaden", made_on)
    part = home.scratch() / f"edition-{secrets.token_hex(6)}"
    try:
        with snapshot():
            manifest = _write(described, part, fill)
        made = _keep(actor, described, part, manifest, action, then)
    except OSError as error:
        raise OutputError(
            Text(
                "the edition cannot be written: {reason}. Nothing was kept. "
                "See that the disk is not full and that the folder {folder} can be written.",
                reason=error.strerror or str(error),
                folder=str(home.editions()),
            )
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(part)
    with suppress(OutputError):
        # The edition is whole without it: an archive that is not there is made when somebody asks for it.
        archive_of(made)
    return made


def _check(title: str, licence: str) -> None:
    faults = []
    if not title.strip():
        faults.append(Fault(n_("an edition needs a title"), column="title", advice=n_("give it a title")))
    if licence not in LICENCES:
        faults.append(
            Fault(
                n_("this licence is not known"),
                column="licence",
                value=licence,
                accepted=", ".join(LICENCES),
                advice=n_("choose one of these"),
            )
        )
    if faults:
        raise InputError(faults)


def _everything(folder: Path) -> tuple[Table, ...]:
    """Write everything public that is no table."""
    for name in ("inventories", "results", "observations"):
        (folder / name).mkdir()
    for inventory in published_inventories():
        result = frozen_result(inventory)
        if result is None:
            raise AlmadenError(Text("Inventory {number} was published without a result.", number=str(inventory.pk)))
        text = json.dumps(result, ensure_ascii=False, indent=1, allow_nan=False)
        (folder / "inventories" / f"{inventory.pk}.json").write_text(to_json(data_of(inventory)), encoding="utf-8")
        (folder / "results" / f"{inventory.pk}.json").write_text(text, encoding="utf-8")
    write_studies(folder)
    write_campaigns(folder)
    for file in visible_files(None):
        copy_without_people(file, folder / "observations" / file.dataset.key / f"{file.year}.parquet")
    return tables()


def _write(described: Described, folder: Path, fill: Fill) -> dict[str, Any]:
    """Write all files of an edition; returns its manifest, which is written last."""
    (folder / "data").mkdir(parents=True)
    every = fill(folder)
    counts = {table.name: write_table(table, folder / "data") for table in every}
    write_metadata(described, every, counts, folder)
    last = Entry.objects.order_by("-number").first()
    manifest = {
        "format": FORMAT,
        "number": described.number,
        "title": described.title,
        "licence": described.licence,
        "citation": described.citation,
        "made_on": described.made_on.isoformat(),
        "program_version": __version__,
        "journal": {"entry": last.number, "sha256": last.sha256} if last else None,
        "rows": counts,
        "files": checksums(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    confirm(folder)
    return manifest


def _keep(
    actor: User | None, described: Described, part: Path, manifest: dict[str, Any], action: str, then: Then | None
) -> Edition:
    """Move the files into place and enter the edition; the number is taken in the same breath."""
    digest = hashlib.sha256((part / MANIFEST).read_bytes()).hexdigest()
    with writing(actor, action, reason=described.title) as work:
        lock_journal()
        if Edition.objects.filter(number=described.number).exists():
            raise AlmadenError(n_("Somebody else made an edition meanwhile. Make it again."))
        made = work.add(
            Edition(
                number=described.number,
                title=described.title,
                description=described.description,
                licence=described.licence,
                manifest=manifest,
                sha256=digest,
                author=actor,
                made_on=described.made_on,
            )
        )
        if then is not None:
            then(work, made)
        target = home.editions() / str(described.number)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            # Left by a process that was killed between moving the files and entering them.
            shutil.rmtree(target)
        os.replace(part, target)
    return made
