import math
from collections.abc import Callable

import numpy as np
import pytest

from osintclaims import InvalidValueError
from osintclaims.stats import (
    camps,
    censored_quantiles,
    identified,
    interval_median,
    max_overlap,
    nearest_value,
    plausible_quantiles,
    shrunken_quantiles,
    shrunken_spread,
    trimmed_mean,
    weighted_median,
)

INF, NAN = math.inf, math.nan

#: What is asked, and the message that names what is wrong.
REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no votes": (lambda: weighted_median([]), "^there are no votes;"),
    "words": (lambda: weighted_median(["many"]), r"x: \['many'\]; a sequence of numbers"),
    "numeric text": (lambda: weighted_median(["5", "7"]), r"x: \['5', '7'\]; a sequence of numbers"),
    "truth values": (lambda: weighted_median([True, False]), r"x: \[True, False\]; a sequence of numbers"),
    "complex": (lambda: weighted_median([1j]), "a sequence of numbers"),
    "dates": (lambda: weighted_median(np.array(["2024-10-17"], dtype="datetime64[D]")), "a sequence of numbers"),
    "masked": (lambda: weighted_median(np.ma.masked_equal([1.0, 9.0], 9.0)), "x has masked items; leave out"),
    "gigantic whole number": (lambda: weighted_median([10**400]), "a sequence of numbers"),
    "nothing in a list": (lambda: weighted_median(np.array([1, None], dtype=object)), r"x\[1\] is nan"),
    "one infinite figure": (lambda: trimmed_mean([1, INF]), r"x\[1\] is inf; finite numbers"),
    "weight of no vote": (
        lambda: censored_quantiles([1, 2], [9, INF], [1, 1e-300], q=[0.5]),
        "a vote weighs 1e-300; 0, or 1e-12 to 1000000000000.0 votes",
    ),
    "two dimensions": (lambda: weighted_median([[1.0]]), "x has 2 dimensions"),
    "nan": (lambda: interval_median([1, NAN], [2, 3]), r"low\[1\] is nan"),
    "nan weight": (lambda: interval_median([1], [2], [NAN]), r"weights\[0\] is nan"),
    "other lengths": (lambda: interval_median([1, 2], [3]), "2 low ends and 1 high ends"),
    "crossed ends": (lambda: max_overlap([1, 5], [2, 4]), r"vote 1 is 5.0 to 4.0; -inf <= low <= high"),
    "at infinity": (lambda: max_overlap([INF], [INF]), "vote 0 is inf to inf"),
    "at minus infinity": (lambda: max_overlap([-INF], [-INF]), "vote 0 is -inf to -inf"),
    "negative for logs": (lambda: nearest_value([-1], [2]), "vote 0 is -1.0 to 2.0; 0.0 <= low <= high"),
    "negative for camps": (lambda: camps([-1], [2]), "vote 0 is -1.0"),
    "negative for bounds": (lambda: identified([-1], [2]), "vote 0 is -1.0"),
    "open point": (lambda: max_overlap([5], [5], low_open=[True]), "vote 0 is the point 5.0 with an open end"),
    "flags of numbers": (lambda: max_overlap([5], [6], low_open=[1]), "low_open holds int64 of shape"),
    "too few flags": (lambda: max_overlap([5, 5], [6, 6], high_open=[True]), r"high_open holds bool of shape \(1,\)"),
    "offsets of floats": (lambda: weighted_median([1], offsets=[0.0, 1.0]), r"offsets: \[0.0, 1.0\]; a flat sequence"),
    "one offset": (lambda: weighted_median([1], offsets=[0]), "a flat sequence of two integers or more"),
    "offsets short": (lambda: weighted_median([1, 2], offsets=[0, 1]), "offsets run from 0 to 1; .* votes, 2"),
    "offsets late": (lambda: weighted_median([1, 2], offsets=[1, 2]), "offsets run from 1 to 2"),
    "empty group": (lambda: weighted_median([1, 2], offsets=[0, 2, 2]), "group 1 runs from 2 to 2"),
    "backward group": (lambda: weighted_median([1, 2], offsets=[0, 2, 1, 2]), "group 1 runs from 2 to 1"),
    "too few weights": (lambda: weighted_median([1, 2], [1]), "1 weights for 2 votes"),
    "negative weight": (lambda: weighted_median([1, 2], [1, -2]), r"weights\[1\] is -2.0"),
    "infinite weight": (lambda: weighted_median([1, 2], [1, INF]), r"weights\[1\] is inf"),
    "weightless group": (
        lambda: weighted_median([1, 2, 3], [1, 0, 0], offsets=[0, 1, 3]),
        "the weights of group 1 sum to 0.0",
    ),
    "astronomical weights": (lambda: weighted_median([1, 2], [1e308, 1e308]), "the weights of group 0 sum to inf"),
    "level of 1": (lambda: shrunken_quantiles([1], q=[0.5, 1.0]), "q holds 1.0; probabilities strictly between"),
    "level of 0": (lambda: plausible_quantiles([1], [2], q=[0]), "q holds 0.0"),
    "level nan": (lambda: plausible_quantiles([1], [2], q=[NAN]), r"q\[0\] is nan"),
    "zero figure": (lambda: shrunken_spread([1, 0]), r"x\[1\] is 0.0; positive, finite numbers"),
    "infinite figure": (lambda: shrunken_spread([INF]), r"x\[0\] is inf"),
    "zero vote": (lambda: censored_quantiles([1, 0], [1, 0], q=[0.5]), "vote 1 is 0 to 0; .* leave it out"),
    "no upper bound": (
        lambda: censored_quantiles([1, 7_000], [1, INF], q=[0.5], offsets=[0, 1, 2]),
        "no vote of group 1 states an upper bound",
    ),
    "no lower bound": (
        lambda: plausible_quantiles([1, 0], [1, 7_000], q=[0.5], offsets=[0, 1, 2]),
        "no vote of group 1 states a lower bound",
    ),
    "bound without weight": (
        lambda: censored_quantiles([1, 7_000], [9, INF], [0, 1], q=[0.5]),
        "no vote of group 0 states an upper bound",
    ),
}


#: What the message says would be right.
HINTS = {
    "no votes": "at least one vote in every group",
    "two dimensions": "a flat sequence of numbers",
    "nan": "leave out what is not known",
    "other lengths": "one of each for every vote",
    "open point": "a point has two closed ends",
    "flags of numbers": "1 booleans, one per vote",
    "too few flags": "2 booleans, one per vote",
    "offsets late": "from 0 to the number of votes, 2",
    "empty group": "every group holds at least one vote",
    "too few weights": "one weight per vote",
    "negative weight": "weights are finite and not negative",
    "weightless group": "a positive sum that is not astronomical",
    "level of 1": "probabilities strictly between 0 and 1",
    "zero vote": "the range is about positive figures: leave it out",
    "no upper bound": "bounds on both sides: see identified()",
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_refused_by_name(case: str) -> None:
    """What cannot be computed ends in one kind of error with a code, and the message says which value is wrong."""
    ask, message = REFUSED[case]
    with pytest.raises(InvalidValueError, match=message) as caught:
        ask()
    assert caught.value.code == "E106"
    assert caught.value.hint == HINTS.get(case, caught.value.hint)


def test_messages_start_where_groups_do() -> None:
    """Offsets that run from 0 to less than all are told by their ends."""
    with pytest.raises(InvalidValueError, match="offsets run from 0 to 1; from 0 to the number of votes, 3"):
        weighted_median([1, 2, 3], offsets=[0, 2, 1])
    with pytest.raises(InvalidValueError, match="log_sd is -1; a finite number that is not negative"):
        camps([1], [2], log_sd=-1)


@pytest.mark.parametrize("total", [1e-300, 1e300])
def test_weights_of_any_size_are_taken(total: float) -> None:
    """Only their ratios matter, from 1e-300 to 1e300 in total."""
    assert weighted_median([1, 2, 3], [total, 0, 0]).low.tolist() == [1]
    with pytest.raises(InvalidValueError, match="the weights of group 0 sum to"):
        weighted_median([1, 2, 3], [total * (2 if total > 1 else 0.5), 0, 0])


def test_any_sequence_of_numbers_will_do() -> None:
    """Lists, tuples, whole numbers and arrays of any numeric type mean the same."""
    want = weighted_median([1.0, 2.0, 5.0]).low.tolist()
    for x in ((1, 2, 5), np.array([1, 2, 5], dtype=np.int16), np.array([1, 2, 5], dtype=np.float32)):
        assert weighted_median(x, offsets=np.array([0, 3], dtype=np.uint8)).low.tolist() == want


def test_input_is_left_alone() -> None:
    """Arrays that are passed in are not written to."""
    low, high, weights = np.array([3.0, 0.0, 9.0]), np.array([4.0, 8.0, INF]), np.array([1.0, 2.0, 0.0])
    kept = [array.copy() for array in (low, high, weights)]
    for array in (low, high, weights):
        array.flags.writeable = False
    interval_median(low, high, weights)
    nearest_value(low, high, weights)
    max_overlap(low, high, weights)
    camps(low, high, weights)
    plausible_quantiles(low, high, weights, q=[0.5])
    shrunken_spread(high[:2], weights[:2])
    for array, before in zip((low, high, weights), kept, strict=True):
        assert (array == before).all()
