"""Hold the reader of figures to the coding of the seed corpus: run with the folder of the article texts.

Where a coder wrote a claim with a number, `find_estimates` must find it, with the coded bounds and hedge; and what it
finds elsewhere must be known to be no claim. Left out, with the reasons of ``seeds/README.md``: claims that there are
some (no number), claims without wording, vague words that are not looked for in running text.
"""

import sys
from pathlib import Path
from typing import Final

import osintclaims
from osintclaims import Claim, Estimate, Mention
from osintclaims.store import Texts
from osintclaims.wording import EstimateParseError, find_estimates, parse_estimate

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"

#: Figures that the coding rules leave out: document, offset of the figure, and which rule.
UNCODED: Final = {
    ("002", 3_329): "biography: how long a scholar lived abroad",
    ("002", 4_530): "rhetoric: two powers",
    ("002", 4_646): "rhetoric: decades since a comparable war",
    ("002", 6_493): "another item of the page",
    ("002", 6_516): "another item of the page",
}


def main() -> int:
    """Print what differs; 1 if something does."""
    corpus, texts = osintclaims.load_corpus(SEEDS), Texts(sys.argv[1])
    problems: list[str] = []
    read = known = 0
    for document in corpus.documents:
        found = find_estimates(texts.text(document))
        claims = [(claim, anchor.start, anchor.end) for claim in corpus.claims for anchor in claim.anchors
                  if anchor.document.id == document.id]  # fmt: skip
        for claim, start, end in claims:
            if not _is_looked_for(claim):
                continue
            read += 1
            there = [one.estimate for one in found if _touch(one, start, end)]
            if not any(_same(estimate, claim.estimate) for estimate in there):
                problems.append(f"{claim.id}: coded {claim.estimate}, read {[str(estimate) for estimate in there]}")
        for one in found:
            if any(_touch(one, start, end) for _, start, end in claims):
                continue
            known += 1
            if (document.id, one.start) not in UNCODED:
                problems.append(f"{document.id}:{one.start}: no claim has {one.estimate}")
    print(f"{read} figures read as coded, {known} left out by rule" if not problems else "\n".join(problems))
    return 1 if problems else 0


def _is_looked_for(claim: Claim) -> bool:
    """Whether the claim has a figure in words that running text is searched for."""
    estimate = claim.estimate
    if not estimate.wording or (estimate.low, estimate.low_open, estimate.high) == (0, True, None):
        return False
    return bool(find_estimates(f"{estimate.wording} of"))


def _touch(one: Mention, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def _same(read: Estimate, coded: Estimate) -> bool:
    """Whether the figure in the text says what the claim says, in the claim's unit."""
    try:
        again = parse_estimate(read.wording, unit=coded.unit)
    except EstimateParseError:
        again = read
    fields = ("low", "best", "high", "low_open", "high_open", "hedge", "vague")
    return all(getattr(again, field) == getattr(coded, field) for field in fields)


if __name__ == "__main__":
    sys.exit(main())
