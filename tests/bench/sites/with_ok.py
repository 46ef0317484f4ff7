"""Settings of the portal with one view more, which answers »ok«."""

from leader_portal.settings import *  # noqa: F403 (settings of a variant are all the others, and its own)

ROOT_URLCONF = "tests.bench.sites.with_ok_urls"
