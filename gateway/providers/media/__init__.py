"""What pictures, sound and rankings of several vendors have in common."""
