"""Observations of animals and plants as a Darwin Core archive: occurrences, and what was measured on each.

One occurrence is one sample of an animal or plant; its concentrations, length and what else was told of it are rows
of the extension MeasurementOrFact.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO
from xml.etree import ElementTree

from almaden.errors import Fault, InputError
from almaden.reference.countries import two_letters
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout, Target, sites_by_identifier, utc, written_to
from almaden.wording import n_

_TERMS: Final = "http://rs.tdwg.org/dwc/terms/"
_TEXT: Final = "http://rs.tdwg.org/dwc/text/"
_EML: Final = "https://eml.ecoinformatics.org/eml-2.2.0"
#: Fields of an occurrence; the first is its identifier.
_OCCURRENCE: Final = (
    "occurrenceID", "basisOfRecord", "occurrenceStatus", "scientificName", "eventDate", "locationID", "locality",
    "countryCode", "decimalLatitude", "decimalLongitude", "geodeticDatum", "materialSampleID", "preparations",
    "occurrenceRemarks",
)  # fmt: skip
_MEASUREMENT: Final = (
    "occurrenceID", "measurementType", "measurementValue", "measurementUnit", "measurementMethod",
    "measurementAccuracy", "measurementRemarks",
)  # fmt: skip
_NEVER: Final = (1980, 1, 1, 0, 0, 0)
#: Facts of which the unit is part of the name, as readers of tissue files tell them.
_UNITS: Final = {"_mm": "mm", "_g": "g", "_years": "years", "_percent": "%"}


def write_darwin_core(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write observations of biota as a Darwin Core archive; those of anything else are left out.

    Observations of one site, time, taxon, tissue and sample are of one occurrence.

    Returns:
        The file written; none for a stream.

    Raises:
        InputError: none of the observations is of biota.
        OutputError: the file cannot be written.
    """
    with TemporaryDirectory(prefix="almaden-dwca-") as name:
        folder = Path(name)
        with (
            (folder / "occurrence.txt").open("w", encoding="utf-8", newline="") as cores,
            (folder / "measurementorfact.txt").open("w", encoding="utf-8", newline="") as facts,
        ):
            if not _tables(sites, observations, cores, facts):
                raise InputError(
                    Fault(
                        n_("none of the observations is of an animal or plant"),
                        accepted=n_("observations with the matrix biota"),
                        advice=n_("take another format for air, precipitation and water"),
                    )
                )
        (folder / "meta.xml").write_bytes(_meta())
        (folder / "eml.xml").write_bytes(_eml(about))
        with written_to(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in ("meta.xml", "eml.xml", "occurrence.txt", "measurementorfact.txt"):
                member = zipfile.ZipInfo(part, _NEVER)
                member.compress_type = zipfile.ZIP_DEFLATED
                with (folder / part).open("rb") as source, archive.open(member, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(source, copy)
    return [target] if isinstance(target, Path) else []


def _tables(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], cores: TextIO, facts: TextIO
) -> int:
    """Write both tables; how many occurrences they hold."""
    known, count = sites_by_identifier(sites), len(sites)
    occurrences, measurements = (csv.writer(file, delimiter="\t", lineterminator="\n") for file in (cores, facts))
    occurrences.writerow(_OCCURRENCE)
    measurements.writerow(_MEASUREMENT)
    seen: dict[tuple[str, ...], str] = {}
    for one in observations:
        if one.matrix != "biota":
            continue
        if len(sites) != count:
            # Who reads files while this writes meets sites on the way.
            known, count = sites_by_identifier(sites), len(sites)
        key = (one.site, utc(one.start).isoformat(), one.taxon, one.tissue, one.sample)
        new = key not in seen
        number = seen.setdefault(key, _identifier(one, len(seen) + 1))
        if new:
            occurrences.writerow(_clean(_occurrence(number, one, known.get(one.site))))
            measurements.writerows(_clean(row) for row in _facts(number, one))
        measurements.writerow(_clean(_concentration(number, one)))
    return len(seen)


def _identifier(one: ObservationRecord, number: int) -> str:
    return ":".join(filter(None, (one.site, re.sub(r"\s+", "_", one.sample), str(number))))


def _occurrence(number: str, one: ObservationRecord, site: SiteRecord | None) -> tuple[str, ...]:
    days = dict.fromkeys(f"{utc(moment):%Y-%m-%d}" for moment in (one.start, one.end) if moment is not None)
    place = ("", "") if site is None or site.latitude is None else (str(site.latitude), str(site.longitude))
    return (
        number, "MaterialSample", "present", one.taxon, "/".join(days), one.site, site.name if site else "",
        two_letters(site.country) if site and site.country else "", *place, "WGS84" if place[0] else "", one.sample,
        one.tissue, _diagnostics(one).get("study", ""),
    )  # fmt: skip


def _concentration(number: str, one: ObservationRecord) -> tuple[str, ...]:
    """The concentration; below detection it is the limit with a sign before it."""
    value = "" if one.value is None else str(one.value)
    if one.flag == "below_detection" and one.value is None and one.detection_limit is not None:
        value = f"<{one.detection_limit}"
    basis = {"ww": "of wet weight", "dw": "of dry weight", "": ""}[one.basis]
    told = {
        "flag": one.flag,
        "detection limit": "" if one.detection_limit is None else str(one.detection_limit),
        "basis": basis,
        "original value": one.original_value,
        "original unit": one.original_unit,
        "original flag": one.original_flag,
        "original file": one.original_file,
    }
    remarks = "; ".join(f"{name}: {text}" for name, text in told.items() if text)
    name = " ".join(filter(None, (one.species, "in", one.tissue or "tissue")))
    return number, name, value, f"{one.unit} {one.basis}".strip(), one.method, "", remarks


def _facts(number: str, one: ObservationRecord) -> Iterator[tuple[str, ...]]:
    if one.length_mm is not None:
        yield number, "length", str(one.length_mm), "mm", "", "", ""
    for name, text in _diagnostics(one).items():
        if name == "study":
            continue
        ending = next((ending for ending in _UNITS if name.endswith(ending)), "")
        title = name.removesuffix(ending).replace("_", " ")
        yield number, title, text, _UNITS.get(ending, ""), "", "", ""


def _diagnostics(one: ObservationRecord) -> dict[str, str]:
    parts = (part.partition("=") for part in one.diagnostics.split(";"))
    return {name.strip(): text.strip() for name, equals, text in parts if equals}


def _clean(cells: Iterable[str]) -> list[str]:
    """Cells without tabs and line ends, which separate them."""
    return [re.sub(r"[\t\r\n]+", " ", cell) for cell in cells]


def _meta() -> bytes:
    root = ElementTree.Element("archive", {"xmlns": _TEXT, "metadata": "eml.xml"})
    parts = (
        ("core", "Occurrence", "occurrence.txt", "id", _OCCURRENCE),
        ("extension", "MeasurementOrFact", "measurementorfact.txt", "coreid", _MEASUREMENT),
    )
    for tag, row_type, name, identifier, fields in parts:
        layout = {
            "encoding": "UTF-8", "fieldsTerminatedBy": "\\t", "linesTerminatedBy": "\\n", "fieldsEnclosedBy": '"',
            "ignoreHeaderLines": "1", "rowType": f"{_TERMS}{row_type}",
        }  # fmt: skip
        part = ElementTree.SubElement(root, tag, layout)
        ElementTree.SubElement(ElementTree.SubElement(part, "files"), "location").text = name
        ElementTree.SubElement(part, identifier, {"index": "0"})
        for index, term in enumerate(fields):
            # The first column of an extension only names the occurrence.
            if tag == "core" or index:
                ElementTree.SubElement(part, "field", {"index": str(index), "term": f"{_TERMS}{term}"})
    return _xml(root)


def _eml(about: ExportAbout) -> bytes:
    told = about.texts()
    root = ElementTree.Element(
        "eml:eml", {"xmlns:eml": _EML, "packageId": about.edition or about.title, "system": "almaden"}
    )
    dataset = ElementTree.SubElement(root, "dataset")
    ElementTree.SubElement(dataset, "title").text = about.title
    creator = ElementTree.SubElement(dataset, "creator")
    ElementTree.SubElement(creator, "organizationName").text = "not told"
    if about.made is not None:
        ElementTree.SubElement(dataset, "pubDate").text = f"{utc(about.made):%Y-%m-%d}"
    abstract = " ".join(filter(None, (about.notice, f"Written by {told['program']}.")))
    paragraphs = (("abstract", abstract), ("intellectualRights", about.licence))
    for tag, text in paragraphs:
        if text:
            ElementTree.SubElement(ElementTree.SubElement(dataset, tag), "para").text = text
    contact = ElementTree.SubElement(dataset, "contact")
    ElementTree.SubElement(contact, "organizationName").text = "not told"
    if about.citation:
        more = ElementTree.SubElement(ElementTree.SubElement(root, "additionalMetadata"), "metadata")
        ElementTree.SubElement(ElementTree.SubElement(more, "gbif"), "citation").text = about.citation
    return _xml(root)


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    file = io.BytesIO()
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue()
