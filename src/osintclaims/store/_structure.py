"""Tables of files to records of the model: fast where all is well, with every reason where something is not."""

import functools
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final, get_args, get_origin, get_type_hints

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from osintclaims import model
from osintclaims.errors import InvalidValueError
from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Denial,
    Document,
    Estimate,
    Link,
    Measurand,
    Source,
    When,
)
from osintclaims.store._estimate import estimate_from
from osintclaims.store._fault import Fault, Refused, shown
from osintclaims.store._hooks import choice, each, flag, is_table, text, unknown_key, when, whole
from osintclaims.store._names import KINDS, NAMES

__all__ = ["RECORDS", "RENAMED", "key_of", "structure"]

_Hook = Callable[[Any, Any], Any]

#: Classes of the records, by the name of their tables.
RECORDS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "source": Source,
        "measurand": Measurand,
        "document": Document,
        "claim": Claim,
        "denial": Denial,
    }
)

#: Every enumeration of the model.
_ENUMS: Final = tuple(one for one in vars(model).values() if isinstance(one, type) and issubclass(one, Enum))

#: Fields that have a shorter name in files.
RENAMED: Final[Mapping[type, Mapping[str, str]]] = MappingProxyType(
    {
        Claim: {"attribution": "chain"},
        Denial: {"attribution": "chain"},
        Anchor: {"quote_sha256": "sha256"},
    }
)

#: Keys that a rule between fields speaks of, the likeliest first, where its message does not begin with a field.
_SPOKEN_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "E008": ("part_of", "sum_of"),
        "E107": ("unit",),
        "E108": ("estimate", "part_of", "sum_of"),
        "E203": ("chain", "document"),
        "E301": ("aliases", "anchors", "measurands", "part_of", "sum_of"),
        "E303": ("restates", "supersedes", "part_of", "sum_of"),
        "E306": ("part_of", "sum_of"),
        "E402": ("said_on", "chain"),
        "E501": ("end",),
        "E502": ("exact",),
        "E602": ("counter_claim", "kind"),
    }
)


def structure(kind: str, table: object) -> Any:
    """The record of a table.

    Args:
        kind: Name of the table.
        table: What `tomllib` made of it.

    Raises:
        Refused: With everything that is wrong with it.
    """
    class_ = RECORDS[kind]
    try:
        return _records(_quick)[class_](table, class_)
    except (Refused, ValueError, LookupError, TypeError):
        return _records(_thorough)[class_](table, class_)


def key_of(class_: type, field: str) -> str:
    """The key of a field in files."""
    return RENAMED.get(class_, {}).get(field, field)


@functools.cache
def _keys(class_: type) -> dict[str, Any]:
    """The fields of a class by their keys."""
    return {key_of(class_, field.name): field for field in attrs.fields(class_)}


def _quick(class_: type, converter: Converter) -> _Hook:
    """A hook that builds a sound table without detours, and fails somehow on any other."""
    renames = {field: override(rename=key) for field, key in RENAMED.get(class_, {}).items()}
    made: Any = make_dict_structure_fn(class_, converter, _cattrs_detailed_validation=False, **renames)  # type: ignore[arg-type]
    build: _Hook = made
    known = frozenset(_keys(class_))

    def hook(table: Any, type_: Any) -> Any:
        if not is_table(table) or not table.keys() <= known:
            raise Refused
        return build(table, type_)

    return hook


def _thorough(class_: type, converter: Converter) -> _Hook:
    """A hook that builds a sound table, and collects everything that is wrong with any other."""
    types = get_type_hints(class_)
    fields = _keys(class_)

    def hook(table: Any, _: Any) -> Any:
        if not is_table(table):
            raise Refused([Fault((), "E005", f"a table is wanted, got {shown(table)}")])
        faults = [unknown_key(key, fields) for key in table if key not in fields]
        refused = False
        built: dict[str, Any] = {}
        owner = SimpleNamespace(id=table.get("id"))
        for key, field in fields.items():
            try:
                if key in table:
                    value = converter.structure(table[key], types[field.name])
                    built[field.name] = _checked(field, value, owner)
            except Refused as inner:
                refused = True
                faults.extend(fault.below(key) for fault in inner.faults)
            except InvalidValueError as error:
                faults.append(Fault.of((key,), error))
            if key not in table and field.default is attrs.NOTHING:
                faults.append(Fault((), "E004", f"{key} is missing", "give it"))
        if refused or faults:
            raise Refused(faults)
        try:
            return class_(**built)
        except InvalidValueError as error:
            raise Refused([Fault.of(_spoken_of(error, class_, table), error)]) from None

    return hook


def _checked(field: Any, value: Any, owner: SimpleNamespace) -> Any:
    """A value that the field's own rules accept; of its owner, they know the id."""
    converted = value if field.converter is None else field.converter(value)
    if field.validator is not None:
        field.validator(owner, field, converted)
    return value


def _spoken_of(error: InvalidValueError, class_: type, table: Mapping[str, Any]) -> tuple[str, ...]:
    """The key that a broken rule between fields is about, or nothing for the record as a whole."""
    first = error.message.partition(" ")[0]
    named = (key_of(class_, first), *_SPOKEN_OF.get(error.code, ()))
    return next(((key,) for key in named if key in table), ())


@functools.cache
def _records(hook_of: Callable[[type, Converter], _Hook]) -> Mapping[type, _Hook]:
    """The hooks of the record classes; values inside them are structured by a converter of our own."""
    converter = Converter()
    for type_, plain in ((str, text), (int, whole), (bool, flag), (When, when)):
        converter.register_structure_hook(type_, _plain_hook(plain))
    for kind in _ENUMS:  # each of them: a hook for all would come after the one for strings, which most of them are
        converter.register_structure_hook(kind, lambda value, kind: choice(kind, value))
    converter.register_structure_hook_factory(_is_list, functools.partial(_list_hook, converter))
    for class_, name in KINDS.items():
        converter.register_structure_hook(class_, _reference_hook(name))
    converter.register_structure_hook(Estimate, lambda value, _: estimate_from(value, NAMES.get().unit))
    link = hook_of(Link, converter)
    anchor = hook_of(Anchor, converter)
    converter.register_structure_hook(Attribution, _chain_hook(link))
    converter.register_structure_hook(Anchor, _anchor_hook(anchor))
    records = {class_: hook_of(class_, converter) for class_ in RECORDS.values()}
    for class_ in (Claim, Denial):
        records[class_] = _record_hook(records[class_])
    return records


def _plain_hook(plain: Callable[[Any], Any]) -> _Hook:
    return lambda value, _: plain(value)


def _is_list(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _list_hook(converter: Converter, type_: Any) -> _Hook:
    """Arrays: every element by the hook of its type."""
    inner = get_args(type_)[0]
    hook = converter.get_structure_hook(inner)
    return lambda value, _: each(value, lambda element: hook(element, inner))


def _reference_hook(kind: str) -> _Hook:
    return lambda value, _: NAMES.get().find(kind, value)


def _chain_hook(link: _Hook) -> _Hook:
    """Chains: a source alone is written as its id."""

    def hook(value: Any, _: Any) -> Attribution:
        names = NAMES.get()
        chain = each(value, lambda hop: names.link(hop) if type(hop) is str else link(hop, Link))
        return Attribution(chain)

    return hook


def _anchor_hook(anchor: _Hook) -> _Hook:
    """Anchors: the document may be that of the file."""

    def hook(value: Any, type_: Any) -> Any:
        default = NAMES.get().document
        if default is not None and is_table(value) and "document" not in value:
            value = {**value, "document": default}
        return anchor(value, type_)

    return hook


def _record_hook(record: _Hook) -> _Hook:
    """Claims and denials: one anchor may stand alone, and a figure is in the unit of its measurand."""

    def hook(table: Any, type_: Any) -> Any:
        if not is_table(table):
            return record(table, type_)
        names = NAMES.get()
        measurand = table.get("measurand")
        about = names.known["measurand"].get(measurand) if type(measurand) is str else None
        names.unit = None if about is None else about.unit
        if "anchor" not in table:
            return record(table, type_)
        rest = {key: value for key, value in table.items() if key != "anchor"}
        if "anchors" in table:
            both = Fault(("anchor",), "E003", "anchor and anchors in one record", "put it into anchors")
            raise Refused([both, *_faults(lambda: record(rest, type_))])
        try:
            return record({**rest, "anchors": [table["anchor"]]}, type_)
        except Refused as refused:
            raise Refused(_alone(fault) for fault in refused.faults) from None

    return hook


def _faults(build: Callable[[], Any]) -> tuple[Fault, ...]:
    """What is wrong with something that is not wanted any more."""
    try:
        build()
    except Refused as refused:
        return refused.faults
    return ()


def _alone(fault: Fault) -> Fault:
    """A fault in the only anchor, by the path it has in the file."""
    return attrs.evolve(fault, path=("anchor", *fault.path[2:])) if fault.path[:1] == ("anchors",) else fault
