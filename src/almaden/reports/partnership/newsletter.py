"""A newsletter and a story as HTML for a mail and as plain text: nothing is loaded from elsewhere, nothing runs."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import escape
from typing import Final

from almaden.errors import InputError
from almaden.partnership.news import Block, Newsletter, Story
from almaden.reference.countries import country_name
from almaden.reference.languages import n_, translator
from almaden.reports.document import plain
from almaden.wording import Text, Translate

#: What stands for the address at which a reader leaves the list; whoever sends the mail puts in each reader's own.
UNSUBSCRIBE: Final = "[[unsubscribe]]"

_WIDTH: Final = 76
_RIGHT_TO_LEFT: Final = ("ar",)
_SAFE: Final = ("https://", "http://", "mailto:")
# Mail programs drop style sheets, so every element carries its own.
_BODY: Final = "margin:0;padding:16px;background:#ffffff;color:#1f2933;font:16px/1.5 sans-serif"
_FRAME: Final = "max-width:640px;margin:0 auto"
_H1: Final = "font-size:24px;line-height:1.25;margin:0 0 4px"
_H2: Final = "font-size:19px;margin:28px 0 8px;border-bottom:2px solid #7b3f00"
_H3: Final = "font-size:16px;margin:16px 0 2px"
_FACTS: Final = "margin:0;color:#52606d;font-size:14px"
_PARAGRAPH: Final = "margin:4px 0 0"
_FOOT: Final = "margin:32px 0 0;border-top:1px solid #9aa5b1;padding:8px 0 0;color:#52606d;font-size:13px"
_LINK: Final = "color:#0b5394"


def subject(letter: Newsletter, lang: str = "en") -> str:
    """The subject of the mail: one line."""
    return _line(_title(letter, translator(lang)))


def letter_html(letter: Newsletter, unsubscribe: str = UNSUBSCRIBE, lang: str = "en") -> bytes:
    """The newsletter as HTML.

    Args:
        letter: what is new.
        unsubscribe: address at which a reader leaves the list, or what stands for it until the mail is sent.
        lang: language of the fixed texts; what partners wrote stays as it is.

    Returns:
        A page in UTF-8.
    """
    _ = translator(lang)
    parts = [f'<h1 style="{_H1}">{_html(_title(letter, _))}</h1>', *_introduced(letter.introduction)]
    for section in letter.sections:
        parts.append(f'<h2 style="{_H2}">{_html(_(section.title))}</h2>')
        parts += [_block_html(block, lang) for block in section.blocks]
        if not section.blocks:
            parts.append(f'<p style="{_PARAGRAPH}">{_html(_(_NOTHING))}</p>')
    parts.append(_foot(unsubscribe, _))
    return _page(_title(letter, _), parts, lang)


def letter_text(letter: Newsletter, unsubscribe: str = UNSUBSCRIBE, lang: str = "en") -> str:
    """The newsletter as plain text, in lines that every mail program shows."""
    _ = translator(lang)
    lines = [*_headed(_title(letter, _), "="), *_introduced_text(letter.introduction)]
    for section in letter.sections:
        lines += ["", *_headed(_(section.title), "-")]
        for block in section.blocks:
            lines += ["", *_block_text(block, lang)]
        if not section.blocks:
            lines += ["", _(_NOTHING)]
    return "\n".join([*lines, *_foot_text(unsubscribe, _)])


def letter_of(told: Newsletter | Story, lang: str, unsubscribe: str) -> tuple[str, str]:
    """A newsletter or a story as it is sent to a list: HTML and plain text."""
    if isinstance(told, Story):
        return story_html(told, lang, unsubscribe).decode(), story_text(told, lang, unsubscribe)
    return letter_html(told, unsubscribe, lang).decode(), letter_text(told, unsubscribe, lang)


def story_html(told: Story, lang: str = "en", unsubscribe: str = "") -> bytes:
    """A story as HTML; one that is sent to a list says how a reader leaves it."""
    _ = translator(lang)
    parts = [f'<h1 style="{_H1}">{_html(told.title)}</h1>', *_introduced(told.introduction)]
    parts += [_block_html(block, lang, own=False) for block in told.blocks]
    if unsubscribe:
        parts.append(_foot(unsubscribe, _))
    return _page(told.title, parts, lang)


def story_text(told: Story, lang: str = "en", unsubscribe: str = "") -> str:
    """A story as plain text; one that is sent to a list says how a reader leaves it."""
    _ = translator(lang)
    lines = [*_headed(told.title, "="), *_introduced_text(told.introduction)]
    for block in told.blocks:
        lines += ["", *_block_text(replace(block, title=_(block.title)), lang)]
    return "\n".join([*lines, *(_foot_text(unsubscribe, _) if unsubscribe else [""])])


_NOTHING: Final = n_("Nothing in this period.")
_WHY: Final = n_("You get this letter because you asked for it.")
_LEAVE: Final = n_("Leave the list")


def _introduced(text: str) -> list[str]:
    return [f'<p style="{_PARAGRAPH}">{_html(one)}</p>' for one in _paragraphs(text)]


def _introduced_text(text: str) -> list[str]:
    return [line for one in _paragraphs(text) for line in ("", *_wrapped(_line(one)))]


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]


def _foot(unsubscribe: str, translate: Translate) -> str:
    return f'<p style="{_FOOT}">{_html(translate(_WHY))}<br>{_way_out(unsubscribe, translate)}</p>'


def _foot_text(unsubscribe: str, translate: Translate) -> list[str]:
    return ["", "-- ", *_wrapped(translate(_WHY)), f"{translate(_LEAVE)}: {_line(unsubscribe)}", ""]


def _title(letter: Newsletter, translate: Translate) -> str:
    if letter.title:
        return letter.title
    return translate(Text("News of the Partnership, {start} to {end}", start=_day(letter.start), end=_day(letter.end)))


def _day(day: date) -> str:
    return day.isoformat()


def _page(title: str, parts: list[str], lang: str) -> bytes:
    direction = "rtl" if lang in _RIGHT_TO_LEFT else "ltr"
    head = (
        f'<!DOCTYPE html>\n<html lang="{_html(lang)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing in the letter can run or fetch, whatever somebody wrote into the registry.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_html(title)}</title>\n</head>\n"
    )
    body = "\n".join(parts)
    return f'{head}<body style="{_BODY}">\n<div style="{_FRAME}">\n{body}\n</div>\n</body>\n</html>\n'.encode()


def _facts(block: Block, lang: str) -> str:
    """The short lines of a piece of news as one, with the names of countries."""
    _ = translator(lang)
    countries = ", ".join(_country(code, lang) for code in block.countries)
    return " · ".join(part for part in (*map(_, block.facts), countries) if part)


def _country(code: str, lang: str) -> str:
    """The name of a country; a code that no country has stays as it is."""
    try:
        return country_name(code, lang)
    except InputError:
        return code


def _block_html(block: Block, lang: str, own: bool = True) -> str:
    """A piece of news; its heading is in the words of a record (``own``), or of the program."""
    heading = block.title if own else translator(lang)(block.title)
    parts = [f'<h3 style="{_H3}">{_html(heading)}</h3>']
    if facts := _facts(block, lang):
        parts.append(f'<p style="{_FACTS}">{_html(facts)}</p>')
    if block.text:
        parts.append(f'<p style="{_PARAGRAPH}">{_html(block.text)}</p>')
    if block.link:
        parts.append(f'<p style="{_PARAGRAPH}">{_anchor(block.link, block.link)}</p>')
    return "\n".join(parts)


def _way_out(unsubscribe: str, translate: Translate) -> str:
    if unsubscribe == UNSUBSCRIBE:
        return f'<a style="{_LINK}" href="{UNSUBSCRIBE}">{_html(translate(_LEAVE))}</a>'
    return _anchor(unsubscribe, translate(_LEAVE))


def _anchor(address: str, text: str) -> str:
    """A link, or the text alone where the address is not one of the web or of a mailbox."""
    address = _line(address)
    if not address.lower().startswith(_SAFE):
        return _html(text)
    return f'<a style="{_LINK}" href="{_html(address)}">{_html(text)}</a>'


def _block_text(block: Block, lang: str) -> Iterator[str]:
    yield from _wrapped(f"* {_line(block.title)}", "  ")
    if facts := _facts(block, lang):
        yield from _wrapped("  " + _line(facts), "  ")
    if block.text:
        yield from _wrapped("  " + _line(block.text), "  ")
    if block.link:
        yield f"  {_line(block.link)}"


def _headed(text: str, mark: str) -> Iterator[str]:
    yield _line(text)
    yield mark * min(len(text), _WIDTH)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _html(text: str) -> str:
    return escape(plain(text), quote=True)


def _line(text: str) -> str:
    """A text as one line without marks that steer a terminal, a mail or the direction of the text after it."""
    return " ".join("".join(" " if unicodedata.category(mark) in _STEERING else mark for mark in text).split())


_STEERING: Final = ("Cc", "Cf", "Zl", "Zp")
