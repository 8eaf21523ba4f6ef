"""The two reports of the Partnership, laid beside the list of what the seeds tell.

Expected numbers are typed from the summary of verification numbers, which was made with other means.
"""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from almaden.demo.registry import demo_registry
from almaden.errors import InputError
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.contents import Contents, activity_contents, progress_contents
from almaden.reports.document import Bullets, Callout, Document, Heading, Paragraph, Row, Table
from almaden.reports.partnership.write import build, render, sections, write_partnership_report

ACTIVITY = date(2019, 10, 1), date(2020, 11, 30)
PROGRESS = date(2010, 7, 1), date(2012, 6, 30)


@pytest.fixture(scope="module")
def of_activities() -> Contents:
    """The contents of the report that document 004 is."""
    return activity_contents(demo_registry(), *ACTIVITY, "partner")


@pytest.fixture(scope="module")
def of_progress() -> Contents:
    """The contents of the report that document 003 is."""
    return progress_contents(demo_registry(), *PROGRESS)


@pytest.fixture(scope="module")
def activity_text(of_activities: Contents) -> str:
    """The report on activities as a reader of the page sees it."""
    return text_of(render(of_activities, "html", "en"))


@pytest.fixture(scope="module")
def progress_text(of_progress: Contents) -> str:
    """The report on progress as a reader of the page sees it."""
    return text_of(render(of_progress, "html", "en"))


def text_of(page: bytes) -> str:
    body = page.decode().partition("<body>")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


#: Activities whose title names a person in the seed registry.
PERSON_NAMED = ("S4-FATE-022",)


def table(document: Document, caption: str) -> dict[str, list[str]]:
    """The rows of a table by their first cell."""
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.caption == caption]
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in found.full_rows}


def seed(shared: Path, document: str) -> list[dict[str, str]]:
    path = shared / "knowledge" / "partnership" / "seed_registry" / "activities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["seed_file"].startswith(f"{document}_")]


def said(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize(("document", "told", "canonical"), [("004", 207, 199), ("003", 103, 100)])
def test_every_activity_of_a_seed_stands_in_the_report_on_its_period(
    document: str, told: int, canonical: int, activity_text: str, progress_text: str, shared: Path
) -> None:
    text = activity_text if document == "004" else progress_text
    rows = seed(shared, document)
    assert len(rows) == told
    once = [row for row in rows if not row["dup_of"]]
    assert len(once) == canonical
    # Every activity stands by its own title and key, in the words of the seed registry; but the one that names a
    # person there is told without the name, as nothing that comes along tells of persons.
    others = [row["id"] for row in once if f"{said(row['title'])} [{row['id']}]" not in text]
    assert others == [key for key in PERSON_NAMED if document == "004"]
    assert all(f"nominated [{key}]" in text for key in others)
    # What is told once more stands in the annex, with the first telling, which stands in the report itself.
    again = text.split("Annex: activities told more than once")[-1]
    assert [row["id"] for row in rows if row["dup_of"] and f"{row['id']} {row['dup_of']}" not in again] == []
    assert [row["dup_of"] for row in rows if row["dup_of"] and f"[{row['dup_of']}]" not in text] == []


@pytest.mark.parametrize("which", ["of_activities", "of_progress"])
@pytest.mark.parametrize("grouping", ["topic", "partner"])
def test_each_activity_is_told_once_however_they_are_grouped(
    which: str, grouping: str, request: pytest.FixtureRequest
) -> None:
    kind = request.getfixturevalue(which).kind
    make, period = (activity_contents, ACTIVITY) if kind == "activity" else (progress_contents, PROGRESS)
    contents = make(demo_registry(), *period, grouping)  # type: ignore[arg-type]
    shown = [
        entry.key
        for area in contents.areas
        for entry in (*(one for group in area.groups for one in group.entries), *area.planned)
    ]
    assert sorted(shown) == sorted(entry.key for entry in contents.entries)
    assert len(set(shown)) == len(shown)


def test_a_part_stands_below_its_whole(of_activities: Contents) -> None:
    (asgm,) = [area for area in of_activities.areas if area.code == "ASGM"]
    for group in asgm.groups:
        keys = [entry.key for entry in group.entries]
        for entry in group.entries:
            if entry.parent in keys:
                assert keys.index(entry.parent) < keys.index(entry.key)


def test_other_activities_of_the_period_are_named(activity_text: str, progress_text: str) -> None:
    # The pages of 2021 date three activities within the period of document 004, and one within that of 003.
    assert "[S0-CROSS-001]" in activity_text
    assert "202 activities" in activity_text
    assert "101 activities" in progress_text


# area: seed 003, seed 004, all seeds
BY_AREA = {
    "Artisanal and small-scale gold mining": (14, 90, 114),
    "Mercury cell chlor-alkali production": (6, 9, 18),
    "Mercury air transport and fate research": (6, 25, 34),
    "Mercury in products": (9, 21, 36),
    "Mercury releases from coal combustion": (12, 12, 25),
    "Mercury waste management": (9, 10, 24),
    "Mercury supply and storage": (14, 17, 32),
    "Mercury releases from the cement industry": (5, 5, 10),
    "Overarching and outside the areas": (25, 10, 51),
    "Sum": (100, 199, 344),
}


def test_activities_by_area(of_activities: Contents, of_progress: Contents) -> None:
    reports = (
        table(build(of_progress, "en"), "Activities by area"),
        table(build(of_activities, "en"), "Activities by area"),
    )
    found = {
        area: (int(reports[0][area][0]), int(reports[1][area][0]), int(reports[0][area][2])) for area in reports[0]
    }
    assert found == BY_AREA


def test_the_annex_has_the_registry_by_document_state_type_and_country(
    activity_text: str, of_activities: Contents
) -> None:
    document = build(of_activities, "en")
    by_document = table(document, "Activities by area and document")
    assert by_document["Sum"] == ["15", "22", "8", "100", "199", "344"]
    assert by_document["With what is told once more"] == ["15", "24", "14", "103", "207", "363"]
    states = {name: cells[2] for name, cells in table(document, "Activities by state").items()}
    assert states == {
        **{"ongoing": "143", "completed": "122", "planned": "64", "in preparation": "10", "postponed": "3"},
        **{"cancelled": "1", "in force": "1", "Sum": "344"},
    }
    types = {name: cells[2] for name, cells in table(document, "Activities by type").items()}
    assert len(types) == 40 + 1
    some = {"project": "57", "publication": "28", "research": "28", "technical assistance": "23", "prize": "1"}
    assert {name: types[name] for name in some} == some
    sizes = {name: cells[2] for name, cells in table(document, "Numbers of activities").items()}
    assert sizes["Not a part of another"] == "273"
    assert (sizes["With a country"], sizes["Without a country"]) == ("146", "198")
    assert (sizes["Different countries"], sizes["Mentions of countries"]) == ("61", "254")
    countries = table(document, "Activities by country")
    assert len(countries) == 61 + 1
    top = [countries[name][3] for name in ("Indonesia", "Philippines", "Peru", "Colombia", "India", "Kenya")]
    assert top == ["20", "18", "15", "13", "13", "13"]


def test_countries_of_the_report_itself(of_activities: Contents) -> None:
    document = build(of_activities, "en")
    sizes = {name: cells[0] for name, cells in table(document, "Numbers of activities").items()}
    assert (sizes["Different countries"], sizes["Mentions of countries"]) == ("39", "156")
    countries = table(document, "Activities by country")
    top = [countries[name][1] for name in ("Indonesia", "Philippines", "Colombia", "Kenya", "Peru", "India")]
    assert top == ["15", "13", "12", "11", "10", "9"]


def test_who_is_named_most(of_activities: Contents) -> None:
    document = build(of_activities, "en")
    partners = table(document, "Partners named most often in the registry")
    assert [partners[name][2] for name in ("UNEP", "US EPA", "IEA Clean Coal Centre", "PAG")] == [
        "98",
        "38",
        "23",
        "17",
    ]
    # What was filled in stands apart, and never in the column of what the document names.
    assert all(int(stated) + int(filled) == int(both) for stated, filled, both in partners.values())
    funders = table(document, "Funders named most often in the registry")
    assert [funders[name][0] for name in ("GEF", "US Department of State", "European Commission", "UNEP")] == [
        *("22", "8", "6", "4"),
    ]
    kinds = table(document, "Organisations in the registry")
    assert (kinds["government"], kinds["NGO"], kinds["Sum"]) == (["30"], ["25"], ["131"])
    bases = {name: cells[2] for name, cells in table(document, "How the partners of activities are known").items()}
    assert (bases["stated"], bases["partly stated"], bases["a group without names"]) == ("219", "34", "32")
    assert bases["filled in from the lead of the area"] == "78"


def test_partners_at_begin_and_end_in_both_classifications(of_activities: Contents, of_progress: Contents) -> None:
    assert table(build(of_progress, "en"), "Partners by category") == {
        "Governments": ["15", "24", "+9", "+60 %"],
        "Intergovernmental organisations": ["4", "5", "+1", "+25 %"],
        "Non-governmental organisations": ["31", "44", "+13", "+41.9 %"],
        "Others": ["20", "38", "+18", "+90 %"],
        "– Industry and private sector": ["?", "?", "?", "?"],
        "– Academia and others": ["?", "?", "?", "?"],
        "All partners": ["70", "111", "+41", "+58.6 %"],
    }
    found = table(build(of_activities, "en"), "Partners by category")
    assert found["All partners"] == ["111", "215", "+104", "+93.7 %"]
    assert [found[name][1] for name in list(found)[:-1]] == ["36", "11", "71", "97", "55", "42"]


def test_funding_of_the_progress_report_and_what_does_not_add_up(progress_text: str, activity_text: str) -> None:
    assert "1.5 + 1 + 6 + 2; it adds up" in progress_text
    assert "the balance is stated as 7,500,000 USD; the sum less the yearly costs would be 8,500,000" in progress_text
    assert "the stated shares add to about 94 %, so about 6 % are not told" in progress_text
    plain = progress_text.replace("\N{NO-BREAK SPACE}", " "), activity_text.replace("\N{NO-BREAK SPACE}", " ")
    assert "about USD 10,500,000 (2010-07 – 2012-06)" in plain[0]
    assert "Sums of projects: USD 2,125,000" in plain[0]
    assert "Sums of projects: USD 750,000" in plain[1]
    for amount in ("125,000", "150,000", "850,000", "1,000,000"):
        assert f"USD {amount}" in plain[0]
    # The other report shows the same contradictions in its annex.
    assert "about 94 %" in activity_text
    assert "stated as over 140 (000); over 190 (000)" in activity_text
    assert "stated as 9 (002); 8 (004)" in activity_text
    assert "stated as 7 (001); 8 (000)" in activity_text


def test_earlier_plans_have_an_outcome_or_none_that_is_known(of_activities: Contents) -> None:
    earlier = table(build(of_activities, "en"), "What became of earlier plans")
    # Plans of 2013 of which the report of 2021 does not say what became of them.
    for key in ("S3-ASGM-011", "S3-ASGM-012", "S3-COAL-008"):
        (line,) = [cells for name, cells in earlier.items() if f"[{key}]" in name]
        assert line[-1] == "planned, outcome unknown"


def test_targets_without_a_baseline_cannot_be_judged(of_progress: Contents) -> None:
    targets = [
        row.cells
        for block in build(of_progress, "en").blocks
        if isinstance(block, Table) and block.caption == "Targets"
        for row in block.full_rows
    ]
    assert [cells[2].text for cells in targets] == ["\N{MINUS SIGN}50 %", "250\N{NO-BREAK SPACE}t"]
    assert [cells[3].text for cells in targets] == ["2017", "2015"]
    assert all(cells[-1].text.startswith("cannot be judged: baseline missing") for cells in targets)


def test_leads_and_what_changed(of_activities: Contents, of_progress: Contents) -> None:
    changes = {area: cells[1] for area, cells in table(build(of_progress, "en"), "Leads of the areas").items()}
    assert changes["Mercury supply and storage"] == (
        "new: Government of Uruguay (2011-11); no longer: Mercury Policy Project (2011-11)"
    )
    leads = {area: cells[0] for area, cells in table(build(of_activities, "en"), "Leads of the areas").items()}
    assert leads["Artisanal and small-scale gold mining"] == "NRDC: co-lead; UNEP: co-lead; UNIDO: co-lead"


def test_the_five_fields_of_effectiveness(of_progress: Contents, of_activities: Contents) -> None:
    assert of_activities.effectiveness is None
    assert of_progress.effectiveness is not None
    fields = {field.key: [entry.key for entry in field.entries] for field in of_progress.effectiveness.fields}
    assert list(fields) == ["communication", "efficiency", "information", "leadership", "fundraising"]
    assert "S3-CROSS-011" in fields["communication"]  # Story of the Month
    assert fields["efficiency"] == ["S3-CROSS-016", "S3-CROSS-017"]  # the two meetings after others
    assert "S3-CROSS-018" in fields["information"]  # inventories for the negotiations
    assert "S3-CROSS-020" in fields["fundraising"]  # the wish list
    assert of_progress.effectiveness.with_several_leads == ("ASGM", "SUPPLY")


def test_obstacles_are_told(activity_text: str) -> None:
    obstacles = activity_text.split("Obstacles")[-1].split("Targets")[0]
    for key in ("S4-ASGM-029", "S4-ASGM-039", "S4-COAL-010"):
        assert f"[{key}]" in obstacles
    assert "COVID-19" in obstacles
    assert "Brazilian real" in obstacles


def test_what_hindered_the_partnership_is_told(progress_text: str) -> None:
    obstacles = progress_text.split("Obstacles")[-1].split("Targets")[0]
    for key in ("S3-CROSS-002", "S3-CROSS-010", "S3-CROSS-021"):
        assert f"[{key}]" in obstacles


def test_documents_and_what_does_not_fit_together_are_told_in_the_annex(progress_text: str, activity_text: str) -> None:
    for page in (progress_text, activity_text):
        assert "Report on activities undertaken within the UNEP Global Mercury Partnership" in page
        assert "Khairdarken" in page


def test_an_area_without_entries_says_so_and_whom_to_ask() -> None:
    contents = activity_contents(demo_registry(), date(2016, 1, 1), date(2016, 6, 30))
    document = build(contents, "en")
    assert document.warnings[0].title == "Areas without recent entries"
    assert "Mercury releases from the cement industry: WBCSD CSI" in document.warnings[0].text
    told = [block for block in document.blocks if isinstance(block, Callout) and block.title == "No recent entries"]
    assert any("Ask: WBCSD CSI" in block.text and "2012-06-30" in block.text for block in told)


def test_a_text_of_ones_own_stands_before_the_tables(of_activities: Contents) -> None:
    texts = {"area.COAL": "Our own words.\n\n- one\n- two"}
    own = {one.key: one for one in sections(of_activities, "en", texts)}
    before = {one.key: one for one in sections(of_activities, "en")}
    assert own["area.COAL"].intro == (Paragraph("Our own words."), Bullets(("one", "two")))
    assert own["area.COAL"].blocks == before["area.COAL"].blocks
    assert {key for key in own if own[key] != before[key]} == {"area.COAL"}


@pytest.mark.parametrize("which", ["of_activities", "of_progress"])
def test_keys_of_sections_are_unique_and_the_same_in_each_language(which: str, request: pytest.FixtureRequest) -> None:
    contents = request.getfixturevalue(which)
    keys = {lang: [one.key for one in sections(contents, lang)] for lang in ("en", "fr", "es")}
    assert keys["en"] == keys["fr"] == keys["es"]
    assert len(set(keys["en"])) == len(keys["en"])


def test_the_structure_of_the_seeds(of_activities: Contents, of_progress: Contents) -> None:
    def chapters(contents: Contents) -> list[str]:
        return [one.text for one in build(contents, "en").headings if one.level == 1]

    assert chapters(of_activities)[:4] == [
        *("Introduction", "Overview", "Overarching and outside the areas", "Activities by area"),
    ]
    assert chapters(of_progress)[:5] == [
        *("Introduction", "Assessment of overall progress", "Activities by area", "Effectiveness of the Partnership"),
        "Next steps",
    ]


@pytest.mark.parametrize(("format", "begin"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_every_format(of_progress: Contents, format: str, begin: bytes, tmp_path: Path) -> None:
    path = write_partnership_report(of_progress, format, "es", tmp_path / f"report.{format}")
    assert path.read_bytes().startswith(begin)


def test_a_workbook_holds_the_activities_as_a_table(of_progress: Contents) -> None:
    with zipfile.ZipFile(io.BytesIO(render(of_progress, "xlsx", "en"))) as book:
        named = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert {"activities", "sums", "plans"} <= {name.removeprefix("data ") for name in named if name.startswith("data ")}


def test_texts_of_records_are_text(of_activities: Contents) -> None:
    evil = replace(of_activities.entries[0], title="<script>alert(1)</script>")
    coal = next(area for area in of_activities.areas if area.code == "COAL")
    areas = [replace(area, planned=(evil,)) if area is coal else area for area in of_activities.areas]
    page = render(replace(of_activities, areas=areas), "html", "en").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="ends before it begins"):
        activity_contents(demo_registry(), date(2020, 1, 1), date(2019, 1, 1))


def test_a_report_of_an_empty_registry_says_what_is_missing() -> None:
    for make in (activity_contents, progress_contents):
        document = build(make(Registry.made_of([]), *ACTIVITY), "en")
        paragraphs = " ".join(_words(document.blocks))
        assert "No document counts the partners." in paragraphs
        assert "No target is recorded." in paragraphs


def _words(blocks: Iterable[object]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield block.text
        elif isinstance(block, Table):
            yield from (cell.text for row in block.rows if isinstance(row, Row) for cell in row.cells)


def test_no_person_is_named() -> None:
    person = "Somebody Made Up"
    demo = demo_registry()
    tables = {**demo.tables, "member": [one.model_copy(update={"person": person}) for one in demo.tables["member"]]}
    tables["partner"] = [
        one.model_copy(update={"contact": person, "email": "a@b.cd"}) for one in demo.tables["partner"]
    ]
    registry = Registry.made_of((kind, one) for kind, records in tables.items() for one in records)
    contents = activity_contents(registry, *ACTIVITY)
    assert contents.members
    page = render(contents, "html", "en").decode()
    assert person not in page
    assert "a@b.cd" not in page
    assert person not in repr(contents)
