"""The laws that osintclaims offers, on our own reconciler."""

import pytest

from gazette import Answer, reconcile
from osintclaims.testing import laws


@pytest.mark.parametrize("law", laws.all_laws(reconcile))
def test_our_reconciler_is_honest(law: laws.Law) -> None:
    """Neither order, copies nor units change the answer, and who says more never lowers it."""
    law()


def test_a_dishonest_one_is_caught() -> None:
    """Counting every print as a voice of its own breaks the law on copies."""
    loud = laws.all_laws(lambda claims: Answer(len(claims), None, None))
    (copies,) = (law for law in loud if law.__name__ == "copies")
    with pytest.raises(AssertionError, match="copies add nothing"):
        copies()
