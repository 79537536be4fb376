"""Published estimates with standard errors, and strategies for others."""

import math

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

#: Thirteen trials of BCG against tuberculosis: cases and others among the vaccinated, cases and others among controls.
#: Colditz et al. 1994, JAMA 271, 698-702; data set dat.bcg of R's metafor.
_BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


def _log_risk_ratios() -> tuple[list[float], list[float]]:
    """Log risk ratios and their standard errors."""
    logs = [math.log(a / (a + b) * (c + d) / c) for a, b, c, d in _BCG]
    errors = [math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in _BCG]
    return logs, errors


BCG = _log_risk_ratios()

#: Six trials of aspirin in pregnancy (CLASP), log odds ratios and variances: DerSimonian and Kacker 2007, Contemporary
#: Clinical Trials 28, 105-114, table 2.
CLASP = (
    [-1.297628724034, -1.264877107308, 0.1207923668471, -0.3293773887048, -0.2006706954622, -0.1285340686719],
    np.sqrt([0.3467740317078, 0.2656757376063, 0.1983895148452, 0.02647708366715, 0.2232967977649, 0.006498560266857]),
)

#: Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30, 261-293: example 1 (standardised mean
#: differences of ten studies) and example 2 (eighteen studies of teachers' expectations).
VIECHTBAUER_1 = (
    [-0.581, 0.53, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
    np.sqrt([0.023, 0.052, 0.06, 0.115, 0.095, 0.203, 0.2, 0.211, 0.051, 0.04]),
)
VIECHTBAUER_2 = (
    [
        *(0.1, -0.162, -0.09, -0.049, -0.046, -0.01, -0.431, -0.261, 0.134),
        *(0.019, 0.175, 0.056, 0.045, 0.103, 0.121, -0.482, 0.29, 0.342),
    ],
    np.sqrt(
        [
            *(0.016, 0.015, 0.05, 0.05, 0.032, 0.052, 0.036, 0.024, 0.034),
            *(0.033, 0.031, 0.034, 0.039, 0.167, 0.134, 0.096, 0.016, 0.035),
        ]
    ),
)

#: Nine trials of diuretics against pre-eclampsia, log odds ratios: Collins et al. 1985, in Viechtbauer 2007, Statistics
#: in Medicine 26, 37-52.
COLLINS = (
    [
        *(0.0418471099355, -0.9236708391718, -1.122142786078, -1.47330573811, -1.391024535495),
        *(-0.2968894511619, -0.2615499321749, 1.088759992225, 0.1353053863486),
    ],
    np.sqrt(
        [
            *(0.1596008727156, 0.1177368383251, 0.1780177187154, 0.2989267676768, 0.1142850732506),
            *(0.01463367728029, 0.1206874535286, 0.6863715783343, 0.06787728400632),
        ]
    ),
)

#: Heat of vaporisation of cadmium in kcal/mol, five laboratories: Paule and Mandel 1982, Journal of Research of NBS 87,
#: 377-385; as in R's metRology.
CADMIUM = (
    [27.044, 26.022, 26.34, 26.787, 26.796],
    [0.05477225575052, 0.2756809750418, 0.6811754546371, 0.05477225575052, 0.118321595662],
)

#: PCB 105 in a sediment, key comparison CCQM-K25; as in R's metRology.
PCB_105 = (
    [10.21, 10.9, 10.94, 10.58, 10.81, 9.62, 10.8],
    [0.381, 0.25, 0.13, 0.41, 0.445, 0.196, 0.093],
)

#: Lead in wine, key comparison CCQM-K30, eleven laboratories; as in R's metRology.
LEAD = (
    [1.62, 2.893, 2.936, 2.94, 2.96, 2.98, 3, 3.001, 3.07, 3.13, 7.71],
    [0.044, 0.02065727699531, 0.0125, 0.0165, 0.03333333333333, 0.1005025125628, 0.05, 0.068, 0.085, 0.06, 0.99],
)

#: Estimates and standard errors of one group.
Group = tuple[list[float], list[float]]


def groups(min_size: int = 1, max_size: int = 9, widest: float = 100.0) -> st.SearchStrategy[Group]:
    """Estimates that agree, differ or tie, with standard errors that differ by up to a factor."""
    x = st.one_of(st.floats(-50, 50), st.integers(-3, 3).map(float))
    u = st.one_of(st.floats(1.0, widest), st.sampled_from([1.0, 1.0, 2.0]))
    return st.lists(st.tuples(x, u), min_size=min_size, max_size=max_size).map(
        lambda pairs: ([x for x, _ in pairs], [u for _, u in pairs])
    )


def generalised_q(x: list[float], u: list[float], tau2: float) -> float:
    """The weighted sum of squares about the weighted mean, by its definition."""
    w = 1 / (np.square(u) + tau2)
    mean = (w * x).sum() / w.sum()
    return float((w * np.square(np.subtract(x, mean))).sum())


def log_likelihood(
    x: list[float], u: list[float], tau2: NDArray[np.float64], *, restricted: bool
) -> NDArray[np.float64]:
    """The profile log-likelihood of tau2, by its definition and up to a constant."""
    variance = np.square(u) + tau2[:, np.newaxis]
    w = 1 / variance
    mean = (w * x).sum(axis=1) / w.sum(axis=1)
    logs = -np.log(variance).sum(axis=1) - (w * np.square(np.subtract(x, mean[:, np.newaxis]))).sum(axis=1)
    found: NDArray[np.float64] = (logs - np.log(w.sum(axis=1)) if restricted else logs) / 2
    return found
