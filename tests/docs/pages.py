"""The examples in a page of the documentation, in the order in which a reader meets them.

- ``console`` blocks hold commands after ``$`` and what they print; ``...`` stands for any text, on a line of its
  own for any number of lines. ``$ echo $?`` says which exit code the command before it leaves.
- ``python`` blocks are run, ``pycon`` blocks are run and their output is compared.
- ``{code-block}`` with a caption that is a path is a file that the reader writes.
- ``<!-- edit: FILE ID COLUMN=VALUE ... -->`` does in a table what the text around it tells the reader to do,
  ``<!-- copy: FROM TO -->`` copies a folder, ``<!-- store: worked examples -->`` puts them into the store, and
  ``<!-- install: FOLDER -->`` installs the package of one module that the page wrote there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"

_FENCE = re.compile(r"^```+(?P<info>\S.*)$")
_DONE = re.compile(r"^<!-- (?P<how>edit|copy|store|install): (?P<what>.+) -->$")
_PATH = re.compile(r"^[\w./-]+\.\w+$")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its caption if it has one, its lines, the line of the page it starts at."""

    language: str
    caption: str
    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    @property
    def is_file(self) -> bool:
        return _PATH.match(self.caption) is not None


@dataclass(frozen=True)
class Typed:
    """A command with what it prints and, where the page says so, its exit code."""

    command: str
    printed: tuple[str, ...]
    code: int
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.printed)


def pages() -> list[Path]:
    """Every page that a person wrote."""
    return sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    place = 0
    while place < len(lines):
        found, done = _FENCE.match(lines[place]), _DONE.match(lines[place])
        place += 1
        if done is not None:
            yield Block(done["how"], "", (done["what"],), place)
        if found is None:
            continue
        fence = lines[place - 1][: len(lines[place - 1]) - len(lines[place - 1].lstrip("`"))]
        start = place
        while lines[place].rstrip() != fence:
            place += 1
        language = found["info"].split()[-1] if "code-block" in found["info"] else found["info"].strip()
        inner = lines[start:place]
        options = [line for line in inner if line.startswith(":caption:")]
        caption = options[0].removeprefix(":caption:").strip() if options else ""
        yield Block(language, caption, tuple(line for line in inner if line not in options), start)
        place += 1


def typed(block: Block) -> list[Typed]:
    """The commands of a console block, in their order."""
    found: list[tuple[str, list[str], int]] = []
    for offset, line in enumerate(block.lines):
        if line.startswith("$ "):
            found.append((line.removeprefix("$ "), [], block.line + offset + 1))
        elif found[-1][0].endswith("\\"):
            command, printed, at = found.pop()
            found.append((f"{command[:-1]}{line.strip()}", printed, at))
        else:
            found[-1][1].append(line)
    commands = []
    for place, (command, lines, at) in enumerate(found):
        if command == "echo $?":
            continue
        asked = found[place + 1] if place + 1 < len(found) else None
        code = int(asked[1][0]) if asked is not None and asked[0] == "echo $?" else 0
        commands.append(Typed(command, tuple(lines), code, at))
    return commands


def matches(expected: tuple[str, ...], got: str) -> bool:
    """Whether an output is as a page shows it; how wide a gap is does not matter."""
    pattern = ""
    for line in expected:
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += r"[^\n]*".join(map(re.escape, " ".join(line.split()).split("..."))) + r"\n"
    text = "\n".join(" ".join(line.split()) for line in got.splitlines())
    return re.fullmatch(pattern, f"{text}\n") is not None
