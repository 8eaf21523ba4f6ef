"""What an edition says of itself: data package, DataCite, schema.org, citation, read-me."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from almaden import __version__
from almaden.store.editions.tables import Table

#: Licences that have a known address.
_LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC BY-NC 4.0": ("CC-BY-NC-4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
LICENCES = tuple(_LICENCES)


@dataclass(frozen=True)
class Described:
    """An edition in words: what its metadata are made from."""

    number: int
    title: str
    description: str
    licence: str
    publisher: str
    made_on: datetime

    @property
    def name(self) -> str:
        """The short name of the edition."""
        return f"almaden-edition-{self.number}"

    @property
    def citation(self) -> str:
        """How to cite it."""
        return f"{self.publisher} ({self.made_on.year}): {self.title}. Edition {self.number}. Almaden {__version__}."


def write_metadata(described: Described, tables: tuple[Table, ...], counts: dict[str, int], folder: Path) -> None:
    """Write the descriptions beside the data that they describe."""
    for name, content in (
        ("datapackage.json", data_package(described, tables, folder)),
        ("datacite.json", datacite(described)),
        ("schema.jsonld", schema_org(described, tables)),
    ):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "CITATION.txt").write_text(described.citation + "\n", encoding="utf-8")
    (folder / "README.txt").write_text(_read_me(described, tables, counts, folder), encoding="utf-8")


def data_package(described: Described, tables: tuple[Table, ...], folder: Path) -> dict[str, Any]:
    """The description after the Data Package standard of the Frictionless project."""
    spdx, address = _LICENCES[described.licence]
    resources = [
        {
            "name": table.name,
            "title": table.title,
            "path": f"data/{table.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": column.name,
                        "type": column.type,
                        "description": f"{column.meaning} Unit: {column.unit}." if column.unit else column.meaning,
                    }
                    for column in table.columns
                ],
                "missingValues": [""],
            },
        }
        for table in tables
    ]
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).as_posix()
        # The read-me and the like lie at the top; the tables are described above.
        if path.is_file() and "/" in inside and path.suffix != ".csv":
            name = inside.lower().replace("/", "-").replace("_", "-").replace(":", "-")
            resources.append({"name": name, "path": inside, "format": path.suffix.lstrip(".")})
    return {
        "profile": "data-package",
        "name": described.name,
        "title": described.title,
        "description": described.description,
        "version": str(described.number),
        "created": described.made_on.isoformat(),
        "licenses": [{"name": spdx, "path": address, "title": described.licence}],
        "contributors": [{"title": described.publisher, "role": "publisher"}],
        "keywords": ["mercury", "Minamata Convention", "emission inventory"],
        "resources": resources,
    }


def datacite(described: Described) -> dict[str, Any]:
    """The attributes after DataCite 4.5; the DOI itself is given by whoever registers it."""
    spdx, address = _LICENCES[described.licence]
    return {
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Edition"},
        "creators": [{"name": described.publisher, "nameType": "Organizational"}],
        "titles": [{"title": described.title}],
        "publisher": {"name": described.publisher},
        "publicationYear": str(described.made_on.year),
        "version": str(described.number),
        "dates": [{"date": described.made_on.date().isoformat(), "dateType": "Issued"}],
        "subjects": [{"subject": "mercury"}, {"subject": "Minamata Convention on Mercury"}],
        "descriptions": [{"description": described.description or described.title, "descriptionType": "Abstract"}],
        "rightsList": [{"rights": described.licence, "rightsIdentifier": spdx, "rightsUri": address}],
        "identifiers": [{"identifier": described.name, "identifierType": "Almaden edition"}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def schema_org(described: Described, tables: tuple[Table, ...]) -> dict[str, Any]:
    """The description that search engines for data read."""
    _, address = _LICENCES[described.licence]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": described.title,
        "description": described.description or described.title,
        "version": str(described.number),
        "datePublished": described.made_on.date().isoformat(),
        "license": address,
        "creator": {"@type": "Organization", "name": described.publisher},
        "keywords": ["mercury", "Minamata Convention", "emission inventory"],
        "variableMeasured": sorted({column.name for table in tables for column in table.columns}),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"data/{table.name}.csv"}
            for table in tables
        ],
    }


#: What lies in each folder of an edition; not every edition has them all.
_FOLDERS = (
    ("data", "tables as CSV and Parquet; their columns are described in datapackage.json"),
    ("report", "the report as it was issued, with its own texts and the moment whose registry it tells of"),
    ("inventories", "the whole input of each inventory"),
    ("results", "its result, as it was published"),
    ("studies", "what was reckoned from each study; its tables are not public"),
    ("observations", "observations, as Parquet files, one for each data set and year"),
)


def _read_me(described: Described, tables: tuple[Table, ...], counts: dict[str, int], folder: Path) -> str:
    named = {table.name for table in tables}
    licence = f"Licence: {described.licence}."
    lines = [
        described.title,
        "=" * len(described.title),
        "",
        described.description,
        "",
        f"Edition {described.number} of {described.made_on.date().isoformat()}, made by Almaden {__version__}.",
        f"{licence} Data sets have their own licence and source: see data/datasets.csv."
        if "datasets" in named
        else licence,
        f"Cite as: {described.citation}",
        "",
        *(f"{f'{name}/':<16}{text}" for name, text in _FOLDERS if (folder / name).is_dir()),
        "manifest.json   size and SHA-256 of every file",
        "",
        "Rows in each table:",
        *(f"  {table.name}: {counts[table.name]}" for table in tables),
        "",
        *(
            ["Standing of an inventory: a worked_example is no figure of the country."]
            if "inventories" in named
            else []
        ),
        "Check with: almaden edition verify FOLDER",
    ]
    return "\n".join(lines) + "\n"
