"""The page of error codes is complete."""

import re
from pathlib import Path

import osintclaims

SOURCE = Path(osintclaims.__file__).parent
PAGE = Path(__file__).parent.parent / "docs" / "reference" / "error-codes.md"


def test_every_code_is_on_its_page() -> None:
    """Codes that the library gives and codes that the page explains are the same."""
    given = {
        code for file in SOURCE.rglob("*.py") for code in re.findall(r'"([EW]\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert set(re.findall(r"^\| ([EW]\d{3}) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == given
