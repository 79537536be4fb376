"""Hedged figures read out of English: a phrase, or every figure of a text."""

from osintclaims.wording._find import explain, find_estimates
from osintclaims.wording._mention import EstimateParseError, Mention, NoFigure, Role
from osintclaims.wording._parse import parse_estimate

__all__ = [
    "EstimateParseError",
    "Mention",
    "NoFigure",
    "Role",
    "explain",
    "find_estimates",
    "parse_estimate",
]
