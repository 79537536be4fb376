import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import coherent_sums

#: A total, two addends, and one of them split again.
TREE = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 1], [0, 1, 0], [0, 0, 1]], dtype=np.float64)


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=5), st.lists(st.floats(0.1, 10), min_size=5, max_size=5))
def test_coherent_sums_are_the_closed_form(base: list[float], variances: list[float]) -> None:
    """The result is S (S' W^-1 S)^-1 S' W^-1 y, adds up, and is its own result."""
    inverse = np.diag(1 / np.array(variances))
    want = TREE @ np.linalg.inv(TREE.T @ inverse @ TREE) @ TREE.T @ inverse @ np.array(base)
    found = coherent_sums(base, TREE, np.diag(variances))
    assert found == pytest.approx(want, rel=1e-9, abs=1e-6)
    assert found[0] == pytest.approx(found[1] + found[2], abs=1e-6)
    assert coherent_sums(found, TREE, np.diag(variances)) == pytest.approx(found, rel=1e-9, abs=1e-6)


def test_what_adds_up_stays() -> None:
    """90 is 40 and 50, so nothing moves (Wickramasuriya et al. 2019, ordinary least squares)."""
    assert coherent_sums([90, 40, 50], [[1, 1], [1, 0], [0, 1]], np.eye(3)) == pytest.approx([90, 40, 50], rel=1e-12)


def test_correlated_errors_count() -> None:
    """A covariance that is not diagonal is used whole."""
    matrix = np.array([[2.0, 0.5, 0.3], [0.5, 1.0, 0.2], [0.3, 0.2, 1.5]])
    sums = np.array([[1.0, 1], [1, 0], [0, 1]])
    inverse = np.linalg.inv(matrix)
    want = sums @ np.linalg.solve(sums.T @ inverse @ sums, sums.T @ inverse @ np.array([100.0, 40, 51]))
    assert coherent_sums([100, 40, 51], sums, matrix) == pytest.approx(want, rel=1e-12)


def test_bad_matrices_are_refused() -> None:
    """Wrong shapes, a covariance that is none, and lowest series that are made of one another."""
    with pytest.raises(InvalidValueError, match=r"summing has shape \(2, 2\); one row for each of 3 series \[E106\]"):
        coherent_sums([1, 2, 3], np.eye(2))
    with pytest.raises(InvalidValueError, match=r"covariance of shape \(3, 3\); symmetric, 3 wide"):
        coherent_sums([1, 2, 3], np.eye(3), np.array([[1.0, 2, 0], [0, 1, 0], [0, 0, 1]]))
    with pytest.raises(InvalidValueError, match=r"covariance of shape \(2, 2\)"):
        coherent_sums([1, 2, 3], np.eye(3), np.eye(2))
    with pytest.raises(InvalidValueError, match="not positive definite"):
        coherent_sums([1, 2, 3], np.eye(3), -np.eye(3))
    with pytest.raises(InvalidValueError, match="summing has rank 1; 2: no lowest series"):
        coherent_sums([1, 2, 3], np.ones((3, 2)))


@pytest.mark.parametrize("covariance", [[[2, 0.5], [0.500001, 2]], [[1, 1e-9], [2e-9, 1]], [[1, 0], [0.5, 1]]])
def test_a_covariance_is_symmetric(covariance: list[list[float]]) -> None:
    """What differs by more than rounding above and below the diagonal is no covariance, however small it is."""
    with pytest.raises(InvalidValueError, match=r"^covariance of shape \(2, 2\); symmetric, 2 wide"):
        coherent_sums([1, 1], [[1], [1]], covariance=covariance)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": [1, 1e301]}, r"^base\[1\] is 1e\+301; finite numbers, up to 1e\+300"),
        ({"summing": [[1], [math.nan]]}, r"^summing\[1\] is nan"),
        ({"summing": [[1], [1e301]]}, r"^summing\[1\] is 1e\+301; finite numbers, up to 1e\+300"),
        ({"covariance": [[1, 0], [0, math.nan]]}, r"^covariance\[3\] is nan"),
        ({"covariance": [[1, 0], [0, 1e301]]}, r"^covariance\[3\] is 1e\+301; finite numbers, up to 1e\+300"),
        ({"covariance": [[1, 2], [2, 1]]}, "^the covariance is not positive definite; a matrix that is "),
    ],
)
def test_matrices_are_refused_by_name(changes: dict[str, Any], message: str) -> None:
    """The message names the matrix, the place in it counted row by row, and the largest number it may hold."""
    with pytest.raises(InvalidValueError, match=message):
        coherent_sums(**{"base": [1, 1], "summing": [[1], [1]], **changes})
