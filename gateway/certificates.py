"""Certificate authorities, where OpenSSL looks in the wrong place for them.

It looks where the machine that it was built on keeps them: a bundle made on Debian finds nothing on
Fedora, and python.org's Python nothing on macOS. Windows asks the system itself.
"""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

import certifi

VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
SYSTEM_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # macOS, BSD
)


def ensure(
    environ: MutableMapping[str, str] = os.environ,
    defaults: ssl.DefaultVerifyPaths | None = None,
    files: Sequence[str] = SYSTEM_FILES,
) -> None:
    """Names a file of authorities in ``environ`` where OpenSSL would find none by itself.

    The system's own, so that what its owner added to it counts; certifi's only without any.
    """
    if sys.platform == "win32" or any(environ.get(name) for name in VARIABLES):
        return
    if not _has_any(defaults or ssl.get_default_verify_paths()):
        present = (name for name in files if Path(name).is_file())
        environ["SSL_CERT_FILE"] = next(present, certifi.where())


def _has_any(places: ssl.DefaultVerifyPaths) -> bool:
    if places.cafile:
        return True
    try:
        return bool(places.capath) and bool(os.listdir(places.capath))
    except OSError:
        return False
