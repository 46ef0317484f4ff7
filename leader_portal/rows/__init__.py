"""
Many things of one kind on one page of the desk, a row each, saved together or not at all. The apps say which things
and which fields; checking, order, conflicts and the page are here. It imports what stands below it down to `content`;
the desk's pages of the apps may import it.
"""
