"""Hashes of texts."""

from osintclaims.model._fields import must_be

__all__ = ["sha256"]


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal digits; lone surrogates count as what they would be in UTF-8."""
    must_be("text", text, str)
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which most programs that import the model never need

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
