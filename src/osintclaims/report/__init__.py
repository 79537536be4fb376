"""A corpus as one HTML page: what its figures agree on, who says so, who denies it, and what was left out.

The page needs no network and no script to be read; a small script adds filtering and sorting. Every text of the corpus
is shown as text, whatever it contains, and only ``http`` and ``https`` addresses become links. A content security
policy allows the page's own style and script, by their hashes, and nothing else.
"""

from osintclaims.report._write import render_report, write_report

__all__ = ["render_report", "write_report"]
