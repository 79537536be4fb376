"""Pictures of results: who says what, how far the figures agree, and who told whom.

Matplotlib (extra ``plot``) is loaded when the first picture is drawn. Every function takes the axes to draw on, returns
them, and never shows or saves anything; without axes it makes a figure of a fitting size. Colours are those of Okabe
and Ito (2008), which people with colour vision deficiencies can tell apart; no meaning rests on colour alone.
"""

from osintclaims.plot._calibration import calibration
from osintclaims.plot._events import Event, Stand, events, stands
from osintclaims.plot._forest import forest
from osintclaims.plot._provenance import Flow, Stop, provenance, routes
from osintclaims.plot._rows import ForestRow, forest_rows
from osintclaims.plot._scale import Scale, scale_of, scale_over
from osintclaims.plot._sensitivity import sensitivity
from osintclaims.plot._ticks import tick_label, ticks
from osintclaims.plot._timeline import timeline

__all__ = [
    "Event",
    "Flow",
    "ForestRow",
    "Scale",
    "Stand",
    "Stop",
    "calibration",
    "events",
    "forest",
    "forest_rows",
    "provenance",
    "routes",
    "scale_of",
    "scale_over",
    "sensitivity",
    "stands",
    "tick_label",
    "ticks",
    "timeline",
]
