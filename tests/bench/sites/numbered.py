"""Settings of the portal with every page numbered when it is rendered."""

from leader_portal.settings import *  # noqa: F403 (settings of a variant are all the others, and its own)
from leader_portal.settings import MIDDLEWARE

# Innermost, so that kept pages never pass it.
MIDDLEWARE = [*MIDDLEWARE, "tests.bench.sites.numbering.NumberingMiddleware"]
