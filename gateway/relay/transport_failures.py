"""What can go wrong on the way to an upstream, in words that name no address."""

from __future__ import annotations

from gateway.domain.failure import Failure, FailureClass
from gateway.relay.transport import Timeouts, TransportError


def failed(kind: FailureClass, message: str, code: str = "") -> TransportError:
    return TransportError(Failure(kind, 0, message, error_code=code))


def unconnected(kind: FailureClass, message: str, code: str = "") -> TransportError:
    """Nothing was sent yet."""
    return TransportError(Failure(kind, 0, message, error_code=code), sent=False)


def could_not_connect(timeouts: Timeouts) -> TransportError:
    return unconnected(FailureClass.TIMEOUT, f"could not connect within {timeouts.connect:g} s")


def did_not_answer(timeouts: Timeouts) -> TransportError:
    return failed(FailureClass.TIMEOUT, f"did not answer within {timeouts.first_byte:g} s")


def fell_silent(timeouts: Timeouts) -> TransportError:
    return failed(FailureClass.TIMEOUT, f"sent nothing for {timeouts.idle:g} s")


def unresolved() -> TransportError:
    return unconnected(FailureClass.NETWORK, "its host name could not be resolved")


def untrusted() -> TransportError:
    return unconnected(FailureClass.NETWORK, "its TLS certificate is not trusted", "tls")


def no_handshake() -> TransportError:
    return unconnected(FailureClass.NETWORK, "the TLS handshake failed", "tls")


def unreachable(*, refused: bool) -> TransportError:
    words = "the connection was refused" if refused else "no connection could be made"
    return unconnected(FailureClass.NETWORK, words)


def proxy_refused(why: str) -> TransportError:
    return unconnected(FailureClass.NETWORK, why)


def broke_off() -> TransportError:
    return failed(FailureClass.NETWORK, "the connection broke off before the answer's end")


def not_http() -> TransportError:
    return failed(FailureClass.PROTOCOL, "the answer is not HTTP")


def too_large() -> TransportError:
    return failed(FailureClass.PROTOCOL, "the answer is too large")


def other_failure(error: BaseException) -> TransportError:
    return failed(FailureClass.NETWORK, f"the connection failed ({type(error).__name__})")
