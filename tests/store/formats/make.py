"""Makes the samples of what the program writes for later programs to read: ``python tests/store/formats/make.py``.

``backup-1.zip`` is a backup and ``edition-1.zip`` an exported edition of format 1, both of the same made-up content.
A sample is made once for each format and then kept: as long as the first format is being worked on, it is made again
whenever the tables change; after a release never again, and a new format gets a sample beside it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
BACKUP: Final = HERE / "backup-1.zip"
EDITION: Final = HERE / "edition-1.zip"

_FACILITIES: Final = """identifiers,name,country,latitude,longitude,status,note
made:F1,"Works one (made up), 水銀",GHA,5.5,-0.2,operating,"=1+1, no formula"
made:F2,Works two (made up),GHA,6.5,-1.2,retired,
"""
_SITES: Final = "identifiers,name,country,latitude,longitude\nmade:A,Station (made up),GHA,5.6,-0.1\n"
_OBSERVATIONS: Final = """site,start,end,matrix,species,value,unit,flag
made:A,2023-12-31T23:00Z,2024-01-01T00:00Z,air,GEM,1.25,ng/m3,valid
made:A,2024-01-01T00:00Z,2024-01-01T01:00Z,air,GEM,1.5,ng/m3,valid
made:A,2024-01-01T01:00Z,,air,GEM,,ng/m3,missing
"""
_REGISTRY: Final = (
    ("partner", {"id": "P1", "name": "Institute (made up)", "contact": "A made-up person", "email": "one@example.org"}),
    (
        "activity",
        {
            "id": "A1", "title": "Training (made up)", "area": "COAL", "type": "training", "status": "ongoing",
            "start": "2019-11", "countries": ("GHA", "PER"), "partners": ("P1",),
        },
    ),
)  # fmt: skip


def make(folder: Path) -> None:
    """Fill the empty installation of this process and write both samples into a folder."""
    from almaden.store.backup.make import backup
    from almaden.store.editions.create import create
    from almaden.store.editions.export import export
    from tests.crash.case import command
    from tests.crash.records import make_content, publish_all

    make_content(2)
    publish_all()
    with tempfile.TemporaryDirectory() as given:
        for reader, text in (("facilities", _FACILITIES), ("sites", _SITES), ("observations", _OBSERVATIONS)):
            path = Path(given) / f"{reader}.csv"
            path.write_text(text, encoding="utf-8")
            command("data", "import", str(path), "--as", reader, "--dataset", f"made-up-{reader}", "--yes", "--json")
    _publish_data()
    _publish_registry()
    edition = create(None, "Made-up data", description="A sample for tests.", publisher="Nobody (made up)")
    export(edition, folder / EDITION.name)
    backup(folder / BACKUP.name)


def _publish_data() -> None:
    from almaden.store import reviews
    from almaden.store.models import Dataset

    for dataset in Dataset.objects.order_by("pk"):
        for step in (reviews.submit, reviews.take, reviews.publish):
            step(None, dataset)
            dataset.refresh_from_db()


def _publish_registry() -> None:
    from almaden.partnership.records.kinds import KINDS
    from almaden.partnership.registry import Registry
    from almaden.store.registry.loading import load

    load(None, Registry.made_of((kind, KINDS[kind].record.model_validate(one)) for kind, one in _REGISTRY), "made up")


def main() -> None:
    """Write both samples beside this file, in place of those that are there."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"ALMADEN_HOME": home, "ALMADEN_DATABASE_URL": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "almaden.store.settings"
        from almaden.store import setup

        setup.start()
        for path in (BACKUP, EDITION):
            path.unlink(missing_ok=True)
        make(HERE)


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[2] / "src")]
    main()
