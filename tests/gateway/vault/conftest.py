import sys
from collections.abc import Iterator

import pytest

if sys.platform != "linux":
    collect_ignore = ["test_secret_service.py"]
else:
    from tests.gateway.vault import secret_service

    @pytest.fixture
    def keyring() -> Iterator[secret_service.SecretService]:
        """A real keyring with its login collection unlocked, on a bus of its own."""
        with secret_service.running() as service:
            yield service
