"""The page of a report: an executed notebook as one HTML file that runs nothing and loads nothing.

nbconvert walks the notebook with this project's own template. Prose is rendered from
Markdown and sanitised; of a cell's outputs only what this package escaped itself is
taken as HTML, anything else is sanitised or shown as text. On top of that, the page's
Content-Security-Policy allows no script and no address.
"""

from __future__ import annotations

import base64
import re
import warnings
from html import escape as html_escape
from typing import Any

import lxml.html
from nbformat import NotebookNode

from analysis.labels import neutralise
from analysis.reporting.formatting import MARK, escape, number
from analysis.reporting.names import slugify
from analysis.reporting.pages.references import reference_list
from analysis.reporting.pages.rendering import POLICY, TEMPLATES, style
from analysis.reporting.reading import table

_TAGS = re.findall(
    r"\w+",
    "a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i kbd li ol p pre "
    "s small span strong sub summary sup table tbody td tfoot th thead tr u ul",
)
_ATTRIBUTES = {"a": ["href", "title"], "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"]}
_HEADINGS = ("h1", "h2", "h3", "h4")
_NAMED = re.compile(r'<\w+ id="([a-z0-9-]+)" class="(np-(?:figure|tablebox|value|evidence))"')
_OF = re.compile(r"<span>([^<]*):</span>")
_TO_LINES = re.compile(r'<a href="#(ev-[a-z0-9-]+)">([^<]*)</a>')
_ID = re.compile(r' id="([a-z0-9-]+)"')
_LABEL = re.compile(r"<strong>((?:Figure|Table) \d+)\.</strong>")
_KINDS = {
    "np-figure": "this figure",
    "np-tablebox": "this table",
    "np-value": "this value",
    "np-evidence": "this list",
}
_PICTURES = ("image/png", "image/jpeg", "image/svg+xml")


def render_page(notebook: NotebookNode, about: dict[str, Any]) -> str:
    """Return the page of a report.

    Parameters
    ----------
    notebook : NotebookNode
        Executed and settled.
    about : dict
        Content of ``run.json`` so far: title, slug, run, inputs, notebook, versions.

    Returns
    -------
    str
        A complete HTML page, the same for the same notebook.
    """
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    about = _neutral(about)
    prose, contents = _prose(notebook)
    told = about.get("methods", {})
    methods, cited = told.get("paragraphs", []), reference_list(told.get("references", []))
    contents += [(2, "methods", "Methods and data")] * bool(methods) + [
        (2, "references", "References")
    ] * bool(cited)
    exporter = HTMLExporter(
        config=Config({"TemplateExporter": {"exclude_input": True, "exclude_input_prompt": True}}),
        template_name="report",
        extra_template_basedirs=[str(TEMPLATES)],
    )
    exporter.register_filter("shown", shown)
    resources = {
        "np": {
            "about": about,
            "contents": contents,
            "css": style(),
            "facts": run_facts(about),
            "methods": methods,
            "references": cited,
            "policy": POLICY,
            "prose": prose,
        }
    }
    html, _ = exporter.from_notebook_node(notebook, resources=resources)
    return _without_dead_links(html.strip()) + "\n"


def _without_dead_links(html: str) -> str:
    """Leave only the words of links to lists that the notebook had no reason to show."""
    ids = set(_ID.findall(html))
    return _TO_LINES.sub(lambda link: link[0] if link[1] in ids else link[2], html)


def _neutral(value: Any) -> Any:
    """Return nested tables whose every text is without control and direction characters."""
    if isinstance(value, dict):
        return {key: _neutral(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_neutral(item) for item in value]
    return neutralise(value) if isinstance(value, str) else value


def run_facts(about: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what a reader should know about a run before its results, as (name, text)."""
    inputs, read = about.get("inputs", {}), about.get("read") or {}
    facts = []
    if inputs.get("selection"):
        facts.append(("Selection", str(inputs["selection"])))
    if inputs.get("raw"):
        facts.append(("Corpus", str(inputs["raw"])))
    if inputs.get("articles") is not None:
        facts.append(("Articles", articles_read(about)))
    if read.get("article_id"):
        facts.append(("Article", " · ".join(filter(None, (read["article_id"], read.get("outlet"))))))
    if (read or inputs).get("first"):
        first, last = (str((read or inputs).get(name) or "") for name in ("first", "last"))
        last = last or first
        facts.append(("Published", first if first == last else f"{first} to {last}"))
    facts.append(("Notebook", str(about.get("notebook", {}).get("name", ""))))
    facts.append(("Run", str(about.get("run", ""))))
    return facts


def articles_read(about: dict[str, Any]) -> str:
    """Return how many articles a report is about, and of how many where it was given more.

    Examples
    --------
    >>> articles_read({"inputs": {"articles": 30}, "read": {"articles": 1}})
    '1 of 30'
    """
    given = table(about, "inputs").get("articles")
    read = table(about, "read").get("articles", given)
    counts = [count for count in (read, given) if isinstance(count, int)]
    return " of ".join(number(count) for count in dict.fromkeys(counts))


def _prose(notebook: NotebookNode) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    """Render every Markdown cell; collect headings as (level, id, text) for the table of contents."""
    taken = {"content", "how-to-cite", "methods", "references"}  # the page's own
    contents: list[tuple[int, str, str]] = []
    rendered: dict[str, str] = {}
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        root = lxml.html.fragment_fromstring(markdown(cell.source), create_parent="div")
        if not rendered and len(root) and root[0].tag == "h1" and not (root.text or "").strip():
            root.remove(root[0])  # the page's head has the title
        for heading in root.iter(*_HEADINGS):
            text = " ".join(heading.text_content().split())
            heading.set("id", _unique(slugify(text) or "section", taken))
            contents.append((int(str(heading.tag)[1]), heading.get("id", ""), text))
        rendered[cell["id"]] = _inner(root)
    return rendered, [entry for entry in contents if entry[0] in (2, 3)]


def _unique(name: str, taken: set[str]) -> str:
    candidate, copy = name, 1
    while candidate in taken:
        copy += 1
        candidate = f"{name}-{copy}"
    taken.add(candidate)
    return candidate


def _inner(root: Any) -> str:
    parts = [html_escape(root.text or "", quote=False)]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in root]
    return "".join(parts)


def markdown(source: str) -> str:
    """Return Markdown as sanitised HTML.

    Examples
    --------
    >>> markdown("*a* <script>alert(1)</script>")
    '<p><em>a</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>'
    """
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return sanitise(MarkdownWithMath(renderer=renderer).render(source)).strip()


def sanitise(html: str) -> str:
    """Return HTML with only harmless elements and attributes; the rest stands there as text."""
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bleach remarks on style attributes, which are not allowed anyway
        cleaner = SanitizeHTML(tags=_TAGS, attributes=_ATTRIBUTES, styles=[])
        return str(cleaner.sanitize_html_tags(html))


def shown(output: NotebookNode) -> str:
    """Return one output of a cell as HTML; nothing for errors, standard error, scripts and widgets."""
    if output.output_type == "stream":
        return f'<pre class="np-text">{escape_lines(output.text)}</pre>' if output.name == "stdout" else ""
    if output.output_type not in ("display_data", "execute_result"):
        return ""
    data, metadata = output.data, output.get("metadata", {})
    if MARK in metadata and "text/html" in data:
        html = str(data["text/html"])
        # The section on methods repeats it; here it would keep a reader from the results.
        return _folded(html) if metadata[MARK].get("name") == "par-data" else addressed(html)
    kind = next((kind for kind in _PICTURES if kind in data), "")
    if kind:
        return _image(kind, data[kind], data.get("text/plain", ""))
    return _foreign(data)


def _folded(paragraph: str) -> str:
    words = "The data, in a paragraph for a methods section"
    return f'<details class="np-about"><summary>{words}</summary>{paragraph}</details>'


def addressed(html: str) -> str:
    """Return what a report showed with a link to itself, so that a reader can copy its address.

    Parameters
    ----------
    html : str
        An element with an id, as `reporting.showing` makes it.

    Examples
    --------
    >>> addressed('<p id="val-a" class="np-value">1</p>').removeprefix('<p id="val-a" class="np-value">1 ')
    '<a class="np-here" href="#val-a" aria-label="Link to this value">¶</a></p>'
    """
    named = _NAMED.match(html)
    if named is None:
        return html
    name, kind = named[1], named[2]
    found = _LABEL.search(html)
    words = found[1] if found and kind in ("np-figure", "np-tablebox") else _KINDS[kind]
    rows = f"Rows behind {words}" if kind == "np-figure" else words
    label = _OF.search(html)
    if kind == "np-value" and label:  # regions of a page need names of their own
        rows = f"Variants of {label[1]}"
    # What scrolls must take the focus, or a keyboard cannot scroll it.
    html = html.replace(
        '<div class="np-scroll"', f'<div class="np-scroll" tabindex="0" role="region" aria-label="{rows}"'
    )
    html = html.replace(
        '<div class="np-plot"', f'<div class="np-plot" tabindex="0" role="group" aria-label="{words}"', 1
    )
    link = f'<a class="np-here" href="#{name}" aria-label="Link to {words}">¶</a>'
    if kind == "np-evidence":  # a link inside a summary would be a control inside a control
        return html.replace("</summary>", f'</summary><p class="np-files">{link}</p>', 1)
    close = "</figcaption>" if kind == "np-figure" else "</p>"
    return html.replace(close, f" {link}{close}", 1)


def _foreign(data: dict[str, str]) -> str:
    """Return what this package did not make, sanitised."""
    if "text/html" in data:
        # The corner of a pandas table is no header of anything.
        inert = sanitise(_without_style(data["text/html"])).replace("<th></th>", "<td></td>")
        return f'<div class="np-scroll" tabindex="0" role="group" aria-label="Output">{inert}</div>'
    if "text/markdown" in data:
        return markdown(data["text/markdown"])
    return f'<pre class="np-text">{escape_lines(data["text/plain"])}</pre>' if "text/plain" in data else ""


def escape_lines(text: str) -> str:
    """Return escaped text that keeps its lines."""
    return "\n".join(escape(line.expandtabs(4)) for line in text.rstrip().split("\n"))


def _without_style(html: str) -> str:
    """Drop the contents of style and script elements, which sanitising would show as text."""
    return re.sub(r"<(style|script)\b[^<]*(?:<(?!/\1)[^<]*)*</\1[^>]*>", "", html, flags=re.IGNORECASE)


def _image(kind: str, content: str, plain: str) -> str:
    encoded = (
        base64.b64encode(content.encode()).decode() if kind == "image/svg+xml" else re.sub(r"\s", "", content)
    )
    return f'<img src="data:{kind};base64,{escape(encoded)}" alt="{escape(plain, width=200) or "Picture"}">'
