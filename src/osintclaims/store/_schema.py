"""JSON Schema of the records, made of the classes, their validators and the spellings of figures."""

import functools
from enum import Enum
from types import MappingProxyType, NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.model import (
    Anchor,
    Attribution,
    Document,
    Estimate,
    Hedge,
    Link,
    Measurand,
    Source,
    When,
)
from osintclaims.store._estimate import RAW, SPELLINGS
from osintclaims.store._structure import RECORDS, key_of

__all__ = ["record_schemas"]

#: What no text holds: control characters but tab and line breaks, overrides of the direction, lone surrogates.
_TEXT: Final = (
    r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]*$"
)
_DATE: Final = "[0-9X]{4}(?:-[0-9X]{2}){0,2}[?~%]?"
#: Behind `$`, ``(?!\\n)`` keeps Python's regular expressions from taking a line break at the end, as others do not.
_SHA256: Final = MappingProxyType({"type": "string", "pattern": "^[0-9a-f]{64}$(?!\\n)"})
#: Patterns that a validator may hold texts to, by what tells them apart: a text that it takes and one that it refuses.
_PATTERNS: Final = (
    ("Q212", "a", "^Q[1-9][0-9]{0,17}$(?!\\n)"),
    ("a-1", "not an id", "^[a-z0-9](?:-?[a-z0-9])*$(?!\\n)"),
    ("a", "", "\\S"),
)
_MINIMUM: Final = MappingProxyType({(Document, "characters"): 1, (Anchor, "start"): 0, (Anchor, "end"): 1})
_LARGEST: Final = 10**18
_NUMBER: Final = MappingProxyType({"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST})
_PAIR: Final = MappingProxyType({"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2})


def record_schemas() -> dict[str, Any]:
    """Schemas (JSON Schema 2020-12) of every kind of record and of what records hold, by name.

    They describe the tables of `record_tables`. What a schema can say, they say: names and types of keys, which of them
    are needed, legal values. That ids exist, that bounds do not cross and the like, only the loader knows.

    Examples:
        >>> from osintclaims.store import record_schemas
        >>> record_schemas()["source"]["required"]
        ['id', 'name']
    """
    schemas = {name: _record(class_) for name, class_ in RECORDS.items()}
    for name in ("claim", "denial"):
        properties = schemas[name]["properties"]
        properties["anchor"] = {"$ref": "#/$defs/anchor"}
        schemas[name]["not"] = {"required": ["anchor", "anchors"]}
    link = {"anyOf": [_id(), {"$ref": "#/$defs/link"}]}
    return schemas | {
        "text": {"type": "string", "pattern": _TEXT},
        "id": {"type": "string", "pattern": _PATTERNS[1][2], "maxLength": 64},
        "date": {
            "type": "string",
            "description": "a date of the Extended Date/Time Format: 2024, 2024-10, 2024-10-17~, 197X, a/b, ../b, a/..",
            "pattern": f"^(?:{_DATE}|{_DATE}/{_DATE}|\\.\\./{_DATE}|{_DATE}/\\.\\.)$(?!\\n)",
        },
        "link": _record(Link),
        "anchor": _record(Anchor),
        "chain": {"type": "array", "items": link, "minItems": 1},
        "estimate": _estimate(),
    }


def _id() -> dict[str, Any]:
    return {"$ref": "#/$defs/id"}


def _record(class_: type) -> dict[str, Any]:
    """The schema of a class: its fields by their keys."""
    types = get_type_hints(class_)
    fields = attrs.fields(class_)
    return {
        "type": "object",
        "properties": {key_of(class_, field.name): _field(class_, field, types[field.name]) for field in fields},
        "required": [key_of(class_, field.name) for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(class_: type, field: Any, type_: Any) -> dict[str, Any]:
    """The schema of a field; what may be unknown may be null, or better be left out."""
    schema = _known(class_, field, type_)
    return {"anyOf": [schema, {"type": "null"}]} if NoneType in get_args(type_) else schema


def _known(class_: type, field: Any, type_: Any) -> dict[str, Any]:
    """The schema of a field that says something."""
    if "sha256" in field.name:
        return dict(_SHA256)
    (inner,) = [one for one in get_args(type_) or (type_,) if one not in (NoneType, Ellipsis)]
    if get_origin(type_) is tuple:
        items = _value(inner, functools.partial(_takes, field, wrapped=True))
        schema: dict[str, Any] = {"type": "array", "items": items}
        return schema if inner is Anchor else schema | {"uniqueItems": True}
    schema = _value(inner, functools.partial(_takes, field))
    if (class_, field.name) in _MINIMUM:
        schema["minimum"] = _MINIMUM[class_, field.name]
    return schema


def _takes(field: Any, text: str, *, wrapped: bool = False) -> bool:
    """Whether the validators of a field accept a text."""
    if field.validator is None:
        return True
    try:
        field.validator(None, field, (text,) if wrapped else text)
    except InvalidValueError:
        return False
    return True


def _value(type_: Any, takes: Any) -> dict[str, Any]:
    """The schema of a value of a type."""
    if type_ is str:
        return _text(takes)
    if issubclass(type_, Enum):
        return {"enum": [member.value for member in type_]}
    if type_ in (Source, Document, Measurand):
        return _id()
    schemas: dict[Any, dict[str, Any]] = {
        bool: {"type": "boolean"},
        int: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
        When: {"$ref": "#/$defs/date"},
        Estimate: {"$ref": "#/$defs/estimate"},
        Attribution: {"$ref": "#/$defs/chain"},
        Anchor: {"$ref": "#/$defs/anchor"},
    }
    return schemas[type_]


def _text(takes: Any) -> dict[str, Any]:
    """The schema of a text, by what its validator takes."""
    for legal, illegal, pattern in _PATTERNS:
        if takes(legal) and not takes(illegal):
            return _id() if pattern == _PATTERNS[1][2] else {"$ref": "#/$defs/text", "pattern": pattern}
    return {"$ref": "#/$defs/text"}


def _estimate() -> dict[str, Any]:
    """The schema of a figure: one of its spellings, or its bare fields."""
    text = {"$ref": "#/$defs/text"}
    values = {Hedge.RANGE: _PAIR, Hedge.PLUS_MINUS: _PAIR, Hedge.VAGUE: text | {"pattern": "\\S"}}
    said = {key: values.get(hedge, _NUMBER) for key, hedge in SPELLINGS.items()}
    raw: dict[str, Any] = {
        **dict.fromkeys(("low", "best", "high"), _NUMBER | {"type": ["number", "null"]}),
        "low_open": {"type": "boolean"},
        "high_open": {"type": "boolean"},
        "hedge": {"enum": [hedge.value for hedge in Hedge]},
    }
    bare = {"anyOf": [{"required": [key]} for key in RAW]}
    return {
        "type": "object",
        "properties": {**said, **raw, "unit": {"type": "string"}, "wording": text},
        "additionalProperties": False,
        "oneOf": [*({"required": [key]} for key in said), bare],
    }
