"""Runs the tests of a package for each mutant of it; `tools/mutants.py` starts it in a copy of the project.

mutmut writes the mutants beside the functions that they change; which of them is called is chosen at each call. The
tests are collected and run once, to see which lines each of them reaches. Then each mutant gets a fork of this
process, which runs the tests that reach the statement that it changes until one fails: first those that noticed other
mutants of the function, then the quick ones. What became of a mutant is kept in mutmut's own file about the module.
"""

import ast
import difflib
import functools
import gc
import importlib
import json
import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import coverage
import pytest

#: How many mutants are tried at once.
CHILDREN: Final = 2
#: A test may take this many times its usual processor time, and so many seconds more: then it has noticed something.
SLOWER: Final = 10
MORE: Final = 2.0
#: A test that takes so many times the seconds of a mutant while lines are counted is left out.
TOO_LONG: Final = 5
#: Seconds on the clock for one test, also of waiting, for a file or a process: many times what any of them needs.
PATIENCE: Final = 60
#: Bytes that a process may take, beyond which a mutant is one that fills the memory.
MEMORY: Final = 4 << 30
#: mutmut's codes of what became of a mutant: no test failed, one did, none reaches what it changes, one did not end.
SURVIVED: Final = 0
KILLED: Final = 1
NO_TEST: Final = 33
TIMEOUT: Final = 36

#: Packages whose caches no mutant of another package has a part in: they import none of them.
LOWEST: Final = ("osintclaims.units", "osintclaims.stats")
OPTIONS: Final = ["-q", "-p", "no:cacheprovider", "--no-showlocals", "--tb=no", "-r", "N", "--rootdir=."]
#: Of thousands of runs, the folders of tests are not kept.
FOLDERS: Final = ["-o", "tmp_path_retention_policy=failed"]
STDOUT: Final = os.dup(1)


class LeftOutError(BaseException):
    """Nobody catches it but pytest."""


class Module:
    """mutmut's file about a module."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path).removeprefix("src/osintclaims/").removesuffix(".py.meta")
        self.found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.codes: dict[str, int | None] = self.found["exit_code_by_key"]
        self.source = path.with_suffix("")
        text = self.source.read_text(encoding="utf-8")
        self.lines = text.split("\n")
        self.functions = {one.name: one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)}
        self.reaching: dict[int, list[str]] = {}

    def tests(self, name: str) -> set[int]:
        """The tests that reach what a mutant changes, by their numbers."""
        mutant = name.rpartition(".")[2]
        original = self.functions[f"{mutant.partition('__mutmut_')[0]}__mutmut_orig"]
        here, there = (
            self.lines[one.body[0].lineno - 1 : one.end_lineno] for one in (original, self.functions[mutant])
        )
        first = original.body[0].lineno
        changed = [
            first + place
            for kind, start, end, _, _ in difflib.SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
            for place in range(start, max(end, start + 1))
            if kind != "equal"
        ]  # nothing where a default in the head of the function is changed
        spans = [statement(original, line) for line in changed] or [range(first, (original.end_lineno or first) + 1)]
        return {int(test) for span in spans for line in span for test in self.reaching.get(line, ()) if test}

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
        self.seconds: list[float] = []
        self.noticed: dict[str, list[int]] = defaultdict(list)
        self.is_left_out = False
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
        """Run each test once: which lines it reaches, and how long it takes."""
        importlib.import_module("mutmut.mutation.trampoline").set_mutant_under_test("")
        signal.signal(signal.SIGPROF, self.end_test)
        subprocess.Popen.__init__ = self.end_test  # type: ignore[method-assign]
        limit = 0 if math.isinf(self.within) else TOO_LONG * self.within
        watch = coverage.Coverage(
            data_file=None, config_file=False, include=[f"{module.source.parent}/*" for module in self.modules]
        )
        watch.start()
        left_out: set[str] = set()
        for index, item in enumerate(session.items):
            self.empty_caches()
            watch.switch_context(str(index))
            self.is_left_out = False
            started = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, limit, 1)
            run_test(session, index)
            signal.setitimer(signal.ITIMER_PROF, 0)
            if any(cache.cache_info().currsize for cache in self.caches()) and not self.is_left_out:
                started = time.process_time()  # filling them is not what the test takes
                run_test(session, index)
            self.seconds.append(time.process_time() - started)
            if self.is_left_out:
                say(f"{item.nodeid} is left out: it takes too long or starts a program")
                left_out.add(str(index))
                session.testsfailed = 0
            if session.testsfailed:
                say(f"{item.nodeid} fails without any mutant")
                raise session.Failed
        watch.stop()
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        self.empty_caches()
        for module in self.modules:
            found = watch.get_data().contexts_by_lineno(str(module.source.absolute()))
            module.reaching = {line: [one for one in tests if one not in left_out] for line, tests in found.items()}
        say(f"{len(session.items)} tests in {sum(self.seconds):.0f} s")

    def end_test(self, *_: object, **__: object) -> None:
        """End a test that takes too long or starts another program, in which nobody would see what it reaches."""
        self.is_left_out = True
        raise LeftOutError

    def caches(self) -> Iterator["functools._lru_cache_wrapper[Any]"]:  # the type has no public name
        """The caches of the package's functions."""
        for name, module in list(sys.modules.items()):
            if name.startswith(f"osintclaims.{self.package}") or (
                name.startswith("osintclaims.") and not name.startswith(LOWEST)
            ):
                for value in list(vars(module).values()):
                    if isinstance(value, functools._lru_cache_wrapper):  # noqa: SLF001
                        yield value

    def empty_caches(self) -> None:
        """What a mutant would compute is not to be taken from a cache."""
        for cache in self.caches():
            cache.cache_clear()

    def attempt(self, session: pytest.Session, module: Module, name: str) -> None:
        """Start the tests of a mutant, as soon as there is room for one more."""
        reaching = module.tests(name)
        if not reaching:
            module.codes[name] = NO_TEST
            return
        tests, spent = [test for test in self.noticed[name.partition("__mutmut_")[0]] if test in reaching], 0.0
        others = reaching - set(tests)
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
            signal.alarm(PATIENCE)
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
        module.codes[name] = TIMEOUT if code in (-signal.SIGPROF, -signal.SIGALRM) else min(abs(code), KILLED)


def statement(function: ast.FunctionDef, line: int) -> range:
    """The lines of the innermost statement at a line; of one that holds others, its head."""
    found: ast.stmt = function
    for one in ast.walk(function):
        if isinstance(one, ast.stmt) and one.lineno <= line <= (one.end_lineno or line) and one.lineno >= found.lineno:
            found = one
    body: list[ast.stmt] = getattr(found, "body", [])
    end = body[0].lineno if body and line < body[0].lineno else (found.end_lineno or line) + 1
    return range(found.lineno, end)


def run_test(session: pytest.Session, index: int) -> None:
    """One test with its fixtures, which it shares with no other."""
    session.config.hook.pytest_runtest_protocol(item=session.items[index], nextitem=None)


def say(text: str) -> None:
    """A line, past pytest's capture."""
    os.write(STDOUT, f"{text}\n".encode())


def copy_links() -> None:
    """Links to folders, which mutmut leaves out."""
    for link in Path("src").rglob("*"):
        target = Path("mutants", link)
        if link.is_symlink() and not os.path.lexists(target):
            target.symlink_to(link.readlink())


def main() -> int:
    """Write the mutants of the package, and run the tests for those of the named modules, or of all."""
    package, within, *modules = sys.argv[1:]
    mutmut = importlib.import_module("mutmut.__main__")
    Path("mutants").mkdir(exist_ok=True)
    for path in Path("mutants", "src").rglob("*"):  # mutmut copies nothing twice, also where it has changed since
        if path.is_file() and path.suffix not in {".py", ".meta", ".spans"}:
            path.unlink()
    mutmut.copy_src_dir()
    copy_links()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(CHILDREN)
    os.chdir("mutants")
    runner = Runner(package, modules, float(within or math.inf))
    tests = importlib.import_module("mutmut.configuration").config().pytest_add_cli_args_test_selection
    return int(pytest.main([*OPTIONS, *FOLDERS, *tests], plugins=[runner]))


if __name__ == "__main__":
    sys.exit(main())
