"""Our own annotations back into claims and denials."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import member_of, shown
from osintclaims.interop._json_text import is_array, is_object
from osintclaims.interop._spelling import urn
from osintclaims.model import (
    Anchor,
    Attribution,
    Claim,
    Denial,
    DenialKind,
    Document,
    Estimate,
    Hedge,
    Link,
    Measurand,
    Modality,
    Section,
    Source,
    SourceKind,
    When,
)

__all__ = ["OURS", "Back"]

#: Before the keys for what the standard has no term for.
OURS: Final = "osintclaims:"
T = TypeVar("T", Source, Document, Measurand)
Object = Mapping[str, Any]


@attrs.define
class Back:
    """Records of annotations, and what they have named so far."""

    _known: dict[tuple[str, str], Source | Document | Measurand] = attrs.field(
        factory=dict[tuple[str, str], Source | Document | Measurand]
    )

    def knows(self, annotation: Object) -> bool:
        """Whether an annotation was written by us: a denial, or a claim with its figure."""
        id_ = annotation.get("id")
        if not isinstance(id_, str):
            return False
        if id_.startswith(urn("denial", "")):
            return True
        return id_.startswith(urn("claim", "")) and any(
            f"{OURS}unit" in body for body in _bodies(annotation, "describing")
        )

    def record(self, annotation: Object) -> Claim | Denial:
        """The claim or denial.

        Raises:
            InvalidValueError: Something in it is missing or wrong, or contradicts another annotation.
        """
        is_claim = annotation["id"].startswith(urn("claim", ""))
        said_on = _when(annotation, "claimed_on")
        targets = [one for one in _list(annotation.get("target")) if is_object(one)]
        places = [one for one in targets if "source" in one]
        anchors = tuple(self._anchor(one) for one in places)
        read = [self._document(one) for one in targets if f"{OURS}document" in one]
        identified = _one(annotation, "identifying")
        origin = self._source(identified, "value")
        links = [Link(source=anchors[0].document.publisher)] if anchors else []
        links += [Link(source=document.publisher, document=document) for document in read]
        if not links or links[-1].source != origin:
            links.append(Link(source=origin))
        links[-1] = attrs.evolve(links[-1], said_on=said_on)
        same: dict[str, Any] = {
            "id": _id(annotation, "claim" if is_claim else "denial"),
            "attribution": Attribution(tuple(links)),
            "anchors": anchors,
            "supersedes": tuple(_list(annotation.get(f"{OURS}supersedes"))),
            "retracted": annotation.get(f"{OURS}retracted", False),
            "notes": "\n".join(body["value"] for body in _bodies(annotation, "commenting")),
        }
        tags = _bodies(annotation, "tagging")
        about = tuple(self._measurand(tag) for tag in tags if "id" in tag)
        if not is_claim:
            kind = _one(annotation, "classifying")
            replied = [one for one in targets if str(one.get("id", "")).startswith(urn("claim", ""))]
            return Denial(
                kind=member_of(DenialKind, kind["value"]),
                measurands=about,
                claims=tuple(_id(one, "claim") for one in replied),
                said_on=said_on,
                counter_claim=annotation.get(f"{OURS}counter_claim"),
                explicit=not annotation.get(f"{OURS}inferred", False),
                **same,
            )
        if len(about) != 1:
            raise InvalidValueError("E004", f"{len(about)} measurands, one is wanted", "the first tag has its id")
        figure = _one(annotation, "describing")
        creator, created = annotation.get("creator"), annotation.get("created")
        return Claim(
            measurand=about[0],
            estimate=_estimate(figure),
            modality=member_of(Modality, annotation.get(f"{OURS}modality", Modality.OBSERVED.value)),
            as_of=_when(annotation, "as_of"),
            recorded_on=When(str(created)[:10]) if created else _when(annotation, "recorded_on"),
            restates=annotation.get(f"{OURS}restates"),
            coder=creator.get("name", "") if is_object(creator) else "",
            tags=tuple(tag["value"] for tag in tags if "id" not in tag),
            **same,
        )

    def _keep(self, thing: T) -> T:
        """A thing that annotations name; another one cannot say something else of it."""
        key = type(thing).__name__.lower(), thing.id
        if self._known.setdefault(key, thing) != thing:
            message = f"another annotation describes {' '.join(key)} differently"
            raise InvalidValueError("E301", message, "describe it in the same way everywhere")
        return thing

    def _source(self, value: Object, name: str) -> Source:
        top = value.get(f"{OURS}organisation")
        return self._keep(
            Source(
                id=_id(value, "source"),
                name=value.get(name, ""),
                kind=member_of(SourceKind, value.get(f"{OURS}kind", SourceKind.UNKNOWN.value)),
                part_of=self._source(top, "name") if is_object(top) else None,
            )
        )

    def _measurand(self, tag: Object) -> Measurand:
        unit = tag.get(f"{OURS}unit", "")
        return self._keep(Measurand(id=_id(tag, "measurand"), label=tag["value"], unit=unit))

    def _document(self, value: Object) -> Document:
        publisher = value.get("dcterms:publisher")
        address = value.get("id")
        id_ = value.get(f"{OURS}document", "")
        if not is_object(publisher):
            raise InvalidValueError("E004", f"document {shown(id_)} has no dcterms:publisher", "name who published it")
        return self._keep(
            Document(
                id=id_,
                publisher=self._source(publisher, "name"),
                url=None if address == urn("document", id_) else address,
                language=value.get("language", "en"),
                sha256=value.get(f"{OURS}sha256"),
            )
        )

    def _anchor(self, target: Object) -> Anchor:
        """A place in a document."""
        source = target["source"]
        selectors = {str(one.get("type")): one for one in _list(target.get("selector")) if is_object(one)}
        place = selectors.get("TextPositionSelector")
        if not is_object(source) or place is None:
            raise InvalidValueError("E004", "a place without document or position", "a TextPositionSelector is wanted")
        return Anchor(
            document=self._document(source),
            start=place.get("start", 0),
            end=place.get("end", 0),
            quote_sha256=place.get(f"{OURS}sha256", ""),
            exact=selectors.get("TextQuoteSelector", {}).get("exact", ""),
            section=member_of(Section, target.get(f"{OURS}section", Section.BODY.value)),
        )


def _list(value: Any) -> list[Any]:
    return value if is_array(value) else [] if value is None else [value]


def _bodies(annotation: Object, purpose: str) -> list[dict[str, Any]]:
    """The bodies of a purpose that say something."""
    bodies: Iterable[Any] = _list(annotation.get("body"))
    return [
        body
        for body in bodies
        if is_object(body) and body.get("purpose") == purpose and isinstance(body.get("value"), str)
    ]


def _one(annotation: Object, purpose: str) -> dict[str, Any]:
    """The one body of a purpose.

    Raises:
        InvalidValueError: There is none, or another one.
    """
    found = _bodies(annotation, purpose)
    if len(found) != 1:
        message = f"{len(found)} bodies with the purpose {purpose}, one is wanted"
        raise InvalidValueError("E004", message, "keep the body that was exported")
    return found[0]


def _id(value: Object, kind: str) -> str:
    """The id of a record in its URN."""
    id_, prefix = value.get("id"), urn(kind, "")
    if not isinstance(id_, str) or not id_.startswith(prefix):
        raise InvalidValueError("E301", f"{shown(id_)} is no id of a {kind}", f"ids begin with {prefix}")
    return id_.removeprefix(prefix)


def _when(annotation: Object, key: str) -> When | None:
    text = annotation.get(f"{OURS}{key}")
    return None if text is None else When(text)


def _estimate(body: Object) -> Estimate:
    """The figure of a claim, which its sentence has in words."""
    names = ("unit", "low", "best", "high", "low_open", "high_open", "vague", "wording")
    given = {name: body[f"{OURS}{name}"] for name in names if f"{OURS}{name}" in body}
    return Estimate(hedge=member_of(Hedge, body.get(f"{OURS}hedge", Hedge.BARE.value)), **given)
