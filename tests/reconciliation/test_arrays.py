"""Tables of statements: the same answers as single questions."""

import math
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import Claim, InvalidValueError, Status, reconcile, reconcile_arrays, stats
from osintclaims.errors import ReconciliationError
from osintclaims.reconciliation import ArrayConsensus, _arrays, profile_named
from osintclaims.stats import SpreadPrior
from tests.reconciliation.claim_sets import claim_sets, wholes
from tests.reconciliation.figures import NOBODY

INF = math.inf
WHOLE = wholes("person")[0]


def columns(claims: list[Claim]) -> dict[str, list[Any]]:
    """Readings of claims as the columns of a table."""
    readings = [profile_named("default").read(claim.estimate) for claim in claims]
    return {
        "origin": [claim.origin.voice() for claim in claims],
        "low": [reading.interval.low for reading in readings],
        "high": [reading.interval.high for reading in readings],
        "low_open": [reading.interval.low_open for reading in readings],
        "high_open": [reading.interval.high_open for reading in readings],
        "point": [reading.point or 0.0 for reading in readings],
        "has_point": [reading.point is not None for reading in readings],
        "is_named": [claim.origin is not NOBODY for claim in claims],
    }


def same(found: ArrayConsensus, at: int, claims: list[Claim]) -> None:
    """One row of a table says what a single question says."""
    alone = reconcile(claims, WHOLE)
    assert found.status[at] is alone.status
    assert found.votes[at] == alone.spread.counts.votes
    assert found.origins[at] == alone.spread.counts.origins
    assert found.camps[at] == len(alone.spread.camps)
    assert found.conflicts[at] == sum("self_conflict" in vote.notes for vote in alone.votes)
    assert bool(found.has_region[at]) == (alone.region is not None)
    if alone.region is not None:
        ends = found.low[at], found.high[at], bool(found.low_open[at]), bool(found.high_open[at])
        region = alone.region
        assert ends == (region.low, region.high, region.low_open, region.high_open)
        assert alone.spread.overlap is not None
        assert found.overlap[at] == pytest.approx(alone.spread.overlap.share)
    assert (found.best[at] if found.has_best[at] else None) == alone.best
    plausible = alone.plausible
    assert bool(found.identified[at]) == plausible.identified
    if plausible.identified:
        assert found.plausible_low[at] == pytest.approx(plausible.low)
        assert found.plausible_high[at] == pytest.approx(plausible.high)


def unlinked(claims: tuple[Claim, ...]) -> list[Claim]:
    """Those that all count and are about the whole: no dates, no retractions, nothing expected."""
    return [
        claim
        for claim in claims
        if claim.measurand == WHOLE and claim.modality == "observed" and not claim.retracted and not claim.claimed_on
    ]


@given(st.lists(claim_sets(linked=False, max_size=8), min_size=1, max_size=4))
def test_a_table_says_what_single_questions_say(sets: list[tuple[Claim, ...]]) -> None:
    """For every measurand: region, best value, status, camps, ranges, counts, whatever else is in the table."""
    groups = [group for group in map(unlinked, sets) if group]
    if not groups:
        return
    tables = [columns(group) for group in groups]
    joined: dict[str, Any] = {name: [value for table in tables for value in table[name]] for name in tables[0]}
    about = [number for number, group in enumerate(groups) for _ in group]
    found = reconcile_arrays(about, **joined)
    assert found.measurand.tolist() == list(range(len(groups)))
    for number, group in enumerate(groups):
        # Nameless claims of one document are one voice; the columns key them alike, for none has a document of its own.
        if len({claim.documents for claim in group if claim.origin is NOBODY}) <= 1:
            same(found, number, group)


def test_rows_in_any_order_and_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The order of rows and the size of batches change nothing."""
    rng = np.random.default_rng(7)
    about, origin = rng.integers(0, 40, 300), rng.integers(0, 6, 300)
    low = rng.integers(0, 50, 300) * 100.0
    high = np.where(rng.random(300) < 0.3, INF, low + rng.integers(1, 20, 300) * 100.0)
    whole = reconcile_arrays(about, origin, low, high)
    monkeypatch.setattr(_arrays, "_BATCH", 7)
    order = rng.permutation(300)
    parts = reconcile_arrays(about[order], origin[order], low[order], high[order])
    for name, column in attrs.asdict(whole, recurse=False).items():
        if name.startswith("plausible"):
            assert column == pytest.approx(getattr(parts, name), rel=1e-12)
        else:
            assert column.tolist() == getattr(parts, name).tolist()


@pytest.mark.parametrize(
    ("size", "steps"), [(2, [2, 4, 5]), (3, [3, 5]), (4, [4, 5]), (5, [5]), (6, [5]), (1, [1, 2, 3, 4, 5])]
)
def test_progress_ends_with_the_last_measurand(size: int, steps: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every measurand is counted once it is done, those without a figure included, whatever the size of batches."""
    monkeypatch.setattr(_arrays, "_BATCH", size)
    done: list[tuple[int, int]] = []
    found = reconcile_arrays(
        ["a", "b", "c", "d", "e", "e"],
        ["x"] * 6,
        [0, 7, 0, 9, 1, 0],
        [INF, 8, INF, INF, INF, INF],
        progress=lambda *step: done.append(step),
    )
    assert done == [(step, 5) for step in steps]
    assert found.votes.tolist() == [0, 1, 0, 1, 0]
    assert found.has_region.tolist() == [False, True, False, True, False]
    assert found.low.tolist() == [0, 7, 0, 9, 0]


def test_measurands_without_figures() -> None:
    """Rows that only say that there are some leave a measurand without figures, and no number that could mislead."""
    found = reconcile_arrays(["a", "b", "b"], ["x", "x", "y"], [1, 9, 0], [INF, 11, INF], low_open=[False, False, True])
    assert [status.value for status in found.status] == ["no_figures", "single_origin"]
    assert (found.has_region.tolist(), found.votes.tolist(), found.statements.tolist()) == (
        [False, True],
        [0, 1],
        [1, 2],
    )
    assert (found.low[0], found.high[0], found.has_best[0], found.identified[0]) == (0, INF, False, False)
    measures = reconcile_arrays(["a"], ["x"], [0.5], [INF], counts=False)
    assert measures.status[0] is Status.SINGLE_ORIGIN
    nothing = reconcile_arrays(np.empty(0, dtype=str), [], [], [])
    assert (len(nothing), repr(nothing)) == (0, "<ArrayConsensus of 0 measurands>")


def test_an_origin_that_contradicts_itself_entirely_has_no_vote() -> None:
    """None and at least two leave every value: such a voice is no vote, here as in `reconcile`."""
    found = reconcile_arrays(
        ["a", "a", "b", "b", "b"], ["x", "x", "x", "x", "y"], [0, 2, 0, 2, 9], [0, INF, 0, INF, 11]
    )
    assert (found.votes.tolist(), found.low.tolist()) == ([0, 1], [0, 9])
    assert found.status[0] is Status.NO_FIGURES
    assert reconcile_arrays(["a", "a"], ["x", "x"], [0, 2], [0, INF]).has_region.tolist() == [False]


def test_weights_of_votes() -> None:
    """A heavy origin has the median; the rows of one vote agree on its weight."""
    found = reconcile_arrays([0, 0, 0], ["a", "b", "a"], [9, 90, 9], [11, 110, 12], weight=[1, 3, 1])
    assert (found.low[0], found.high[0], found.overlap[0]) == (90, 110, 0.75)
    with pytest.raises(ReconciliationError, match="row 0 and another of its origin have different weights"):
        reconcile_arrays([0, 0], ["a", "a"], [9, 9], [11, 12], weight=[1, 2])


def test_weights_and_prior_reach_every_column() -> None:
    """Range, overlap and camps are those of the kernels for votes of these weights and this prior."""
    low, high, weight = np.array([9.0, 10.0, 80.0]), np.array([11.0, 12.0, 90.0]), np.array([1.0, 2.0, 5.0])
    prior = SpreadPrior(log_sd=0.2, weight=9, provenance="a test")
    found = reconcile_arrays([0, 0, 0], ["a", "b", "c"], low, high, weight=weight, prior=prior, level=0.5)
    quantiles = stats.plausible_quantiles(low, high, weight, q=[0.25, 0.75], prior=prior)[0]
    assert [found.plausible_low[0], found.plausible_high[0]] == pytest.approx(quantiles.tolist())
    assert (found.overlap[0], found.camps[0], found.status[0]) == (5 / 8, 2, Status.MAJORITY)
    even = reconcile_arrays([0, 0, 0], ["a", "b", "c"], low, high, weight=[1, 2, 3], prior=prior)
    assert (even.status[0], even.has_best[0], even.best[0]) == (Status.CONTESTED, False, 0)
    wide = reconcile_arrays([0, 0, 0], ["a", "b", "c"], low, high, prior=SpreadPrior(log_sd=5))
    assert (wide.camps[0], wide.status[0]) == (1, Status.AGREED)
    default = reconcile_arrays([0, 0, 0], ["a", "b", "c"], low, high)
    given = reconcile_arrays([0, 0, 0], ["a", "b", "c"], low, high, prior=SpreadPrior())
    assert default.plausible_low[0] == given.plausible_low[0]


def test_each_measurand_has_its_own_status() -> None:
    """One origin, one camp, more than half in one camp, and camps that tie, side by side."""
    about = [0, 1, 1, 2, 2, 2, 3, 3]
    origin = ["a", "a", "b", "a", "b", "c", "a", "b"]
    low = [10, 10, 10, 10, 10, 900, 10, 900]
    found = reconcile_arrays(about, origin, low, [end + 1 for end in low])
    assert found.status.tolist() == [Status.SINGLE_ORIGIN, Status.AGREED, Status.MAJORITY, Status.CONTESTED]
    assert found.camps.tolist() == [1, 1, 2, 2]
    assert found.has_best.tolist() == [True, True, True, False]


def test_columns_have_the_types_that_they_say() -> None:
    """Masks are booleans, numbers floats, counts integers, statuses members; with and without votes."""
    for found in (reconcile_arrays(["a"], ["x"], [1], [2]), reconcile_arrays(["a"], ["x"], [0], [INF])):
        types = {name: column.dtype.kind for name, column in attrs.asdict(found, recurse=False).items()}
        masks = {"has_region", "low_open", "high_open", "has_best", "identified"}
        numbers = {"low", "high", "best", "plausible_low", "plausible_high", "overlap"}
        wanted = {name: "b" if name in masks else "f" if name in numbers else "i" for name in types}
        assert types == {**wanted, "measurand": "U", "status": "O"}
        assert isinstance(found.status[0], Status)


def test_what_is_no_figure_is_not_joined_to_one() -> None:
    """Of a count, "none" beside "at least one" is none; "one" or "at least five" together say no more than "some"."""
    found = reconcile_arrays(["a", "a"], ["x", "x"], [0, 1], [0, INF])
    assert (found.votes[0], found.high[0], found.conflicts[0]) == (1, 0, 0)
    for counts, votes in ((True, 0), (False, 1)):
        both = reconcile_arrays(["a", "a"], ["x", "x"], [1, 5], [1, INF], counts=counts)
        assert both.votes[0] == votes
    assert reconcile_arrays(["a"], ["x"], [1], [INF], low_open=[True]).votes[0] == 1
    assert reconcile_arrays(["a"], ["x"], [0], [INF], counts=False).votes[0] == 0


def test_open_ends_keep_votes_apart() -> None:
    """(5, 9] and [1, 5) meet nowhere, [5, 9] and [1, 5] in 5."""
    for is_open, share in ((True, 0.5), (False, 1.0)):
        found = reconcile_arrays(
            [0, 0], ["a", "b"], [5, 1], [9, 5], low_open=[is_open, False], high_open=[False, is_open]
        )
        assert found.overlap[0] == share


def test_measures_below_one_have_a_range() -> None:
    """The range is that of the kernel whatever the unit; only votes for zero are left out of it."""
    found = reconcile_arrays([0, 0], ["a", "b"], [0.2, 0.3], [0.4, 0.5], counts=False)
    quantiles = stats.plausible_quantiles([0.2, 0.3], [0.4, 0.5], q=[0.1, 0.9])[0]
    assert [found.plausible_low[0], found.plausible_high[0]] == pytest.approx(quantiles.tolist())


def test_rows_of_different_weight_are_named() -> None:
    """The message points to a row of the vote that has two weights."""
    with pytest.raises(ReconciliationError, match="row 1 and another of its origin have different weights"):
        reconcile_arrays([0, 0, 0], ["a", "b", "b"], [9, 9, 9], [11, 12, 12], weight=[1, 1, 2])


def test_zero_is_a_vote_and_has_no_range() -> None:
    """Exactly zero votes on the region; the range is that of what is not zero."""
    found = reconcile_arrays([0, 0, 1], ["a", "b", "a"], [0, 9, 0], [0, 11, 0])
    assert found.identified.tolist() == [True, False]
    assert found.status[0] is Status.CONTESTED
    assert found.plausible_low[0] > 0


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"low": [1, 2]}, ReconciliationError, r"low has shape \(2,\), measurand \(1,\)"),
        ({"level": 1.0}, ReconciliationError, "level 1.0 is not between 0 and 1"),
        ({"level": 0.0}, ReconciliationError, "level 0.0 is not between 0 and 1"),
        ({"level": 1}, ReconciliationError, "^level 1 is not between 0 and 1; 0.8 asks for an 80 % range$"),
        ({"level": "0.8"}, InvalidValueError, r'^level must be an int or a float, got the string "0.8" \[E005\]$'),
        ({"level": True}, InvalidValueError, r"^level must be an int or a float, got True \[E005\]$"),
        ({"low": [float("nan")]}, InvalidValueError, "nan"),
        (
            {"low": [3]},
            InvalidValueError,
            r"^row 0, about a: 3.0 to 2.0; 0 <= low <= high, and low is finite \[E106\]$",
        ),
        ({"low": [-3]}, InvalidValueError, "row 0, about a: -3.0 to 2.0"),
        ({"low": [INF], "high": [INF]}, InvalidValueError, "row 0, about a: inf to inf"),
        ({"low": [0], "high": [float("nan")]}, InvalidValueError, "row 0, about a: 0.0 to nan"),
        ({"low": [-1], "high": [INF]}, InvalidValueError, "row 0, about a: -1.0 to inf"),
        ({"weight": [float("nan")]}, InvalidValueError, "row 0, about a: weight nan"),
        ({"low": [0], "high": [INF], "weight": [0]}, InvalidValueError, "row 0, about a: weight 0"),
        (
            {"weight": [INF]},
            InvalidValueError,
            r"^row 0, about a: weight inf; weights are positive and finite \[E106\]$",
        ),
        ({"point": [0.5]}, InvalidValueError, "row 0, about a: point 0.5 of 1.0 to 2.0"),
        (
            {"point": [2.5]},
            InvalidValueError,
            r"^row 0, about a: point 2.5 of 1.0 to 2.0; a row commits to a value that it admits \[E106\]$",
        ),
        ({"point": [float("nan")]}, InvalidValueError, "row 0, about a: point nan of 1.0 to 2.0"),
        ({"measurand": [["a"]]}, ReconciliationError, r"measurand has shape \(1, 1\); a column has one dimension"),
        ({"origin": "x"}, ReconciliationError, r"origin has shape \(\)"),
        ({"origin": [float("nan")]}, ReconciliationError, "origin holds NaN"),
    ],
)
def test_tables_that_are_no_tables(changes: dict[str, Any], error: type[Exception], message: str) -> None:
    """Columns that do not fit, and numbers that no vote can have, are refused."""
    table: dict[str, Any] = {"measurand": ["a"], "origin": ["x"], "low": [1], "high": [2]}
    with pytest.raises(error, match=message):
        reconcile_arrays(**{**table, **changes})


def test_keys_can_be_sorted() -> None:
    """A missing key among strings is refused, not taken for a measurand."""
    with pytest.raises(ReconciliationError, match="measurand holds values that cannot be sorted; None, for example"):
        reconcile_arrays(np.array(["a", None], dtype=object), ["x", "y"], [1, 1], [2, 2])


def test_points_where_there_are_none_are_not_looked_at() -> None:
    """What stands in place of a missing point, or beside a bound, changes nothing."""
    found = reconcile_arrays(["a", "b"], ["x", "x"], [1, 7], [2, INF], point=[900.0, 0.0], has_point=[False, True])
    assert found.best[0] == pytest.approx(2**0.5)
    assert found.low[1] == 7
    inside = reconcile_arrays(["a"], ["x"], [1], [4], point=[3.9], has_point=[False])
    assert inside.best[0] == pytest.approx(2)


def test_the_wrong_row_is_named_with_its_measurand() -> None:
    """The first row that cannot be is counted from 0 in the order in which the table was given."""
    with pytest.raises(InvalidValueError, match=r"^row 2, about a: 5\.0 to 4\.0; "):
        reconcile_arrays(["b", "b", "a", "a"], ["x", "y", "x", "y"], [1, 2, 5, 6], [2, 3, 4, 5])


def test_a_row_may_commit_to_either_end() -> None:
    """The ends of a closed interval are values that it admits."""
    found = reconcile_arrays(["a", "b"], ["x", "x"], [1, 1], [4, 4], point=[1, 4])
    assert found.best.tolist() == [1, 4]
