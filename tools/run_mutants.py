"""Runs the tests of a package for each mutant of it; `tools/mutants.py` starts it in a copy of the project.

mutmut writes the mutants beside the functions that they change; which of them is called is chosen at each call. The
tests are collected and run once, to see which functions each of them reaches. Then each mutant gets a fork of this
process, which runs the tests that reach its function until one fails: first those that noticed other mutants of the
function, then the quick ones. What became of a mutant is kept in mutmut's own file about the module.
"""

import functools
import gc
import importlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

#: How many mutants are tried at once.
CHILDREN: Final = 2
#: A test may take this many times its usual processor time, and so many seconds more: then it has noticed something.
SLOWER: Final = 10
MORE: Final = 2.0
#: Bytes that a process may take, beyond which a mutant is one that fills the memory.
MEMORY: Final = 4 << 30
#: mutmut's codes of what became of a mutant: no test failed, one did, none reaches the function, one did not end.
SURVIVED: Final = 0
KILLED: Final = 1
NO_TEST: Final = 33
TIMEOUT: Final = 36

OPTIONS: Final = ["-q", "-p", "no:cacheprovider", "--no-showlocals", "--tb=no", "-r", "N", "--rootdir=."]
STDOUT: Final = os.dup(1)


class Module:
    """mutmut's file about a module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path).removeprefix("src/osintclaims/").removesuffix(".py.meta")
        self.found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.codes: dict[str, int | None] = self.found["exit_code_by_key"]

    def left(self) -> list[str]:
        """Mutants that nothing has noticed, or that were not tried yet."""
        return [name for name, code in self.codes.items() if code in {None, SURVIVED, NO_TEST}]

    def save(self) -> None:
        """Write down what became of the mutants."""
        self.path.write_text(json.dumps(self.found), encoding="utf-8")


class Runner:
    """A plugin of pytest that runs the collected tests for one mutant after another.

    Args:
        package: The package that is mutated.
        modules: Those of its modules whose mutants are tried, in this order; none for all.
        within: Seconds of tests that a mutant gets at most.
    """

    def __init__(self, package: str, modules: list[str], within: float) -> None:
        self.package = package
        self.within = within
        source = Path("src", "osintclaims", package)
        chosen = [source / f"{name}.py.meta" for name in modules] or sorted(source.rglob("*.py.meta"))
        self.modules = [Module(path) for path in chosen]
        self.reaching: dict[str, list[int]] = defaultdict(list)
        self.seconds: list[float] = []
        self.noticed: dict[str, list[int]] = defaultdict(list)
        self.running: dict[int, tuple[Module, str, int]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of one run of the tests: one to look, then one for each mutant."""
        if session.testsfailed:
            raise session.Failed("the tests cannot be collected")
        self.look(session)
        gc.collect()
        gc.freeze()
        for module in self.modules:
            started, tried = time.monotonic(), module.left()
            for name in tried:
                self.attempt(session, module, name)
            while self.running:
                self.wait()
            module.save()
            passed = time.monotonic() - started
            left = module.left()
            say(f"{module.name}: {len(module.codes)} mutants, {len(tried)} tried in {passed:.0f} s, {len(left)} left")
            for name in left:
                say(f"    {name}")
        return True

    def look(self, session: pytest.Session) -> None:
        """Run each test: which functions it reaches, and how long it takes when the caches are filled."""
        trampoline = importlib.import_module("mutmut.mutation.trampoline")
        reached = importlib.import_module("mutmut.state").state()._stats  # noqa: SLF001 - mutmut has no other way
        for index, item in enumerate(session.items):
            self.empty_caches()
            reached.clear()
            trampoline.set_mutant_under_test("stats")
            started = time.process_time()
            run_test(session, index)
            trampoline.set_mutant_under_test("")
            if any(cache.cache_info().currsize for cache in self.caches()):
                started = time.process_time()
                run_test(session, index)
            self.seconds.append(time.process_time() - started)
            if session.testsfailed:
                raise session.Failed(f"{item.nodeid} fails without any mutant")
            for function in reached:
                self.reaching[function].append(index)
        self.empty_caches()
        say(f"{len(session.items)} tests in {sum(self.seconds):.0f} s reach {len(self.reaching)} functions")

    def caches(self) -> Iterator["functools._lru_cache_wrapper[Any]"]:  # the type has no public name
        """The caches of the package's functions."""
        for name, module in list(sys.modules.items()):
            if name.startswith(f"osintclaims.{self.package}"):
                for value in list(vars(module).values()):
                    if isinstance(value, functools._lru_cache_wrapper):  # noqa: SLF001
                        yield value

    def empty_caches(self) -> None:
        """What a mutant would compute is not to be taken from a cache."""
        for cache in self.caches():
            cache.cache_clear()

    def attempt(self, session: pytest.Session, module: Module, name: str) -> None:
        """Start the tests of a mutant, as soon as there is room for one more."""
        function = name.partition("__mutmut_")[0]
        if not self.reaching[function]:
            module.codes[name] = NO_TEST
            return
        others = set(self.reaching[function]) - set(self.noticed[function])
        tests, spent = list(self.noticed[function]), 0.0
        for test in sorted(others, key=self.seconds.__getitem__):
            spent += self.seconds[test]
            if spent > self.within:
                break
            tests.append(test)
        while len(self.running) >= CHILDREN:
            self.wait()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            self.be_mutant(session, name, tests, writing)
        os.close(writing)
        self.running[child] = module, name, reading

    def be_mutant(self, session: pytest.Session, name: str, tests: list[int], writing: int) -> None:
        """In a process of its own: run the tests until one fails, whose number is written to the pipe."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        importlib.import_module("mutmut.mutation.trampoline").set_mutant_under_test(name)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for test in tests:
            signal.setitimer(signal.ITIMER_PROF, MORE + SLOWER * self.seconds[test])
            run_test(session, test)
            if session.testsfailed or session.shouldstop or session.shouldfail:
                os.write(writing, str(test).encode())
                os._exit(KILLED)
        os._exit(SURVIVED)

    def wait(self) -> None:
        """Note how the next mutant ended."""
        child, status = os.wait()
        module, name, reading = self.running.pop(child)
        failed = os.read(reading, 20)
        os.close(reading)
        if failed:
            noticed, test = self.noticed[name.partition("__mutmut_")[0]], int(failed)
            noticed[:] = [test, *(other for other in noticed if other != test)]
        code = os.waitstatus_to_exitcode(status)
        module.codes[name] = TIMEOUT if code == -signal.SIGPROF else min(abs(code), KILLED)


def run_test(session: pytest.Session, index: int) -> None:
    """One test with its fixtures, which it shares with no other."""
    session.config.hook.pytest_runtest_protocol(item=session.items[index], nextitem=None)


def say(text: str) -> None:
    """A line, past pytest's capture."""
    os.write(STDOUT, f"{text}\n".encode())


def main() -> int:
    """Write the mutants of the package, and run the tests for those of the named modules, or of all."""
    package, within, *modules = sys.argv[1:]
    mutmut = importlib.import_module("mutmut.__main__")
    Path("mutants").mkdir(exist_ok=True)
    for path in Path("mutants", "src").rglob("*"):  # mutmut copies nothing twice, also where it has changed since
        if path.is_file() and path.suffix not in {".py", ".meta", ".spans"}:
            path.unlink()
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(CHILDREN)
    os.chdir("mutants")
    runner = Runner(package, modules, float(within or math.inf))
    return int(pytest.main([*OPTIONS, f"tests/{package}"], plugins=[runner]))


if __name__ == "__main__":
    sys.exit(main())
