"""CommonMark as the portal reads it, for pages on the screen and for running text on paper."""

from functools import cache

from markdown_it import MarkdownIt


@cache
def parser(*rules: str, keeps_lines: bool = True) -> MarkdownIt:
    """
    CommonMark whose HTML shows as text and whose pictures stay out, for they would load from elsewhere, unless the
    text is the portal's own and asks for more `rules` of the parser (`image`, `table`).
    Headings begin below the page's own. The star in »Bürger*innen« stays a star. Where a line ends in a text that
    somebody typed, such as an address, it ends on the page (`keeps_lines`); in files they end where the column does.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": keeps_lines}).disable("image").enable(rules)

    def lower_headings(state):
        for token in state.tokens:
            if token.tag == "h1":
                token.tag = "h2"

    markdown.core.ruler.push("lower_headings", lower_headings)
    markdown.inline.ruler.before("emphasis", "star_within_a_word", star_within_a_word)
    return markdown


def star_within_a_word(state, silent: bool) -> bool:
    """An inline rule: a single star between two letters is text, not the beginning of an emphasis."""
    position = state.pos
    if state.src[position] != "*" or not 0 < position < state.posMax - 1:
        return False
    if not (state.src[position - 1].isalpha() and state.src[position + 1].isalpha()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True
