"""Which parts of a query string mean anything."""

from urllib.parse import parse_qsl, urlencode

# Appended by newsletters and social networks to every link that passes through them. They mean nothing here,
# must not break a shared link, and are neither read nor kept.
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "mc_", "wt_", "hsa_", "_hs", "at_", "oly_", "vero_", "gad_")
TRACKING_NAMES = {
    *(
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "igshid",
        "igsh",
        "twclid",
        "ttclid",
        "yclid",
        "srsltid",
    ),
    *("mibextid", "si", "ref", "_gl", "trk", "s", "t", "feature", "share", "lang", "fb_action_ids", "rb_clickid"),
}


def is_tracking(name: str) -> bool:
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def meaningful_query(query_string: str) -> str:
    """The query string without tracking parameters, in a fixed order: equal for equal questions."""
    if not query_string:
        return ""
    pairs = parse_qsl(query_string, keep_blank_values=True, errors="replace")
    return urlencode(sorted((name, value) for name, value in pairs if not is_tracking(name)))
