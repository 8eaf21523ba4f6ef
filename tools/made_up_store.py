"""Fills an empty store with the worked examples and made-up records, so that every page has something to show.

    python -m tools.made_up_store FOLDER

Tests in the browser, screenshots and measurements serve such a store. Everything in it is made up and says so; the
positions lie on a spiral around the globe, not at places of works. Prints the ids of one record of each kind as JSON.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

#: For everybody in the made-up store.
PASSWORD = "a made-up pass phrase"
#: Sign-in names with full name and roles (role, country).
PEOPLE = {
    "ada": ("Ada Example (made up)", (("administrator", ""), ("secretariat", ""))),
    "kofi": ("Kofi Sample (made up)", (("compiler", "GHA"),)),
    "rosa": ("Rosa Sample (made up)", (("reviewer", "GHA"),)),
}
#: Whose made-up figures stand on the map of the world: country, standing, how much more than the worked example.
FIGURES = (
    ("KEN", "submitted", 0.4),
    ("BRA", "published_elsewhere", 3.0),
    ("VNM", "estimate", 1.5),
    ("CHL", "submitted", 0.8),
    ("SEN", "estimate", 0.15),
)
CATEGORIES = ("5.1.1", "5.2.1", "5.2.6", "5.3.1", "5.8.1")
STATES = ("operating", "planned", "construction", "retired", "")
KINDS = ("monitoring", "contaminated", "informal_mine")
COUNTRIES = ("KEN", "ALB", "VNM", "CHL", "GHA", "PHL", "SEN", "BRA")
GOLDEN_ANGLE = 137.50776
FAULTY = """identifiers,name,country,latitude,longitude,category,status
mu:900,Good Works (made up),KEN,-1.30,36.80,5.1.1,operating
mu:901,Far North Works (made up),KEN,95.00,36.80,5.1.1,operating
mu:902,,KEN,-1.00,36.00,5.1.1,operating
mu:903,Nowhere Works (made up),Kenia,-1.00,36.00,5.1.1,running
"""
CLEAN = """identifiers,name,country,latitude,longitude,category,status
mu:950,New Kiln (made up),GHA,7.30,-1.80,5.3.1,operating
mu:951,New Smelter (made up),GHA,6.30,-1.20,5.2.6,planned
"""

#: Made-up records of the registry of the Partnership.
OF_PARTNERSHIP: tuple[tuple[str, dict[str, Any]], ...] = (
    ("partner", {"id": "mu-p1", "name": "Institute one (made up)", "category": "academia", "areas": ["ASGM"],
                 "standing": "partner", "joined": "2012-05", "other_names": ["Old institute (made up)"]}),
    ("partner", {"id": "mu-p2", "name": "Institute two (made up)", "category": "ngo", "areas": ["ASGM"]}),
    ("membership", {"id": "mu-m1", "umbrella": "mu-p1", "member": "A branch (made up)", "country": "GHA"}),
    ("activity", {"id": "mu-1", "title": "Retorts for miners (made up)", "area": "ASGM", "type": "project",
                  "status": "planned", "start": "2026", "countries": ["GHA", "PER"], "partners": ["mu-p1", "mu-p2"],
                  "partners_basis": "stated", "cost": 500000, "secured": 120000, "currency": "USD",
                  "readiness": "proposal", "source": "made up", "locator": "page 1", "description": "Nothing of it."}),
    ("activity", {"id": "mu-2", "title": "Training in retorts (made up)", "area": "ASGM", "type": "training",
                  "status": "planned", "parent": "mu-1", "partners": ["mu-p1"], "partners_basis": "area lead"}),
    ("activity", {"id": "mu-3", "title": "Retorts for miners, told again (made up)", "area": "ASGM",
                  "type": "project", "status": "planned", "same_as": "mu-1", "source": "made up", "locator": "p. 9"}),
    ("participation", {"id": "mu-r1", "activity": "mu-1", "partner": "mu-p2", "role": "implementing"}),
    ("budget", {"id": "mu-b1", "activity": "mu-1", "start": "2026", "end": "2027", "amount": 250000,
                "currency": "USD"}),
    ("result", {"id": "mu-s1", "activity": "mu-1", "kind": "outcome", "indicator": "Miners (made up)", "unit": "miners",
                "baseline": 0, "target": 300, "due": "2028", "grade": "C", "mercury_kg_per_year": 120}),
    ("offer", {"id": "mu-o1", "title": "Storage of mercury (made up)", "provider": "mu-p1", "kind": "service",
               "steps": ["interim storage"], "materials": ["elemental mercury"], "regions": ["global"],
               "capacity_t_per_year": 50, "grade": "B", "languages": ["en", "es"]}),
    ("need", {"id": "mu-need", "title": "Storage of a national stock (made up)", "country": "PER", "stock_t": 30,
              "steps": ["interim storage", "disposal"], "materials": ["elemental mercury"], "public": True,
              "known_by": "estimated", "languages": ["es"], "unknown": ["budget"]}),
)  # fmt: skip


def position(number: int, count: int) -> tuple[float, float]:
    """Latitude and longitude of a point of a spiral that covers the globe evenly between 60 degrees south and north."""
    latitude = math.degrees(math.asin(1.732 * (number + 0.5) / count - 0.866))
    return round(latitude, 4), round((number * GOLDEN_ANGLE) % 360 - 180, 4)


def fill(facilities: int) -> dict[str, Any]:
    """Fill the store of this process, and give the ids of one record of each kind."""
    from almaden.demo.store_loader import load_examples
    from tools.made_up_law import fill_law
    from tools.made_up_ledger import fill_ledger
    from tools.made_up_network import fill_network
    from tools.made_up_plants import fill_plants
    from tools.made_up_product_studies import fill_product_studies
    from tools.made_up_products import fill_products
    from tools.made_up_quality import fill_quality
    from tools.made_up_registry import fill_registry
    from tools.made_up_studies import fill_studies
    from tools.made_up_supply import fill_supply
    from tools.made_up_tissue import fill_tissue
    from tools.made_up_trade import fill_trade
    from tools.made_up_trends import fill_trends

    load_examples()
    people = _people()
    ids: dict[str, Any] = {**_places(facilities), **_inventories(people), **_imports(people["ada"]), **_papers(people)}
    ids |= {**_reports(people["kofi"], ids["example"]), **_partnership(), **fill_registry(people)}
    ids |= fill_studies(people)
    ids |= fill_plants(people["kofi"])
    ids |= fill_product_studies(people["kofi"])
    ids |= fill_law(people["kofi"])
    ids |= fill_trade(people["kofi"])
    ids |= fill_supply(people["kofi"])
    ids |= fill_products(people)
    ids |= fill_ledger(people)
    ids |= fill_trends(people)
    ids |= fill_network()
    ids |= fill_quality(people)
    ids |= fill_tissue(people["kofi"])
    return {**ids, "person": people["kofi"].pk, "organisation": people["kofi"].organisation_id}


def _people() -> dict[str, Any]:
    from almaden.store.accounts import grant, make_token, make_user
    from almaden.store.organisations import make_organisation

    website = "https://example.org/"
    employer = make_organisation(None, "Institute (made up)", kind="institute", country="GHA", website=website)
    made = {}
    for name, (full_name, roles) in PEOPLE.items():
        made[name] = make_user(None, name, password=PASSWORD, full_name=full_name, organisation=employer)
        for role, country in roles:
            grant(None, made[name], role, country)
    make_token(made["ada"], made["ada"], "A script (made up)")
    return made


def _places(count: int) -> dict[str, int]:
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Facility, Identifier, Organisation, Site, SourceDocument, Unit

    now = datetime.now(UTC)
    with writing(None, "sample.add", reason="to try the pages (made up)") as work:
        source = work.add(SourceDocument(title="Register of works (made up)", authors="Nobody", year=2024))
        dataset = work.add(
            Dataset(
                key="made-up", title="Works and sites (made up)", state="published", source=source, made_up=True,
                organisation=Organisation.objects.get(),
                licence="CC BY 4.0", description="Nothing in it exists.", made_on=now, published_on=now,
            )
        )  # fmt: skip
        works = []
        for number in range(count):
            latitude, longitude = position(number, count)
            works.append(
                Facility(
                    dataset=dataset, name=f"Works {number} (made up)", country=COUNTRIES[number % len(COUNTRIES)],
                    latitude=latitude, longitude=longitude, category=CATEGORIES[number % len(CATEGORIES)],
                    status=STATES[number % len(STATES)], kind="made-up works", identifiers={"mu": str(number)},
                )
            )  # fmt: skip
        work.add_many(works)
        Identifier.objects.bulk_create([Identifier(scheme="mu", value=f"{n}", facility=f) for n, f in enumerate(works)])
        # This one lies on land.
        shown = works[min(103, count - 1)]
        unit, _second = work.add_many(
            [
                Unit(facility=shown, name=f"Boiler {number} (made up)", capacity_mw=300, status="operating")
                for number in (1, 2)
            ]
        )
        sites = []
        for number in range(40):
            latitude, longitude = position(number, 40)
            sites.append(
                Site(
                    dataset=dataset, name=f"Site {number} (made up)", country=COUNTRIES[number % len(COUNTRIES)],
                    latitude=latitude, longitude=longitude, kind=KINDS[number % len(KINDS)],
                    identifiers={"mus": str(number)},
                )
            )  # fmt: skip
        work.add_many(sites)
        Identifier.objects.bulk_create([Identifier(scheme="mus", value=f"{n}", site=s) for n, s in enumerate(sites)])
        coal_unit = _coal(work, dataset)
    return {
        "facility": shown.pk, "unit": unit.pk, "site": sites[0].pk, "dataset": dataset.pk, "source": source.pk,
        "coal_unit": coal_unit,
    }  # fmt: skip


def _coal(work: Any, dataset: Any) -> int:
    """Coal-fired plants with two units each, one of them without a place; gives the first unit."""
    from almaden.store.models import Facility, Unit

    units = []
    for number, state in enumerate(("operating", "operating", "construction", "retired", "operating")):
        latitude, longitude = (-2.0 - number, 103.0 + 4.0 * number) if number else (None, None)
        plant = work.add(
            Facility(
                dataset=dataset, name=f"Coal plant {number} (made up)", country="IDN", latitude=latitude,
                longitude=longitude, category="5.1.1", status=state, kind="coal power plant",
            )
        )  # fmt: skip
        units += work.add_many(
            [
                Unit(
                    facility=plant, name=f"Unit {one}", capacity_mw=200.0 * (number + one), status=state,
                    technology="subcritical", fuel="subbituminous", start_year=1995 + 4 * number,
                    retired_year=2020 if state == "retired" else None,
                )
                for one in (1, 2)
            ]
        )  # fmt: skip
    first: int = units[0].pk
    return first


def _inventories(people: dict[str, Any]) -> dict[str, int]:
    from almaden.demo.loader import demo_path
    from almaden.inventory import Inventory
    from almaden.store import inventories, reviews
    from almaden.store.models import Inventory as Kept

    with demo_path("ghana") as folder:
        data = _made_up(Inventory.read(folder).data, 0.9)
    for country, standing, more in FIGURES:
        header = replace(data.header, country=country, title="An inventory (made up)")
        made = inventories.from_data(None, replace(_made_up(data, more), header=header), standing=standing)
        reviews.submit(None, made)
        reviews.take(None, made)
        reviews.publish(None, made)
    header = replace(data.header, title="A draft (made up)")
    draft = inventories.from_data(people["kofi"], replace(data, header=header), standing="submitted")
    row = draft.rows.filter(table="activity_rates").first()
    waiting = inventories.from_data(people["kofi"], replace(data, header=header), standing="submitted")
    waiting = reviews.submit(people["kofi"], waiting, "Please look at the power plants (made up).")
    waiting = reviews.take(people["rosa"], waiting)
    on_row = waiting.rows.filter(table="activity_rates").first()
    said = reviews.comment(people["rosa"], waiting, "Which year is this from? (made up)", row=on_row)
    reviews.comment(people["kofi"], waiting, "From 2011 (made up).", answers=said)
    example = Kept.objects.get(country="GHA", standing="worked_example")
    return {
        "example": example.pk, "draft": draft.pk, "waiting": waiting.pk, "row": row.pk if row else 0,
    }  # fmt: skip


def _made_up(data: Any, more: float) -> Any:
    """The same rows with other figures, and without the sources of the true ones."""

    def other(row: Any) -> Any:
        figures = {name: getattr(row, name) for name in ("activity_rate", "low", "high")}
        changed = {name: value * more for name, value in figures.items() if value is not None}
        return row.model_copy(update={**changed, "source": "made up", "seen": "", "status": "user", "note": "made up"})

    rows = tuple(other(row) for row in data.rows)
    return replace(data, header=replace(data.header, notice=""), rows=rows, sources=(), published=())


def _imports(person: Any) -> dict[str, int]:
    from almaden.store.imports import runs
    from almaden.store.jobs import run_now
    from almaden.store.models import ImportRun
    from almaden.store.uploads import keep

    made = {}
    for name, text in (("faulty", FAULTY), ("ready", CLEAN)):
        upload = keep(person, io.BytesIO(text.encode()), f"{name}-works.csv")
        run = runs.start(person, upload, "facilities", dataset_key="new-works")
        job = ImportRun.objects.select_related("job").get(pk=run.pk).job
        if job is not None:
            run_now(job)
        made[f"{name}_import"] = run.pk
    return made


def _reports(person: Any, inventory: int) -> dict[str, int]:
    """Reports that take longer: one that is ready, one that is being made, one that failed."""
    from almaden.store.jobs import enqueue, run_now
    from almaden.store.models import Inventory, Job
    from almaden.web.report_files import report_or_job

    kept = Inventory.objects.get(pk=inventory)
    ready = report_or_job(person, kept, kept.year, "toolkit", "docx", "en")
    if not isinstance(ready, Job):
        raise TypeError("the worked example is too small for a job")
    run_now(ready)
    waiting, failed = (enqueue(person, "report.make", inventory=inventory) for _ in range(2))
    now = datetime.now(UTC)
    # Nobody works on it, and the server would tell so: it was seen last in a year.
    seen_on = now + timedelta(days=365)
    Job.objects.filter(pk=waiting.pk).update(state="running", started_on=now, seen_on=seen_on)
    problem = {"text": {"template": "The report could not be made (made up).", "values": {}}}
    Job.objects.filter(pk=failed.pk).update(state="failed", started_on=now, finished_on=now, problem=problem)
    return {"report": ready.pk, "waiting_report": waiting.pk, "failed_report": failed.pk}


def _papers(people: dict[str, Any]) -> dict[str, int]:
    from almaden.store import factor_layers
    from almaden.store.countries import set_stage
    from almaden.store.editions.create import create
    from almaden.store.models import Entry

    layer = factor_layers.make(people["kofi"], "ghana-made-up", title="Factors of Ghana (made up)", country="GHA")
    set_stage(people["kofi"], "GHA", "mia", "published", datetime.now(UTC).date() - timedelta(days=900))
    stage = set_stage(people["kofi"], "GHA", "nap", "started", note="made up")
    edition = create(people["ada"], "First edition (made up)", description="For trying the pages.")
    return {
        "layer": layer.pk,
        "stage": stage.pk,
        "edition": edition.number,
        "entry": Entry.objects.order_by("number").values_list("number", flat=True)[0],
    }


def _partnership() -> dict[str, Any]:
    """The registry that comes with the program, and made-up records of what it does not have."""
    from almaden.demo.registry import demo_registry
    from almaden.demo.store_loader import load_registry
    from almaden.partnership.matching.weights import PARTS
    from almaden.partnership.records.kinds import KINDS
    from almaden.partnership.registry import Registry
    from almaden.store.registry import match_weights

    load_registry(demo_registry())
    records = [(kind, KINDS[kind].record.model_validate(values)) for kind, values in OF_PARTNERSHIP]
    load_registry(Registry.made_of(records))
    points = {**dict.fromkeys(PARTS, "5"), "cost": "60"}
    kept = match_weights.make(None, "Quick help (made up)", "Cost first (made up).", points)
    return {
        "offer": "mu-o1", "weights": kept.pk,
        "activity": "S4-ASGM-001", "whole_activity": "mu-1", "partner": "P001", "need": "mu-need", "target": "T01",
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Make the store and print what is in it."""
    parser = argparse.ArgumentParser(description="Fill an empty store with made-up records.")
    parser.add_argument("folder", help="folder of the store")
    parser.add_argument("--facilities", type=int, default=200, help="how many works are made up")
    asked = parser.parse_args(arguments)
    os.environ["ALMADEN_HOME"] = asked.folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "almaden.web.settings"
    os.environ.pop("ALMADEN_DATABASE_URL", None)
    from almaden.store.setup import start

    start()
    print(json.dumps(fill(asked.facilities)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
