"""What letters look like: enough of Unicode's confusables (UTS 39) to tell names apart that the eye cannot."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from osintclaims.errors import InvalidValueError

__all__ = ["foreign", "mixed", "skeleton"]

#: Cyrillic and Greek letters, and the Latin ones that look the same in most fonts (UTS 39, confusables.txt); capitals
#: as small letters, for case is not told apart here.
_LATIN: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        zip(
            "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043e\u0440\u051b\u0455\u0475\u051d\u0445\u0443"
            "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u0425\u0423\u051a\u051c"
            "\u03b1\u03b9\u03bd\u03bf\u03c1\u03c5\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1"
            "\u03a4\u03a5\u03a7",
            "acdehijlopqsvwxyabcehijkmopstxyqwaivopuabezhikmnoptyx",
            strict=True,
        )
    )
)
#: Letters and digits of ASCII that look alike (the same).
_DIGITS: Final = MappingProxyType(str.maketrans({"0": "o", "1": "l"}))
#: Scripts whose letters are mixed up: others look like no Latin letter.
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK")
#: The marks that stand over and under Latin, Greek and Cyrillic letters; those of other scripts make other letters.
_MARKS: Final = re.compile("[\u0300-\u036f]")


def skeleton(text: str) -> str:
    """What a text looks like, whatever its letters are: two texts of one skeleton are hard to tell apart.

    Compatible decomposition (NFKD), no marks over letters, nothing invisible, one kind of space, look-alikes of other
    scripts as Latin letters, small letters, 0 as o, 1 as l, rn as m. A small part of UTS 39, section 4.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    seen = "".join(_LATIN.get(one, one) for one in plain if unicodedata.category(one) != "Cf")
    return " ".join(seen.casefold().translate(_DIGITS).replace("rn", "m").split())


def foreign(text: str) -> str:
    """The first letter of an id that looks like an ASCII one and is none, described; nothing if there is none.

    Examples:
        >>> from osintclaims.model import foreign
        >>> foreign("h\u0443r"), foreign("hur")
        ('U+0443 CYRILLIC SMALL LETTER U looks like y and is not', '')
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - notebooks pass anything
        raise InvalidValueError("E005", f"text must be a str, got {type(text).__name__}")
    for letter in text:
        if letter in _LATIN or (not letter.isascii() and unicodedata.normalize("NFKC", letter).isascii()):
            looks = _LATIN.get(letter) or unicodedata.normalize("NFKC", letter)
            return f"U+{ord(letter):04X} {unicodedata.name(letter)} looks like {looks} and is not"
    return ""


def mixed(text: str) -> str:
    """The first word that has letters of two scripts that look alike, or nothing."""
    if text.isascii():
        return ""
    for word in re.findall(r"\w+", text):
        scripts = {script for letter in word for script in _SCRIPTS if unicodedata.name(letter, "").startswith(script)}
        if len(scripts) > 1 and any(letter in _LATIN for letter in word):
            return str(word)
    return ""
