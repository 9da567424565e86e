"""What clients and upstreams speak: pure functions over bytes and values, no I/O."""
