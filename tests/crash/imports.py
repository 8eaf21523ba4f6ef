"""Imports of facilities and of observations, by the command that people type."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.crash.case import Case, Said, command, folder, healthy, say, size, tidy

_HEADER: Final = "identifiers,name,country,latitude,longitude,status\n"


class Facilities(Case):
    """A list of made-up facilities, then the same list with every second one changed."""

    def __init__(self) -> None:
        self.count = size(300, 3000)

    def prepare(self) -> None:
        (folder() / "first.csv").write_text(_HEADER + "".join(self._row(n, "operating") for n in range(self.count)))
        second = (self._row(n, "retired" if n % 2 else "operating") for n in range(self.count))
        (folder() / "second.csv").write_text(_HEADER + "".join(second))

    def _row(self, number: int, status: str) -> str:
        # Far from each other, so that none could be taken for another.
        latitude, longitude = number // 60 - 30, 3 * (number % 60) - 90
        return f"made:F{number},Works {number} (made up),GHA,{latitude},{longitude},{status}\n"

    def work(self) -> None:
        for name in ("first", "second"):
            self._import(name)
            say(kept=name)

    def _import(self, name: str) -> None:
        path = str(folder() / f"{name}.csv")
        command("data", "import", path, "--as", "facilities", "--dataset", "made-up", "--yes", "--json")

    def look(self, said: Said) -> None:
        reached = self._reached()
        confirmed = [one["kept"] for one in said if "kept" in one]
        assert reached >= len(confirmed), f"{confirmed} confirmed, {reached} of 2 there"
        healthy()
        for name in ("first", "second"):
            self._import(name)
        assert self._reached() == 2
        tidy()

    def _reached(self) -> int:
        """How many of the two imports are there, each of them whole."""
        from almaden.store.models import Entry, Facility, Identifier, ImportRun
        from almaden.store.models.search import SearchText

        rows = Facility.objects.count()
        retired = Facility.objects.filter(status="retired").count()
        whole = {(0, 0): 0, (self.count, 0): 1, (self.count, self.count // 2): 2}
        assert (rows, retired) in whole, f"half an import: {rows} facilities, {retired} retired"
        assert Identifier.objects.count() == rows
        assert SearchText.objects.filter(record_type="facility").count() == rows
        entries = Entry.objects.filter(action="data.import").count()
        assert entries >= whole[rows, retired]
        assert ImportRun.objects.count() == entries
        return whole[rows, retired]


class Observations(Case):
    """Made-up observations of two years, then the same with other values in the second year."""

    def __init__(self) -> None:
        self.count = size(2_000, 20_000)

    def prepare(self) -> None:
        sites = folder() / "sites.csv"
        sites.write_text("identifiers,name,country\nmade:A,Made-up site,GHA\n")
        command("data", "import", str(sites), "--as", "sites", "--yes", "--json")
        for name, value in (("first", 1.0), ("second", 2.0)):
            (folder() / f"{name}.csv").write_text(self._table(value))

    def _table(self, value: float) -> str:
        step = timedelta(hours=24 * 730 / self.count)
        first = datetime(2022, 1, 1, tzinfo=UTC)
        lines = ["site,start,matrix,species,value,unit\n"]
        for number in range(self.count):
            start = first + number * step
            shown = value if start.year == 2023 else 1.0
            lines.append(f"made:A,{start.isoformat()},air,GEM,{shown},ng/m3\n")
        return "".join(lines)

    def work(self) -> None:
        for name in ("first", "second"):
            self._import(folder() / f"{name}.csv")
            say(kept=name)

    def _import(self, path: Path) -> None:
        command("data", "import", str(path), "--as", "observations", "--dataset", "made-up", "--yes", "--json")

    def look(self, said: Said) -> None:
        confirmed = sum("kept" in one for one in said)
        reached = self._reached()
        assert reached >= confirmed, f"{confirmed} imports confirmed, {reached} there"
        healthy()
        for name in ("first", "second"):
            self._import(folder() / f"{name}.csv")
        assert self._reached() == 2
        tidy()

    def _reached(self) -> int:
        """How many of the two imports are there, each of them whole."""
        from almaden.store.models import ArchiveFile, Dataset
        from almaden.store.observations.query import Filter, observations

        Dataset.objects.update(state="published")
        values = [one["value"] for one in observations(None, Filter())]
        files = ArchiveFile.objects.filter(state="current").count()
        found = (files, len(values), sum(value == 2.0 for value in values))
        whole = {(0, 0, 0): 0, (2, self.count, 0): 1, (2, self.count, self.count // 2): 2}
        assert found in whole, f"half an import: {found}"
        return whole[found]
