"""The mark that states keep of a schedule: whatever Python makes it, it is the same."""

from __future__ import annotations

import hashlib

from routine.core.text.fingerprint import fingerprint


def test_it_is_the_beginning_of_the_sha_256_that_states_were_written_with() -> None:
    for data in (b"", b"08:00", "käse".encode() * 1000):
        assert fingerprint(data) == hashlib.sha256(data).hexdigest()[:16]
