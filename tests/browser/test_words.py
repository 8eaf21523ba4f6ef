"""No English text on a page of another language, where the text is translated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.pofile import read_po

from tools.browsing import ROOT, Served, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: A text that a page does not have translated stays English in every language, so one of each script direction is
#: enough; that each language has every text is seen from its catalogue (tests/test_languages.py).
OTHERS = ["fr", "ar"]
#: What a reader sees or hears beside the text.
_SPOKEN = ("title", "aria-label", "placeholder", "alt")
#: Elements without an end.
_VOID = {"input", "img", "br", "meta", "link", "hr", "path", "circle", "rect", "col", "source", "wbr", "line"}
#: What is shown as it was written, in whatever language, and what is no text.
_AS_WRITTEN = {"bdi", "code", "pre", "style", "textarea"}


class _Texts(HTMLParser):
    """The texts of a page: what stands in it, what is spoken, and what its scripts will write."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [value for name in _SPOKEN if (value := given.get(name))]
        if tag not in _VOID:
            self._open.append((tag, tag in _AS_WRITTEN or given.get("lang") == "en"))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _quiet in self._open) and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(quiet for _name, quiet in self._open):
            return
        if self._open and self._open[-1][0] == "script":
            self.found += _strings(json.loads(data)) if data.strip() else []
        elif text := " ".join(data.split()):
            self.found.append(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


@cache
def _english(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """English texts that are said otherwise in a language: whole, and with places that something fills."""
    path = ROOT / "src" / "almaden" / "locale" / language / "LC_MESSAGES" / "almaden.po"
    whole: set[str] = set()
    filled: list[str] = []
    with path.open("rb") as file:
        for message in read_po(file, locale=language):
            forms = [message.id] if isinstance(message.id, str) else list(message.id)
            said = [message.string] if isinstance(message.string, str) else list(message.string or ())
            for form in forms:
                # A word alone may be a name, or the same in both.
                if not form or not all(said) or form in said or len(form.split()) < 2:
                    continue
                if "{" not in form:
                    whole.add(form)
                elif len(re.findall(r"[A-Za-z]{3,}", re.sub(r"{\w+}", "", form))) > 1:
                    filled.append(re.sub(r"\\{\w+\\}", "[^{}]{0,200}", re.escape(form)))
    return frozenset(whole), re.compile("|".join(filled) or "(?!)")


def test_the_texts_of_a_page_are_found() -> None:
    texts = _Texts()
    texts.feed('<p title="A title">One <bdi>name</bdi><br> two</p><script type="x">{"a": ["three"]}</script>')
    assert texts.found == ["A title", "One", "two", "three"]


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_stays_english(language: str, browser: Browser, made_up: Served) -> None:
    whole, filled = _english(language)
    assert whole
    # The same menus stand on every page.
    stays_english = cache(lambda text: text in whole or filled.fullmatch(text) is not None)
    context = open_context(browser, made_up, person="ada", language=language)
    left: dict[str, set[str]] = {}
    for name, address in made_up.pages().items():
        answer = context.request.get(address)
        texts = _Texts()
        texts.feed(answer.text())
        english = {text for text in texts.found if stays_english(text)}
        if english:
            left[name] = english
    context.close()
    assert left == {}
