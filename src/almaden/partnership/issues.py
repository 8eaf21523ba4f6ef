"""An issue of the newsletter or a story as plain data: kept, chosen from, and made into a letter again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from almaden.partnership.news import Block, Newsletter, Section, Story
from almaden.wording import Translate

#: An issue as it is kept: its sections, each with name and blocks.
Sections = Sequence[Mapping[str, Any]]


def sections_of(drafted: Newsletter | Story, say: Translate) -> list[dict[str, Any]]:
    """The sections of a draft as plain data, what the program says in the language of the issue.

    Args:
        drafted: a newsletter, whose empty sections are left out, or a story, which is one section.
        say: says a text of the program in the language.
    """
    if isinstance(drafted, Story):
        told = [replace(block, title=say(block.title)) for block in drafted.blocks]
        return [{"name": "story", "blocks": [_said(block, say) for block in told]}]
    return [
        {"name": section.name, "blocks": [_said(block, say) for block in section.blocks]}
        for section in drafted.sections
        if section.blocks
    ]


def mark_of(section: str, place: int) -> str:
    """By what a piece of news is left out; a story tells of the same record several times."""
    return f"{section}:{place}"


def kept_of(sections: Sections, left_out: Collection[str]) -> list[tuple[str, tuple[Block, ...]]]:
    """The sections without what is left out; those with nothing in them go too."""
    found = []
    for section in sections:
        name = str(section["name"])
        blocks = tuple(
            _block(block) for place, block in enumerate(section["blocks"]) if mark_of(name, place) not in left_out
        )
        if blocks:
            found.append((name, blocks))
    return found


def letter_of(
    sections: Sections, left_out: Collection[str], title: str, introduction: str, start: date | None, end: date
) -> Newsletter | Story:
    """The letter that an issue is: a story where its section is one."""
    kept = kept_of(sections, left_out)
    if any(section["name"] == "story" for section in sections):
        return Story("", title, tuple(block for _, blocks in kept for block in blocks), introduction)
    parts = tuple(Section(name, blocks) for name, blocks in kept)  # type: ignore[arg-type]  # made by sections_of
    return Newsletter(start or end, end, parts, title, introduction)


def _said(block: Block, say: Translate) -> dict[str, Any]:
    return block.to_json() | {"facts": [str(say(fact)) for fact in block.facts]}


def _block(kept: Mapping[str, Any]) -> Block:
    texts = {name: str(kept.get(name, "")) for name in ("id", "title", "text", "link")}
    return Block(**texts, facts=tuple(kept.get("facts", ())), countries=tuple(kept.get("countries", ())))
