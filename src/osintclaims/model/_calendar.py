"""The lengths of months."""

from datetime import date, timedelta

__all__ = ["days_in_month"]


def days_in_month(year: int, month: int) -> int:
    """Number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(1)).day
