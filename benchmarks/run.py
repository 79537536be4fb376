"""Time the library against its peers in one run: `make bench`, or `python benchmarks/run.py [name ...]`.

Machines differ and so does what else they do, so each row stands beside a reference measured in the same run, and the
budget is a ratio wherever a reference makes sense. The best of several repeats counts: noise only ever adds time.
"""

import argparse
import itertools
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: An article that was made up for this, about as dense in figures as news is.
ARTICLE: Final = Path(__file__).resolve().parent / "article.txt"
#: Sizes of the batch that the kernels are measured on.
VOTES: Final = 1_000_000
GROUPS: Final = 100_000
#: Numbers of votes between which growth is measured, and how much more than in proportion a step may take: the sort in
#: each kernel grows by a few per cent with the logarithm, and large arrays leave the cache.
GROWTH: Final = (10_000, 100_000, 1_000_000, 10_000_000)
GROWTH_BUDGET: Final = 2.0
#: Claims of the corpus that is loaded, how many a second at least; values that are drawn from each strategy.
CLAIMS: Final = 20_000
RATE: Final = 5_000
VALUES: Final = 1_000
#: Groups that need the posterior, and the share of their votes that are bounds.
POSTERIORS: Final = 2_000
ONE_SIDED: Final = 0.5


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: What was measured.
        seconds: The best time.
        reference: What it is compared with, and that one's best time; None where only the time itself is bounded.
        budget: Greatest ratio to the reference, or greatest number of seconds without one.
    """

    what: str
    seconds: float
    budget: float
    reference: tuple[str, float] | None = None

    @property
    def measure(self) -> float:
        """What the budget bounds."""
        return self.seconds if self.reference is None else self.seconds / self.reference[1]

    def cells(self) -> tuple[str, ...]:
        """The line, as text."""
        if self.reference is None:
            against, measure, budget = "", "", spelled(self.budget)
        else:
            name, seconds = self.reference
            against, measure, budget = f"{name} {spelled(seconds)}", f"{self.measure:.3g}x", f"{self.budget:g}x"
        return (
            self.what,
            spelled(self.seconds),
            against,
            measure,
            budget,
            "ok" if self.measure <= self.budget else "OVER",
        )


def spelled(seconds: float) -> str:
    """A time with the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def best(
    function: Callable[[], object],
    *,
    repeats: int = 5,
    number: int = 1,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Seconds for one call, the best of several repeats; work of one thread may be timed by the processor's clock."""
    function()
    times = []
    for _ in range(repeats):
        start = clock()
        for _ in range(number):
            function()
        times.append((clock() - start) / number)
    return min(times)


def best_above_bare(code: str, *, repeats: int = 9) -> float:
    """Seconds that code takes in a fresh interpreter, above an interpreter that does nothing; the two take turns."""

    def run(source: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-I", "-c", source], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    run(code)
    pairs = [(run("pass"), run(code)) for _ in range(repeats)]
    return min(busy for _, busy in pairs) - min(bare for bare, _ in pairs)


def import_time() -> Iterator[Row]:
    """`import osintclaims`, with attrs, above bare Python."""
    yield Row("import osintclaims", best_above_bare("import osintclaims"), budget=0.080)


def seed_corpus() -> Iterator[Row]:
    """Loading the seed corpus: in a fresh interpreter, and again against the standard library's parser alone."""
    import osintclaims

    cold = best_above_bare("import osintclaims; osintclaims.load_seed_corpus()")
    yield Row("load_seed_corpus() with imports", cold, budget=0.150)
    seeds = Path(__file__).resolve().parent.parent / "seeds"
    texts = [file.read_text(encoding="utf-8") for file in sorted(seeds.rglob("*.toml"))]
    parser = best(lambda: [tomllib.loads(text) for text in texts])
    yield Row("load_corpus(seeds)", best(lambda: osintclaims.load_corpus(seeds)), 2.5, ("tomllib", parser))


def many_claims() -> Iterator[Row]:
    """Loading a generated corpus of 20,000 claims from its folder, against the standard library's parser alone."""
    import random
    import tempfile

    import osintclaims
    from osintclaims import Claim, Corpus, Estimate, Link, Measurand, SpeechAct, When

    chosen = random.Random(20241017)  # noqa: S311 - no secret
    sources = [osintclaims.Source(id=f"s{n}", name=f"Source {n}") for n in range(200)]
    documents = [
        osintclaims.Document(id=f"d{n}", publisher=sources[n % 200], published=When("2024-10-20"), characters=9_000)
        for n in range(2_000)
    ]
    measurands = [Measurand(id=f"m{n}", label=f"Flights seen on day {n}", unit="flight") for n in range(500)]
    forms = (Estimate.about, Estimate.at_least, Estimate.more_than, Estimate.up_to, Estimate.of)

    def said(number: int) -> Claim:
        document, figure = documents[number // 10], chosen.randint(1, 10_000)
        said_on = When(f"2024-10-{chosen.randint(1, 20):02}")
        origin = chosen.choice([one for one in sources if one != document.publisher])
        start = number % 10 * 900
        return Claim(
            id=f"{document.id}-c{number}",
            measurand=chosen.choice(measurands),
            estimate=chosen.choice(forms)(figure, "flight", wording=f"some {figure} flights"),
            attribution=osintclaims.Attribution(
                (Link(source=document.publisher), Link(source=origin, act=SpeechAct.SAID, said_on=said_on))
            ),
            anchors=(osintclaims.Anchor(document=document, start=start, end=start + 20, quote_sha256=f"{figure:064}"),),
        )

    corpus = Corpus(title="Generated", claims=tuple(said(number) for number in range(CLAIMS)))
    with tempfile.TemporaryDirectory() as name:
        osintclaims.save_corpus(corpus, name)
        texts = [file.read_text(encoding="utf-8") for file in sorted(Path(name).rglob("*.toml"))]
        clock = time.process_time
        parser = best(lambda: [tomllib.loads(text) for text in texts], repeats=3, clock=clock)
        loading = best(lambda: osintclaims.load_corpus(name), repeats=3, clock=clock)
        for file in Path(name, "claims").glob("*.toml"):
            file.write_text(file.read_text(encoding="utf-8").replace("chain =", "chian =", 1), encoding="utf-8")
        refused = best(lambda: _refuse(name), repeats=1, clock=clock)
    yield Row(f"load_corpus(), {CLAIMS:,} claims, {len(texts):,} files", loading, 2.5, ("tomllib", parser))
    yield Row(f"  at {CLAIMS / loading:,.0f} claims a second", loading, CLAIMS / RATE)
    yield Row("  with a mistake in every file, each with its line", refused, CLAIMS / RATE)


def _refuse(folder: str) -> None:
    """Load a corpus that does not load."""
    import osintclaims

    try:
        osintclaims.load_corpus(folder)
    except osintclaims.CorpusError:
        return
    raise AssertionError("it was to be refused")


def strategies() -> Iterator[Row]:
    """A thousand values of each public strategy, with every health check on."""
    from hypothesis import Phase, given, settings

    from osintclaims import testing

    names = [name for name in testing.__all__ if name not in {"copy_through", "laws"}]
    for name in names:
        drawn = 0

        @settings(max_examples=VALUES, database=None, phases=[Phase.generate], deadline=None)
        @given(getattr(testing, name)())
        def draw(_: object) -> None:
            nonlocal drawn
            drawn += 1

        seconds = best(draw, repeats=1, clock=time.process_time)
        yield Row(f"{name}(), {drawn // 2:,} values", seconds, budget=5.0)


def five_claims() -> Iterator[Row]:
    """Reconciling five claims typed in by hand: points alone, and with a one-sided one, which needs the posterior."""
    from osintclaims import Estimate, claim, reconcile, sensitivity

    points = [
        claim("Troops sent", Estimate.about(figure, "person"), by=f"Source {figure}")
        for figure in (9_000, 10_000, 11_000, 11_500, 12_000)
    ]
    bounded = [*points[:4], claim("Troops sent", Estimate.at_least(7_000, "person"), by="Source of a bound")]
    yield Row("reconcile(), five points", best(lambda: reconcile(points), number=20), budget=0.001)
    yield Row("reconcile(), one of five a bound", best(lambda: reconcile(bounded), number=20), budget=0.005)
    ten = [
        *bounded,
        *(claim("Troops sent", Estimate.up_to(figure, "person"), by=f"Bound {figure}") for figure in (15_000, 20_000)),
        *(
            claim("Troops sent", Estimate.about(figure, "person"), by=f"Other {figure}")
            for figure in (4_000, 8_000, 10_500)
        ),
    ]
    consensus = reconcile(ten)
    yield Row("sensitivity() of ten claims", best(lambda: sensitivity(consensus), number=3), budget=0.100)


def kernels() -> Iterator[Row]:
    """A million votes in a hundred thousand groups: region, closed-form range and overlap against a grouped median."""
    import numpy as np
    import polars as pl

    from osintclaims import stats

    random = np.random.default_rng(20241017)
    offsets = np.concatenate([[0], np.sort(random.choice(np.arange(1, VOTES), GROUPS - 1, replace=False)), [VOTES]])
    centre = np.exp(random.normal(8.0, 1.0, GROUPS))
    middle = np.repeat(centre, np.diff(offsets)) * np.exp(random.normal(0.0, 0.3, VOTES))
    low, high = middle * 0.9, middle * 1.1
    frame = pl.DataFrame({"group": np.repeat(np.arange(GROUPS), np.diff(offsets)), "middle": middle})

    def ours() -> None:
        stats.interval_median(low, high, offsets=offsets, ties="shared")
        stats.shrunken_quantiles(middle, q=[0.1, 0.9], offsets=offsets)
        stats.max_overlap(low, high, offsets=offsets)

    peer = best(lambda: frame.group_by("group").agg(pl.col("middle").median()), repeats=3)
    yield Row("median, range and overlap, 1e6 votes", best(ours, repeats=3), 20.0, ("polars median", peer))
    median = best(lambda: stats.interval_median(low, high, offsets=offsets, ties="shared"), repeats=3)
    yield Row("  interval_median alone", median, 20.0, ("polars median", peer))
    side = random.random(VOTES)
    mixed = np.where(side < ONE_SIDED / 3, 0.0, low), np.where(side > 1 - ONE_SIDED * 2 / 3, np.inf, high)
    censored = best(lambda: stats.npmle(*mixed, offsets=offsets), repeats=3)
    yield Row("npmle, half of 1e6 votes one-sided", censored, 100.0, ("polars median", peer))
    ends = slice(0, offsets[2 * POSTERIORS])
    identified = stats.identified(mixed[0][ends], mixed[1][ends], offsets=offsets[: 2 * POSTERIORS + 1])
    groups = np.flatnonzero(identified)[:POSTERIORS]
    votes = np.concatenate([np.arange(offsets[group], offsets[group + 1]) for group in groups])
    starts = np.concatenate([[0], np.cumsum(np.diff(offsets)[groups])])
    some = mixed[0][votes], mixed[1][votes]
    posterior = best(lambda: stats.censored_quantiles(*some, q=[0.1, 0.9], offsets=starts), repeats=3)
    yield Row(f"posterior ranges of {len(groups):,} groups", posterior, len(groups) / 2_000)


def meta() -> Iterator[Row]:
    """Random effects of a hundred thousand groups against statsmodels, which is called once for each of a few."""
    import numpy as np
    from statsmodels.stats.meta_analysis import combine_effects

    from osintclaims.stats.meta import random_effects

    random = np.random.default_rng(20241017)
    offsets = np.concatenate([[0], np.cumsum(random.integers(2, 20, GROUPS))])
    sizes = np.diff(offsets)
    errors = np.exp(random.normal(0.0, 0.5, offsets[-1]))
    between = np.repeat(random.uniform(0.0, 2.0, GROUPS), sizes)
    x = np.repeat(random.normal(0.0, 3.0, GROUPS), sizes) + random.normal(0.0, 1.0, len(errors)) * np.sqrt(
        errors**2 + between
    )
    few = [slice(start, stop) for start, stop in itertools.pairwise(offsets[:201])]
    for method, theirs, budget in (("DL", "dl", 0.01), ("PM", "pm", 0.01), ("REML", "dl", 0.05)):

        def peer(theirs: str = theirs) -> None:
            for group in few:
                combine_effects(x[group], errors[group] ** 2, method_re=theirs)

        reference = best(peer) / len(few) * GROUPS
        seconds = best(lambda method=method: random_effects(x, errors, offsets=offsets, tau2=method))
        what = f"random_effects(), {method}, 1e5 groups"
        yield Row(what, seconds, budget, (f"statsmodels {theirs.upper()}", reference))
    five = x[:5], errors[:5]
    peer_single = best(lambda: combine_effects(five[0], five[1] ** 2, method_re="dl"), number=50)
    single = best(lambda: random_effects(*five, tau2="DL"), number=50)
    yield Row("  DL, five estimates", single, 2.0, ("statsmodels DL", peer_single))
    yield Row("  REML, five estimates", best(lambda: random_effects(*five), number=50), budget=0.001)


def phrase() -> Iterator[Row]:
    """One common phrase, and the draft of an article with its anchors."""
    from osintclaims import draft_claims, parse_estimate

    said = "more than 7,000 soldiers"
    seconds = best(lambda: parse_estimate(said), repeats=50, number=200, clock=time.process_time)
    yield Row(f'parse_estimate("{said}")', seconds, budget=20e-6)
    text = ARTICLE.read_text(encoding="utf-8")
    draft = best(lambda: str(draft_claims(text, document="a")), repeats=20, clock=time.process_time)
    yield Row("str(draft_claims(article))", draft, 5.0, ("find_estimates", _article(text)))


def quantulum3() -> Iterator[Row]:
    """The article against quantulum3: the budget is a fiftieth of its time, the aim a hundredth."""
    import warnings

    text = ARTICLE.read_text(encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its optional classifier is not there
        from quantulum3 import parser

        peer = best(lambda: parser.parse(text), repeats=3, clock=time.process_time)
    yield Row("find_estimates(article)", _article(text), 1 / 50, ("quantulum3", peer))


def recognizers() -> Iterator[Row]:
    """The article against the models of Recognizers-Text for numbers, percentages, currencies and dimensions."""
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    text = ARTICLE.read_text(encoding="utf-8")
    numbers, units = NumberRecognizer(Culture.English), NumberWithUnitRecognizer(Culture.English)
    models = (
        numbers.get_number_model(),
        numbers.get_percentage_model(),
        units.get_currency_model(),
        units.get_dimension_model(),
    )
    peer = best(lambda: [model.parse(text) for model in models], repeats=3, clock=time.process_time)
    yield Row("find_estimates(article)", _article(text), 1 / 50, ("Recognizers-Text", peer))


def _article(text: str) -> float:
    """Seconds in which the figures of the article are found."""
    from osintclaims import find_estimates

    return best(lambda: find_estimates(text), repeats=50, clock=time.process_time)


def growth() -> Iterator[Row]:
    """Time by number of votes, ten in a group: ten times the votes should take ten times as long."""
    import numpy as np

    from osintclaims import reconcile_arrays, stats

    random = np.random.default_rng(20241017)
    middle = np.repeat(np.exp(random.normal(8.0, 1.0, GROWTH[-1] // 10)), 10) * np.exp(
        random.normal(0.0, 0.3, GROWTH[-1])
    )
    origin = np.tile(np.arange(10), GROWTH[-1] // 10)

    def kernels_of(votes: int) -> None:
        some, offsets = middle[:votes], np.arange(0, votes + 1, 10)
        low, high = some * 0.9, some * 1.1
        stats.interval_median(low, high, offsets=offsets, ties="shared")
        stats.shrunken_quantiles(some, q=[0.1, 0.9], offsets=offsets)
        stats.max_overlap(low, high, offsets=offsets)

    def table_of(rows: int) -> None:
        some = middle[:rows]
        reconcile_arrays(np.arange(rows) // 10, origin[:rows], some * 0.9, some * 1.1)

    for what, measured in (("region, range and overlap", kernels_of), ("reconcile_arrays(), points", table_of)):
        before: tuple[int, float] | None = None
        for size in GROWTH:
            seconds = best(lambda measured=measured, size=size: measured(size), repeats=3)
            reference = None if before is None else (f"{size // before[0]} x {before[0]:.0e}", seconds_of(size, before))
            budget = GROWTH_BUDGET if before else 1.0
            yield Row(f"{what}, {size:.0e}", seconds, budget, reference)
            before = size, seconds


def seconds_of(size: int, before: tuple[int, float]) -> float:
    """What a size would take if time grew in proportion."""
    return size / before[0] * before[1]


SUBJECTS: Final = {
    "import": import_time,
    "seeds": seed_corpus,
    "claims": many_claims,
    "strategies": strategies,
    "five": five_claims,
    "kernels": kernels,
    "meta": meta,
    "phrase": phrase,
    "quantulum3": quantulum3,
    "recognizers": recognizers,
    "growth": growth,
}


def main() -> int:
    """Measure what was asked for and print one table; 1 if something is over its budget or cannot run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "subjects", nargs="*", metavar="name", help=f"what to measure: {', '.join(SUBJECTS)} (default: all)"
    )
    chosen = parser.parse_args().subjects or list(SUBJECTS)
    if unknown := sorted(set(chosen) - SUBJECTS.keys()):
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(SUBJECTS)}")
    lines = [("what", "time", "reference", "ratio", "budget", "")]
    failed = False
    for name in chosen:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            for row in SUBJECTS[name]():
                lines.append(row.cells())
                failed |= row.measure > row.budget
        except Exception as problem:
            lines.append((name, "-", "", "", "", f"{type(problem).__name__}: {problem}"))
            failed = True
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
