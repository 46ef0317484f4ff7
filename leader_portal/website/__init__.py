"""
What all public pages have in common: the frame around them, honest answers for what is no more, the page cache and how
pages and static files leave the house. It imports `content` and `leader_portal.models`; `printing` and the views of the
apps may import it.
"""
