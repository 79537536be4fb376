"""Five figures by hand
====================

Typed in, and reconciled in ten lines.

Two outlets print what one intelligence service said; it has one vote all the same.
"""

from osintclaims import Estimate, claim, reconcile

over_7000 = Estimate.more_than(7_000, "soldiers", wording="over 7,000")
figures = [
    claim("Troops sent", over_7000, by="Ukraine", via=["The Gazette"]),
    claim("Troops sent", over_7000, by="Ukraine", via=["The Herald"]),
    claim(
        "Troops sent",
        Estimate.about(10_000, "soldiers", wording="around 10,000"),
        by="Britain",
    ),
    claim(
        "Troops sent", Estimate.between(10_000, 12_000, "soldiers"), by="South Korea"
    ),
    claim(
        "Troops sent",
        Estimate.up_to(20_000, "soldiers", wording="up to 20,000"),
        by="A think tank",
    ),
]
consensus = reconcile(figures)
print(consensus)

print()
print("For the next calculation:", consensus.estimate)
print(
    "In a spreadsheet:", consensus.low, consensus.best, consensus.high, consensus.status
)
