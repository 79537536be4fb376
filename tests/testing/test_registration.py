import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
from enum import Enum
from importlib.metadata import entry_points
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import osintclaims
from osintclaims import Corpus, Estimate, claim, reconcile, testing
from osintclaims.testing import _registration, _results, estimates
from osintclaims.testing._registration import STRATEGIES

pytest_plugins = ["pytester"]


def _is_left_out(class_: type[Any]) -> bool:
    """Arrays of kernels mean nothing without what was asked, and `plot` stands beside `testing`, not below it."""
    package = _registration._package(class_.__module__)
    return package in {"osintclaims.plot", "osintclaims.stats"} and class_.__name__ not in STRATEGIES.get(package, {})


def public_classes() -> list[type[Any]]:
    """Every class that a public package offers, in order of name, but for protocols and what is left to Hypothesis."""
    names = [found.name for found in pkgutil.walk_packages(osintclaims.__path__, "osintclaims.")]
    public = [importlib.import_module(name) for name in names if "._" not in name]
    found = [getattr(module, name) for module in public for name in module.__all__]
    classes = {one for one in found if inspect.isclass(one) and not getattr(one, "_is_protocol", False)}
    classes -= {one for one in classes if _is_left_out(one)}
    return sorted(classes, key=lambda class_: (class_.__module__, class_.__name__))


def fresh(code: str, *, flags: tuple[str, ...] = ("-W", "error", "-I"), env: dict[str, str] | None = None) -> str:
    """What code prints in an interpreter of its own."""
    import os

    done = subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("class_", public_classes(), ids=lambda class_: f"{class_.__module__}.{class_.__name__}")
def test_from_type_knows_every_public_class(class_: type[Any]) -> None:
    """`from_type` makes values of each public class: registered ones, errors and enumerations."""

    @settings(max_examples=5, database=None)
    @given(st.from_type(class_))
    def draw(value: object) -> None:
        assert isinstance(value, class_)

    draw()
    package = _registration._package(class_.__module__)
    is_plain = issubclass(class_, Enum | Exception)
    assert is_plain or class_.__name__ in STRATEGIES[package], f"{class_} has no strategy in _registration"


@given(estimates(hedges=st.sampled_from(_results.VOTING)))
def test_parts_of_results_are_taken_from_such_as_have_votes(figure: Estimate) -> None:
    """Figures of which parts of results are made commit to a value: "0 or more" alone would leave nothing to take."""
    assert reconcile([claim("Sent", figure, by="Somebody")]).votes


def test_registered_classes_are_public() -> None:
    """The table names no class that is not there."""
    for package, classes in STRATEGIES.items():
        assert set(classes) <= set(importlib.import_module(package).__all__)


@given(st.from_type(Corpus))
@settings(max_examples=20)
def test_from_type_uses_the_public_strategies(corpus: Corpus) -> None:
    """What `from_type` makes is whole: a corpus has a source and a measurand."""
    assert corpus.sources
    assert corpus.measurands


LOADED = "print(json.dumps([name for name in sys.modules if name.partition('.')[0] in WATCHED]))"
WATCHED = ("osintclaims", "attr", "attrs", "cattrs", "numpy", "pint", "scipy")


def loaded_after(code: str, **options: Any) -> set[str]:
    """Which modules of the library and of what it stands on are loaded after the code."""
    return set(json.loads(fresh(f"import json, sys\n{code}\nWATCHED = {WATCHED!r}\n{LOADED}", **options)))


def test_hypothesis_alone_loads_next_to_nothing() -> None:
    """Where only Hypothesis is imported, its plugin loads neither the model nor anything it stands on."""
    assert loaded_after("import hypothesis") == {
        "osintclaims",
        "osintclaims.testing",
        "osintclaims.testing._registration",
    }


def test_resolving_other_types_loads_nothing_more() -> None:
    """`from_type` of other classes does not load the strategies."""
    code = "from hypothesis import strategies as st\nst.from_type(int).example"
    assert "osintclaims.model" not in loaded_after(code)


def test_the_model_loads_no_strategies() -> None:
    """Building values beside Hypothesis registers their classes and loads no strategy."""
    loaded = loaded_after("import hypothesis\nfrom osintclaims import Estimate\nEstimate.about(3, 'person')")
    assert "osintclaims.model" in loaded
    assert {name for name in loaded if name.startswith("osintclaims.testing._")} == {
        "osintclaims.testing._registration"
    }
    assert not {"numpy", "pint", "cattrs", "scipy"} & loaded


@pytest.mark.parametrize("first", ["import hypothesis", "import osintclaims.model"])
def test_either_may_be_imported_first(first: str) -> None:
    """Classes are known whether Hypothesis or the library is imported first."""
    code = (
        f"{first}\nfrom hypothesis import given, settings, strategies as st\n"
        "from osintclaims import Consensus, Estimate\n"
        "@settings(max_examples=1)\n@given(st.from_type(Estimate), st.from_type(Consensus))\n"
        "def draw(one, other):\n    print(one, other.measurand.id)\ndraw()"
    )
    assert fresh(code).strip() == "0 people whole"


def test_modules_are_loaded_as_ever() -> None:
    """What the registration watches has its own loader, and its files are found."""
    code = (
        "import hypothesis, importlib.resources, inspect, osintclaims.reconciliation as r, osintclaims.model as m\n"
        "print(type(r.__loader__).__name__, type(r.__spec__.loader).__name__)\n"
        "print(importlib.resources.files('osintclaims.reconciliation').joinpath('profiles').is_dir())\n"
        "print(inspect.getsource(m.Claim)[:6])\n"
        "try:\n    import osintclaims.model._nothing\nexcept ModuleNotFoundError as error:\n    print(error.name)"
    )
    assert fresh(code).split() == ["SourceFileLoader"] * 2 + ["True", "@attrs", "osintclaims.model._nothing"]


def test_no_plugins() -> None:
    """Without Hypothesis' plugins the strategies are there all the same, and `from_type` is Hypothesis' own."""
    code = (
        "import hypothesis, sys\nprint('osintclaims' in sys.modules)\n"
        "from osintclaims import testing\nprint(hypothesis.find(testing.estimates(), lambda one: True))"
    )
    assert fresh(code, env={"HYPOTHESIS_NO_PLUGINS": "1"}).splitlines() == ["False", "0 people"]


def test_without_hypothesis_the_extra_is_named() -> None:
    """Where Hypothesis is missing, the message says what to install; listing the names needs nothing."""
    code = (
        "import sys\nsys.modules['hypothesis'] = None\n"
        "import osintclaims.testing\nprint(len(dir(osintclaims.testing)))\n"
        "try:\n    osintclaims.testing.claims()\nexcept ImportError as error:\n    print(error)\n"
        "try:\n    osintclaims.testing.laws\nexcept ImportError as error:\n    print(error)"
    )
    count, *messages = fresh(code).splitlines()
    assert int(count) == len(testing.__all__)
    assert messages == [
        f"osintclaims.testing.{name} needs Hypothesis: pip install 'osintclaims[testing]'"
        for name in ("claims", "laws")
    ]


def test_other_missing_modules_are_reported_as_they_are() -> None:
    """The extra is not blamed for another module."""
    code = (
        "import sys\nsys.modules['osintclaims.model._when'] = None\n"
        "import osintclaims.testing\n"
        "try:\n    osintclaims.testing.claims()\nexcept ImportError as error:\n    print(error.name)"
    )
    assert fresh(code).strip() == "osintclaims.model._when"


def test_an_unknown_name() -> None:
    """A misspelt strategy is an attribute error."""
    with pytest.raises(AttributeError, match="has no attribute 'claimz'"):
        getattr(testing, "claimz")  # noqa: B009 - the attribute is meant to be missing


def test_both_plugins_are_installed() -> None:
    """The distribution names what Hypothesis and pytest look for."""
    (hook,) = (one for one in entry_points(group="hypothesis") if one.name == "osintclaims")
    (plugin,) = (one for one in entry_points(group="pytest11") if one.name == "osintclaims")
    assert hook.load() is _registration.setup
    assert plugin.load().__all__ == ["seed_corpus"]


def test_the_fixture(pytester: pytest.Pytester) -> None:
    """A test that names `seed_corpus` has it; the whole session shares one."""
    pytester.makepyfile(
        """
        from osintclaims import load_seed_corpus

        def test_one(seed_corpus):
            assert seed_corpus.claims
            assert seed_corpus is load_seed_corpus()
        """
    )
    pytester.runpytest_subprocess("-q", "-W", "error").assert_outcomes(passed=1)
    pytester.runpytest_subprocess("-q", "-p", "no:osintclaims").assert_outcomes(errors=1)


def test_the_plugin_costs_nothing(pytester: pytest.Pytester) -> None:
    """Where no test asks for it, pytest loads neither the model nor Hypothesis for it."""
    pytester.makepyfile(
        """
        import sys

        def test_nothing():
            assert "osintclaims.testing._fixtures" in sys.modules
            assert not [name for name in sys.modules if name.startswith(("osintclaims.model", "osintclaims.store"))]
            assert not {"attr", "cattrs", "numpy", "pint"} & set(sys.modules)
        """
    )
    pytester.runpytest_subprocess("-q", "-p", "no:hypothesispytest").assert_outcomes(passed=1)
