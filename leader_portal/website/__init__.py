"""
What all public pages have in common: the frame around them, the answers for what is gone or not found, the page
cache, compression and static files. It imports `content` and `leader_portal.models`; `printing` and the views of the
apps may import it.
"""
