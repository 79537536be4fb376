"""A corpus on a disk, whatever is done to it in whatever order, and wherever a save stops."""

import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from osintclaims import (
    Attribution,
    Claim,
    Corpus,
    Denial,
    DenialKind,
    Document,
    InvalidValueError,
    Link,
    Measurand,
    Modality,
    Source,
    When,
)
from osintclaims.model import integrity
from osintclaims.store import fingerprint, load_corpus, save_corpus
from osintclaims.testing import corpora, estimates

PRESS = Source(id="press", name="The press")
KOREA = Source(id="korea", name="South Korea")
SPEAKERS = (Source(id="hur", name="HUR"), KOREA, Source(id="nis", name="NIS", part_of=KOREA), PRESS)
READ = tuple(Document(id=f"read-{number}", publisher=PRESS) for number in range(3))
SENT = Measurand(id="sent", label="Troops sent", unit="person")
MEASURANDS = (SENT, Measurand(id="trained", label="Troops in training", unit="person", part_of=(SENT,)))

#: What the system is asked for while a corpus is saved.
STEPS = (*((os, name) for name in ("open", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")), (io, "open"))


class KilledError(BaseException):
    """Stands for the end of the process."""


@contextmanager
def stopping(after: int, error: BaseException, *, for_good: bool) -> Iterator[None]:
    """Let a step of a save fail after some others; for good, no later step works either, as if the power had failed."""
    calls = 0

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == after + 1 or (for_good and calls > after):
                raise error
            return real(*args, **kwargs)

        return step

    with ExitStack() as patches:
        for module, name in STEPS:
            patches.enter_context(mock.patch.object(module, name, failing(getattr(module, name))))
        yield


class CorpusOnDisk(RuleBasedStateMachine):
    """What is in memory, what was saved last, and the folder."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.corpus = self.saved = Corpus()
        self.count = 0

    def teardown(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder)

    @initialize()
    def save_first(self) -> None:
        """There is a corpus on the disk."""
        save_corpus(self.corpus, self.folder)

    def _said(self, data: st.DataObject) -> Attribution:
        speaker, read = data.draw(st.sampled_from(SPEAKERS)), data.draw(st.sampled_from((None, *READ)))
        hops = [Link(source=PRESS, document=read)] if read is not None and speaker is not PRESS else []
        on = data.draw(st.sampled_from([None, When("2024-10-17"), When("2024-11")]))
        return Attribution((*hops, Link(source=speaker, said_on=on)))

    def _id(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def _with(self, **more: Any) -> None:
        self.corpus = attrs.evolve(self.corpus, **more)

    @rule(data=st.data(), figure=estimates(units=st.just("person")), modality=st.sampled_from(Modality))
    def add(self, data: st.DataObject, figure: Any, modality: Modality) -> None:
        """A further claim."""
        about = data.draw(st.sampled_from(MEASURANDS))
        claim = Claim(id=self._id(), measurand=about, estimate=figure, attribution=self._said(data), modality=modality)
        self._with(claims=(*self.corpus.claims, claim))
        assert self.corpus.claim(claim.id) == claim

    @precondition(lambda self: any(one.id.startswith("n") for one in self.corpus.claims))
    @rule(data=st.data(), figure=estimates(units=st.just("person")))
    def supersede(self, data: st.DataObject, figure: Any) -> None:
        """A claim that replaces an earlier one of its origin."""
        earlier = data.draw(st.sampled_from([one for one in self.corpus.claims if one.id.startswith("n")]))
        claim = attrs.evolve(
            earlier, id=self._id(), estimate=figure, supersedes=(earlier.id,), restates=None, retracted=False
        )
        self._with(claims=(*self.corpus.claims, claim))

    @rule(data=st.data())
    def deny(self, data: st.DataObject) -> None:
        """A denial of a measurand and of a claim."""
        ids = [one.id for one in self.corpus.claims]
        denial = Denial(
            id=self._id(),
            attribution=self._said(data),
            kind=data.draw(st.sampled_from([DenialKind.FLAT_DENIAL, DenialKind.NOT_VERIFIED])),
            measurands=(data.draw(st.sampled_from(MEASURANDS)),),
            claims=(data.draw(st.sampled_from(ids)),) if ids else (),
        )
        self._with(denials=(*self.corpus.denials, denial))

    @precondition(lambda self: self.corpus.claims)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        """An origin takes a claim back; it stays in the corpus."""
        taken_back = data.draw(st.sampled_from([one.id for one in self.corpus.claims]))
        self._with(
            claims=tuple(
                attrs.evolve(one, retracted=True) if one.id == taken_back else one for one in self.corpus.claims
            )
        )

    @rule(other=corpora(max_claims=3, max_denials=1))
    def merge(self, other: Corpus) -> None:
        """Another corpus joins, or is refused whole because it has other records under the same ids."""
        before = self.corpus
        try:
            self.corpus |= other
        except InvalidValueError:
            assert self.corpus is before
        else:
            assert set(self.corpus.claims) == {*before.claims, *other.claims}

    @rule()
    def save(self) -> None:
        """What is in memory is on the disk."""
        save_corpus(self.corpus, self.folder)
        self.saved = self.corpus

    @rule(
        after=st.integers(0, 40),
        error=st.sampled_from([OSError(28, "No space left on device"), KeyboardInterrupt()]),
    )
    def fail_to_save(self, after: int, error: BaseException) -> None:
        """A save that fails leaves what was saved before; one that is interrupted at its end may be done."""
        try:
            with stopping(after, error, for_good=False):
                save_corpus(self.corpus, self.folder)
        except OSError:
            assert load_corpus(self.folder) == self.saved
        except KeyboardInterrupt:
            found = load_corpus(self.folder)
            assert found in (self.saved, self.corpus)
            self.saved = found
        else:
            self.saved = self.corpus

    @rule(after=st.integers(0, 60))
    def die_while_saving(self, after: int) -> None:
        """Wherever the process ends, the disk holds what was saved before or what was to be saved, whole."""
        try:
            with stopping(after, KilledError(), for_good=True):
                save_corpus(self.corpus, self.folder)
        except KilledError:
            found = load_corpus(self.folder)
            assert found in (self.saved, self.corpus)
            self.saved = found
        else:
            self.saved = self.corpus

    @rule()
    def load(self) -> None:
        """Go on from what is on the disk."""
        self.corpus = load_corpus(self.folder)

    @invariant()
    def the_disk_holds_what_was_saved(self) -> None:
        """A load gives what was saved last."""
        found = load_corpus(self.folder)
        assert found == self.saved
        assert fingerprint(found) == fingerprint(self.saved)

    @invariant()
    def the_model_holds(self) -> None:
        """Nothing dangles, and every record is found by its id."""
        corpus = self.corpus
        assert integrity(corpus.claims, corpus.denials, corpus.measurands) == ()
        assert all(corpus.claim(one.id) is one for one in corpus.claims)
        assert all(corpus.document(one.id) == one for claim in corpus.claims for one in claim.documents)


TestCorpusOnDisk = CorpusOnDisk.TestCase
TestCorpusOnDisk.settings = settings(max_examples=max(1, settings().max_examples // 5), stateful_step_count=12)
