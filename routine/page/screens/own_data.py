"""A copy of one's data to keep, and the end of this page for good; part of Settings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import Response

from routine.adapters.clock import SystemClock
from routine.page.copy_of_data import archive
from routine.page.refusals import closed

if TYPE_CHECKING:
    from routine.page.reader import Reader

#: So long the last page has for its style, in seconds.
_LAST_LOOK_S = 2.0


def copy(reader: Reader) -> Response:
    """Everything as one archive, named by the day."""
    name = f"routine-copy-{SystemClock().now().wall():%Y-%m-%d}.zip"
    sent = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(archive(reader.house.paths), media_type="application/zip", headers=sent)


def close(reader: Reader) -> Response:
    """End the page's process, for all its windows; reminders go on."""
    response = closed(reader.house.keys.prefix)
    response.background = BackgroundTask(_end, reader)
    return response


async def _end(reader: Reader) -> None:
    asyncio.get_running_loop().call_later(_LAST_LOOK_S, reader.house.end)
