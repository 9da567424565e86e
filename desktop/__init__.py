"""Homeport's window: Qt widgets over the gateway's services."""
