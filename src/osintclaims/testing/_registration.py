"""What Hypothesis calls when it is imported, so that `from_type` knows the library's classes.

It is called in every project in which both are installed, so it imports nothing of the library. The classes of a module
are registered right after that module was imported by somebody else, and their strategies are looked up when
`from_type` first asks for them.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any, Final

__all__ = ["STRATEGIES", "setup"]

#: For the classes of each public package where their strategies are: ``module.function``, below `osintclaims.testing`.
#: Most results of `osintclaims.stats` are missing: arrays over groups mean nothing without what was asked.
STRATEGIES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "osintclaims.drafting": MappingProxyType({"Draft": "_exchange.drafts", "Drafts": "_exchange.all_drafts"}),
        "osintclaims.interop": MappingProxyType(
            {
                "Mapping": "_exchange.mappings",
                "Rating": "_exchange.ratings",
                "RowProblem": "_exchange.row_problems",
                "Table": "_exchange.tables",
                "TableReading": "_exchange.table_readings",
                "TableReport": "_exchange.table_reports",
            }
        ),
        "osintclaims.model": MappingProxyType(
            {
                "Anchor": "_others.anchors",
                "Attribution": "_chains.attributions",
                "Claim": "_records.claims",
                "Corpus": "_corpora.corpora",
                "Denial": "_records.denials",
                "Document": "_things.documents",
                "Estimate": "_figures.estimates",
                "Finding": "_others.findings",
                "Grade": "_others.grades",
                "Interval": "_others.intervals",
                "Lattice": "_others.lattices",
                "Likelihood": "_others.likelihoods",
                "Link": "_others.links",
                "Measurand": "_things.measurands",
                "Source": "_things.sources",
                "Tabular": "_corpora.corpora",
                "When": "_whens.whens",
            }
        ),
        "osintclaims.reconciliation": MappingProxyType(
            {
                "Adjustment": "_derived.adjustments",
                "ArrayConsensus": "_derived.array_consensuses",
                "Ballot": "_results.ballots",
                "Calibration": "_derived.calibrations",
                "CalibrationRow": "_derived.calibration_rows",
                "Camp": "_results.camps",
                "Coherence": "_derived.coherences",
                "Conflict": "_derived.conflicts",
                "Consensus": "_results.consensuses",
                "Counts": "_results.counts",
                "Exclusion": "_results.exclusions",
                "Forecast": "_derived.forecasts_of",
                "Forecasts": "_derived.all_forecasts",
                "Location": "_results.locations",
                "Options": "_results.options",
                "Overlap": "_results.overlaps",
                "Overview": "_results.overviews",
                "Profile": "_results.profiles",
                "Range": "_results.ranges",
                "Reading": "_results.readings",
                "Resolved": "_derived.resolved",
                "Row": "_derived.profile_rows",
                "Sensitivity": "_derived.sensitivities",
                "SensitivityRow": "_derived.sensitivity_rows",
                "Spread": "_results.spreads",
                "SuspectCopy": "_derived.suspect_copies",
                "Timeline": "_derived.timelines",
                "TimelinePoint": "_derived.timeline_points",
                "Voices": "_results.voices",
                "Vote": "_results.votes",
            }
        ),
        "osintclaims.stats": MappingProxyType(
            {
                "Camps": "_kernels.camps",
                "Overlap": "_kernels.overlaps",
                "Region": "_kernels.regions",
                "ShrunkenSpread": "_kernels.spreads",
                "SpreadPrior": "_kernels.priors",
            }
        ),
        "osintclaims.store": MappingProxyType(
            {
                "CorpusError": "_files.corpus_errors",
                "Passage": "_files.passages",
                "Problem": "_files.problems",
                "Proposal": "_files.proposals",
                "RecordReader": "_exchange.record_readers",
                "Report": "_files.reports",
                "Texts": "_files.texts",
            }
        ),
        "osintclaims.units": MappingProxyType({"UnitEntry": "_others.unit_entries"}),
        "osintclaims.wording": MappingProxyType({"Mention": "_mentions.mentions", "NoFigure": "_mentions.no_figures"}),
    }
)


def setup() -> None:
    """Register what is imported already, and have the rest registered when it is imported."""
    for module in list(sys.modules.values()):
        _register(module)
    sys.meta_path.insert(0, _Finder())


def _package(module: str) -> str:
    """The public package of a module: ``osintclaims.model`` of ``osintclaims.model._claim``."""
    return ".".join(module.split(".", 2)[:2])


def _register(module: ModuleType) -> None:
    """Register the classes that a module defines."""
    name = getattr(module, "__name__", "")
    for class_name, home in STRATEGIES.get(_package(name), {}).items():
        class_ = vars(module).get(class_name)
        if isinstance(class_, type) and class_.__module__ == name:
            _register_one(class_, home)


def _register_one(class_: type[Any], home: str) -> None:
    from hypothesis import strategies as st  # noqa: PLC0415 - whoever calls has imported it, and nobody else needs it

    def strategy(_: type[Any]) -> st.SearchStrategy[Any]:
        module, function = home.split(".")
        made: st.SearchStrategy[Any] = getattr(importlib.import_module(f"osintclaims.testing.{module}"), function)()
        return made

    st.register_type_strategy(class_, strategy)


class _Finder(importlib.abc.MetaPathFinder):
    """Lets the other finders find our modules, and notes when they are loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of one of our modules that define classes; None for all others."""
        if _package(fullname) not in STRATEGIES:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Loader(spec.loader)
                return spec
        return None


class _Loader(importlib.abc.Loader):
    """Loads a module as its own loader does, puts that one back, and registers the module's classes."""

    def __init__(self, own: importlib.abc.Loader) -> None:
        self._own = own

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As the module's own loader does."""
        return self._own.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As the module's own loader does; then its classes are registered."""
        if module.__spec__ is not None:
            module.__spec__.loader = module.__loader__ = self._own
        self._own.exec_module(module)
        _register(module)
