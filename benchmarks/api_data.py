"""Made-up sites, the same rows for every server."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from pathlib import Path
from typing import Any

COLUMNS = ("id", "name", "kind", "country", "subdivision", "latitude", "longitude", "elevation_m", "network", "note")
#: The features that pygeoapi serves: it reads its whole file for each request.
FEATURES = 100


def rows(count: int) -> list[dict[str, Any]]:
    draw = random.Random(1)
    return [
        {
            "id": number,
            "name": f"Made-up site {number}",
            "kind": "monitoring",
            "country": draw.choice(("ALB", "GHA", "PHL", "CHL")),
            "subdivision": f"Province {number % 40}",
            "latitude": round(draw.uniform(-60, 75), 5),
            "longitude": round(draw.uniform(-180, 180), 5),
            "elevation_m": float(draw.randrange(3000)),
            "network": f"Network {number % 7}",
            "note": "",
        }
        for number in range(1, count + 1)
    ]


def make(folder: Path, count: int) -> None:
    """A home of Almaden, a table for datasette, a file and its settings for pygeoapi."""
    made = rows(count)
    _almaden(folder, made)
    _datasette(folder / "bench.db", made)
    _pygeoapi(folder, made[:FEATURES])


def _almaden(folder: Path, made: list[dict[str, Any]]) -> None:
    os.environ["ALMADEN_HOME"] = str(folder / "home")
    os.environ["DJANGO_SETTINGS_MODULE"] = "almaden.web.settings"
    from almaden.store.setup import start

    start()
    from datetime import UTC, datetime

    from almaden.store.models import Dataset, Site

    # Past the journal: what is measured is reading.
    dataset = Dataset.objects.create(
        key="bench", title="Made up", state="published", made_up=True, made_on=datetime.now(UTC)
    )
    Site.objects.bulk_create((Site(dataset=dataset, **row) for row in made), batch_size=500)


def _datasette(path: Path, made: list[dict[str, Any]]) -> None:
    with sqlite3.connect(path) as base:
        names = ", ".join(COLUMNS)
        base.execute(f"CREATE TABLE sites ({names.replace('id,', 'id INTEGER PRIMARY KEY,', 1)})")
        base.executemany(
            f"INSERT INTO sites VALUES ({', '.join('?' * len(COLUMNS))})",
            [tuple(row[name] for name in COLUMNS) for row in made],
        )
        base.execute("CREATE INDEX box ON sites (latitude, longitude)")


def _pygeoapi(folder: Path, made: list[dict[str, Any]]) -> None:
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": {name: row[name] for name in COLUMNS if name not in ("latitude", "longitude")},
        }
        for row in made
    ]
    data = folder / "sites.geojson"
    data.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    (folder / "pygeoapi.yml").write_text(_SETTINGS.format(data=data), encoding="utf-8")
    (folder / "openapi.yml").write_text("openapi: 3.0.2\ninfo: {title: t, version: '1'}\npaths: {}\n", encoding="utf-8")


_SETTINGS = """\
server:
  bind: {{host: 127.0.0.1, port: 5000}}
  url: http://127.0.0.1:5000
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  languages: [en-US]
  limits: {{default_items: 100, max_items: 1000}}
  map: {{url: "", attribution: ""}}
logging: {{level: ERROR}}
metadata:
  identification:
    title: t
    description: d
    keywords: [k]
    keywords_type: theme
    terms_of_service: t
    url: http://127.0.0.1
  license: {{name: l, url: http://127.0.0.1}}
  provider: {{name: p, url: http://127.0.0.1}}
  contact: {{name: c}}
resources:
  sites:
    type: collection
    title: Sites
    description: Made up
    keywords: [k]
    links: []
    extents: {{spatial: {{bbox: [-180, -90, 180, 90], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
    providers: [{{type: feature, name: GeoJSON, data: {data}, id_field: id}}]
"""
