"""The part of the HTML standard that our pages use: what may stand where, with which attributes."""

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Elements that may not stand among the words of a paragraph, a heading or a button.
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
WORDS = frozenset(
    {
        "a", "abbr", "b", "br", "button", "cite", "code", "dfn", "em", "i", "img", "input", "kbd",
        "label", "mark", "noscript", "output", "q", "s", "select", "small", "span", "strong", "sub",
        "sup", "svg", "textarea", "time", "wbr",
    }
)  # fmt: skip
ELSEWHERE = frozenset(
    {
        "body", "caption", "col", "colgroup", "figcaption", "head", "html", "legend", "link",
        "meta", "optgroup", "option", "script", "tfoot", "title",
    }
)  # fmt: skip
KNOWN = BLOCKS | WORDS | ELSEWHERE
# Inside these only words; a heading may also stand in a legend and in a summary.
ONLY_WORDS = HEADINGS | {
    "abbr", "b", "button", "cite", "code", "dfn", "dt", "em", "i", "kbd", "label", "legend", "mark",
    "output", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup", "time",
}  # fmt: skip
WITH_HEADING = frozenset({"legend", "summary"})
# Where only certain children may stand.
CHILDREN: dict[str, frozenset[str]] = {
    "html": frozenset({"head", "body"}),
    "head": frozenset({"title", "meta", "link", "script", "base"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd", "div"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "colgroup": frozenset({"col"}),
    "select": frozenset({"option", "optgroup"}),
    "optgroup": frozenset({"option"}),
    "option": frozenset(),
    "textarea": frozenset(),
    "title": frozenset(),
    "script": frozenset(),
}
PARENTS: dict[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "tr": frozenset({"thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "caption": frozenset({"table"}),
    "summary": frozenset({"details"}),
    "legend": frozenset({"fieldset"}),
    "option": frozenset({"select", "optgroup"}),
    "title": frozenset({"head"}),
}
FIRST = frozenset({"summary", "legend", "caption"})
INTERACTIVE = frozenset({"a", "button", "input", "label", "select", "textarea", "details"})
CLOSED_TO = {
    "a": INTERACTIVE - {"label"},
    "button": INTERACTIVE,
    "label": frozenset({"label", "a", "button", "details"}),
    "form": frozenset({"form"}),
    "dt": frozenset({"header", "footer"}),
}
ONCE = frozenset({"main", "title", "head", "body", "h1"})
NEVER_EMPTY = HEADINGS | {"a", "button", "label", "legend", "title"}
LABELLED = frozenset({"input", "select", "textarea"})
UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})

GLOBAL = frozenset(
    {
        "class", "dir", "draggable", "hidden", "id", "inert", "lang", "role", "spellcheck",
        "tabindex", "title", "translate",
    }
)  # fmt: skip
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "rel", "download", "hreflang", "type", "target"}),
    "button": frozenset({"type", "name", "value", "form", "disabled", "formaction"}),
    "col": frozenset({"span"}),
    "details": frozenset({"open", "name"}),
    "fieldset": frozenset({"disabled", "name", "form"}),
    "form": frozenset(
        {"action", "method", "enctype", "novalidate", "autocomplete", "accept-charset", "name"}
    ),
    "html": frozenset(),
    "img": frozenset({"src", "alt", "width", "height", "loading", "srcset", "sizes"}),
    "input": frozenset(
        {
            "accept", "autocapitalize", "autocomplete", "checked", "disabled", "form", "inputmode",
            "list", "max", "maxlength", "min", "minlength", "multiple", "name", "pattern",
            "placeholder", "readonly", "required", "size", "spellcheck", "step", "type", "value",
        }
    ),
    "label": frozenset({"for"}),
    "li": frozenset({"value"}),
    "link": frozenset({"rel", "href", "sizes", "type", "media", "hreflang", "integrity"}),
    "meta": frozenset({"charset", "name", "content", "property", "http-equiv"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "optgroup": frozenset({"label", "disabled"}),
    "option": frozenset({"value", "selected", "disabled", "label"}),
    "output": frozenset({"for", "name", "form"}),
    "script": frozenset({"src", "type", "defer", "async", "nonce", "integrity"}),
    "select": frozenset({"name", "multiple", "required", "disabled", "size", "autocomplete"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "textarea": frozenset(
        {
            "autocomplete", "cols", "disabled", "maxlength", "minlength", "name", "placeholder",
            "readonly", "required", "rows", "spellcheck", "wrap",
        }
    ),
    "th": frozenset({"scope", "colspan", "rowspan", "headers", "abbr"}),
    "time": frozenset({"datetime"}),
    "blockquote": frozenset({"cite"}),
}  # fmt: skip
NEEDED: dict[str, frozenset[str]] = {
    "html": frozenset({"lang"}),
    "img": frozenset({"alt", "src"}),
    "th": frozenset({"scope"}),
    "optgroup": frozenset({"label"}),
}
VALUES: dict[tuple[str, str], frozenset[str]] = {
    ("button", "type"): frozenset({"submit", "button", "reset"}),
    ("form", "method"): frozenset({"get", "post"}),
    ("th", "scope"): frozenset({"col", "row", "colgroup", "rowgroup"}),
    ("input", "type"): frozenset(
        {
            "text", "email", "password", "search", "tel", "url", "number", "file", "checkbox",
            "radio", "hidden", "submit", "date",
        }
    ),
}  # fmt: skip
# Attributes that name ids of the same page.
POINTING = frozenset({"for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"})
