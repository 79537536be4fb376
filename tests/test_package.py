"""The package as a whole: what an import loads, what is public, and that each public name is documented."""

import importlib
import importlib.metadata
import importlib.resources
import inspect
import json
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import osintclaims

#: Modules that cost more than all of ours; each is loaded by the first function that needs it.
HEAVY = ("cattrs", "hypothesis", "matplotlib", "numpy", "pint", "scipy")

PUBLIC = tuple(
    f"osintclaims.{found.name}"
    for found in pkgutil.iter_modules(osintclaims.__path__)
    if not found.name.startswith("_")
)


def fresh(code: str) -> str:
    """What code prints in an interpreter of its own, isolated, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def heavy_modules_after(code: str) -> set[str]:
    """Which heavy modules an interpreter of its own has loaded after the code."""
    loaded = fresh(
        f"import json, sys\n{code}\nprint(json.dumps(sorted(name.partition('.')[0] for name in sys.modules)))"
    )
    return set(json.loads(loaded.splitlines()[-1])) & set(HEAVY)


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import osintclaims` alone loads no module that costs more than all of ours."""
    assert heavy_modules_after("import osintclaims") == set()


def test_building_model_values_loads_nothing_heavy() -> None:
    """Estimates and measurands read the catalogue of units, never pint."""
    code = (
        "from osintclaims import Estimate, Measurand\n"
        "Estimate.about(10_000, 'soldier')\n"
        "Measurand(id='troops', label='troops', unit='person')"
    )
    assert heavy_modules_after(code) == set()


def test_listing_the_public_names_loads_nothing_heavy() -> None:
    """`dir()` on the package, as completion in a notebook calls it, loads nothing heavy."""
    assert heavy_modules_after("import osintclaims\ndir(osintclaims)") == set()


def test_the_version_is_that_of_the_distribution() -> None:
    """`osintclaims.__version__` is what the installed metadata says."""
    assert osintclaims.__version__ == importlib.metadata.version("osintclaims")


def test_an_unknown_name_is_an_attribute_error_that_names_it() -> None:
    """A misspelt name is reported as for any module."""
    with pytest.raises(AttributeError, match="module 'osintclaims' has no attribute 'reconcil'"):
        getattr(osintclaims, "reconcil")  # noqa: B009 - the attribute is meant to be missing


def test_a_package_that_lacks_a_module_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package of ours needs a module that is not there, that module is named, and not ours."""

    def fail(name: str) -> ModuleType:
        raise ModuleNotFoundError(f"no {name}", name="elsewhere")

    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(ModuleNotFoundError) as caught:
        _ = osintclaims.a_package
    assert caught.value.name == "elsewhere"


def test_the_front_door_lists_what_it_offers() -> None:
    """Each name in `__all__` is there, once, in `dir()` too, and is the same object as in the package it comes from."""
    names = osintclaims.__all__
    assert len(names) == len(set(names))
    assert set(names) <= set(dir(osintclaims))
    homes = [importlib.import_module(module) for module in PUBLIC]
    for name in names:
        value = getattr(osintclaims, name)
        if name == "__version__" or isinstance(value, ModuleType):
            continue
        assert any(getattr(home, name, None) is value for home in homes if name in home.__all__), name


def test_a_star_import_takes_the_public_names() -> None:
    """`from osintclaims import *` works, although names are loaded when first asked for."""
    code = "import osintclaims\nfrom osintclaims import *\nprint(set(osintclaims.__all__) <= set(globals()))"
    assert fresh(code).strip() == "True"


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_package_lists_what_it_offers(name: str) -> None:
    """`__all__` has every public name that is ours, and nothing that is missing."""
    module = importlib.import_module(name)
    listed = module.__all__
    assert len(listed) == len(set(listed))
    assert [name for name in listed if not hasattr(module, name)] == []
    offered = {
        attribute
        for attribute, value in vars(module).items()
        if not attribute.startswith("_")
        and not isinstance(value, ModuleType)
        and f"{getattr(value, '__module__', '')}.".startswith(f"{name}.")
    }
    assert offered <= set(listed)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_class_and_function_is_documented(name: str) -> None:
    """Each has a docstring of its own, and so has each public method and property."""
    module = importlib.import_module(name)
    assert (module.__doc__ or "").strip()
    undocumented = []
    for public in module.__all__:
        value = getattr(module, public)
        if not inspect.isclass(value) and not inspect.isroutine(value):
            continue  # constants: tools/check_documented.py looks for them in the built pages
        if not (vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__):
            undocumented.append(public)
        if inspect.isclass(value):
            undocumented += [
                f"{public}.{attribute}"
                for attribute, member in vars(value).items()
                if not attribute.startswith("_")
                and (inspect.isroutine(member) or isinstance(member, property | classmethod | staticmethod))
                and not inspect.getdoc(member)
            ]
    assert undocumented == []


def test_type_checkers_are_told_that_the_package_is_typed() -> None:
    """The marker of PEP 561 lies beside the package."""
    assert importlib.resources.files("osintclaims").joinpath("py.typed").is_file()
