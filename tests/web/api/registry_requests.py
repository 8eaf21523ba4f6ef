"""What the operations about the Partnership are asked with in the tests of access, and the records that they need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from almaden.partnership.matching.weights import default_weights
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.registry import Registry
from almaden.store.models import NewsIssue, Survey
from almaden.store.questionnaires import making
from almaden.store.registry import loading, match_weights
from almaden.store.report_drafts import drafts
from tests.store.registry.conftest import EXCHANGE, registry

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUESTION = {"key": "law", "kind": "yes_no", "texts": {"en": "Is there a law? (made up)"}}
DEFINITION = {"titles": {"en": "Made up"}, "introductions": {}, "languages": ["en"], "questions": [QUESTION]}
WISH = registry(
    ("activity", {"id": "W1", "title": "Retorts (made up)", "area": "COAL", "type": "training", "status": "planned",
                  "cost": 100, "secured": 40, "currency": "USD", "countries": ("PER",), "readiness": "ready"}),
    ("activity", {"id": "W2", "title": "Lamps (made up)", "area": "WASTE", "type": "training", "status": "planned",
                  "cost": 50, "currency": "USD"}),
    ("activity", {"id": "W3", "title": "No cost (made up)", "area": "COAL", "type": "guidance",
                  "status": "planned"}),
)  # fmt: skip


def add_partnership(records: SimpleNamespace) -> None:
    """Needs, offers and wishes that are published, and one of everything that is made of the registry."""
    # The partner of the exchange is in the registry already.
    others = [(kind, one) for kind in ("need", "offer") for one in EXCHANGE.tables[kind]]
    others += [("activity", one) for one in WISH.tables["activity"]]
    loading.load(None, Registry.made_of(others), "made up", "")
    points = {part: str(value) for part, value in default_weights().to_json().items()}
    records.weights = match_weights.make(None, "Made up", "", points)
    records.report = drafts.begin(None, "activity", date(2019, 1, 1), date(2020, 12, 31), "Made up")
    records.survey = survey_of("draft")
    records.open_survey = survey_of("open")
    records.news = NewsIssue.objects.create(
        kind="story", title="Made up", ends_on=NOW.date(), state="sent", sent_on=NOW, made_on=NOW
    )


def survey_of(state: str) -> Survey:
    """A questionnaire that is a draft or open."""
    made = making.make(None, "COAL", form_of(DEFINITION))
    return made if state == "draft" else making.open_survey(None, made, 1)


REQUESTS: dict[str, Callable[[SimpleNamespace], tuple[str, dict[str, Any]]]] = {
    "registry_wish": lambda r: ("/registry/wishes/activity/W1", {}),
    "matches_of_need": lambda r: ("/registry/needs/N1/matches", {}),
    "matches_of_offer": lambda r: ("/registry/offers/O1/matches", {}),
    "make_match_weights": lambda r: ("/registry/match-weights", {"json": {"name": "Place", "points": {"place": 90}}}),
    "match_weights_set": lambda r: (f"/registry/match-weights/{r.weights.pk}", {}),
    "change_match_weights": lambda r: (
        f"/registry/match-weights/{r.weights.pk}",
        {"json": {"version": 1, "note": "Changed"}},
    ),
    "say_of_match": lambda r: (
        "/registry/match-feedback",
        {"json": {"need": "N1", "offer": "O1", "verdict": "useful"}},
    ),
    "begin_report": lambda r: ("/registry/reports", {"json": {"kind": "activity"}}),
    "registry_report": lambda r: (f"/registry/reports/{r.report.pk}", {}),
    "write_report_section": lambda r: (
        f"/registry/reports/{r.report.pk}/sections/area.COAL",
        {"json": {"version": 0, "text": "Made up"}},
    ),
    "issue_report": lambda r: (f"/registry/reports/{r.report.pk}/issue", {"json": {"version": 1}}),
    "make_questionnaire": lambda r: (
        "/registry/questionnaires",
        {"json": {"area": "COAL", "definition": DEFINITION}},
    ),
    "questionnaire": lambda r: (f"/registry/questionnaires/{r.survey.pk}", {}),
    "change_questionnaire": lambda r: (
        f"/registry/questionnaires/{r.survey.pk}/definition",
        {"json": {"version": 1, "definition": DEFINITION}},
    ),
    "open_questionnaire": lambda r: (f"/registry/questionnaires/{r.survey.pk}/open", {"json": {"version": 1}}),
    "close_questionnaire": lambda r: (f"/registry/questionnaires/{r.open_survey.pk}/close", {"json": {"version": 2}}),
    "questionnaire_results": lambda r: (f"/registry/questionnaires/{r.survey.pk}/results", {}),
    "registry_news_issue": lambda r: (f"/registry/news/{r.news.pk}", {}),
}
