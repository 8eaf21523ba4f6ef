"""Reads large XML files element by element: no entities, no document types, bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from almaden.errors import Fault, InputError
from almaden.partnership.nodes import Node
from almaden.reference.readers.safety import check_file
from almaden.wording import Text

#: No element below the root may hold more than this: elements, characters, levels.
MOST_NODES: Final = 200_000
MOST_CHARACTERS: Final = 8 * 1024 * 1024
DEEPEST: Final = 24
_PIECE: Final = 64 * 1024
_ACCEPTED: Final = "an XML file without a document type"


def read_elements(path: Path, name: str, check_root: Callable[[Node], None]) -> Iterator[Node]:
    """The elements directly below the root, one after the other; only one is in memory at a time.

    A document type is refused where it begins, so entities are never known, and nothing else is ever opened.

    Args:
        path: the file.
        name: what it is called in messages.
        check_root: looks at the root before anything below it is read; raises what is wrong.

    Raises:
        InputError: no such file, too large, not XML, cut off, with a document type, or with an element that is
            larger or deeper than any that people write.
    """
    check_file(path, name)
    building = _Building(name, check_root)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            building.take(piece, last=False)
            yield from building.finished()
    building.take(b"", last=True)
    yield from building.finished()


class _Building:
    """Makes nodes of what the parser tells."""

    def __init__(self, name: str, check_root: Callable[[Node], None]) -> None:
        self._name = name
        self._check_root = check_root
        self._open: list[Node] = []
        # Pieces are joined at the end of an element: adding each to the last would take the square of their number.
        self._texts: list[list[str]] = []
        self._ready: list[Node] = []
        self._nodes = self._characters = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype

    def take(self, piece: bytes, last: bool) -> None:
        """Give the parser the next piece of the file."""
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise InputError(
                Fault(
                    Text("the XML cannot be read: {reason}", reason=expat.ErrorString(error.code)),
                    file=self._name,
                    row=error.lineno,
                    accepted=_ACCEPTED,
                    advice="copy or download the file again; if it stays so, ask who made it",
                )
            ) from None

    def finished(self) -> Iterator[Node]:
        """Elements that have come to their end."""
        ready, self._ready = self._ready, []
        return iter(ready)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, line=self._parser.CurrentLineNumber)
        if not self._open:
            self._check_root(node)
        if len(self._open) == 1:
            self._nodes = self._characters = 0
        elif self._open:
            self._open[-1].children.append(node)
        self._open.append(node)
        self._texts.append([])
        self._nodes += 1
        self._characters += sum(map(len, attributes.values()))
        self._check_size()

    def _text(self, text: str) -> None:
        if len(self._open) > 1:
            self._characters += len(text)
            self._check_size()
            self._texts[-1].append(text)

    def _end(self, _tag: str) -> None:
        node = self._open.pop()
        node.text = "".join(self._texts.pop())
        if len(self._open) == 1:
            self._ready.append(node)

    def _check_size(self) -> None:
        if self._nodes > MOST_NODES or self._characters > MOST_CHARACTERS or len(self._open) > DEEPEST:
            raise InputError(
                Fault(
                    "one element holds far more than people write; the file was not read further",
                    file=self._name,
                    row=self._parser.CurrentLineNumber,
                    accepted=Text(
                        "at most {count} elements, {size} MB of text and {levels} levels in one activity",
                        count=MOST_NODES,
                        size=MOST_CHARACTERS // 1024 // 1024,
                        levels=DEEPEST,
                    ),
                    advice="look for an element that is opened and not closed",
                )
            )

    def _doctype(self, *_declared: object) -> None:
        raise InputError(
            Fault(
                "the file declares a document type or entities; it was not read",
                file=self._name,
                row=self._parser.CurrentLineNumber,
                accepted=_ACCEPTED,
                advice="remove the lines from <!DOCTYPE to ]> in a text editor",
            )
        )
