"""A short mark of some bytes, which tells whether they are still the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:  # the very same, without OpenSSL, which hashlib loads: a twentieth of what a short command takes
        from _sha256 import sha256
    except ImportError:  # another version of Python, or another Python
        from hashlib import sha256


def fingerprint(data: bytes) -> str:
    """The first 16 digits of their SHA-256."""
    return sha256(data).hexdigest()[:16]
