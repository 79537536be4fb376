"""The seed corpus that comes with osintclaims, through its pytest fixture."""

from gazette import headline
from osintclaims import Corpus


def test_every_measurand_of_the_seed_corpus_has_a_headline(seed_corpus: Corpus) -> None:
    """Figures of real reports go through."""
    lines = {
        measurand.id: headline(seed_corpus.about(measurand))
        for measurand in seed_corpus.measurands
    }
    assert any(line.endswith("or more") for line in lines.values())
