"""The answer to a request: every format in one archive, with the citation."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from almaden.monitoring.readers.ebas import read as read_ebas
from almaden.monitoring.readers.observations import read
from almaden.reference.readers.located import Located, Remark
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
        file = io.BytesIO(archive.read("observations.csv"))
        station = next(archive.read(name) for name in names if name.startswith("ebas/"))
    back = [one.record for one in read(file, "observations.csv") if isinstance(one, Located)]
    assert back == rows
    assert {"observations.sites.csv", "observations.about.json", "sensorthings.json"} < set(names)
    (ebas,) = [name for name in names if name.startswith("ebas/")]
    # The citation has several lines; the header counts those that it has.
    assert not [one for one in read_ebas(io.BytesIO(station), ebas) if isinstance(one, Remark)]
    first, second, last = text.splitlines()
    assert first.startswith(
        "Institute (made up) (2026): Stations. Data set stations, licence: CC BY 4.0. From: A book."
    )
    assert first.endswith("MADE UP, NOT MEASURED.")
    assert second == "Other (2020). Data set other, licence: not told."
    assert "3 observations taken on 2026-03-01 with Almaden" in last
