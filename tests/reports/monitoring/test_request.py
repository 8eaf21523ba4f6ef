"""The answer to a request: every format in one archive, with the citation."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from almaden.monitoring.readers.observations import read
from almaden.reference.readers.located import Located
from almaden.reference.records import SiteRecord
from almaden.reports.monitoring.about import ExportAbout
from almaden.reports.monitoring.citation import CitedSet, citation
from almaden.reports.monitoring.request import write_request
from tests.store.observations.conftest import record


def test_the_archive_holds_what_was_asked_and_how_to_cite_it(tmp_path: Path) -> None:
    rows = [record(hour=hour, value=1.5 + hour, original_value="1.5", original_unit="ng/m3") for hour in range(3)]
    site = SiteRecord(name="A (made up)", identifiers={"made": "A"})
    made_up = CitedSet("Stations", "Institute (made up)", 2026, "stations", "CC BY 4.0", made_up=True, source="A book")
    text = citation([made_up, CitedSet("Other", "", 2020, "other")], 3, date(2026, 3, 1), "abc")
    about = ExportAbout("Stations", citation=text)
    path = write_request([site], lambda: iter(rows), about, ("csv", "ebas", "sensorthings"), tmp_path / "data.zip")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert archive.read("CITATION.txt").decode() == text + "\n"
        with archive.open("observations.csv") as file:
            back = [one.record for one in read(file, "observations.csv") if isinstance(one, Located)]
    assert back == rows
    assert {"observations.sites.csv", "observations.about.json", "sensorthings.json"} < set(names)
    assert sum(name.startswith("ebas/") for name in names) == 1
    first, second, last = text.splitlines()
    assert first.startswith(
        "Institute (made up) (2026): Stations. Data set stations, licence: CC BY 4.0. From: A book."
    )
    assert first.endswith("MADE UP, NOT MEASURED.")
    assert second == "(2020): Other. Data set other, licence: not told."
    assert "3 observations taken on 2026-03-01 with Almaden" in last
