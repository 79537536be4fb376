"""Strategies of what reading a text gives, for `from_type`."""

from hypothesis import strategies as st

from osintclaims.testing._phrases import hedged_phrases
from osintclaims.wording import Mention, NoFigure, explain, find_estimates

__all__ = ["mentions", "no_figures"]


def mentions() -> st.SearchStrategy[Mention]:
    """Figures found in sentences."""
    return hedged_phrases().map(lambda phrase: find_estimates(f"They counted {phrase[0]}.")[0])


def no_figures() -> st.SearchStrategy[NoFigure]:
    """Numbers in sentences that are no figures: dates."""
    return st.integers(1, 28).map(_date)


def _date(day: int) -> NoFigure:
    (found,) = (one for one in explain(f"On October {day}, 2024 nothing was seen.") if isinstance(one, NoFigure))
    return found
