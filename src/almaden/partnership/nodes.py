"""Elements of an XML file as plain values, for readers and writers alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

#: Attribute of the language of a text. Names in a name space are written ``namespace name``.
LANGUAGE: Final = "http://www.w3.org/XML/1998/namespace lang"
_BREAKS: Final = re.compile(r"[ \t]*[\t\n\r\u0085\u2028\u2029]\s*")


@dataclass(slots=True, eq=False)
class Node:
    """One element.

    Attributes:
        tag: its name; ``namespace name`` where it has a name space.
        attributes: its attributes, named in the same way.
        text: the text directly in it.
        children: the elements in it, in order.
        line: line of the file in which it begins, 0 where it was not read from one.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)
    line: int = 0

    def add(self, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> Node:
        """A new element at the end of this one."""
        node = Node(tag, attributes or {}, text)
        self.children.append(node)
        return node

    def all(self, tag: str) -> Iterator[Node]:
        """The elements of a name directly in it."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> Node | None:
        """The first element of a name directly in it."""
        return next(self.all(tag), None)

    def get(self, name: str) -> str:
        """An attribute without the blanks around it, empty where there is none."""
        return self.attributes.get(name, "").strip()

    def narrative(self, lines: bool = False) -> str:
        """What it says: the narrative without a language of its own, otherwise the first; without blanks around it.

        Args:
            lines: keep its line breaks; a title that a file breaks into lines is one line.
        """
        told = [child for child in self.children if child.tag == "narrative" and child.text.strip()]
        plain = [child for child in told if LANGUAGE not in child.attributes]
        text = (plain or told)[0].text.strip() if told else ""
        return text if lines else _BREAKS.sub(" ", text)
