from handlungsfelder.admin import CardAdmin
from leader_portal.urls import *  # noqa: F403

CardAdmin.actions_on_top = False
