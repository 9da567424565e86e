"""Writes tests/golden/exchanges: what leaves for each provider, what comes, what its client hears.

python -m tools.golden_exchanges            # then read the diff: a file is right because you say so
python -m tools.golden_exchanges cohere xai # these alone
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gateway.suite.asking import CLIENTS_FILE, asked
from tests.gateway.suite.media import media_suite
from tests.gateway.suite.media_stands import MEDIA_SUITE
from tests.gateway.suite.run import WAYS, suite
from tests.gateway.suite.written import FOLDER, media_file, write
from tools.say import say


async def rewrite(idents: Sequence[str]) -> None:
    """Runs the suites over these providers, all of them where none is named."""
    write(CLIENTS_FILE, asked())
    with TemporaryDirectory(prefix="homeport-") as folder:
        async with suite(Path(folder) / "chat") as running:
            for ident in WAYS:
                if ident in idents or not idents:
                    write(ident, await running.golden(ident))
        async with media_suite(Path(folder) / "media") as media:
            for ident in MEDIA_SUITE:
                if ident in idents or not idents:
                    write(media_file(ident), await media.golden(ident))


def main(idents: Sequence[str]) -> None:
    unknown = sorted(set(idents) - {*WAYS, *MEDIA_SUITE})
    if unknown:
        raise SystemExit(f"no provider of the suite: {', '.join(unknown)}")
    asyncio.run(rewrite(idents))
    say(f"wrote {FOLDER}")


if __name__ == "__main__":
    main(sys.argv[1:])
