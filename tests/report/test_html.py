"""HTML that cannot be built unescaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osintclaims.report._html import Html, join, link, tag


def test_text_is_escaped_and_markup_is_not() -> None:
    """Only what `tag` made is markup."""
    assert tag("p", "a < b & c", tag("b", '"'), class_='x"y') == '<p class="x&quot;y">a &lt; b &amp; c<b>&quot;</b></p>'


def test_attributes_can_stand_alone_or_be_left_out() -> None:
    """True stands alone, None and False are left out, numbers are short, underscores become hyphens."""
    assert tag("div", hidden=True, id=None, draggable=False, aria_label="x", width=1 / 3) == (
        '<div hidden aria-label="x" width="0.333333"></div>'
    )


def test_void_elements_have_no_end() -> None:
    """HTML knows elements without content."""
    assert tag("meta", charset="utf-8") == '<meta charset="utf-8">'


def test_children_may_be_nested_and_missing() -> None:
    """Lists of lists and None are children."""
    assert join("a", None, ["b", ["<"], (Html("<i>"),)]) == "ab&lt;<i>"


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    """Whatever stands in a text or an attribute, the only tags are ours."""
    made = tag("p", text, title=text)
    assert made.count("<") == 2
    assert made.count('"') == 2


@pytest.mark.parametrize("url", ["https://example.org/a?b=c&d=e", "http://example.org", "HTTPS://EXAMPLE.ORG/"])
def test_addresses_of_the_web_are_links(url: str) -> None:
    """Addresses of http and https may be followed, without telling where one came from."""
    assert link(url, "label").startswith("<a href=")
    assert 'rel="noopener noreferrer nofollow"' in link(url, "label")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "https:example.org",
        "https://exa\nmple.org",
        "https://[broken",
        "not an address",
    ],
)
def test_other_addresses_are_texts(url: str) -> None:
    """What a click should not follow is shown beside the label."""
    made = link(url, "label")
    assert "<" not in made
    assert made.startswith("label (")


@pytest.mark.parametrize("url", [None, ""])
def test_no_address_is_a_bare_label(url: str | None) -> None:
    """There may be none."""
    assert link(url, "a < b") == "a &lt; b"
