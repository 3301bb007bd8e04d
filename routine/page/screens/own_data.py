"""A copy of one's data to keep, and the end of this page for good; part of Settings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import Response

from routine.page.copy_of_data import archive
from routine.page.refusals import closed

if TYPE_CHECKING:
    from routine.core.requests.replies.today import WholeDayReply
    from routine.page.reader import Reader

#: So long the last page has for its style, in seconds.
_LAST_LOOK_S = 2.0


def copy(reader: Reader) -> Response:
    """Everything as one archive, named by the day."""
    day: WholeDayReply = reader.daemon.query("today", full=True)
    name = f"routine-copy-{day.now[:10]}.zip"
    sent = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(archive(reader.shared.paths), media_type="application/zip", headers=sent)


def close(reader: Reader) -> Response:
    """End the page's process, for all its windows; reminders go on."""
    response = closed(reader.shared.secrets.prefix)
    response.background = BackgroundTask(_end, reader)
    return response


async def _end(reader: Reader) -> None:
    asyncio.get_running_loop().call_later(_LAST_LOOK_S, reader.shared.end)
