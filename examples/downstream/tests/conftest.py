"""Hypothesis without deadlines: the first conversion of a unit loads pint, and machines differ."""

from hypothesis import settings

settings.register_profile("gazette", deadline=None)
settings.load_profile("gazette")
