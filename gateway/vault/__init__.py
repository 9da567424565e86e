"""One master key seals every secret; it lies in the OS keyring, in a 0600 file, or outside."""
