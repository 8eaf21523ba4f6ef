from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from almaden.errors import InputError
from almaden.reports.monitoring.darwin_core import write_darwin_core
from tests.reports.monitoring.made_up import ABOUT, AIR, BARE, FISH, SITE

DWC = "http://rs.tdwg.org/dwc/terms/"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dwca") / "fish.zip"
    assert write_darwin_core([SITE, BARE], (*AIR, *FISH), ABOUT, path) == [path]
    return path


@pytest.mark.filterwarnings("ignore")
def test_an_independent_reader_reads_the_archive(archive: Path) -> None:
    from dwca.read import DwCAReader  # type: ignore[import-untyped]

    with DwCAReader(str(archive)) as reader:
        rows = list(reader)
        assert reader.descriptor.core.type == f"{DWC}Occurrence"
        assert [row.data[f"{DWC}scientificName"] for row in rows] == ["Sander vitreus", "Esox lucius"]
        first = rows[0]
        assert first.data[f"{DWC}eventDate"] == "2024-02-29"
        assert first.data[f"{DWC}decimalLatitude"] == "60.25"
        assert first.data[f"{DWC}countryCode"] == "NO"
        assert first.data[f"{DWC}materialSampleID"] == "F-1"
        assert rows[1].data[f"{DWC}decimalLatitude"] == ""
        facts = [one.data for one in first.extensions]
        told = {one[f"{DWC}measurementType"]: one for one in facts}
        assert len(facts) == len(told)
        assert {name: (one[f"{DWC}measurementValue"], one[f"{DWC}measurementUnit"]) for name, one in told.items()} == {
            "THg in muscle": ("0.31", "ug/g ww"),
            "MeHg in muscle": ("<0.02", "ug/g ww"),
            "length": ("412.0", "mm"),
            "weight": ("640.0", "g"),
            "sex": ("female", ""),
        }
        assert "original value: <0.02" in told["MeHg in muscle"][f"{DWC}measurementRemarks"]
        assert first.data[f"{DWC}occurrenceRemarks"] == "Made-up study"
        assert reader.metadata is not None


def test_the_archive_says_what_it_is(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        eml = ElementTree.fromstring(opened.read("eml.xml"))
    texts = {one.tag: (one.text or "").strip() for one in eml.iter()}
    assert texts["title"] == "A made-up station"
    assert texts["citation"] == "Made up, 2024"
    assert any("Made-up data" in (one.text or "") for one in eml.iter("para"))


def test_air_alone_gives_no_archive(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none of the observations is of an animal"):
        write_darwin_core([SITE], AIR, ABOUT, tmp_path / "air.zip")
    assert not list(tmp_path.iterdir())
