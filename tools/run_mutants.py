"""Runs the tests of a package for each mutant of it; started by ``tools/mutants.py`` in the copy of the project.

mutmut writes the mutants, each beside the function it changes, and chooses between them when the function is called.
The tests are collected and run once, to see which functions each of them reaches; then each mutant gets a fork of this
process, which runs the tests that reach its function until one fails. First come those that noticed the function's
other mutants, then the quick ones. What a mutant's tests found is kept in mutmut's file about the module.
"""

import functools
import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import pytest

#: How many mutants are tried at once.
CHILDREN: Final = 2
#: Seconds of tests that a mutant gets at first. What is left has to stand all tests that reach it.
QUICK: Final = float(os.environ.get("QUICK", "1.0"))
#: A test may take this many times its usual processor time, and so many seconds more, before it counts as noticing.
SLOWER: Final = 10
MORE: Final = 2.0
#: Bytes that a process may take, beyond which a mutant is one that fills the memory.
MEMORY: Final = 4 << 30
#: mutmut's codes of what became of a mutant.
SURVIVED, KILLED, NO_TEST, QUICK_ONLY, TIMEOUT = 0, 1, 33, 35, 36

OPTIONS: Final = ["-q", "-p", "no:cacheprovider", "--no-showlocals", "--tb=no", "-r", "N", "--rootdir=."]


class Module:
    """mutmut's file about a module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.codes: dict[str, int | None] = self.found["exit_code_by_key"]

    def save(self) -> None:
        self.path.write_text(json.dumps(self.found), encoding="utf-8")


class Runner:
    """A plugin of pytest that runs the collected tests once for each mutant."""

    def __init__(self, package: str, modules: list[str], *, quick_only: bool) -> None:
        self.package = package
        self.quick_only = quick_only
        source = Path("src", "osintclaims", package)
        every = sorted(source.rglob("*.py.meta"))
        self.modules = [Module(source / f"{name}.py.meta") for name in modules] or [Module(path) for path in every]
        self.reaching: dict[str, list[int]] = defaultdict(list)
        self.seconds: list[float] = []
        self.noticed: dict[str, list[int]] = defaultdict(list)
        self.running: dict[int, tuple[Module, str, int, list[int], int]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests once as they are, then for each mutant."""
        if session.testsfailed:
            raise session.Failed("tests could not be collected")
        self.see(session)
        gc.collect()
        gc.freeze()
        for module in self.modules:
            started = time.monotonic()
            wanted = [name for name, code in module.codes.items() if code in {None, SURVIVED, NO_TEST, QUICK_ONLY}]
            self.attempt(session, module, wanted, quick=True)
            if not self.quick_only:
                left = [name for name, code in module.codes.items() if code == QUICK_ONLY]
                self.attempt(session, module, left, quick=False)
            left = [name for name, code in module.codes.items() if code in {SURVIVED, NO_TEST, QUICK_ONLY}]
            title = str(module.path).removeprefix("src/osintclaims/").removesuffix(".py.meta")
            passed = time.monotonic() - started
            self.say(f"{title}: {len(module.codes)} mutants, {len(wanted)} tried in {passed:.0f} s, {len(left)} left")
            for name in left:
                self.say(f"    {name}")
        return True

    def see(self, session: pytest.Session) -> None:
        """Run each test once: which functions it reaches, and how long it takes. Caches of the package start empty."""
        trampoline = importlib.import_module("mutmut.mutation.trampoline")
        reached = importlib.import_module("mutmut.state").state()._stats
        trampoline.set_mutant_under_test("stats")
        for index, item in enumerate(session.items):
            self.empty_caches()
            reached.clear()
            started = time.process_time()
            run_test(session, index)
            self.seconds.append(time.process_time() - started)
            if session.testsfailed:
                raise session.Failed(f"{item.nodeid} fails without any mutant")
            for function in reached:
                self.reaching[function].append(index)
        trampoline.set_mutant_under_test("")
        self.empty_caches()
        self.say(f"{len(session.items)} tests in {sum(self.seconds):.0f} s reach {len(self.reaching)} functions")

    def empty_caches(self) -> None:
        """What a mutant would have computed is not taken from a cache."""
        for name, module in list(sys.modules.items()):
            if name.startswith(f"osintclaims.{self.package}"):
                for value in list(vars(module).values()):
                    if isinstance(value, functools._lru_cache_wrapper):
                        value.cache_clear()

    def attempt(self, session: pytest.Session, module: Module, names: list[str], *, quick: bool) -> None:
        """Run the tests for each of these mutants, and keep what they found."""
        for name in names:
            function = name.partition("__mutmut_")[0]
            known = self.noticed[function]
            tests = sorted(set(self.reaching[function]) - set(known), key=self.seconds.__getitem__)
            some, spent = list(known), 0.0
            for test in tests:
                spent += self.seconds[test]
                if quick and spent > QUICK:
                    break
                some.append(test)
            if not self.reaching[function]:
                module.codes[name] = NO_TEST
                continue
            survived = SURVIVED if len(some) == len(known) + len(tests) else QUICK_ONLY
            while len(self.running) >= CHILDREN:
                self.wait()
            self.fork(session, module, name, some, survived)
        while self.running:
            self.wait()
        module.save()

    def fork(self, session: pytest.Session, module: Module, name: str, tests: list[int], survived: int) -> None:
        """A process of its own for a mutant. It writes the number of the test that failed, if one does."""
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            self.running[child] = module, name, reading, tests, survived
            return
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
        os._exit(0)

    def wait(self) -> None:
        """The next end of a process."""
        child, status = os.wait()
        module, name, reading, _, survived = self.running.pop(child)
        failed = os.read(reading, 20)
        os.close(reading)
        code = os.waitstatus_to_exitcode(status)
        if failed:
            function, test = name.partition("__mutmut_")[0], int(failed)
            self.noticed[function] = [test, *(other for other in self.noticed[function] if other != test)]
        if code == -signal.SIGPROF:
            module.codes[name] = TIMEOUT
        else:
            module.codes[name] = survived if code == 0 else KILLED

    @staticmethod
    def say(text: str) -> None:
        """A line past pytest's capture."""
        os.write(STDOUT, f"{text}\n".encode())


def run_test(session: pytest.Session, index: int) -> None:
    """One test with its fixtures, which the next in the list may share."""
    item = session.items[index]
    session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)


def main() -> int:
    """Write the mutants of the package, then run the tests for those of its modules that are named, or of all."""
    quick_only = "--quick" in sys.argv
    package, *modules = [argument for argument in sys.argv[1:] if argument != "--quick"]
    mutmut = importlib.import_module("mutmut.__main__")
    Path("mutants").mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(CHILDREN)
    os.chdir("mutants")
    return int(pytest.main([*OPTIONS, f"tests/{package}"], plugins=[Runner(package, modules, quick_only=quick_only)]))


STDOUT: Final = os.dup(1)

if __name__ == "__main__":
    sys.exit(main())
