"""Drafts of newsletters and stories: what is new in a period, without what tells of a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest

from almaden.demo.registry import demo_registry
from almaden.partnership.news import Block, Newsletter, Section, Story, newsletter, of_area, story
from almaden.partnership.records.activities import BeneficiaryRecord
from almaden.partnership.records.outputs import EventRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.reports.partnership.newsletter import (
    UNSUBSCRIBE,
    letter_html,
    letter_text,
    story_html,
    story_text,
    subject,
)
from tests.partnership.small import activity, registry, result

START, END = date(2020, 10, 1), date(2020, 10, 31)
EVIL = '<script>alert("x")</script>'


def ids(letter: Newsletter) -> dict[str, list[str]]:
    return {section.name: [block.id for block in section.blocks] for section in letter.sections}


def test_what_the_demonstration_tells_of_october_2020() -> None:
    letter = newsletter(demo_registry(), START, END, date(2020, 11, 30))
    titles = {section.name: [block.title for block in section.blocks] for section in letter.sections}
    # The two webinars of the month are told as events, not once more as highlights.
    assert titles["past events"] == [
        "Webinar on mercury-containing medical devices",
        "GOS4M webinar on a global database on mercury in air",
    ]
    assert titles["highlights"] == []
    assert "Webinar on mercury in skin-lightening products" in titles["coming events"]
    assert "COP4 of the Minamata Convention (as then planned)" not in titles["coming events"]


def made() -> Registry:
    return registry(
        PartnerRecord(id="P1", name="New one", standing="partner", joined="2020-10", contribution="Analyses",
                      country="GHA", areas=("COAL",), contact="A made-up person", email="person@example.org"),
        PartnerRecord(id="P2", name="Long known", standing="partner", joined="2012"),
        PartnerRecord(id="P3", name="Named only", joined="2020-10-05"),
        activity("A", start="2020-10-02", outputs="Retorts", partners=("P1",), partners_basis="stated",
                 countries=("GHA", "PER")),
        activity("B", reported_to="2020-10-31", parent="A"),
        activity("C", reported_to="2020-10-31", partners=("P1",), partners_basis="area lead"),
        activity("D", start="2020-10-02", status="planned"), activity("E", start="2020-10-02", status="cancelled"),
        activity("F", start="2020"), activity("G", start="2020-10-02", same_as="A"), activity("H", end="2020-10-31"),
        PublicationRecord(id="B1", title="Guidance", year=2020, activity="H", website="https://example.org/b"),
        PublicationRecord(id="B2", title="Draft", year=2020, status="ongoing"),
        EventRecord(id="E1", title="Held", start="2020-10-05", end="2020-10-06", status="completed", country="CHE"),
        EventRecord(id="E2", title="Off", start="2020-10-05", status="cancelled"),
        EventRecord(id="E3", title="Next", start="2020-11-05"), EventRecord(id="E4", title="Later", start="2021"),
        BeneficiaryRecord(id="N1", activity="A", number=300, unit="miners"), result("R1", "A", 12.5),
    )  # fmt: skip


def test_what_is_new() -> None:
    assert ids(newsletter(made(), START, END, date(2020, 12, 1))) == {
        "highlights": ["A", "C", "H"], "resources": [], "new partners": ["P1"], "past events": ["E1"],
        "coming events": ["E3"],
    }  # fmt: skip
    # What is dated 2020 is told once, when the year is over; what belongs to a publication stands there.
    assert ids(newsletter(made(), date(2020, 10, 31), date(2020, 12, 31))) == {
        "highlights": ["B", "C", "F"], "resources": ["B1"], "new partners": ["P1"], "past events": ["E3"],
        "coming events": ["E4"],
    }  # fmt: skip


def test_what_is_told_late_is_news_on_the_day_of_its_approval() -> None:
    on = {("activity", key): date(2020, 10, 20) for key in "ABDEFG"} | {
        ("activity", "F"): END, ("publication", "B2"): END, ("event", "E4"): START, ("partner", "P2"): START,
        ("event", "E2"): START, ("publication", "B1"): date(2020, 11, 1),
    }  # fmt: skip
    letter = newsletter(made(), START, END, date(2020, 12, 1), on)
    # A is a highlight, B a part of it; plans, what was called off, doubles, and B1 of November are no news.
    assert ids(letter)["newly told"] == ["F", "B2", "P2"]
    assert ids(letter)["highlights"] == ["A", "C", "H"]
    told = {section.name: section.blocks for section in of_area(letter, made(), "ASGM").sections}
    assert [block.id for block in told["newly told"]] == ["F"]


def test_no_field_that_tells_of_a_person_is_in_a_draft() -> None:
    letter = newsletter(made(), START, END)
    told = str(letter.to_json()) + letter_html(letter).decode() + letter_text(letter)
    assert "made-up person" not in told
    assert "person@example.org" not in told


def test_partners_filled_in_from_the_lead_and_addresses_that_run_are_left_out() -> None:
    blocks = {block.id: block for section in newsletter(made(), START, END).sections for block in section.blocks}
    assert "New one" in blocks["A"].facts
    assert blocks["C"].facts == ("Artisanal and small-scale gold mining",)
    assert blocks["A"].link == ""
    assert blocks["A"].countries == ("GHA", "PER")


class _Seen(HTMLParser):
    """Elements, and the addresses that they name."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "background", "action")]
        assert not [name for name, _value in attrs if name.startswith("on")]


def seen(content: bytes) -> _Seen:
    parser = _Seen()
    parser.feed(content.decode())
    return parser


EVIL_LETTER = Newsletter(
    START,
    END,
    (Section("highlights", (Block("A", EVIL, EVIL, (EVIL,), ("GHA",), "https://example.org/?a=1&b=\"'<"),)),),
)


def test_what_somebody_wrote_is_text() -> None:
    found = seen(letter_html(EVIL_LETTER, "https://example.org/leave"))
    assert found.elements == {"html", "head", "meta", "title", "body", "div", "h1", "h2", "h3", "p", "a", "br"}
    assert found.addresses == ["https://example.org/?a=1&b=\"'<", "https://example.org/leave"]
    assert b"&lt;script&gt;" in letter_html(EVIL_LETTER)
    evil = Story("A", EVIL, (Block("A", EVIL, EVIL),))
    assert "script" not in seen(story_html(evil)).elements


@pytest.mark.parametrize("write", [letter_html, lambda letter: letter_text(letter).encode()])
def test_the_way_out_of_the_list_is_always_there(write: Callable[[Newsletter], bytes]) -> None:
    assert UNSUBSCRIBE.encode() in write(EVIL_LETTER)


def test_a_way_out_that_would_run_is_no_link() -> None:
    assert seen(letter_html(EVIL_LETTER, "javascript:alert(1)")).addresses == ["https://example.org/?a=1&b=\"'<"]


def test_text_cannot_steer_the_mail() -> None:
    block = Block("A", "One\r\nBcc: all@example.org", "\x1b[31mred\u202e", ("a\nb",))
    text = letter_text(Newsletter(START, END, (Section("highlights", (block,)),)), "https://example.org/\r\nBcc: x")
    assert "\r" not in text
    assert not [line for line in text.splitlines() if line.startswith("Bcc")]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\n" not in subject(EVIL_LETTER)
    assert subject(EVIL_LETTER) == "News of the Partnership, 2020-10-01 to 2020-10-31"


def test_countries_stand_with_their_names_in_the_language_of_the_letter() -> None:
    letter = newsletter(made(), START, END)
    assert "Ghana, Peru" in letter_text(letter)
    assert "Suisse" in letter_html(letter, lang="fr").decode()
    assert 'dir="rtl"' in letter_html(letter, lang="ar").decode()


def test_an_empty_section_says_that_there_is_nothing() -> None:
    letter = newsletter(registry(), START, END)
    assert letter_text(letter).count("Nothing in this period.") == 5
    assert letter_html(letter).count(b"Nothing in this period.") == 5


def test_a_story_tells_of_one_activity() -> None:
    told = story(made(), "A")
    assert told is not None
    assert [block.title for block in told.blocks] == ["What it is about", "What came of it", "Whom it reached"]
    assert told.blocks[1].text == "Retorts"
    assert told.blocks[1].facts == ("12.5 kg mercury per year (grade A)",)
    assert told.blocks[2].facts == ("300 miners",)
    assert "Whom it reached" in story_text(told)
    assert "300 miners" in story_html(told).decode()
    assert told.to_json()["id"] == "A"
    assert story(made(), "none") is None
