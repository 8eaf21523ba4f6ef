"""The HTML page: one file, no script, nothing fetched, sound structure."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from almaden.inventory.result import Result
from almaden.reports import html as renderer
from almaden.reports import toolkit
from almaden.reports.document import plain

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes and the text of a page; unbalanced tags are an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], tuple[str, ...]]] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        # A self-closed SVG element ends what it opened.
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]


def _page(result: Result, lang: str = "en") -> tuple[str, Page]:
    source = renderer.render(toolkit.build(result, lang)).decode()
    return source, Page(source)


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_language_and_viewport(make_result: Callable[..., Result], lang: str) -> None:
    _source, page = _page(make_result(5), lang)
    assert page.all("html")[0]["lang"] == lang
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
    assert page.all("h1").__len__() == 1


def test_hostile_names_make_no_element_and_fetch_nothing(make_result: Callable[..., Result]) -> None:
    result = make_result(20, hostile=True)
    source, page = _page(result)
    names = Counter(name for name, _, _ in page.elements)
    assert not {"script", "iframe", "link", "object", "img"} & set(names)
    for _name, attributes, _ in page.elements:
        assert not any(key.startswith("on") for key in attributes)
        for key in ("href", "xlink:href", "src"):
            assert (attributes.get(key) or "#").startswith("#")
    assert "url(http" not in source
    shown = "".join(page.text)
    for row in result.rows:
        assert plain(row.id) in shown


def test_identifiers_are_unique_and_every_link_has_its_target(result: Result) -> None:
    _source, page = _page(result)
    identifiers = Counter(attributes["id"] for _, attributes, _ in page.elements if "id" in attributes)
    assert max(identifiers.values()) == 1
    for _name, attributes, _ in page.elements:
        for key in ("href", "xlink:href"):
            if attributes.get(key):
                assert (attributes[key] or "").removeprefix("#") in identifiers
        for value in attributes.values():
            if value and "url(#" in value:
                assert value.split("url(#")[1].split(")")[0] in identifiers


def test_tables_scroll_in_their_own_box_and_pictures_are_described(result: Result) -> None:
    _source, page = _page(result)
    depth = [parents for name, _, parents in page.elements if name == "table"]
    assert depth
    boxes = [attributes for attributes in page.all("div") if attributes.get("class") == "scroll"]
    pictures = page.all("svg")
    assert len(boxes) == len(depth) + len(pictures)
    assert all(box.get("tabindex") == "0" and box.get("aria-label") for box in boxes)
    assert all(picture.get("role") == "img" and picture.get("aria-label") for picture in pictures)


def test_notice_stands_on_screen_and_on_every_printed_page(result: Result) -> None:
    source, _page_of = _page(result)
    assert '<div class="banner" role="note">worked example, not an inventory of the country</div>' in source
    assert '@top-center { content: "worked example, not an inventory of the country"' in source


def test_style_strings_cannot_be_broken_out_of(result: Result) -> None:
    from dataclasses import replace

    source, _page_of = _page(replace(result, meta=replace(result.meta, notice='"; } body { display: none } </style>')))
    style = source.split("<style>")[1].split("</style>")[0]
    assert "display: none }" not in style
    assert style.count("{") == style.count("}")


def test_headings_skip_no_level(result: Result) -> None:
    _source, page = _page(result)
    levels = [int(name[1]) for name, _, _ in page.elements if name in {"h1", "h2", "h3", "h4"}]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
