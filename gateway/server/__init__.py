"""HTTP: listeners and routes. A route decodes, calls a service or the relay, encodes."""
