"""The portal with one list in its admin that has no actions, a state that no list of it is in today."""

from leader_portal.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.without_actions.urls"
