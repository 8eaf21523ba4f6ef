"""XML as text: every character that a file cannot hold is replaced, everything else comes back as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from almaden.partnership.nodes import LANGUAGE, Node

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def writable(text: str) -> str:
    """A text without the characters that XML cannot hold: a question mark in a diamond stands for each."""
    return _FORBIDDEN.sub("\ufffd", text)


def text_of(node: Node, prefixes: Mapping[str, str], indent: str = "") -> str:
    """An element as text, with its children each on its own line.

    Args:
        node: the element.
        prefixes: name space to prefix; the caller declares them on the root.
        indent: what stands before each line.
    """
    tag = _name(node.tag, prefixes)
    attributes = "".join(
        f' {_name(name, prefixes)}="{writable(value).translate(_IN_ATTRIBUTE)}"'
        for name, value in node.attributes.items()
    )
    if node.children:
        inner = "".join(text_of(child, prefixes, f"{indent}  ") for child in node.children)
        return f"{indent}<{tag}{attributes}>\n{inner}{indent}</{tag}>\n"
    if node.text:
        return f"{indent}<{tag}{attributes}>{writable(node.text).translate(_IN_TEXT)}</{tag}>\n"
    return f"{indent}<{tag}{attributes}/>\n"


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    if name == LANGUAGE:
        return "xml:lang"
    space, _, local = name.rpartition(" ")
    return f"{prefixes[space]}:{local}" if space else local
