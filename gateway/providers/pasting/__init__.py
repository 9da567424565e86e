"""What people paste: whose key, address or settings it is. Nothing is sent anywhere."""
