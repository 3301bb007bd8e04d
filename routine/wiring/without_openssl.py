"""Imports asyncio and hashlib without OpenSSL: nothing leaves this computer, and it takes more than a megabyte."""

from __future__ import annotations

import sys

#: asyncio expects a Python that was built without TLS, and hashlib has SHA-256 of its own.
_OPENSSL = ("ssl", "_hashlib")

if not {"asyncio", "hashlib", *_OPENSSL} & sys.modules.keys():
    try:
        for name in _OPENSSL:
            sys.modules[name] = None  # type: ignore[assignment] # Python's own sign for what cannot be imported
        import asyncio  # noqa: F401 - kept as imported here
        import hashlib  # noqa: F401 - as above
        import hmac  # noqa: F401 - as above
    finally:
        for name in _OPENSSL:
            del sys.modules[name]
