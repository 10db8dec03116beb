"""People with known habits: what is planted among them, analyses must find again."""
