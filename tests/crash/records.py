"""Publishing inventories, making editions, writing and restoring backups."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from tests.crash.case import Case, Said, command, folder, healthy, say, size, tidy

_STATES: Final = ("draft", "submitted", "in_review", "published")
#: The decisions that an inventory has in each state.
_DECISIONS: Final[tuple[list[str], ...]] = (
    [],
    ["submitted"],
    ["submitted", "taken"],
    ["submitted", "taken", "published"],
)


def make_content(inventories: int) -> None:
    """Drafts of a made-up author, and somebody who reviews them."""
    from almaden.inventory.records import Header
    from almaden.store.accounts import grant, make_user
    from almaden.store.inventories import add_row, make

    author = make_user(None, "author")
    grant(None, author, "compiler", "GHA")
    grant(None, make_user(None, "reviewer"), "reviewer", "GHA")
    row: dict[str, Any] = {"code": "5.1.1", "variant": "coal, all ranks", "present": "Y", "unit": "t"}
    for year in range(2000, 2000 + inventories):
        made = make(author, Header("GHA", year, level=2), standing="worked_example")
        add_row(author, made, "activity_rates", {**row, "activity_rate": str(year)})


def publish_all() -> None:
    """Take every inventory to the end of its way, and confirm each step."""
    from almaden.store import reviews
    from almaden.store.models import Inventory, User

    author, reviewer = User.objects.get(username="author"), User.objects.get(username="reviewer")
    for record in Inventory.objects.order_by("pk"):
        for state, step, person in (
            ("draft", reviews.submit, author),
            ("submitted", reviews.take, reviewer),
            ("in_review", reviews.publish, reviewer),
        ):
            if record.state == state:
                step(person, record)
                record.refresh_from_db()
                say(inventory=record.pk, state=record.state)


class Publishing(Case):
    """Inventories are submitted, reviewed and published one after the other."""

    def prepare(self) -> None:
        make_content(size(3, 12))

    def work(self) -> None:
        publish_all()

    def look(self, said: Said) -> None:
        ahead = 0
        for record, reached in self._reached().items():
            told = [_STATES.index(one["state"]) for one in said if one.get("inventory") == record]
            confirmed = max(told, default=0)
            assert reached >= confirmed, f"inventory {record}: confirmed {_STATES[confirmed]}, is {_STATES[reached]}"
            ahead += reached - confirmed
        assert ahead <= 1, f"{ahead} steps were done and not confirmed"
        healthy()
        publish_all()
        assert set(self._reached().values()) == {3}
        tidy()

    def _reached(self) -> dict[int, int]:
        from almaden.store.models import FrozenResult, Inventory
        from almaden.store.reviews import decisions_on

        reached = {}
        for record in Inventory.objects.all():
            step = _STATES.index(record.state)
            assert [one.step for one in decisions_on(record)] == _DECISIONS[step]
            assert FrozenResult.objects.filter(inventory=record).exists() == (step > 0)
            assert (record.published_on is not None) == (step == 3)
            reached[record.pk] = step
        return reached


class Editions(Case):
    """Editions of published inventories, one after the other."""

    def __init__(self) -> None:
        self.count = size(3, 8)

    def prepare(self) -> None:
        make_content(2)
        publish_all()

    def work(self) -> None:
        from almaden.store.editions.create import create

        for _ in range(self.count):
            say(edition=create(None, "Made-up inventories").number)

    def look(self, said: Said) -> None:
        from almaden.store.editions.create import create
        from almaden.store.editions.files import folder_of
        from almaden.store.editions.verify import verify
        from almaden.store.models import Edition

        confirmed = max((one["edition"] for one in said if "edition" in one), default=0)
        kept = list(Edition.objects.order_by("number"))
        assert [one.number for one in kept] in (list(range(1, confirmed + 1)), list(range(1, confirmed + 2)))
        healthy()
        made = create(None, "Made-up inventories")
        assert made.number == len(kept) + 1
        for edition in (*kept, made):
            assert verify(folder_of(edition)).results == 2
        tidy()


class Backups(Case):
    """Backups of a store with a published inventory and an upload, one after the other."""

    def prepare(self) -> None:
        make_content(1)
        publish_all()
        sites = folder() / "sites.csv"
        sites.write_text("identifiers,name,country\nmade:A,Made-up site,GHA\n")
        command("data", "import", str(sites), "--as", "sites", "--yes", "--json")

    def work(self) -> None:
        from almaden.store.backup.make import backup

        for number in range(size(4, 12)):
            manifest = backup(folder() / f"{number}.zip")
            say(backup=number, tables=manifest["tables"])

    def look(self, said: Said) -> None:
        from almaden.store.backup.make import backup

        healthy()
        told = {one["backup"]: one["tables"] for one in said if "backup" in one}
        assert all((folder() / f"{number}.zip").exists() for number in told)
        # Under its own name a backup is whole, also the one that was not confirmed any more.
        tables = backup(folder() / "again.zip")["tables"]
        for path in sorted(folder().glob("[0-9]*.zip")):
            assert _tables_of(path) == tables
            assert told.get(int(path.stem), tables) == tables
        tidy()


class Restores(Case):
    """A backup is restored into an empty installation."""

    started = False

    def prepare(self) -> None:
        from almaden.store.backup.make import backup

        Backups().prepare()
        backup(folder() / "whole.zip")
        _empty()

    def work(self) -> None:
        from almaden.store import setup

        setup.start(migrate=False)
        from almaden.store.backup.restore import restore

        restore(folder() / "whole.zip")
        say(restored=True)

    def look(self, said: Said) -> None:
        from almaden.store import setup
        from almaden.store.backup.make import backup
        from almaden.store.backup.restore import restore
        from almaden.store.models import Entry

        confirmed = any("restored" in one for one in said)
        tables = _tables_of(folder() / "whole.zip")
        setup.upgrade()
        there = Entry.objects.exists()
        assert there or not confirmed
        if not there:
            restore(folder() / "whole.zip")
        healthy()
        assert backup(folder() / "again.zip")["tables"] == tables
        tidy()


def _tables_of(path: Path) -> dict[str, Any]:
    """The tables that a backup says it has, after every checksum was compared."""
    import zipfile

    from almaden.store.backup.restore import _checked

    with zipfile.ZipFile(path) as packed:
        found: dict[str, Any] = _checked(packed, path)["tables"]
    return found


def _empty() -> None:
    """Take everything out of the installation, the tables too."""
    from django.core.management import call_command
    from django.db import connection

    from almaden.store import home

    for path in (home.uploads(), home.archive(), home.editions()):
        shutil.rmtree(path, ignore_errors=True)
    for app in ("axes", "store", "auth", "sessions", "contenttypes"):
        call_command("migrate", app, "zero", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_migrations")
