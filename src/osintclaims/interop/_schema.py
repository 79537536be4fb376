"""JSON Schema of our JSON form."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from osintclaims.interop._form import FORMAT, OF_OVERVIEWS
from osintclaims.model import Claim, Denial, Measurand, Source
from osintclaims.reconciliation import Camp, Consensus, Options, Overview
from osintclaims.store import record_schemas

__all__ = ["schema"]

#: Where the schema says it lives; the number is that of the form.
_ID: Final = "urn:osintclaims:schema:osintclaims-json-1"
_KINDS: Final = ("source", "measurand", "document", "claim", "denial")
#: What JSON has no type for, and what stands there instead.
_PLAIN: Final[Mapping[Any, Mapping[str, Any]]] = MappingProxyType(
    {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        float: {"type": ["number", "null"]},
        date: {"type": "string", "format": "date"},
        timedelta: {"type": "string", "pattern": "^P[0-9]+D(?:T[0-9]+S)?$"},
        type(None): {"type": "null"},
    }
)
#: Fields of results that are written by names alone.
_INSTEAD: Final[Mapping[tuple[type, str], dict[str, Any]]] = MappingProxyType(
    {
        (Camp, "votes"): {"type": "array", "items": {"type": "string"}},
        (Options, "method"): {"type": "string"},
    }
)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document of a corpus or of results, made of the classes.

    What it accepts has the right keys, types and values; that ids exist, that bounds do not cross and so on, only
    `load` knows. Numbers of results are null where they are infinite or unknown.

    Examples:
        >>> from osintclaims.interop import schema
        >>> schema()["properties"]["format"]
        {'const': 'osintclaims-json/1'}
    """
    results: dict[str, Any] = {}
    _add(Consensus, results)
    more = {"summary": {"type": "string"}, "is_contested": {"type": "boolean"}}
    ids = {"type": "array", "items": {"$ref": "#/$defs/id"}}
    results["Consensus"]["properties"] |= more | {"denied_by": ids, "unconfirmed_by": ids}
    results["Consensus"]["required"] += [*more, "denied_by", "unconfirmed_by"]
    types = get_type_hints(Overview)
    beside = {name: _value(types[name], results) for name in OF_OVERVIEWS}
    text = {"$ref": "#/$defs/text"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "A corpus of claims, or results with the claims they rest on",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "title": text,
            "licence": text,
            **{kind: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}} for kind in _KINDS},
            "result": {"type": "array", "items": {"$ref": "#/$defs/Consensus"}},
            **beside,
        },
        "required": ["format"],
        "additionalProperties": False,
        "$defs": record_schemas() | results,
    }


def _add(class_: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Add the schema of a class of results, and say how to refer to it."""
    if class_.__name__ not in found:
        found[class_.__name__] = {}
        types = get_type_hints(class_)
        properties = {
            field.name: _INSTEAD.get((class_, field.name)) or _value(types[field.name], found)
            for field in attrs.fields(class_)
        }
        found[class_.__name__] = {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{class_.__name__}"}


def _value(type_: Any, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of a result."""
    if type_ in _PLAIN:
        schema_ = dict(_PLAIN[type_])
    elif get_origin(type_) is not None:
        schema_ = _generic(get_origin(type_), get_args(type_), found)
    elif type_ in (Source, Measurand, Claim, Denial):
        schema_ = {"$ref": "#/$defs/id"}
    elif isinstance(type_, type) and issubclass(type_, Enum):
        schema_ = {"enum": [member.value for member in type_]}
    else:
        schema_ = _add(type_, found)
    return schema_


def _generic(origin: Any, inner: tuple[Any, ...], found: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of a type with parameters."""
    if origin in (Union, UnionType):
        return {"anyOf": [_value(one, found) for one in inner]}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _value(inner[1], found)}
    if origin is tuple and inner[-1] is not Ellipsis:
        length = len(inner)
        items = [_value(one, found) for one in inner]
        return {"type": "array", "prefixItems": items, "minItems": length, "maxItems": length}
    return {"type": "array", "items": _value(inner[0], found)}
