"""Claims without ceremony, for a notebook or a first look; and the figures of an article as claims to be completed."""

from osintclaims.drafting._claim import claim
from osintclaims.drafting._draft import Draft, Drafts, draft_claims

__all__ = ["Draft", "Drafts", "claim", "draft_claims"]
