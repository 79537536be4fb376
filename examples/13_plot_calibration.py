"""Do ranges hold what they promise?
=================================

Cases whose truth came out, made up by a formula: how often did the ranges hold it, at each level?
"""

import math

from osintclaims import Estimate, calibrate, claim, reconcile
from osintclaims.plot import calibration
from osintclaims.reconciliation import Resolved

cases = []
for number in range(60):
    truth = 500 * 1.09**number
    # Errors that repeat without a pattern: multiples of the golden ratio are spread
    # evenly over [0, 1).
    errors = [
        2 * ((number * 3 + at + 1) * 0.6180339887 % 1) - 1
        for at in range(1 + number % 4)
    ]
    figures = [
        claim(
            "Shells",
            Estimate.about(round(truth * math.exp(0.9 * error)), "shells"),
            by=f"S{at}",
        )
        for at, error in enumerate(errors)
    ]
    cases.append(Resolved(reconcile(figures), truth))
found = calibrate(cases)
print(found)

# %%
# Dashed lines are promises, marks what was measured; a mark left of its line means ranges that are too narrow.

calibration(found)
