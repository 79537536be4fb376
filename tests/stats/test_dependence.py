import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims import InvalidValueError
from osintclaims.stats import effective_size, effective_weights, kish_size


@pytest.mark.parametrize(
    ("sizes", "correlation", "weights"),
    [
        ([5, 1, 1], 1.0, [1, 1, 1]),
        ([5, 1, 1], 0.5, [5 / 3, 1, 1]),
        ([5, 1, 1], 0.0, [5, 1, 1]),
        ([1, 1, 1, 1], 1.0, [1, 1, 1, 1]),
        ([7], 1.0, [1]),
    ],
)
def test_clusters_weigh_by_kishs_design_effect(sizes: list[int], correlation: float, weights: list[float]) -> None:
    """A cluster of m votes is worth m / (1 + (m - 1) r), however its votes are ordered."""
    assert effective_size(sizes, correlation=correlation) == pytest.approx(weights)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    votes = effective_weights(labels, correlation=correlation)
    assert np.bincount(labels, weights=votes) == pytest.approx(weights)
    shuffled = np.random.default_rng(1).permutation(len(labels))
    assert effective_weights(labels[shuffled], correlation=correlation).tolist() == votes[shuffled].tolist()


def test_the_variance_of_a_mean_of_correlated_values_is_that_of_so_many() -> None:
    """The effective size is the inverse of the variance of the mean under the correlation matrix."""
    matrix = np.full((6, 6), 0.3) + 0.7 * np.eye(6)
    assert effective_size([6], correlation=0.3)[0] == pytest.approx(36 / matrix.sum())


def test_labels_are_counted_within_their_group() -> None:
    """The same label in two groups is two clusters."""
    weights = effective_weights([3, 3, 3, 4], correlation=1.0, offsets=[0, 2, 4])
    assert weights.tolist() == [0.5, 0.5, 1, 1]


@pytest.mark.parametrize(("weights", "size"), [([1, 1, 1], 3.0), ([5, 1, 1], 49 / 27), ([0, 2, 0], 1.0)])
def test_kish_sizes(weights: list[float], size: float) -> None:
    """Equal weights count in full, unequal ones less, a single one as 1."""
    assert kish_size(weights)[0] == pytest.approx(size, rel=1e-12)


@given(st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=9), st.sampled_from([1e-290, 1e-3, 1e290]))
def test_kish_size_is_between_one_and_the_number_of_votes(weights: list[float], unit: float) -> None:
    """The effective number has bounds, and the unit of the weights does not matter, however extreme."""
    size = kish_size(weights)[0]
    assert size >= 1 - 1e-12
    assert size <= len(weights) * (1 + 1e-12)
    assert kish_size(np.array(weights) * unit)[0] == pytest.approx(size, rel=1e-9)
    assert kish_size(weights * 2, offsets=[0, len(weights), 2 * len(weights)]) == pytest.approx([size, size])


def test_bad_clusters_are_refused() -> None:
    """Sizes below one, correlations outside 0 to 1, and labels that are no whole numbers."""
    with pytest.raises(InvalidValueError, match=r"size\[1\] is 0.0; a cluster holds one vote or more"):
        effective_size([1, 0], correlation=0.5)
    for wrong in (-0.1, 1.1, float("nan")):
        with pytest.raises(InvalidValueError, match=r"correlation is .*; a number from 0 to 1"):
            effective_size([1], correlation=wrong)
    for labels in ([0.5, 1.0], ["a", "b"], [[1, 2]]):
        with pytest.raises(InvalidValueError, match=r"cluster: .*; a flat sequence of whole numbers"):
            effective_weights(labels, correlation=0.5)
    with pytest.raises(InvalidValueError, match="there are no votes"):
        effective_weights([], correlation=0.5)
