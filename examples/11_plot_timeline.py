"""What was known when
===================

An answer as it grew: contested at first, settled later, denied in between. Made up.
"""

import osintclaims
from osintclaims import (
    Attribution,
    Corpus,
    Denial,
    DenialKind,
    Estimate,
    Link,
    Source,
    When,
    claim,
)
from osintclaims.plot import timeline

SAID = (
    ("Rebels", "2031-03-02", Estimate.more_than(2_000, "person")),
    ("Government", "2031-03-05", Estimate.about(300, "person")),
    ("Monitors", "2031-03-12", Estimate.between(800, 1_200, "person")),
    ("Red Cross", "2031-03-20", Estimate.about(1_000, "person")),
    ("Government", "2031-03-28", Estimate.at_least(700, "person")),
)
figures = [claim("People arrested", figure, by=by, on=day) for by, day, figure in SAID]
army = Link(source=Source(id="army", name="Army"), said_on=When("2031-03-09"))
denial = Denial(
    id="d1",
    attribution=Attribution((army,)),
    kind=DenialKind.FLAT_DENIAL,
    measurands=(figures[0].measurand,),
)
corpus = Corpus(title="Arrests", claims=tuple(figures), denials=(denial,))
found = osintclaims.timeline(corpus, figures[0].measurand)
print(found)

# %%
# Hatched days are contested; the cross is the army's denial, which is no figure. It denies all of this, so the dots are
# hollow.

timeline(found)
