"""What is wrong with an argument is said with its name in front."""

from collections.abc import Callable
from typing import Any

import pytest

from osintclaims import (
    Corpus,
    Estimate,
    Hedge,
    InvalidValueError,
    reconcile,
    reconcile_all,
    reconcile_arrays,
    sensitivity,
)
from osintclaims.reconciliation import (
    Location,
    Profile,
    Reading,
    Row,
    Voices,
    calibrate,
    coherence_of,
    fit_spread_prior,
    forecasts,
    names,
    profile_named,
    quoted,
    suspect_copies,
    timeline,
)
from osintclaims.reconciliation import said as said_of
from tests.reconciliation.figures import of, said

#: Taken as anything, since nothing here has the right type.
Wrong: Any = object()
SOUND = Row(hedge=Hedge.ABOUT, low=0.9, high=1.1)
PROFILE = profile_named("default")
FEW = reconcile([said("a", of(5))])

CASES: list[tuple[str, Callable[[], object]]] = [
    ("level", lambda: reconcile_arrays(["a"], ["b"], [1.0], [2.0], level=Wrong)),
    ("levels", lambda: calibrate([], levels=Wrong)),
    ("prior", lambda: calibrate([], prior=Wrong)),
    ("resolved", lambda: calibrate(Wrong)),
    ("resolved", lambda: fit_spread_prior(Wrong)),
    ("results", lambda: coherence_of(Wrong)),
    ("figures", lambda: suspect_copies([], figures=Wrong)),
    ("claims", lambda: suspect_copies(Wrong)),
    ("corpus", lambda: forecasts(Wrong)),
    ("resolved_by", lambda: forecasts(Corpus(), resolved_by=Wrong)),
    ("claim", lambda: quoted(Wrong)),
    ("claim", lambda: said_of(Wrong)),
    ("corpus", lambda: timeline(Wrong, "sent")),
    ("corpus", lambda: reconcile_all(Wrong)),
    ("consensus", lambda: sensitivity(Wrong)),
    ("region", lambda: Location(region=Wrong, best=None)),
    ("sources", lambda: Voices.of(Wrong)),
    ("hedge", lambda: Row(hedge=Wrong)),
    ("estimate", lambda: SOUND.applies_to(Wrong)),
    ("figure", lambda: SOUND.around(Wrong)),
    ("estimate", lambda: PROFILE.read(Wrong)),
    ("factor", lambda: PROFILE.read(Estimate.of(5, "person")).scaled(Wrong)),
    ("vague", lambda: Profile(name="p", description="d", source="s", vague=Wrong)),
    ("vague", lambda: Profile(name="p", description="d", source="s", vague={"dozens": Wrong})),
]


@pytest.mark.parametrize(("name", "call"), CASES, ids=[f"{name}-{at}" for at, (name, _) in enumerate(CASES)])
def test_the_message_begins_with_the_name(name: str, call: Callable[[], object]) -> None:
    """The error is ours, and its first word is the argument that is meant."""
    with pytest.raises(InvalidValueError, match=f"^{name} must be "):
        call()


def test_a_reading_names_its_rule() -> None:
    """The hedge in words, by which figures without a row of their own are read."""
    read = PROFILE.read(Estimate.at_least(5, "person"))
    assert isinstance(read, Reading)
    assert read.rule == "at least"


@pytest.mark.parametrize(
    ("found", "joined"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_joined_as_in_a_sentence(found: list[str], joined: str) -> None:
    """Commas, and one "and"; nothing for nobody."""
    assert names(found) == joined
