"""Test kit: Hypothesis strategies for the model, and laws that hold for every honest reconciler.

It needs the extra ``testing`` (``pip install 'osintclaims[testing]'``). Strategies are plural functions whose arguments
are limits or other strategies, all by keyword. What they make is valid by construction, nothing is filtered, and a
failure shrinks towards one source, one claim, a small whole number and no hedge. With Hypothesis installed beside the
library, ``hypothesis.strategies.from_type`` knows every class of it, whether or not this package was imported.
"""

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from osintclaims.testing import laws
    from osintclaims.testing._bad import bad_corpora
    from osintclaims.testing._chains import attributions
    from osintclaims.testing._corpora import corpora
    from osintclaims.testing._figures import estimates
    from osintclaims.testing._phrases import hedged_phrases
    from osintclaims.testing._records import claims, denials
    from osintclaims.testing._sets import claim_sets, copy_through
    from osintclaims.testing._things import documents, measurands, sources
    from osintclaims.testing._whens import whens

__all__ = [
    "attributions",
    "bad_corpora",
    "claim_sets",
    "claims",
    "copy_through",
    "corpora",
    "denials",
    "documents",
    "estimates",
    "hedged_phrases",
    "laws",
    "measurands",
    "sources",
    "whens",
]

#: The module that each name lives in, imported at first use: Hypothesis and pytest look into this package at every
#: start, in projects that use none of it.
_HOMES: Final = MappingProxyType(
    {
        "attributions": "_chains",
        "bad_corpora": "_bad",
        "claim_sets": "_sets",
        "claims": "_records",
        "copy_through": "_sets",
        "corpora": "_corpora",
        "denials": "_records",
        "documents": "_things",
        "estimates": "_figures",
        "hedged_phrases": "_phrases",
        "measurands": "_things",
        "sources": "_things",
        "whens": "_whens",
    }
)


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for.

    Raises:
        ImportError: Hypothesis is not installed; the message names the extra.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        if name == "laws":
            return importlib.import_module(f"{__name__}.laws")
        value: object = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ImportError(f"osintclaims.testing.{name} needs Hypothesis: pip install 'osintclaims[testing]'") from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
