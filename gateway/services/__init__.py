"""Use cases: what the window and the management API may ask for. Async and typed.

They run on the gateway's loop, hold no state of their own beyond
:class:`~gateway.services.state.State`, and speak in domain types and in the dataclasses beside
them.
"""
