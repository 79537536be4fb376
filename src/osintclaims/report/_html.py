"""HTML that cannot be built unescaped: everything that is not `Html` already is text."""

from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias
from urllib.parse import urlsplit

__all__ = ["Child", "Html", "join", "link", "tag"]


class Html(str):
    """Markup made by this module; a plain string never is."""

    __slots__ = ()


#: What can stand in an element: text, markup, several of them, or nothing.
Child: TypeAlias = "str | Html | Iterable[Child] | None"

#: Elements without content or end tag.
_VOID: Final = frozenset({"br", "input", "meta"})
#: Schemes that a click may follow; ``javascript:`` and ``data:`` would run what somebody else wrote.
_SCHEMES: Final = frozenset({"http", "https"})


def join(*children: Child) -> Html:
    """Children one behind the other: markup as it is, text escaped."""
    parts: list[str] = []
    for child in children:
        if isinstance(child, Html):
            parts.append(child)
        elif isinstance(child, str):
            parts.append(escape(child))
        elif child is not None:
            parts.append(join(*child))
    return Html("".join(parts))


def tag(name: str, /, *children: Child, **attributes: str | float | bool | None) -> Html:
    """An element.

    Args:
        name: Its name.
        children: What is in it.
        attributes: Its attributes; a final underscore is left out and others become hyphens (``class_``,
            ``aria_label``), None and False are left out, True stands alone.
    """
    shown = [_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()]
    start = f"<{' '.join((name, *filter(None, shown)))}>"
    return Html(start) if name in _VOID else Html(f"{start}{join(*children)}</{name}>")


def _attribute(name: str, value: str | float | bool | None) -> str:  # noqa: FBT001 - one kind of attribute value
    if value is None or value is False:
        return ""
    if value is True:
        return name
    return f'{name}="{escape(value if isinstance(value, str) else f"{value:.6g}")}"'


def link(url: str | None, label: str) -> Html:
    """A label that leads to an address, or the bare label beside an address that nobody should click."""
    if not url:
        return join(label)
    try:
        parts = urlsplit(url)
    except ValueError:  # such as a bracket that is not closed
        return join(label, " (", url, ")")
    if parts.scheme.lower() not in _SCHEMES or not parts.netloc or not url.isprintable():
        return join(label, " (", url, ")")
    return tag("a", label, href=url, rel="noopener noreferrer nofollow")
