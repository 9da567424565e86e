"""one-api's management API (`/api`), with our own fields beside its own.

Handlers decode, call a service and encode. They are called as ``handler(request, gateway,
**params)``, where params are what the path pattern names.
"""

from gateway.server.routes.management.envelope import envelope_error
from gateway.server.routes.management.table import Route, routes

__all__ = ["Route", "envelope_error", "routes"]
