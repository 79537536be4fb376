import subprocess
import sys

import pytest

import osintclaims.stats
from osintclaims import InvalidValueError
from osintclaims.stats import PRESS_DEATHS, PRESS_INJURIES, SpreadPrior, meta


def test_priors_load_without_numpy() -> None:
    """Importing the package and a prior imports no NumPy; kernels import it when they are first asked for."""
    script = (
        "import sys; from osintclaims.stats import SpreadPrior; assert 'numpy' not in sys.modules; "
        "from osintclaims.stats import interval_median; assert 'numpy' in sys.modules; "
        "assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_meta_loads_without_scipy() -> None:
    """The kernels do not load the package for estimates with errors, and it loads SciPy when a quantile is needed."""
    script = (
        "import sys; import osintclaims.stats; from osintclaims.stats import log_pool; "
        "assert 'osintclaims.stats.meta' not in sys.modules; from osintclaims.stats.meta import birge; "
        "birge([1, 2], [1, 1]); assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_every_name_of_meta_is_there() -> None:
    """The public names of the package for estimates with errors are listed once, in order, and can be had."""
    assert sorted(set(meta.__all__)) == sorted(meta.__all__)
    for name in meta.__all__:
        assert getattr(meta, name).__module__.startswith("osintclaims.stats.meta._")


def test_every_public_name_is_there() -> None:
    """The public names are listed once, can be had, and are all that completion shows."""
    assert sorted(osintclaims.stats.__all__) == sorted(set(osintclaims.stats.__all__))
    assert dir(osintclaims.stats) == sorted(osintclaims.stats.__all__)
    for name in osintclaims.stats.__all__:
        assert getattr(osintclaims.stats, name).__module__.startswith("osintclaims.stats._")


def test_names_that_do_not_exist() -> None:
    """A wrong name is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match=r"module 'osintclaims.stats' has no attribute 'mean'"):
        _ = osintclaims.stats.mean


def test_named_priors() -> None:
    """The priors from press reports have the published spreads and say where they come from."""
    assert (PRESS_DEATHS.log_sd, PRESS_DEATHS.weight, PRESS_DEATHS.truth_ratio) == (0.48, 4, 1)
    assert (PRESS_INJURIES.log_sd, PRESS_INJURIES.weight) == (0.81, 4)
    assert "MAVERICK" in PRESS_DEATHS.provenance
    assert "MAVERICK" in PRESS_INJURIES.provenance
    assert SpreadPrior() == SpreadPrior(0.35, 4.0, 1.0)


@pytest.mark.parametrize("value", [0, -1.0, float("inf"), float("nan"), True, "0.35", None])
def test_priors_hold_positive_numbers(value: object) -> None:
    """Anything but a positive, finite number is refused by name."""
    with pytest.raises(InvalidValueError, match=r"weight of a spread prior: .*positive, finite number \[E106\]"):
        SpreadPrior(weight=value)  # type: ignore[arg-type]
