"""The package as a whole, in use: copied, pickled, in threads, in other processes, optimised."""

import copy
import hashlib
import importlib
import inspect
import os
import pickle
import pkgutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from enum import Enum
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import osintclaims
from osintclaims.testing._registration import STRATEGIES

MODULES = tuple(
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(osintclaims.__path__, "osintclaims.")
    if not found.name.endswith("__main__")
)
CLASSES = sorted(
    {
        getattr(module, name)
        for module in MODULES
        if not module.__name__.rpartition(".")[2].startswith("_")
        for name in getattr(module, "__all__", ())
        if inspect.isclass(getattr(module, name))
        and not getattr(getattr(module, name), "_is_protocol", False)
        and (not module.__name__.startswith("osintclaims.stats") or name in STRATEGIES["osintclaims.stats"])
        and not module.__name__.startswith("osintclaims.plot")
    },
    key=lambda class_: (class_.__module__, class_.__name__),
)


def _pickled(value: Any, protocol: int) -> Any:
    return pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own bytes


COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{f"pickle {protocol}": partial(_pickled, protocol=protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)},
}


def fresh(code: str, *flags: str, **env: str) -> str:
    """What code prints in an interpreter of its own, with warnings as errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *flags, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def same(one: object, other: object) -> bool:
    """Whether two objects are equal, or, where equality is identity or that of arrays, print alike."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Enum):
        return one is other
    by_identity = type(one).__eq__ in (object.__eq__, BaseException.__eq__)
    if by_identity or type(one).__module__.startswith("osintclaims.stats._"):
        return _shown(one) == _shown(other)
    return one == other


def _shown(value: object) -> str:
    return repr(vars(value)) if type(value).__repr__ is object.__repr__ else repr(value)


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: f"{class_.__module__}.{class_.__name__}")
def test_every_public_value_can_be_copied(class_: type[Any], how: str) -> None:
    """A copy, deep or not, and a pickle of any protocol is the same again: values, results, enumerations, errors."""

    @settings(max_examples=3, database=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
    @given(st.from_type(class_))
    def draw(value: object) -> None:
        again = COPIES[how](value)
        assert same(again, value)
        if type(value).__hash__ not in (None, object.__hash__, BaseException.__hash__) and not isinstance(value, Enum):
            assert hash(again) == hash(value)

    draw()


def _held(module: ModuleType) -> list[str]:
    """Names of containers of a module that can be changed."""
    return [
        f"{module.__name__}.{name}"
        for name, value in vars(module).items()
        if not (name.startswith("__") and name.endswith("__"))
        and isinstance(value, list | dict | set | bytearray | deque)
    ]


def test_no_module_holds_what_can_be_changed() -> None:
    """Tables at module level are tuples, frozensets and read-only mappings: nothing that one caller could change."""
    assert [name for module in MODULES for name in _held(module)] == []


SIDE_EFFECTS = """
import atexit, decimal, importlib, locale, logging, os, random, signal, sys, threading, warnings
import cattrs, hypothesis, matplotlib, numpy, pint, scipy.special  # what they change is theirs

def state():
    return {
        "warning filters": list(warnings.filters),
        "import path": list(sys.path),
        "import hooks": (list(sys.meta_path), list(sys.path_hooks)),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "threads": threading.active_count(),
        "root logger": (logging.root.handlers[:], logging.root.level),
        "signals": [signal.getsignal(one) for one in sorted(signal.valid_signals())],
        "random numbers": random.getstate(),
        "decimal context": repr(decimal.getcontext()),
        "locale": locale.setlocale(locale.LC_ALL),
        "hooks": (sys.excepthook, sys.displayhook, sys.unraisablehook, threading.excepthook, sys.gettrace()),
        "at exit": atexit._ncallbacks(),
        "recursion limit": sys.getrecursionlimit(),
    }

done = []

def watch(event, arguments):
    if event.split(".")[0] in {"socket", "subprocess", "tempfile"} or event in {"os.system", "os.mkdir", "os.remove"}:
        done.append((event, arguments))
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        done.append((event, arguments))

before = state()
sys.addaudithook(watch)
for name in NAMES:
    importlib.import_module(name)
    print(*[f"{name}: {what}" for what, value in state().items() if value != before[what]], *done, end="")
"""
IMPORTABLE = sorted(one.__name__ for one in MODULES if "._" not in one.__name__)


def test_importing_changes_nothing_else() -> None:
    """Nothing is printed, written, started or sent by any public module, and no state of the interpreter changes."""
    assert fresh(SIDE_EFFECTS.replace("NAMES", repr(IMPORTABLE)), PYTHONDONTWRITEBYTECODE="1") == ""


@pytest.mark.parametrize("name", IMPORTABLE)
def test_every_module_can_be_the_first_import(name: str) -> None:
    """No public module needs another one to have been imported before it, and none is loaded in a circle."""
    assert fresh(f"import {name}") == ""


ANSWER = """
import hashlib
from osintclaims import draft_claims, explain, fingerprint, load_seed_corpus, reconcile, reconcile_all, sensitivity
from osintclaims.interop import export
from osintclaims.store import canonical_files
corpus = load_seed_corpus()
print(fingerprint(corpus))
print(hashlib.sha256(b"".join(canonical_files(corpus).values())).hexdigest())
for to in ("json", "jsonl", "csv", "prov"):
    print(to, hashlib.sha256(export(corpus, to).encode()).hexdigest())
article = "At least 28 flights, some 40 trucks and 10.000 men; of the 240 on board, six were hurt on 3 May."
print(draft_claims(article, document="d"), explain(article))
for one in reconcile_all(corpus):
    print(one)
print(repr(reconcile(corpus, corpus.measurands[0])))
print(sorted({claim.origin for claim in corpus.claims}, key=str)[0])
"""


def test_answers_do_not_depend_on_hash_seeds() -> None:
    """Another process with another hash seed prints the same fingerprint and the same pages, to the last character."""
    pages = {hashlib.sha256(fresh(ANSWER, PYTHONHASHSEED=seed).encode()).hexdigest() for seed in ("0", "1", "4242")}
    assert len(pages) == 1


def test_optimised_python_gives_the_same() -> None:
    """Without assertions, and without docstrings, every page is the same."""
    plain = fresh(ANSWER, PYTHONHASHSEED="0")
    assert fresh(ANSWER, "-O", PYTHONHASHSEED="0") == plain
    assert fresh(ANSWER, "-OO", PYTHONHASHSEED="0") == plain


THREADS = """
import sys, threading
sys.setswitchinterval(1e-6)
start = threading.Barrier(24)
found, errors = [], []

def work(number):
    try:
        start.wait()
        import osintclaims
        from osintclaims import units
        one = osintclaims.Estimate.about(10 + number % 2, "kilometers")
        registry = units.registry()
        scale = units.factor("mile", "kilometer")
        quantity = one.quantity() + one.quantity()
        corpus = osintclaims.load_seed_corpus()
        answer = osintclaims.reconcile(corpus, corpus.measurands[number % 3])
        found.append((id(registry), scale, id(corpus), number % 3, str(answer), str(one.to("meter"))[-6:]))
    except BaseException as error:
        errors.append(repr(error))

threads = [threading.Thread(target=work, args=(number,)) for number in range(24)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(errors[:3])
print(len(found), len({one[0] for one in found}), len({one[1] for one in found}), len({one[2] for one in found}))
print(len({one[3:5] for one in found}))
"""


def test_lazy_parts_are_built_once_by_many_threads() -> None:
    """24 threads that all come first share one registry of units and one seed corpus, and get the same answers."""
    errors, counts, answers = fresh(THREADS).splitlines()
    assert errors == "[]"
    assert counts == "24 1 1 1"
    assert answers == "3"


PARTS = """
import json, sys, tempfile, threading
from functools import partial
import osintclaims
from osintclaims import interop, model, stats, store, units, wording

def saved():
    with tempfile.TemporaryDirectory() as folder:
        store.save_corpus(osintclaims.load_seed_corpus(), folder)
        return store.fingerprint(store.load_corpus(folder))

def answers(number):
    corpus = osintclaims.load_seed_corpus()
    return [str(osintclaims.reconcile(corpus, one)) for one in corpus.measurands[number : number + 2]]

parts = [
    partial(wording.parse_estimate, "more than half a dozen soldiers"),
    partial(wording.explain, "At least 28 flights and 10.000 men on 3 May."),
    partial(osintclaims.draft_claims, "At least 28 flights.", document="d"),
    partial(model.When.parse, "between August and October 2024"),
    partial(units.factor, "miles / hour", "km / day"),
    partial(units.canonical, "square km"),
    partial(store.record_schemas),
    partial(interop.schema),
    partial(interop.formats),
    saved,
    partial(answers, 0),
    partial(answers, 3),
    lambda: interop.export(osintclaims.load_seed_corpus(), "json"),
    lambda: interop.export(osintclaims.load_seed_corpus(), "csv"),
    lambda: osintclaims.sensitivity(osintclaims.reconcile(osintclaims.load_seed_corpus(), "dprk-flights-2024")),
    partial(stats.censored_quantiles, [7, 0, 9, 8], [7, 12, float("inf"), 8], q=[0.1, 0.9]),
]

def work(number, found):
    place = number % len(parts)
    for part in (*range(place, len(parts)), *range(place)):
        try:
            found[part] = repr(parts[part]())
        except BaseException as error:
            found[part] = f"failed: {error!r}"

found = [{} for _ in range(THREADS)]
sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=work, args=(number, one)) for number, one in enumerate(found)]
for thread in threads: thread.start()
for thread in threads: thread.join()
for part in range(len(parts)):
    print(part, sorted({one[part] for one in found}))
"""


def test_every_lazy_part_may_be_first_used_by_any_thread() -> None:
    """16 threads, each of which begins with another part, get what one thread alone gets, and nothing fails."""
    alone = fresh(PARTS.replace("THREADS", "1"), PYTHONHASHSEED="0")
    assert "failed: " not in alone
    assert fresh(PARTS.replace("THREADS", "16"), PYTHONHASHSEED="0") == alone
