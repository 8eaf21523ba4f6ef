"""The entities of a SensorThings document, however they are nested: things, data streams, observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

Entity = dict[str, Any]

#: What stands under a key, one or many.
_KINDS: Final[Mapping[str, str]] = {
    "Thing": "Thing", "Things": "Thing", "Datastream": "Datastream", "Datastreams": "Datastream",
    "Observations": "Observation", "Location": "Location", "Locations": "Location", "Sensor": "Sensor",
    "Sensors": "Sensor", "ObservedProperty": "ObservedProperty", "ObservedProperties": "ObservedProperty",
}  # fmt: skip
#: Keys that only one kind of entity has, for a list that does not say what it holds.
_SIGNS: Final = (
    ("dataArray", "Values"), ("phenomenonTime", "Observation"), ("result", "Observation"),
    ("unitOfMeasurement", "Datastream"), ("Datastreams", "Thing"), ("Locations", "Thing"),
)  # fmt: skip
_ID: Final = "@iot.id"


class Entities:
    """All entities of a document.

    Attributes:
        observations: observations, each with its data stream under ``Datastream``.
        things: the things that stand whole in the document.
        more: names of lists that go on at another address, which the document does not hold.
    """

    def __init__(self, document: Any) -> None:
        self._whole: dict[tuple[str, Any], Entity] = {}
        self.observations: list[Entity] = []
        self.things: list[Entity] = []
        self.more: list[str] = []
        self._any(document, "", {})

    def of(self, reference: Any, kind: str) -> Entity:
        """An entity that is named by its identifier, or stands whole; empty where there is none."""
        if not isinstance(reference, dict):
            return {}
        return self._whole.get((kind, _key(reference)), {}) | reference

    def _any(self, node: Any, kind: str, above: Mapping[str, Entity]) -> None:
        if isinstance(node, list):
            for one in node:
                self._any(one, kind, above)
        elif isinstance(node, dict):
            # A document that only holds lists of entities is none itself.
            may_be = _SIGNS if kind or node.keys() & {_ID, "name"} else _SIGNS[:3]
            kind = next((of for sign, of in may_be if sign in node), kind) if kind in ("", "Observation") else kind
            self._entity(node, kind, above)

    def _entity(self, node: Entity, kind: str, above: Mapping[str, Entity]) -> None:
        self.more += [key for key in node if key.endswith("@iot.nextLink")]
        if kind == "Values":
            for one in _unfolded(node):
                self._entity(one, "Observation", above)
            return
        if kind:
            node = dict(above) | node
            self._keep(node, kind)
        below = {kind: node} if kind in ("Thing", "Datastream") else {}
        for key, value in node.items():
            if key in _KINDS and key not in above:
                self._any(value, _KINDS[key], below if key.endswith("s") else {})
            elif key == "value" and not kind:
                self._any(value, "", {})

    def _keep(self, node: Entity, kind: str) -> None:
        if kind == "Observation":
            self.observations.append(node)
        elif len(node) > 1:
            if kind == "Thing":
                self.things.append(node)
            if (key := _key(node)) is not None:
                self._whole[kind, key] = node


def _key(entity: Entity) -> Any:
    key = entity.get(_ID)
    return key if isinstance(key, int | str) else None


def _unfolded(node: Entity) -> Iterator[Entity]:
    """The observations of a value array: components name what each row holds."""
    components, rows = node.get("components"), node.get("dataArray")
    stream = node.get("Datastream")
    if not isinstance(stream, dict):
        # The address of the stream ends with its identifier: .../Datastreams(7)
        link = str(node.get("Datastream@iot.navigationLink", ""))
        number = link.rpartition("(")[2].rstrip(")").strip("'")
        stream = {_ID: int(number) if number.isdigit() else number}
    if isinstance(components, list) and isinstance(rows, list):
        for row in rows:
            if isinstance(row, list) and len(row) == len(components):
                yield {"Datastream": stream} | {str(name): value for name, value in zip(components, row, strict=True)}
            else:
                yield {"Datastream": stream}
