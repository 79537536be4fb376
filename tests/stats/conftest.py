"""What holds for every refusal that a test of the kernels provokes."""

import pytest

from osintclaims import InvalidValueError


@pytest.fixture(autouse=True)
def _refusals_say_what_would_be_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """All bad input of kernels is E106, with what was found and what would be right."""
    build = InvalidValueError.__init__

    def checked(self: InvalidValueError, code: str, message: str, hint: str = "") -> None:
        assert code == "E106", f"{code}: {message}"
        assert message, "nothing is said of what was found"
        assert hint, f"nothing is said of what would be right: {message}"
        build(self, code, message, hint)

    monkeypatch.setattr(InvalidValueError, "__init__", checked)
