import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from osintclaims import InvalidValueError
from osintclaims.stats import isotonic, isotonic_log

Pairs = list[tuple[int, int]]


def _chain(length: int) -> Pairs:
    return [(at, at + 1) for at in range(length - 1)]


@st.composite
def orders(draw: st.DrawFn, max_size: int = 6) -> tuple[list[float], list[int], Pairs]:
    """Values, weights and a partial order whose nodes are in no special sequence."""
    values = draw(st.lists(st.integers(-5, 9).map(float), min_size=1, max_size=max_size))
    weights = draw(st.lists(st.integers(1, 4), min_size=len(values), max_size=len(values)))
    ranked = draw(st.permutations(range(len(values))))
    candidates = [(ranked[i], ranked[j]) for i in range(len(values)) for j in range(i + 1, len(values))]
    pairs = draw(st.lists(st.sampled_from(candidates), unique=True)) if candidates else []
    return values, weights, pairs


def _by_formula(values: list[float], weights: list[int], pairs: Pairs) -> list[float]:
    """Robertson, Wright and Dykstra (1988), theorem 1.4.4: max over upper sets of min over lower sets of means."""
    size = len(values)
    sets = [[node for node in range(size) if mask >> node & 1] for mask in range(1, 2**size)]
    upper = [some for some in sets if all(b in some for a, b in pairs if a in some)]
    lower = [some for some in sets if all(a in some for a, b in pairs if b in some)]

    def mean(nodes: set[int]) -> float:
        return sum(values[n] * weights[n] for n in nodes) / sum(weights[n] for n in nodes)

    return [
        max(min(mean(set(up) & set(low)) for low in lower if node in low) for up in upper if node in up)
        for node in range(size)
    ]


@pytest.mark.parametrize(
    ("y", "weights", "fit"),
    [
        # scikit-learn 1.9.1, isotonic_regression.
        ([1, 3, 2, 4], None, [1, 2.5, 2.5, 4]),
        ([1, 1, 2, 2], None, [1, 1, 2, 2]),
        ([1, 3, 2, 4], [1, 3, 1, 1], [1, 2.75, 2.75, 4]),
        ([5, 4, 3], None, [4, 4, 4]),
    ],
)
def test_chains_of_known_fit(y: list[float], weights: list[float] | None, fit: list[float]) -> None:
    """Adjacent violators are pooled at their weighted mean."""
    assert isotonic(y, weights, order=_chain(len(y))).tolist() == pytest.approx(fit, rel=1e-12)


@given(st.lists(st.tuples(st.integers(-9, 9), st.sampled_from([0.5, 1.0, 3.0])), min_size=1, max_size=25))
def test_chains_are_scipys(votes: list[tuple[int, float]]) -> None:
    """A chain gets SciPy's fit; so does the same chain with a pair too many, which is split by minimum cuts."""
    y, weights = zip(*votes, strict=True)
    want = isotonic_regression(y, weights=weights).x
    assert isotonic(y, weights, order=_chain(len(y))) == pytest.approx(want, rel=1e-12, abs=1e-12)
    longer = [*_chain(len(y)), (0, len(y) - 1)] if len(y) > 2 else _chain(len(y))
    assert isotonic(y, weights, order=longer) == pytest.approx(want, rel=1e-12, abs=1e-12)


@given(orders())
def test_partial_orders_have_the_fit_of_the_formula(case: tuple[list[float], list[int], Pairs]) -> None:
    """Over all upper and lower sets, the fit of any order is its max-min formula."""
    values, weights, pairs = case
    fit = isotonic(values, weights, order=pairs)
    assert fit == pytest.approx(_by_formula(values, weights, pairs), rel=1e-12, abs=1e-12)


@given(orders(max_size=12))
def test_laws_of_the_fit(case: tuple[list[float], list[int], Pairs]) -> None:
    """The order holds exactly, weighted sums stay, a fit fits itself, units move with it, pairs come in any order."""
    values, weights, pairs = case
    fit = isotonic(values, weights, order=pairs)
    assert all(fit[a] <= fit[b] for a, b in pairs)
    assert np.dot(fit, weights) == pytest.approx(np.dot(values, weights), abs=1e-9)
    assert isotonic(fit, weights, order=pairs).tolist() == fit.tolist()
    scaled = isotonic(np.multiply(values, 1e6) + 3, weights, order=pairs)
    assert scaled == pytest.approx(fit * 1e6 + 3, rel=1e-9, abs=1e-6)
    assert isotonic(values, weights, order=pairs[::-1] + pairs).tolist() == fit.tolist()


def test_what_no_violation_touches_does_not_change() -> None:
    """Of two trees in one call only the one with a violation moves."""
    y = [0.1, 0.7, 0.3, 5.0, 4.0, 9.0]
    fit = isotonic(y, order=[(0, 1), (0, 2), (3, 5), (4, 5)])
    assert fit.tolist() == y
    moved = isotonic(y, order=[(0, 1), (0, 2), (5, 3), (4, 5)])
    assert moved.tolist() == [0.1, 0.7, 0.3, 7.0, 4.0, 7.0]


def test_a_node_without_weight_passes_the_order_on() -> None:
    """A region without a figure still stands between its village and its country."""
    for order in ([(0, 1), (1, 2)], [(0, 1), (1, 2), (0, 2)]):
        fit = isotonic([6, 100, 2], [1, 0, 1], order=order)
        assert fit.tolist() == [4, 4, 4]
    free = isotonic([1, 100, 2, 0], [1, 0, 1, 1], order=[(0, 1), (1, 2)])
    assert free[0] == 1
    assert free[2] == 2
    assert 1 <= free[1] <= 2


@given(orders(max_size=7), st.data())
def test_nodes_without_weight_cost_nothing(case: tuple[list[float], list[int], Pairs], data: st.DataObject) -> None:
    """The other nodes are fitted as if the order were told without the weightless ones, whatever these say."""
    values, weights, pairs = case
    ghosts = data.draw(st.sets(st.integers(0, len(values) - 1), max_size=len(values) - 1))
    live = [node for node in range(len(values)) if node not in ghosts]
    reach = {(a, b) for a, b in pairs}
    for middle in range(len(values)):
        reach |= {(a, d) for a, b in reach for c, d in reach if b == c == middle}
    places = {node: place for place, node in enumerate(live)}
    inner = [(places[a], places[b]) for a, b in reach if a in places and b in places]
    anchors = [(len(values) + k, node) for k, node in enumerate(sorted(ghosts))]
    padded = [*values, *(-1e3 for _ in anchors)]
    hefts = [*(0 if node in ghosts else weight for node, weight in enumerate(weights)), *(1 for _ in anchors)]
    fit = isotonic(padded, hefts, order=[*pairs, *anchors])
    want = isotonic([values[n] for n in live], [weights[n] for n in live], order=inner)
    assert fit[live] == pytest.approx(want, rel=1e-12, abs=1e-9)
    assert all(fit[a] <= fit[b] for a, b in pairs)


def test_large_orders_are_fitted() -> None:
    """Two hundred nodes with three pairs each: the fit satisfies the conditions of a projection on the cone."""
    random = np.random.default_rng(3)
    y = random.normal(size=200)
    pairs = [(i, int(j)) for i in range(199) for j in random.integers(i + 1, 200, 3)]
    fit = isotonic(y, order=pairs)
    assert all(fit[a] <= fit[b] for a, b in pairs)
    assert np.dot(y - fit, fit) == pytest.approx(0, abs=1e-9)
    for level in np.unique(fit):
        assert (y - fit)[fit >= level - 1e-12].sum() <= 1e-9


def test_long_chains_are_scipys() -> None:
    """Twenty thousand figures that hardly rise are pooled into hundreds of blocks."""
    y = np.random.default_rng(4).normal(size=20_000) + np.arange(20_000) / 5_000
    assert isotonic(y, order=_chain(len(y))) == pytest.approx(isotonic_regression(y).x, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("transitive", [False, True])
@pytest.mark.parametrize("v", [2639.0, 2661.0, 7.1, 0.3])
def test_what_need_not_move_keeps_every_bit(v: float, transitive: bool) -> None:  # noqa: FBT001 - pytest passes by name
    """Three regions with one figure stay where they are, though the country above them is pooled with its part."""
    order = [(0, 1), (1, 2), (2, 3), (3, 4), *([(0, 2), (0, 4), (2, 4)] if transitive else [])]
    weights = [0.3, 0.7, 0.9, 0.9, 0.9]
    x = [v, v, v, v * 3, v * 2]
    for fit in (isotonic(x, order=order), isotonic(x, weights, order=order), isotonic_log(x, weights, order=order)):
        assert fit[:3].tolist() == x[:3]
        assert x[4] < fit[3] == fit[4] < x[3]


@pytest.mark.parametrize("order", [[(0, 1), (1, 2)], [(0, 1), (0, 2), (1, 2)], [(0, 2), (0, 1)]])
def test_figures_that_differ_by_rounding_are_pooled(order: Pairs) -> None:
    """The last digit of a float is a violation as any other, and its mean is one of the two."""
    high = np.nextafter(1.0, 2.0)
    fit = isotonic([high, 1.0, 1.0], order=order)
    assert set(fit.tolist()) <= {1.0, high}
    assert fit[0] <= min(fit[1:])


@pytest.mark.parametrize("order", [_chain(3), [*_chain(3), (0, 2)]])
def test_the_unit_of_weights_does_not_matter(order: Pairs) -> None:
    """Weights that are tiny or huge weigh against one another as any others."""
    for unit in (2.0**-900, 2.0**900):
        fit = isotonic([1.0, 4.0, 0.0], [unit, 3 * unit, unit], order=order)
        assert fit.tolist() == [1.0, 3.0, 3.0]


def test_logs_are_pooled_at_their_geometric_mean() -> None:
    """12,000 in a part of 9,000: both become 10,392, and the country keeps its figure to the last bit."""
    fit = isotonic_log([12_000, 9_000, 20_000.1], order=_chain(3))
    assert fit[:2] == pytest.approx([(12_000 * 9_000) ** 0.5] * 2, rel=1e-12)
    assert fit[0] <= fit[1]
    assert fit[2] == 20_000.1


@given(orders(max_size=6), st.integers(-30, 30))
def test_units_do_not_matter_on_logs(case: tuple[list[float], list[int], Pairs], power: int) -> None:
    """Figures in another unit are fitted in that unit; order holds exactly."""
    values, weights, pairs = case
    figures = np.exp(np.array(values))
    fit = isotonic_log(figures, weights, order=pairs)
    assert all(fit[a] <= fit[b] for a, b in pairs)
    assert isotonic_log(figures * 2.0**power, weights, order=pairs) == pytest.approx(fit * 2.0**power, rel=1e-9)


def test_huge_and_tiny_values() -> None:
    """Nothing overflows, and figures 600 powers of ten apart are pooled on logs."""
    assert isotonic([1.7e308, -1.7e308], order=[(0, 1)]).tolist() == [0, 0]
    assert isotonic([1e308, 1.2e308, 1e308], order=_chain(3)) == pytest.approx([1e308, 1.1e308, 1.1e308])
    assert isotonic_log([1e300, 1e-300], order=[(0, 1)]) == pytest.approx([1, 1])
    # Beside 1e308, 1e-20 has no place left in a float: the pair below it is pooled all the same, or at least ordered.
    assert isotonic([3e-20, 1e-20, 1e308], order=[(0, 1)]).tolist() == pytest.approx([2e-20, 2e-20, 1e308])
    fit = isotonic([3e-20, 1e-20, 1e308], order=_chain(3))
    assert 1e-20 <= fit[0] <= fit[1] <= 3e-20
    assert fit[2] == 1e308


#: What is asked, and the message that names what is wrong.
REFUSED: dict[str, tuple[Any, Any, str]] = {
    "circle": ([(0, 1), (1, 2), (2, 1)], None, r"nodes \[1, 2\] are in a circle; an order without circles"),
    "itself": ([(1, 1)], None, "order puts node 1 below itself"),
    "unknown node": ([(0, 3)], None, r"order names node 3; nodes from 0 to 2"),
    "negative node": ([(-1, 0)], None, "order names node -1"),
    "triples": ([(0, 1, 2)], None, r"order: \[\(0, 1, 2\)\]; pairs of whole numbers"),
    "floats": ([(0.0, 1.0)], None, "pairs of whole numbers"),
    "weightless": ([(0, 1)], [0, 0, 1], "node 0 and all connected with it weigh 0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_orders_are_refused(case: str) -> None:
    """The message names the nodes that are wrong."""
    order, weights, message = REFUSED[case]
    with pytest.raises(InvalidValueError, match=message) as caught:
        isotonic([1, 2, 3], weights, order=order)
    assert caught.value.code == "E106"


def _by_sets(y: list[float], weights: list[float], order: list[tuple[int, int]]) -> list[float]:
    """Max over upper sets of the min over lower sets of the mean of what they share (Robertson et al. 1988, 1.4.4)."""
    nodes = range(len(y))
    uppers = [
        set(chosen)
        for size in range(len(y) + 1)
        for chosen in itertools.combinations(nodes, size)
        if all(b in chosen for a, b in order if a in chosen)
    ]
    lowers = [set(nodes) - upper for upper in uppers]

    def mean(members: set[int]) -> float:
        return sum(y[at] * weights[at] for at in members) / sum(weights[at] for at in members)

    return [
        max(min(mean(upper & lower) for lower in lowers if node in lower) for upper in uppers if node in upper)
        for node in nodes
    ]


@pytest.mark.parametrize("seed", range(25))
def test_partial_orders_have_the_fit_of_all_upper_and_lower_sets(seed: int) -> None:
    """Orders in which many nodes lie below many others, whose excess has to be shared out anew on the way."""
    rng = np.random.default_rng(seed)
    y, weights = rng.integers(0, 9, 6).astype(float).tolist(), rng.integers(1, 4, 6).astype(float).tolist()
    order = [(a, b) for a in range(3) for b in range(3, 6) if rng.random() < 0.7] + [(3, 4)] * (seed % 2)
    if order:
        assert isotonic(y, weights, order=order) == pytest.approx(_by_sets(y, weights, order), abs=1e-9)
        x = np.exp(y)
        assert np.log(isotonic_log(x, weights, order=order)) == pytest.approx(_by_sets(y, weights, order), abs=1e-9)


def test_bad_orders_of_logs_are_refused_by_name() -> None:
    """The same messages as on the plain scale."""
    with pytest.raises(InvalidValueError, match=r"^order"):
        isotonic_log([1, 2], order=[(0, 5)])
    with pytest.raises(InvalidValueError, match="there are no votes"):
        isotonic([], order=[(0, 1)])
    with pytest.raises(InvalidValueError, match=r"^y\[1\] is inf"):
        isotonic([1, math.inf], order=[])
    with pytest.raises(InvalidValueError, match=r"^x\[1\] is 0.0; positive, finite numbers"):
        isotonic_log([1, 0], order=[])
    with pytest.raises(InvalidValueError, match="weigh 0; a weight in each connected order"):
        isotonic([1, 2, 3], [0, 0, 1], order=[(0, 1)])
