"""Settings for the servers that the portal is compared with."""
